"""A notebook's marks as they are exported: chosen by a request, verified now, each with its address on this service."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from flask import Response, request
from werkzeug.datastructures import MultiDict

from index.errors import shortened
from qa.citing import CitationStyle
from qa.exporting import Export, ExportedMark, export_format
from qa.notebook import Mark, StandingMark, standing_marks
from web.errors import ParameterError
from web.links import article_url, kept_url
from web.noting.desk import Desk
from web.operation import IndexSource

NUMBER = re.compile(r"[0-9]{1,18}")


def chosen_marks(desk: Desk, chosen: MultiDict[str, str]) -> tuple[Mark, ...]:
    """Return the marks that a request chooses: those of a tag, of an article, with certain numbers, or all.

    Raises:
        ParameterError: a number is none.
        UnknownMarkError: one that is named is not there.
    """
    numbers = [_number(raw) for raw in chosen.getlist("mark")]
    if numbers:
        wanted = {desk.notebook.mark(desk.holder, number).id for number in numbers}
        return tuple(mark for mark in desk.notebook.marks(desk.holder) if mark.id in wanted)
    return desk.notebook.marks(desk.holder, chosen.get("tag", ""), chosen.get("article", ""))


def verified_export(source: IndexSource, marks: Sequence[Mark], seconds: float) -> Export:
    """Return marks to be exported, held against what is open now; what is not verified within `seconds` says so."""
    host = request.host_url.rstrip("/")
    standing = standing_marks(marks, source.current(), seconds)
    return Export(tuple(_exported(each, host) for each in standing), f"{host}/notebook", datetime.now(UTC))


def export_file(export: Export, name: str, style: CitationStyle) -> Response:
    """Return an export as a file to be downloaded.

    Raises:
        UnknownFormatError: there is no such format.
        ExportError: it cannot be written.
        CslError: the style's references cannot be set.
    """
    wanted = export_format(name)
    headers = {"Content-Disposition": f'attachment; filename="notebook.{wanted.suffix}"', "Cache-Control": "no-store"}
    return Response(wanted.write(export, style), content_type=f"{wanted.media_type}; charset=utf-8", headers=headers)


def _exported(standing: StandingMark, host: str) -> ExportedMark:
    stretch = standing.mark.stretch
    return ExportedMark(
        standing,
        host + kept_url(stretch, standing.standing.span if standing.standing.holds else None),
        host + article_url(stretch.article_id),
        f"{host}/notebook/marks/{standing.mark.id}",
    )


def _number(raw: str) -> int:
    if not NUMBER.fullmatch(raw):
        raise ParameterError(
            f"mark is {shortened(raw)}, but must be the number of a mark.", "mark", "Leave it out for all marks."
        )
    return int(raw)
