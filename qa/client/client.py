"""Client: asks a running service over HTTP, and returns the nouns that an `Answerer` in this process returns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any
from urllib.parse import quote

import httpx2

from index.errors import UnknownArticleError, shortened
from index.records import Article, ArticleIds
from qa.answering import DEFAULT_LIMIT
from qa.client.answers import article_of, result_of, results_of, verdict_of
from qa.client.library import LibraryRequests
from qa.client.notes import NotebookRequests
from qa.client.service import ServiceError
from qa.records import Answer, NoAnswer, Turn
from qa.verifying import Verdict

BATCH = 100  # questions that the service takes at once


class Client(LibraryRequests, NotebookRequests):
    """A running service. Close it, or use it in a `with` statement; connections are kept open meanwhile.

    >>> with Client("http://127.0.0.1:8000") as service:  # doctest: +SKIP
    ...     service.ask("Who was Graves?").citations[0].quotation
    """

    def ask(
        self,
        question: str,
        limit: int = DEFAULT_LIMIT,
        article_id: ArticleIds = None,
        section: Sequence[str] = (),
        collection: str | None = None,
        previous: Sequence[Turn] = (),
    ) -> Answer | NoAnswer:
        """Return what the service answers from one article, several, those of a collection, or all.

        Scores and probabilities have the four digits that it prints.

        Raises:
            ServiceError: it refuses the question, or cannot be reached.
        """
        asked: dict[str, Any] = {"question": question, "limit": limit, "section": list(section), "collection": collection}
        asked |= _named(article_id)
        if previous:  # an older service knows none
            asked["previous"] = [_turn(turn) for turn in previous]
        return self._send(result_of, "POST", "/api/ask", asked)

    def ask_all(
        self,
        questions: Iterable[str],
        limit: int = DEFAULT_LIMIT,
        article_id: ArticleIds = None,
        collection: str | None = None,
    ) -> Iterator[Answer | NoAnswer | ServiceError]:
        """Yield what each question gets, in order; one that is refused gets the error, and the others their answers.

        Raises:
            ServiceError: a whole batch is refused, or the service cannot be reached.
        """
        waiting = iter(questions)
        alike: dict[str, Any] = {"limit": limit, "collection": collection, **_named(article_id)}
        while asked := [{"question": question, **alike} for question in islice(waiting, BATCH)]:
            yield from self._send(results_of, "POST", "/api/ask/batch", {"questions": asked})

    def verify(self, quotation: str, article_id: str | None = None) -> Verdict:
        """Return what the service finds out about a quotation; the notes of its places are without sentences.

        Raises:
            ServiceError: it refuses the quotation, or cannot be reached.
        """
        return self._send(verdict_of, "POST", "/api/verify", {"quotation": quotation, "article": article_id})

    def article(self, article_id: str) -> Article:
        """Return the article of that id as the service tells it; where it was published, and the way to its file, stay there.

        Raises:
            UnknownArticleError: there is none.
            ServiceError: the service refuses, or cannot be reached.
        """
        try:
            return self._send(article_of, "GET", f"/api/articles/{quote(article_id, safe='')}")
        except ServiceError as error:
            if error.status != httpx2.codes.NOT_FOUND:
                raise
            raise UnknownArticleError(f"There is no article {shortened(article_id)} at {self.address}.") from error

    def readiness(self) -> dict[str, Any]:
        """Return what `/readyz` says: the index's version, and how much it holds."""
        return self._send(dict, "GET", "/readyz")


def _turn(turn: Turn) -> dict[str, str | None]:
    return {"question": turn.question, "quoted": turn.quoted or None, "passage": turn.passage_id or None}


def _named(article_id: ArticleIds) -> dict[str, Any]:
    """Return how a request names the articles that it asks."""
    one = article_id is None or isinstance(article_id, str)
    return {"article": article_id} if one else {"articles": list(article_id or ())}
