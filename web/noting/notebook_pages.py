"""The notebook's pages: what was kept, to be changed, deleted and exported; and the questions that were asked.

Nothing needs JavaScript. Whatever changes something is a form that is posted, and what follows it is a page of its own, so that
reloading it changes nothing again.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlsplit

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from index.errors import LoccitError
from qa.citing import CitedPlace
from qa.exporting import FORMATS
from qa.notebook import LONGEST_REMARK, ConflictError, Mark, Notebook, standing_marks
from web.errors import BadRequestError
from web.links import target
from web.noting.desk import Desk
from web.noting.exports import chosen_marks, export_file, verified_export
from web.operation import IndexSource
from web.problem_details import status_of
from web.styling import StyleChoice

OFFSET = re.compile(r"[0-9]{1,9}")
ARTICLE_PATH = re.compile(r"/articles/(?P<id>[^/]+)(?:/cite)?/?")
MOST_ASKED_SHOWN = 50
SECONDS = 5.0  # that verifying what a page shows may take


def notebook_pages_blueprint(source: IndexSource, desk: Desk, choice: StyleChoice, time_limit: float) -> Blueprint:
    """Return the routes below `/notebook`; verifying marks for an export may take `time_limit` seconds."""
    blueprint = Blueprint("notebook_pages", __name__, url_prefix="/notebook")

    @blueprint.get("")
    def notebook() -> ResponseReturnValue:
        """Show what was kept, all or that of a tag."""
        return _notebook_page(source, desk, choice)

    @blueprint.post("/marks")
    def keep() -> ResponseReturnValue:
        """Keep a stretch, named by its article and offsets or by its link; lead to its mark."""
        try:
            mark = _kept(source, desk)
        except ConflictError as error:
            return _mark_page(source, error.mark, request.form.get("remark", ""), _tags(), str(error)), 409
        except LoccitError as error:
            if not request.form.get("link"):
                raise
            return _notebook_page(source, desk, choice, str(error), request.form["link"]), status_of(error)
        return redirect(url_for("notebook_pages.mark", number=mark.id), 303)

    @blueprint.post("/history")
    def history() -> ResponseReturnValue:
        """Clear the history of questions, or switch it on or off."""
        _change_history(desk.notebook, desk.holder, request.form.get("do", ""))
        return redirect(url_for("notebook_pages.notebook", _anchor="history"), 303)

    @blueprint.get("/export")
    def export() -> ResponseReturnValue:
        """Export the marks that are chosen, or all, as a file."""
        style = choice.named(request.args.get("style"))
        found = verified_export(source, chosen_marks(desk, request.args), time_limit)
        return export_file(found, request.args.get("format", FORMATS[0].name), style)

    _mark_routes(blueprint, source, desk)
    return blueprint


def _mark_routes(blueprint: Blueprint, source: IndexSource, desk: Desk) -> None:
    @blueprint.get("/marks/<int:number>")
    def mark(number: int) -> ResponseReturnValue:
        """Show a mark, to be changed or deleted."""
        found = desk.notebook.mark(desk.holder, number)
        return _mark_page(source, found, found.remark, list(found.tags))

    @blueprint.post("/marks/<int:number>")
    def change(number: int) -> ResponseReturnValue:
        """Change a mark; where it was changed meanwhile, show both."""
        remark, tags, version = request.form.get("remark", ""), _tags(), _whole("version")
        try:
            desk.notebook.change(desk.holder, number, version, remark, tags)
        except ConflictError as error:
            return _mark_page(source, error.mark, remark, tags, str(error)), 409
        except LoccitError as error:
            known = desk.notebook.mark(desk.holder, number)
            return _mark_page(source, known, remark, tags, str(error)), status_of(error)
        return redirect(url_for("notebook_pages.notebook", _anchor=f"mark-{number}"), 303)

    @blueprint.post("/marks/<int:number>/delete")
    def delete(number: int) -> ResponseReturnValue:
        """Delete a mark."""
        desk.notebook.delete(desk.holder, number)
        return redirect(url_for("notebook_pages.notebook"), 303)


def _notebook_page(source: IndexSource, desk: Desk, choice: StyleChoice, problem: str = "", link: str = "") -> str:
    notebook, holder, tag = desk.notebook, desk.holder, request.args.get("tag", "")
    marks = standing_marks(notebook.marks(holder, tag), source.current(), SECONDS)
    stretches = [each.mark.stretch for each in marks]
    return render_template(
        "notebook.html",
        marks=marks,
        cited=choice.cite([CitedPlace(each.publication, each.article_id, each.locator) for each in stretches]),
        tag=tag,
        tags=notebook.tags(holder),
        formats=FORMATS,
        styles=choice.shelf.styles(),
        chosen=choice.chosen(),
        asked=notebook.asked(holder)[:MOST_ASKED_SHOWN],
        has_history=desk.has_history,
        may_have_history=desk.may_have_history,
        problem=problem,
        link=link,
    )


def _mark_page(source: IndexSource, mark: Mark, remark: str, tags: list[str], problem: str = "") -> str:
    """Show a mark with a remark and tags to be sent; where these are not its own, both."""
    (shown,) = standing_marks([mark], source.current(), SECONDS)
    return render_template("mark.html", shown=shown, mark=mark, remark=remark, tags=tags, problem=problem, longest=LONGEST_REMARK)


def _kept(source: IndexSource, desk: Desk) -> Mark:
    question, remark = request.form.get("question", ""), request.form.get("remark", "")
    link = request.form.get("link", "").strip()
    article_id, start, end = _linked(source, link) if link else (request.form.get("article", ""), _whole("start"), _whole("end"))
    return desk.keep(article_id, start, end, remark, _tags(), question)


def _linked(source: IndexSource, link: str) -> tuple[str, int, int]:
    """Return the article and the stretch to which a link of this service leads."""
    try:
        parts = urlsplit(link)
    except ValueError as error:
        raise BadRequestError(f"This is no link: {error}. Paste a link that “Link to this” gives in the reader.", 422) from error
    path = ARTICLE_PATH.fullmatch(parts.path)
    if not path:
        raise BadRequestError("The link leads to no article. Paste one that “Link to this” gives in the reader.", 422)
    article = source.current().collection.article(unquote(path["id"]))
    span = target(article, dict(parse_qsl(parts.query))).span
    if span is None:
        raise BadRequestError(
            "The link marks no words, or they do not stand in the text any more. Paste one that “Link to this” gives.", 422
        )
    return article.id, span.start, span.end


def _tags() -> list[str]:
    return request.form.get("tags", "").split(",")


def _whole(name: str) -> int:
    raw = request.form.get(name, "")
    if not OFFSET.fullmatch(raw):
        raise BadRequestError(f"The form has no whole number as its {name}. Go back, load the page anew and send it again.", 422)
    return int(raw)


def _change_history(notebook: Notebook, holder: str, do: str) -> None:
    if do == "clear":
        notebook.clear_asked(holder)
    elif do in {"on", "off"}:
        notebook.switch_history(holder, on=do == "on")
    else:
        raise BadRequestError("The form does not say whether to clear the history or to switch it on or off.", 422)
