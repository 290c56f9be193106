"""A running service as a system to be evaluated."""

from __future__ import annotations

from types import TracebackType

from index.records import Article
from qa.client import Client, ServiceError
from qa.evaluating.systems import Response, SystemSettings, refused_response, response_of

UNASKABLE = (400, 422)  # what a question gets that cannot be asked


class ServiceSystem:
    """A service at an address such as http://127.0.0.1:8000; to be used in a `with` statement."""

    def __init__(self, url: str) -> None:
        """Take its address.

        Raises:
            ServiceError: it is not one.
        """
        self._client = Client(url)
        self._articles: dict[str, Article] = {}

    def __enter__(self) -> ServiceSystem:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        self._client.close()

    def settings(self) -> SystemSettings:
        """Return its address: a service does not show its settings."""
        return {"url": self._client.address}

    def article(self, article_id: str) -> Article:
        """Return the article of that id, asked for only once.

        Raises:
            UnknownArticleError: there is none.
            ServiceError: the service does not answer as it should.
        """
        if article_id not in self._articles:
            self._articles[article_id] = self._client.article(article_id)
        return self._articles[article_id]

    def ask(self, question: str, limit: int, article_id: str | None) -> Response:
        """Return up to `limit` ranked citations, refused or not.

        Raises:
            ServiceError: the service does not answer as it should.
        """
        try:
            return response_of(self._client.ask(question, limit, article_id))
        except ServiceError as error:
            if error.status not in UNASKABLE:
                raise
            return refused_response(str(error))
