"""References as JSON, as files, and as lines of text."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Literal

from flask import Blueprint, Response, request
from pydantic import BaseModel

from index.errors import brief
from index.records import Article, Span
from qa.references import References, references_at
from web.operation import Source
from web.problems import ParameterError

OFFSET = re.compile(r"[0-9]{1,9}")
EXAMPLE = "?start=0&end=100"
OFFSETS = (
    "Give two offsets of the text that GET /api/articles/{id} returns, the first before the second, or neither for all of it."
)
# What can be downloaded: the kind of the body, and how the file's name ends.
FILES = {
    "bibtex": ("application/x-bibtex", "bib"),
    "ris": ("application/x-research-info-systems", "ris"),
    "csl": ("application/vnd.citationstyles.csl+json", "json"),
}


class LocatorJson(BaseModel):
    """Where a quotation stands: printed pages, or section and paragraphs; `covering_notes` are inferred, and in no reference."""

    pages: list[str]
    section: str
    heading: str
    paragraphs: list[int]
    notes: list[str]
    covering_notes: list[str]


class ChicagoJson(BaseModel):
    """After the Chicago Manual of Style, 18th edition."""

    note: str
    short: str
    bibliography: str


class InTextJson(BaseModel):
    """After the MLA Handbook, 9th edition, or the Publication Manual of the APA, 7th edition."""

    entry: str
    in_text: str


class StyledJson(BaseModel):
    """The references in HTML, for their italics."""

    chicago: ChicagoJson
    mla: InTextJson
    apa: InTextJson


class ReferenceJson(BaseModel):
    """How a quotation, or an article as a whole, is cited; `html` has the same with italics."""

    article: str
    start: int | None
    end: int | None
    locator: LocatorJson
    chicago: ChicagoJson
    mla: InTextJson
    apa: InTextJson
    html: StyledJson
    csl_json: dict[str, Any]
    bibtex: str
    ris: str


def referencing_blueprint(source: Source) -> Blueprint:
    """Return the route `/api/articles/{id}/reference`."""
    blueprint = Blueprint("referencing", __name__, url_prefix="/api")

    @blueprint.get("/articles/<article_id>/reference")
    def reference(article_id: str) -> Response:
        """Show how a stretch of an article, or all of it, is cited."""
        article = source.current().collection.article(article_id)
        found = reference_json(article, stretch(article, request.args))
        style = request.args.get("style")
        return Response(found.model_dump_json(), mimetype="application/json") if style is None else _file(found, style)

    return blueprint


def reference_json(article: Article, span: Span | None) -> ReferenceJson:
    """Present the references of a stretch, or of the whole article.

    Raises:
        StretchError: the article has no such stretch.
    """
    found = references_at(article, span)
    return ReferenceJson(
        article=article.id,
        start=span.start if span else None,
        end=span.end if span else None,
        locator=_locator(found),
        **_styles(found, "text"),
        html=StyledJson(**_styles(found, "html")),
        csl_json=dict(found.csl_json),
        bibtex=found.bibtex,
        ris=found.ris,
    )


def reference_lines(found: References, style: Literal["chicago", "mla", "apa"]) -> list[str]:
    """Return the references of a style as lines of text."""
    if style == "chicago":
        chicago = found.chicago
        return [f"note          {chicago.note}", f"short note    {chicago.short}", f"bibliography  {chicago.bibliography}"]
    in_text = found.mla if style == "mla" else found.apa
    return [f"in the text   {in_text.in_text}", f"entry         {in_text.entry}"]


def stretch(article: Article, arguments: Mapping[str, str]) -> Span | None:
    """Return the stretch of an article that an address asks for, None where it asks for none.

    Raises:
        ParameterError: only one offset is given, one is no whole number, or the article has no such stretch.
    """
    if "start" not in arguments and "end" not in arguments:
        return None
    start, end = (_offset(arguments.get(name), name) for name in ("start", "end"))
    if not start < end <= len(article.text):
        found = f"There is no stretch from {start} to {end} in {article.id}: its text runs from 0 to {len(article.text)}."
        raise ParameterError(found, "end", OFFSETS)
    return Span(start, end)


def _offset(value: str | None, name: str) -> int:
    if value is None:
        raise ParameterError(f"The address has no {name}. Give both offsets, as in {EXAMPLE}, or neither.", name, OFFSETS)
    if not OFFSET.fullmatch(value):
        raise ParameterError(f"{name} is {brief(value)}, but must be a whole number from 0, as in {EXAMPLE}.", name, OFFSETS)
    return int(value)


def _file(found: ReferenceJson, style: str) -> Response:
    """Return a file for reference managers."""
    if style not in FILES:
        raise ParameterError(f"style is {brief(style)}, but must be one of {', '.join(FILES)}.", "style", "Leave it out for all.")
    kind, suffix = FILES[style]
    body = file_text(found, style)
    name = f'attachment; filename="{found.article}.{suffix}"'
    return Response(body, content_type=f"{kind}; charset=utf-8", headers={"Content-Disposition": name})


def file_text(found: ReferenceJson, style: str) -> str:
    """Return what a file of BibTeX, RIS or CSL-JSON holds."""
    texts = {"bibtex": found.bibtex, "ris": found.ris, "csl": json.dumps([found.csl_json], ensure_ascii=False, indent=2) + "\n"}
    return texts[style]


def _styles(found: References, form: Literal["text", "html"]) -> dict[str, Any]:
    chicago, mla, apa = found.chicago, found.mla, found.apa
    return {
        "chicago": ChicagoJson(
            note=getattr(chicago.note, form),
            short=getattr(chicago.short, form),
            bibliography=getattr(chicago.bibliography, form),
        ),
        "mla": InTextJson(entry=getattr(mla.entry, form), in_text=getattr(mla.in_text, form)),
        "apa": InTextJson(entry=getattr(apa.entry, form), in_text=getattr(apa.in_text, form)),
    }


def _locator(found: References) -> LocatorJson:
    locator = found.locator
    return LocatorJson(
        pages=list(locator.pages),
        section=locator.section,
        heading=locator.heading,
        paragraphs=list(locator.paragraphs),
        notes=list(locator.notes),
        covering_notes=list(locator.covering),
    )
