"""References as JSON, as files, and as lines of text."""

from __future__ import annotations

import json
from typing import Any, Literal

from pydantic import BaseModel

from index.records import Article, Span
from qa.citing import CitationStyle, PlaceReferences, References, place_at, references_at


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


class PlaceJson(BaseModel):
    """The citation, a note or in the text; the short one, for a work cited before; its entry, empty where there is none."""

    citation: str
    short: str
    entry: str


class ChosenJson(PlaceJson):
    """In the style that was asked for, by its name for programs and its title for people; `html` has the same with italics."""

    style: str
    title: str
    in_notes: bool
    html: PlaceJson


class ReferenceJson(BaseModel):
    """How a quotation, or an article as a whole, is cited; `html` has the same with italics.

    `chosen` is in the style that was asked for, beside the three; null where none was. `remark` is null, or says that the text
    was recognised in pictures and is to be checked against the page.
    """

    article: str
    start: int | None
    end: int | None
    locator: LocatorJson
    chicago: ChicagoJson
    mla: InTextJson
    apa: InTextJson
    html: StyledJson
    chosen: ChosenJson | None
    csl_json: dict[str, Any]
    bibtex: str
    ris: str
    remark: str | None


def reference_json(article: Article, span: Span | None, style: CitationStyle | None = None) -> ReferenceJson:
    """Present the references of a stretch, or of the whole article, in the three styles and, where one is given, another.

    Raises:
        StretchError: the article has no such stretch.
        CslError: the style cannot be set.
    """
    found = references_at(article, span)
    return ReferenceJson(
        article=article.id,
        start=span.start if span else None,
        end=span.end if span else None,
        locator=_locator(found),
        **_styles(found, "text"),
        html=StyledJson(**_styles(found, "html")),
        chosen=_chosen(style, article, span) if style else None,
        csl_json=dict(found.csl_json),
        bibtex=found.bibtex,
        ris=found.ris,
        remark=found.remark or None,
    )


def reference_lines(found: References, style: Literal["chicago", "mla", "apa"]) -> list[str]:
    """Return the references of a style as lines of text."""
    remark = [f"remark        {found.remark}"] if found.remark else []
    if style == "chicago":
        chicago = found.chicago
        forms = [f"note          {chicago.note}", f"short note    {chicago.short}", f"bibliography  {chicago.bibliography}"]
        return [*forms, *remark]
    in_text = found.mla if style == "mla" else found.apa
    return [f"in the text   {in_text.in_text}", f"entry         {in_text.entry}", *remark]


def style_lines(found: PlaceReferences, style: CitationStyle) -> list[str]:
    """Return the references of a place in any style as lines of text."""
    short = [f"short note    {found.short}"] if style.in_notes else []
    entry = [f"entry         {found.entry}"] if found.entry.text else []
    return [f"{'note' if style.in_notes else 'in the text':<14}{found.citation}", *short, *entry]


def file_text(found: ReferenceJson, style: str) -> str:
    """Return what a file of BibTeX, RIS or CSL-JSON holds."""
    texts = {"bibtex": found.bibtex, "ris": found.ris, "csl": json.dumps([found.csl_json], ensure_ascii=False, indent=2) + "\n"}
    return texts[style]


def _chosen(style: CitationStyle, article: Article, span: Span | None) -> ChosenJson:
    (found,) = style.cite([place_at(article, span)])
    return ChosenJson(
        style=style.name,
        title=style.title,
        in_notes=style.in_notes,
        **_place(found, "text"),
        html=PlaceJson(**_place(found, "html")),
    )


def _place(found: PlaceReferences, form: Literal["text", "html"]) -> dict[str, str]:
    return {name: getattr(getattr(found, name), form) for name in ("citation", "short", "entry")}


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
