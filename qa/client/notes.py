"""The notebook that a service keeps: what is kept in it, changed, deleted and exported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from index.records import Span
from qa.client.service import Service

MARKS = "/api/notebook/marks"


@dataclass(frozen=True, slots=True)
class KeptMark:
    """A mark of the notebook: the words and where they stood, the remark and the tags; `version` counts its changes.

    `url` is the path at the service that leads to the words; `created` and `changed` are in UTC (ISO 8601).
    """

    id: int
    article_id: str
    title: str
    span: Span
    words: str
    question: str
    remark: str
    tags: tuple[str, ...]
    created: str
    changed: str
    version: int
    url: str


class NotebookRequests(Service):
    """What is asked of a service that keeps a notebook; each token's holder has their own."""

    def marks(self, tag: str = "", article_id: str = "") -> tuple[KeptMark, ...]:
        """Return what is kept, all or that of a tag or an article.

        Raises:
            ServiceError: no notebook is kept there, or the service cannot be reached.
        """
        return self._send(marks_of, "GET", f"{MARKS}?{_chosen(tag, article_id)}")

    def keep(self, article_id: str, span: Span, remark: str = "", tags: Sequence[str] = (), question: str = "") -> KeptMark:
        """Keep a stretch of an article's reading text.

        Raises:
            ServiceError: there is no such stretch, it is kept with another remark, or the service cannot be reached.
        """
        body = {"article": article_id, "start": span.start, "end": span.end, "remark": remark, "tags": list(tags)}
        return self._send(mark_of, "POST", MARKS, body | {"question": question})

    def change_mark(self, mark: KeptMark, remark: str, tags: Sequence[str] = ()) -> KeptMark:
        """Give a mark another remark and other tags.

        Raises:
            ServiceError: it was changed or deleted meanwhile, or the service cannot be reached.
        """
        return self._send(mark_of, "PUT", f"{MARKS}/{mark.id}", {"version": mark.version, "remark": remark, "tags": list(tags)})

    def delete_mark(self, mark: KeptMark) -> KeptMark:
        """Delete a mark, and return it as it last was.

        Raises:
            ServiceError: it is not there, or the service cannot be reached.
        """
        return self._send(mark_of, "DELETE", f"{MARKS}/{mark.id}")

    def export(self, file_format: str = "docx", style: str = "", tag: str = "", article_id: str = "") -> bytes:
        """Return what is kept as a file: docx, markdown, bibtex, ris, csl or annotations, cited in a style of the service.

        Raises:
            ServiceError: there is no such format or style, or the service cannot be reached.
        """
        asked = _chosen(tag, article_id, format=file_format, style=style)
        return bytes(self._answered("GET", f"/api/notebook/export?{asked}").content)


def marks_of(found: Mapping[str, Any]) -> tuple[KeptMark, ...]:
    """Return what the JSON of the notebook's marks tells.

    Raises:
        KeyError, TypeError: it is not loccit's; so with the one below.
    """
    return tuple(map(mark_of, found["marks"]))


def mark_of(found: Mapping[str, Any]) -> KeptMark:
    """Return what the JSON of a mark tells."""
    return KeptMark(
        id=found["id"],
        article_id=found["article"],
        title=found["title"],
        span=Span(found["start"], found["end"]),
        words=found["words"],
        question=found["question"],
        remark=found["remark"],
        tags=tuple(found["tags"]),
        created=found["created"],
        changed=found["changed"],
        version=found["version"],
        url=found["url"],
    )


def _chosen(tag: str, article_id: str, **more: str) -> str:
    return urlencode({name: value for name, value in {"tag": tag, "article": article_id, **more}.items() if value})
