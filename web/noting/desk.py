"""Desk: the notebook of whoever sends the request that is worked on, where the service keeps one."""

from __future__ import annotations

import logging

from flask import g, request

from index.errors import LoccitError
from index.records import Span
from qa.notebook import Mark, Notebook, stretch_of
from web.errors import RefusedError
from web.operation import IndexSource
from web.service_settings import ServiceSettings

LOG = logging.getLogger("loccit")
NONE_KEPT = "No notebook is kept here. Whoever runs the service can have one kept, with --notebook FILE."


class Desk:
    """Where requests find their notebook: each token's holder their own, one for all where the service has no tokens."""

    def __init__(self, source: IndexSource, settings: ServiceSettings) -> None:
        """Open the notebook's file, where the settings name one.

        Raises:
            NotebookError: it cannot be opened or made.
        """
        self._source = source
        self._notebook = Notebook(settings.notebook) if settings.notebook else None
        self._of_holders = settings.tokens is not None
        self._has_history = not settings.no_history

    @property
    def is_open(self) -> bool:
        """Whether who sends this request has a notebook here."""
        return self._notebook is not None and not self._is_closed

    @property
    def has_history(self) -> bool:
        """Whether questions are remembered for who sends this request."""
        return self._has_history and self.notebook.has_history(self.holder)

    @property
    def may_have_history(self) -> bool:
        """Whether the service lets questions be remembered."""
        return self._has_history

    @property
    def notebook(self) -> Notebook:
        """The notebook.

        Raises:
            RefusedError: none is kept here.
        """
        if self._notebook is None:
            raise RefusedError(NONE_KEPT, 404)
        return self._notebook

    @property
    def holder(self) -> str:
        """Whose notes they are.

        Raises:
            RefusedError: notes are kept by tokens, and the request has none.
        """
        if self._is_closed:
            raise RefusedError("Notebooks are kept for those who have a token. Send the header Authorization: Bearer TOKEN.", 401)
        return str(g.get("holder") or "")

    @property
    def _is_closed(self) -> bool:
        return self._of_holders and not g.get("holder")

    def keep(self, article_id: str, start: int, end: int, remark: str, tags: list[str], question: str) -> Mark:
        """Keep a stretch of an article, of what is open now.

        Raises:
            UnknownArticleError, UnkeptStretchError, MarkError, QuestionError, NotebookError: as `Notebook.keep` and `stretch_of`.
            ConflictError: it is kept already, with another remark.
            RefusedError: no notebook is kept.
        """
        notebook, holder = self.notebook, self.holder
        article = self._source.current().collection.article(article_id)
        return notebook.keep(holder, stretch_of(article, Span(start, end), question), remark, tags)

    def remember(self, question: str, article_id: str, section: str) -> None:
        """Put a question asked on the page into the history; where this fails it is logged, and the answer comes all the same."""
        if not self.is_open or not self._has_history or request.method != "GET":
            return
        try:
            self.notebook.remember(self.holder, question.strip(), article_id, section)
        except LoccitError as error:
            LOG.warning("%s", error)
