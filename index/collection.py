"""Collection: articles that can be searched – what the rest of the house talks to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path

import numpy as np

from index.catalogue import Catalogue
from index.copies import SentenceCopies
from index.encoding import Encoder
from index.errors import Kind, LoccitError, UnknownArticleError, shortened
from index.folder import Contents, OpenIndex
from index.languages import ENGLISH
from index.questions import QuestionTerms
from index.records import Article, ArticleIds, Hit, Note, Passage, Span
from index.searching import (
    UNKNOWN,
    AbbreviationForms,
    Alternative,
    IndexScorer,
    LexicalIndex,
    Lexicon,
    Matches,
    Passages,
    Positions,
    Query,
    RankedHits,
    Scorer,
    Scores,
    Search,
    ShardsGoneError,
    Speller,
    TermSequences,
    passage_of,
    ranking,
)
from index.settings import Settings
from index.text import fold, plain, tokens

MOST_NAMED = 5  # articles that an error names
PATH = " › "  # between the headings of a section's path, as they are shown


class UnknownSectionError(LoccitError):
    """The article has no section of that name."""

    kind = Kind.UNKNOWN
    remedy = "GET /api/articles/{id} lists the article's headings."
    field = "/section"


class UnknownPassageError(LoccitError):
    """No passage of that id is in the collection."""

    kind = Kind.UNKNOWN
    remedy = "Ask the question again: passages have other ids when the text is read anew."


class NotAskedError(LoccitError):
    """What a question was asked of cannot be asked now: none of the machines with it answers."""

    kind = Kind.AWAY
    remedy = "Ask again a little later; GET /readyz says what is missing."


class ScoredCollection:
    """Articles whose texts are at hand and whose passages somebody else scores: an index in this process, or shards of one.

    What is done with scores is done here alone, so that all of them answer alike. Immutable, and safe to use from any thread.
    """

    def __init__(
        self,
        article_ids: Sequence[str],
        catalogue: Catalogue,
        copies: SentenceCopies,
        passages: Passages,
        lexicon: Lexicon,
        scorer: Scorer,
        encoder: Encoder,
        settings: Settings,
    ) -> None:
        self.settings = settings
        self.catalogue = catalogue
        self._copies = copies
        self._passages = passages
        self._lexicon = lexicon
        self._scorer = scorer
        self._encoder = encoder
        self._articles = {article_id: at for at, article_id in enumerate(article_ids)}
        self._terms = {term: number for number, term in enumerate(lexicon.vocabulary)}
        self._speller = Speller(lexicon.vocabulary, lexicon.frequency)
        self._questions = QuestionTerms(lexicon.languages, stemming=settings.stemming)
        self._abbreviations = AbbreviationForms(
            lexicon.abbreviations, partial(self._questions.terms, language=lexicon.languages[0])
        )

    @property
    def encoding(self) -> str:
        """A sentence about what encodes questions, and how well."""
        return self._encoder.description

    @property
    def articles(self) -> Sequence[Article]:
        """All articles, in the order in which they were given."""
        return self._passages.articles

    @property
    def passages(self) -> Passages:
        """All passages, in the order of the articles."""
        return self._passages

    def article(self, article_id: str) -> Article:
        """Return the article of that id.

        Raises:
            UnknownArticleError: there is none.
        """
        return self.articles[self._position(article_id)]

    def passage(self, passage_id: str) -> Passage:
        """Return the passage of that id.

        Raises:
            UnknownPassageError: there is none.
        """
        article = self._articles.get(passage_id.rpartition(".")[0])
        found = None if article is None else self.passages.by_id(article, passage_id)
        if found is None:
            raise UnknownPassageError(
                f"There is no passage {shortened(passage_id)}. "
                f"Passages have ids like {self.passages[0].id!r}; an answer names them."
            )
        return found

    def passage_from(self, article_id: str, stretch: Span) -> Passage:
        """Return the passage that begins with a sentence of an article, or the last that holds it.

        A title or heading, which is not searched, is a passage by itself.

        Raises:
            UnknownArticleError: there is no such article.
        """
        position = self._position(article_id)
        first = self.passages.beginning_with(position, stretch)
        return passage_of(self.articles[position], (stretch,)) if first is None else self.passages[first]

    def copies(self, article_id: str, span: Span, note: Note | None = None) -> Iterator[tuple[Article, Span, Note | None]]:
        """Yield where the sentences of a stretch stand word for word in other articles: each article, stretch and note.

        With a `note`, spans count in its own text, and the copies are in notes' own texts as well.

        Raises:
            UnknownArticleError: there is no such article.
        """
        position = self._position(article_id)
        for other, found in self._copies.of(position, self.passages.numbers_within(position, span, note)):
            sentences = self.passages.sentences_of(other)[found.start : found.stop]
            yield self.articles[other], Span(sentences[0].span.start, sentences[-1].span.end), sentences[0].note

    def query(self, question: str) -> Query:
        """Return the question's terms and vector, misspelt words read as those that are meant, abbreviations both ways."""
        language = self._questions.language_of(question)
        misspelt = tuple(self._misspelt(question, language))
        meant = {term: read for _, term, read in misspelt}
        found = tuple(meant.get(term, term) for term in self._questions.terms(question, language))
        readings = self._abbreviations.readings(question, found)
        encoded = self._encoder.encode_tokens([self._lexicon.prefixes.question + question])
        read_as = tuple((word, self._spelt(read)) for word, _, read in misspelt)
        read_as += tuple((each.typed, each.read) for each in readings)
        alternatives = [Alternative(each.start, each.end, self._numbered(each.form)) for each in readings]
        alternatives += self._in_other_languages(question, language, alternatives) if not misspelt else []
        alternatives.sort(key=lambda each: (each.start, each.end))
        vectors = encoded.vectors[0], encoded.tokens[0]
        return Query(found, self._numbered(found), *vectors, tuple(alternatives), read_as, language)

    def _in_other_languages(self, question: str, language: str, taken: Sequence[Alternative]) -> list[Alternative]:
        """Return the forms that the texts' other languages make of a question's words, but for stretches that are `taken`."""
        return [
            each
            for each in self._questions.alternatives(question, language, self._terms)
            if not any(each.start < other.end and other.start < each.end for other in taken)
        ]

    def _numbered(self, found: Sequence[str]) -> tuple[int, ...]:
        return tuple(self._terms.get(term, UNKNOWN) for term in found)

    def _spelt(self, term: str) -> str:
        """Return a word of the text of which `term` is the term: a term is a stem, and no word."""
        first = self._lexicon.first(self._terms[term])
        words = tokens(self.passages[first].text) if first is not None else []
        return next((word for word in words if term in self._terms_of_texts(word)), term)

    def _misspelt(self, question: str, language: str) -> Iterator[tuple[str, str, str]]:
        """Yield the question's words that are taken for misspelt, each with its term and the one that it is read as."""
        for word in dict.fromkeys(tokens(question)):
            if any(term in self._terms for form in self._questions.forms(word, language) for term in form):
                continue
            spelt = fold(word) if language == ENGLISH else word.lower()
            for term in self._questions.terms(word, language):
                meant = None if term in self._terms else self._speller.meant(term, spelt, language)
                if meant:
                    yield word, term, meant

    def search(self, query: Query, limit: int, article_id: ArticleIds = None, section: Sequence[str] = ()) -> tuple[Hit, ...]:
        """Return the best `limit` passages, best first; of some articles alone, or of a section of one, if these are given.

        Raises:
            UnknownArticleError: there is no such article.
            UnknownSectionError: the article has no such section.
        """
        return tuple(islice(self.hits(query, article_id, section), limit))

    def hits(self, query: Query, article_id: ArticleIds = None, section: Sequence[str] = ()) -> RankedHits:
        """Return what `search` returns, as far as it is asked for; raises what it raises, and that at once."""
        wanted = self._positions(article_id)
        within = None if wanted is None else self._within(wanted, tuple(section))
        search = Search(self._scorer, self.settings, query, within, of_several=wanted is not None and len(wanted) > 1)
        while True:
            try:
                return RankedHits(search, self.passages, self.articles_of_shard)
            except ShardsGoneError as error:
                if within is not None or error.none_left:
                    raise NotAskedError(_not_asked(article_id)) from error
                search = replace(search, without=search.without | error.shards)

    def candidates(self, query: Query, article_id: ArticleIds = None) -> tuple[Positions, Scores, Matches]:
        """Return what the second step of a search orders: positions, scores at first (n,), and what they are ordered by.

        Raises:
            UnknownArticleError: there is no such article.
        """
        wanted = self._positions(article_id)
        search = Search(self._scorer, self.settings, query, None if wanted is None else self._within(wanted, ()))
        found, fused = search.first_step()
        first = np.sort(ranking(fused)[: self.settings.reranked])
        return found.positions[first], fused[first], search.others(found[first])

    def articles_of_shard(self, shard: int) -> tuple[str, ...]:  # noqa: ARG002  # one that is cut has several
        """Return the ids of the articles in the shard of a number; an index that is not cut is one shard."""
        return tuple(self._articles)

    def language_of(self, question: str) -> str:
        """Return the tag of the language by whose rules a question is read."""
        return self._questions.language_of(question)

    def terms_of(self, text: str, language: str = ENGLISH) -> list[str]:
        """Return the terms of a text in a language as this collection's articles were analysed."""
        return self._questions.terms(text, language)

    def _terms_of_texts(self, text: str) -> list[str]:
        """Return the terms of a text by the rules of the language of the most articles."""
        return self._questions.terms(text, self._lexicon.languages[0])

    def uses(self, word: str, language: str, article_id: ArticleIds = None) -> bool:
        """Whether any passage, or any of some articles', has a question's word, by the rules of any language of the texts.

        Raises:
            UnknownArticleError: there is no such article.
        """
        forms = (tuple(self._questions.terms(word, language)), *self._questions.forms(word, language))
        return any(self.knows(term, article_id) for form in forms for term in form)

    def knows(self, term: str, article_id: ArticleIds = None) -> bool:
        """Whether any passage, or any of some articles', has this term, one of `terms_of`.

        Raises:
            UnknownArticleError: there is no such article.
        """
        number = self._terms.get(term, UNKNOWN)
        wanted = self._positions(article_id)
        if wanted is None:
            return number != UNKNOWN and self._lexicon.frequency(number) > 0
        try:
            return any(self._scorer.occurs(number, self.passages.of_article(position)) for position in wanted)
        except ShardsGoneError as error:
            raise NotAskedError(_not_asked(article_id)) from error

    def _positions(self, article_id: ArticleIds) -> list[int] | None:
        """Return the positions of the articles that are asked, in rising order; None where these are all of several.

        Raises:
            UnknownArticleError: there is no such article.
        """
        if article_id is None:
            return None
        found = sorted({self._position(each) for each in ([article_id] if isinstance(article_id, str) else article_id)})
        return None if 1 < len(found) == len(self._articles) else found

    def _within(self, wanted: Sequence[int], section: tuple[str, ...]) -> Positions:
        """Return the positions of articles' passages, or of those in a section of the one article, and the sections below it."""
        if not section:
            own = map(self.passages.of_article, wanted)
            return np.concatenate([np.arange(each.start, each.stop, dtype=np.int64) for each in own])
        (position,) = wanted
        return self._in_section(self.passages.of_article(position), section)

    def _in_section(self, own: range, section: tuple[str, ...]) -> Positions:
        wanted = [plain(part) for heading in section for part in heading.split(PATH)]
        found = [at for at in own if [plain(part) for part in self.passages[at].section[: len(wanted)]] == wanted]
        if not found:
            known = dict.fromkeys(PATH.join(self.passages[at].section) for at in own if self.passages[at].section)
            raise UnknownSectionError(
                f"The article {shortened(self.passages[own.start].article_id)} has no section {shortened(PATH.join(section))}. "
                f"{'Its sections are: ' + '; '.join(known) if known else 'It has no headings'}."
            )
        return np.array(found, dtype=np.int64)

    def _position(self, article_id: str) -> int:
        """Return the position of the article of that id.

        Raises:
            UnknownArticleError: there is none.
        """
        try:
            return self._articles[article_id]
        except KeyError as error:
            raise UnknownArticleError(f"There is no article {shortened(article_id)}. {self._known_articles()}") from error

    def _known_articles(self) -> str:
        ids = sorted(self._articles)
        more = f", and {len(ids) - MOST_NAMED} more" if len(ids) > MOST_NAMED else ""
        return f"There are: {', '.join(ids[:MOST_NAMED])}{more}."


class Collection(ScoredCollection):
    """Articles, their passages, and the two indexes over them, in this process."""

    def __init__(self, index: OpenIndex, received: Path | None = None) -> None:
        """Take what an index holds, and the folder in which files that came in are kept, where it has one."""
        self.index = index
        contents = index.contents
        self.sources = contents.manifest.sources
        ids, paths = [source.article_id for source in self.sources], [source.path for source in self.sources]
        listed = ids, Catalogue(contents.outlines, paths, str(received or ""))
        words = (
            contents.terms.vocabulary,
            contents.lexical.frequency,
            contents.lexical.first,
            contents.abbreviations,
            contents.manifest.languages,
            contents.manifest.prefixes,
        )
        copies = SentenceCopies(contents.passages, contents.sentence_keys)
        super().__init__(
            *listed, copies, contents.passages, Lexicon(*words), scorer_of(contents), index.encoder, contents.manifest.settings
        )


def scorer_of(contents: Contents, terms: TermSequences | None = None, lexical: LexicalIndex | None = None) -> IndexScorer:
    """Return what scores the passages of an index; `terms` and `lexical` stand in for its own where it is a shard."""
    return IndexScorer(
        contents.passages,
        terms or contents.terms,
        lexical or contents.lexical,
        contents.semantic,
        contents.sentence_vectors,
        contents.tokens,
    )


def _not_asked(article_id: ArticleIds) -> str:
    if article_id is not None and not isinstance(article_id, str) and len(article_id) == 1:
        article_id = next(iter(article_id))
    if isinstance(article_id, str):
        return f"The article {shortened(article_id)} cannot be asked now, for no machine that holds it answers."
    which = "None of the articles" if article_id is None else f"Not all of the {len(article_id)} articles"
    return f"{which} can be asked now, for no machine that holds {'any' if article_id is None else 'them'} answers."
