"""Searchable: what whoever answers, verifies or shows needs of a collection, wherever its index is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from index.catalogue import Catalogue
from index.languages import ENGLISH
from index.records import Article, ArticleIds, Hit, Note, Passage, Span
from index.searching.match_features import Query
from index.searching.passages import Passages
from index.settings import Settings


class Hits(Iterator[Hit], Protocol):
    """What a search finds, best first, each worked out when it is asked for."""

    @property
    def searched(self) -> int:
        """How many passages were looked through."""

    @property
    def not_asked(self) -> tuple[str, ...]:
        """The ids of the articles that should have been searched and could not be, so far; of one machine's index, none."""


class Searchable(Protocol):
    """Articles that can be searched: an index in this process, or shards of one here or on other machines.

    Immutable, and safe to use from several threads.
    """

    @property
    def settings(self) -> Settings:
        """What the index was built with."""

    @property
    def encoding(self) -> str:
        """A sentence about what encodes questions, and how well."""

    @property
    def catalogue(self) -> Catalogue:
        """All articles in few words, which are known without reading them."""

    @property
    def articles(self) -> Sequence[Article]:
        """All articles, in the order in which they were given."""

    @property
    def passages(self) -> Passages:
        """All passages, in the order of the articles."""

    def article(self, article_id: str) -> Article:
        """Return the article of that id.

        Raises:
            UnknownArticleError: there is none.
        """

    def passage(self, passage_id: str) -> Passage:
        """Return the passage of that id.

        Raises:
            UnknownPassageError: there is none.
        """

    def passage_from(self, article_id: str, stretch: Span) -> Passage:
        """Return the passage that begins with a sentence of an article, or the last that holds it.

        Raises:
            UnknownArticleError: there is no such article.
        """

    def copies(self, article_id: str, span: Span, note: Note | None = None) -> Iterator[tuple[Article, Span, Note | None]]:
        """Yield where the sentences of a stretch stand word for word in other articles: each article, stretch and note.

        With a `note`, spans count in its own text, and the copies are in notes' own texts as well.

        Raises:
            UnknownArticleError: there is no such article.
        """

    def query(self, question: str) -> Query:
        """Return the question's terms and vector, misspelt words read as those that are meant, abbreviations both ways."""

    def search(self, query: Query, limit: int, article_id: ArticleIds = None, section: Sequence[str] = ()) -> tuple[Hit, ...]:
        """Return the best `limit` passages, best first; of some articles alone, or of a section of one, if these are given.

        Raises:
            UnknownArticleError: there is no such article.
            UnknownSectionError: the article has no such section.
            NotAskedError: what should be searched cannot be asked now.
        """

    def hits(self, query: Query, article_id: ArticleIds = None, section: Sequence[str] = ()) -> Hits:
        """Return what `search` returns, as far as it is asked for; raises what it raises, and that at once."""

    def language_of(self, question: str) -> str:
        """Return the tag of the language by whose rules a question is read."""

    def terms_of(self, text: str, language: str = ENGLISH) -> list[str]:
        """Return the terms of a text in a language as the articles were analysed."""

    def uses(self, word: str, language: str, article_id: ArticleIds = None) -> bool:
        """Whether any passage, or any of some articles', has a question's word, by the rules of any language of the texts.

        Raises:
            UnknownArticleError: there is no such article.
            NotAskedError: the article cannot be asked now.
        """

    def knows(self, term: str, article_id: ArticleIds = None) -> bool:
        """Whether any passage, or any of some articles', has this term, one of `terms_of`.

        Raises:
            UnknownArticleError: there is no such article.
            NotAskedError: the article cannot be asked now.
        """
