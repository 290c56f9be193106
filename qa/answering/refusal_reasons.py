"""Why there is no answer, in a sentence: what the text lacks of the question, or what of it the nearest passage speaks of."""

from __future__ import annotations

from collections.abc import Sequence

from index.records import ArticleIds
from index.searching import Searchable
from index.text import tokens
from qa.answering.opposites import opposite
from qa.records import Citation

MOST_WORDS = 6  # that a sentence names


def refusal_reason(question: str, article_id: ArticleIds, nearest: Citation, collection: Searchable) -> str:
    """Say which of the question's words the text never uses, or what the nearest passage speaks of and what it does not."""
    language = collection.language_of(question)
    if found := opposite(question, nearest.quotation, nearest.passage.language or language):
        return f"The nearest passage speaks of what is “{found.said}”, where what is “{found.asked}” is asked for."
    words = [word for word in dict.fromkeys(tokens(question)) if collection.terms_of(word, language)]
    unused = [word for word in words if not collection.uses(word, language, article_id)]
    if unused:
        named = f"{'word' if len(unused) == 1 else 'words'} {_listed(unused, 'or')}"
        return f"The text never uses the {named}, and no passage answers the question."
    if len(set(collection.terms_of(question, language))) == 1:
        return "The text uses the word, but no passage says enough about it to count as an answer."
    spoken_in = nearest.passage.language or language
    present = set(collection.terms_of(nearest.passage.text, spoken_in))
    spoken_of = [
        word for word in words if present & {*collection.terms_of(word, language), *collection.terms_of(word, spoken_in)}
    ]
    lacking = [word for word in words if word not in spoken_of]
    if not spoken_of:
        return "The words of the question occur, but no passage brings them together."
    if not lacking:
        return f"No passage answers the question. What the text says instead of {_listed(spoken_of)} stands first below."
    return f"No passage answers the question. The nearest speaks of {_listed(spoken_of)}, but not of {_listed(lacking, 'or')}."


def _listed(words: Sequence[str], last: str = "and") -> str:
    """Return words as a list in a sentence.

    >>> _listed(["flour", "bread", "ice"])
    '“flour”, “bread” and “ice”'
    """
    quoted = [f"“{word}”" for word in words[:MOST_WORDS]]
    if len(words) > MOST_WORDS:
        return f"{', '.join(quoted)} {last} others"
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} {last} {quoted[-1]}"
