"""Collection: articles that can be searched – what the rest of the house talks to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

import numpy as np

from index.encoding import Vectors
from index.errors import Kind, LoccitError, UnknownArticleError, shortened
from index.folder import OpenIndex
from index.records import Article, Hit, Passage, Span
from index.searching import (
    UNKNOWN,
    AbbreviationForms,
    Alternative,
    Captions,
    LateInteraction,
    Matcher,
    Matches,
    Passages,
    Positions,
    Query,
    Scores,
    Speller,
    best,
    learned_score,
    passage_of,
    ranking,
    reciprocal_ranks,
    union,
    weighted_sum,
)
from index.settings import LEARNED, RRF, Settings
from index.text import fold, plain, terms, tokens

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


class Collection:
    """Articles, their passages, and the two indexes over them. Immutable, and safe to search from several threads."""

    def __init__(self, index: OpenIndex) -> None:
        self.index = index
        self._contents = contents = index.contents
        self._articles = {source.article_id: at for at, source in enumerate(contents.manifest.sources)}
        self._terms = {term: number for number, term in enumerate(contents.terms.vocabulary)}
        self._speller = Speller(contents.terms.vocabulary, contents.lexical.frequency)
        self._abbreviations = AbbreviationForms(contents.abbreviations, self.terms_of)
        captions = Captions(contents.passages, contents.terms)
        self._matcher = Matcher(contents.passages, contents.terms, contents.lexical, contents.sentence_vectors, captions)
        self._interaction = LateInteraction(contents.passages, contents.tokens, captions, contents.manifest.settings)

    @property
    def settings(self) -> Settings:
        """What the index was built with."""
        return self._contents.manifest.settings

    @property
    def encoding(self) -> str:
        """A sentence about what encodes questions, and how well."""
        return self.index.encoder.description

    @property
    def articles(self) -> Sequence[Article]:
        """All articles, in the order in which they were given."""
        return self._contents.articles

    @property
    def passages(self) -> Passages:
        """All passages, in the order of the articles."""
        return self._contents.passages

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

    def query(self, question: str) -> Query:
        """Return the question's terms and vector, misspelt words read as those that are meant, abbreviations both ways."""
        misspelt = tuple(self._misspelt(question))
        meant = {term: read for _, term, read in misspelt}
        found = tuple(meant.get(term, term) for term in self.terms_of(question))
        readings = self._abbreviations.readings(question, found)
        encoded = self.index.encoder.encode_tokens([question])
        read_as = tuple((word, self._spelt(read)) for word, _, read in misspelt)
        read_as += tuple((each.typed, each.read) for each in readings)
        alternatives = tuple(Alternative(each.start, each.end, self._numbered(each.form)) for each in readings)
        return Query(found, self._numbered(found), encoded.vectors[0], encoded.tokens[0], alternatives, read_as)

    def _numbered(self, found: Sequence[str]) -> tuple[int, ...]:
        return tuple(self._terms.get(term, UNKNOWN) for term in found)

    def _spelt(self, term: str) -> str:
        """Return a word of the text of which `term` is the term: a term is a stem, and no word."""
        first = self._contents.lexical.first(self._terms[term])
        words = tokens(self.passages[first].text) if first is not None else []
        return next((word for word in words if term in terms(word)), term)

    def _misspelt(self, question: str) -> Iterator[tuple[str, str, str]]:
        """Yield the question's words that are taken for misspelt, each with its term and the one that it is read as."""
        for word in dict.fromkeys(tokens(question)):
            for term in self.terms_of(word):
                meant = None if term in self._terms else self._speller.meant(term, fold(word))
                if meant:
                    yield word, term, meant

    def search(self, query: Query, limit: int, article_id: str | None = None, section: Sequence[str] = ()) -> tuple[Hit, ...]:
        """Return the best `limit` passages, best first; of one article alone, or of a section of it, if these are given.

        Raises:
            UnknownArticleError: there is no such article.
            UnknownSectionError: the article has no such section.
        """
        return tuple(islice(self.hits(query, article_id, section), limit))

    def hits(self, query: Query, article_id: str | None = None, section: Sequence[str] = ()) -> Iterator[Hit]:
        """Yield what `search` returns, as far as it is asked for.

        Raises:
            UnknownArticleError: there is no such article.
            UnknownSectionError: the article has no such section.
        """
        positions, fused, lexical, semantic = self._first_step(query, article_id, section)
        order = ranking(fused)
        # In the order of the collection, which equal scores keep.
        first, rest = np.sort(order[: self.settings.reranked]), order[self.settings.reranked :]
        matches = self._matcher.match(query, positions[first], semantic[first])
        scores, matches = self._second_step(query, positions[first], fused[first], matches)
        reordered = ranking(scores)
        for rank, at in enumerate(reordered, start=1):
            yield self._hit(rank, positions[first[at]], scores[at], lexical[first[at]], matches, at)
        # Behind them the others, in the order of their sums, none scored above the last.
        learned = self.settings.fusion == LEARNED
        scale = scores[reordered[-1]] / max(fused[rest[0]], 1e-9) if learned and len(rest) else 1.0
        for rank, at in enumerate(rest, start=len(first) + 1):
            single = self._matcher.match(query, positions[at : at + 1], semantic[at : at + 1])
            yield self._hit(rank, positions[at], fused[at] * scale, lexical[at], single, 0)

    def candidates(self, query: Query, article_id: str | None = None) -> tuple[Positions, Scores, Matches]:
        """Return what the second step of a search orders: positions, scores at first (n,), and what they are ordered by.

        Raises:
            UnknownArticleError: there is no such article.
        """
        positions, fused, _, semantic = self._first_step(query, article_id, ())
        first = np.sort(ranking(fused)[: self.settings.reranked])
        return positions[first], fused[first], self._matcher.match(query, positions[first], semantic[first])

    def terms_of(self, text: str) -> list[str]:
        """Return the terms of a text as this collection's articles were analysed."""
        return terms(text, stemming=self.settings.stemming)

    def knows(self, term: str, article_id: str | None = None) -> bool:
        """Whether any passage, or any of one article's, has this term, one of `terms_of`.

        Raises:
            UnknownArticleError: there is no such article.
        """
        number = self._terms.get(term, UNKNOWN)
        within = range(len(self.passages)) if article_id is None else self.passages.of_article(self._position(article_id))
        return self._contents.lexical.occurs(number, within)

    def _first_step(
        self, query: Query, article_id: str | None, section: Sequence[str]
    ) -> tuple[Positions, Scores, Scores, Scores]:
        """Return candidates in rising order, what they are worth at first, their BM25 scores and their cosines."""
        lexical = self._contents.lexical.scores(query.ids, query.alternatives)
        positions = self._candidates(lexical, query.vector, article_id, section)
        lexical, semantic = lexical[positions], self._contents.semantic.cosines(query.vector, positions)
        return positions, self._fused(lexical, semantic), lexical, semantic

    def _second_step(self, query: Query, positions: Positions, fused: Scores, matches: Matches) -> tuple[Scores, Matches]:
        """Return the scores that order the best candidates, float32 (n,), and how well these meet the question."""
        if self.settings.fusion != LEARNED:
            return fused, matches
        scores = learned_score(matches)
        return self._interaction.rescored(query, positions, scores, matches) if self.settings.interacts else (scores, matches)

    def _fused(self, lexical: Scores, semantic: Scores) -> Scores:
        """Return what candidates are worth at first, float32 (n,)."""
        if self.settings.fusion == RRF:
            return reciprocal_ranks(lexical, semantic)
        return weighted_sum(lexical, semantic, self.settings.lexical_weight)

    def _hit(self, rank: int, position: np.int64, score: np.float32, lexical: np.float32, matches: Matches, at: int) -> Hit:
        passage = self.passages[int(position)]
        return Hit(
            passage=passage,
            rank=rank,
            score=float(score),
            lexical=float(lexical),
            semantic=float(matches.passage_cosine[at]),
            coverage=float(matches.passage_coverage[at]),
            sentences=matches.sentences(at, passage.sentences),
        )

    def _candidates(self, lexical: Scores, vector: Vectors, article_id: str | None, section: Sequence[str]) -> Positions:
        """Return the positions to be fused: those asked for alone, or the best of either search, in rising order."""
        if article_id is not None:
            return self._within(article_id, tuple(section))
        depth = self.settings.candidates
        return union(best(lexical, depth), self._contents.semantic.nearest(vector, depth))

    def _within(self, article_id: str, section: tuple[str, ...]) -> Positions:
        """Return the positions of an article's passages, or of those in one section and the sections below it."""
        own = self.passages.of_article(self._position(article_id))
        wanted = [plain(part) for heading in section for part in heading.split(PATH)]
        if not wanted:
            return np.arange(own.start, own.stop, dtype=np.int64)
        found = [at for at in own if [plain(part) for part in self.passages[at].section[: len(wanted)]] == wanted]
        if not found:
            known = dict.fromkeys(PATH.join(self.passages[at].section) for at in own if self.passages[at].section)
            raise UnknownSectionError(
                f"The article {shortened(article_id)} has no section {shortened(PATH.join(section))}. "
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
