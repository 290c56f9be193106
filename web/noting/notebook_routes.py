"""The notebook as JSON, and its export as a file."""

from __future__ import annotations

from flask import Blueprint, Response, request

from web.api import as_json, parse, request_object
from web.noting.desk import Desk
from web.noting.exports import chosen_marks, export_file, verified_export
from web.operation import IndexSource
from web.schemas import (
    ChangeRequest,
    HistoryJson,
    HistoryRequest,
    KeepRequest,
    history_json,
    mark_json,
    mark_list,
    standing_mark_list,
)
from web.styling import StyleChoice

# What a body looks like, for whoever sent another.
KEEP = '{"article": "…", "start": 0, "end": 100, "remark": "", "tags": []}'
CHANGE = '{"version": 1, "remark": "…", "tags": []}'
HISTORY = '{"kept": true}'


def notebook_blueprint(source: IndexSource, desk: Desk, choice: StyleChoice, time_limit: float) -> Blueprint:
    """Return the routes below `/api/notebook`; verifying marks for an export may take `time_limit` seconds."""
    blueprint = Blueprint("notebook", __name__, url_prefix="/api/notebook")

    @blueprint.get("/marks")
    def marks() -> Response:
        """List the marks, all or those of a tag or an article."""
        notebook, holder = desk.notebook, desk.holder
        found = notebook.marks(holder, request.args.get("tag", ""), request.args.get("article", ""))
        return as_json(mark_list(found, notebook.tags(holder)))

    @blueprint.post("/marks")
    def keep() -> Response:
        """Keep a stretch of an article."""
        asked = parse(KeepRequest, request_object(KEEP), KEEP)
        return as_json(mark_json(desk.keep(asked.article, asked.start, asked.end, asked.remark, asked.tags, asked.question)))

    @blueprint.get("/marks/<int:number>")
    def mark(number: int) -> Response:
        """Show a mark."""
        return as_json(mark_json(desk.notebook.mark(desk.holder, number)))

    @blueprint.put("/marks/<int:number>")
    def change(number: int) -> Response:
        """Give a mark another remark and other tags."""
        asked = parse(ChangeRequest, request_object(CHANGE), CHANGE)
        return as_json(mark_json(desk.notebook.change(desk.holder, number, asked.version, asked.remark, asked.tags)))

    @blueprint.delete("/marks/<int:number>")
    def delete(number: int) -> Response:
        """Delete a mark, and show it for the last time."""
        notebook, holder = desk.notebook, desk.holder
        last = notebook.mark(holder, number)
        notebook.delete(holder, number)
        return as_json(mark_json(last))

    @blueprint.get("/export")
    def export() -> Response:
        """Show the marks as they stand, or export them as a file of a format."""
        style = choice.named(request.args.get("style"))
        found = verified_export(source, chosen_marks(desk, request.args), time_limit)
        wanted = request.args.get("format")
        if wanted is None:
            return as_json(standing_mark_list([each.standing_mark for each in found.marks], found.summary))
        return export_file(found, wanted, style)

    _history_routes(blueprint, desk)
    return blueprint


def _history_routes(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.get("/history")
    def history() -> Response:
        """Show the questions asked on the page."""
        return as_json(_history(desk))

    @blueprint.put("/history")
    def switch() -> Response:
        """Have the questions asked on the page kept from now on, or not."""
        asked = parse(HistoryRequest, request_object(HISTORY), HISTORY)
        desk.notebook.switch_history(desk.holder, on=asked.kept)
        return as_json(_history(desk))

    @blueprint.delete("/history")
    def clear() -> Response:
        """Forget the questions asked on the page."""
        desk.notebook.clear_asked(desk.holder)
        return as_json(_history(desk))


def _history(desk: Desk) -> HistoryJson:
    return history_json(desk.notebook.asked(desk.holder), kept=desk.has_history)
