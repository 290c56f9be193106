"""A question's terms: by the rules of its own language, and, for texts in others, by theirs as well.

“Revolution” is searched as “revolut” in English texts and as “revolution” in German ones; either counts as the question's word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from index.languages import ENGLISH, spoken
from index.searching import Alternative
from index.text import terms, tokens


class QuestionTerms:
    """Makes terms of questions that are asked of texts in `languages`, the commonest first."""

    def __init__(self, languages: Sequence[str], *, stemming: bool) -> None:
        self._languages = tuple(languages) or (ENGLISH,)
        self._stemming = stemming

    def language_of(self, question: str) -> str:
        """Return the language by whose rules a question is read; where all texts are English, that.

        Where its words do not tell, it is that of the most articles.
        """
        if self._languages == (ENGLISH,):
            return ENGLISH
        return spoken(question, tuple(dict.fromkeys((*self._languages, ENGLISH)))) or self._languages[0]

    def terms(self, text: str, language: str) -> list[str]:
        """Return the terms of a text by the rules of a language."""
        return terms(text, stemming=self._stemming, language=language)

    def forms(self, word: str, language: str) -> tuple[tuple[str, ...], ...]:
        """Return the other terms of a question's word, by the rules of the texts' other languages, each once."""
        own = tuple(self.terms(word, language))
        found = (tuple(self.terms(word, other)) for other in self._languages if other != language) if own else ()
        return tuple(form for form in dict.fromkeys(found) if form and form != own)

    def alternatives(self, question: str, language: str, known: Mapping[str, int]) -> Iterator[Alternative]:
        """Yield, for stretches of the question's terms, the forms that other languages make of them and the texts have.

        `known` are the numbers of the texts' terms.
        """
        if self._languages in ((language,), ()):
            return
        words = tokens(question)
        own = [self.terms(word, language) for word in words]
        if [term for found in own for term in found] != self.terms(question, language):
            return  # capitals throughout are read otherwise word by word
        start = 0
        for word, found in zip(words, own, strict=True):
            for form in self.forms(word, language):
                if all(term in known for term in form):
                    yield Alternative(start, start + len(found), tuple(known[term] for term in form))
            start += len(found)
