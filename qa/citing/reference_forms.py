"""A quotation as a scholar cites it: in three styles, and for reference managers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from index.errors import Kind, LoccitError
from index.records import REMARK, Article, Publication, Span
from qa.citing import apa, chicago, mla
from qa.citing.citation_styles import CitedPlace
from qa.citing.cited_works import publication_of
from qa.citing.reference_managers import bibtex, csl_json, ris
from qa.citing.styled_text import Styled
from qa.locators import Locator, locate
from qa.note_roles import notes_at
from qa.records import CitedNote


class StretchError(LoccitError):
    """The article has no such stretch as a reference is asked for."""

    kind = Kind.UNFIT


@dataclass(frozen=True, slots=True)
class ChicagoReferences:
    """Chicago's full note, the note where the work was cited before, and the entry of the bibliography."""

    note: Styled
    short: Styled
    bibliography: Styled


@dataclass(frozen=True, slots=True)
class EntryAndInText:
    """The entry of MLA's works cited or APA's reference list, and the citation in the text."""

    entry: Styled
    in_text: Styled


@dataclass(frozen=True, slots=True)
class References:
    """A quotation's references, or a whole article's; CSL-JSON, BibTeX and RIS are of the whole article.

    `remark` says that what is cited was recognised in a picture, and is empty where it was not; these three have it as a note.
    """

    locator: Locator
    chicago: ChicagoReferences
    mla: EntryAndInText
    apa: EntryAndInText
    csl_json: Mapping[str, object]
    bibtex: str
    ris: str
    remark: str = ""


def references(article: Article, span: Span | None = None, notes: Iterable[CitedNote] = ()) -> References:
    """Return the references of the quotation `span` with its notes, or, without one, of the article as a whole.

    Takes some 0.3 ms.

    Raises:
        StretchError: the article has no such stretch.
    """
    place = cited_place(article, span, notes)
    remark = REMARK if article.source.is_recognised(span or Span(0, len(article.text))) else ""
    return references_of(place.known, place.work_id, place.locator, remark)


def cited_place(article: Article, span: Span | None = None, notes: Iterable[CitedNote] = ()) -> CitedPlace:
    """Return the place of the quotation `span` with its notes, or, without one, the article as a whole, for a style to cite.

    Raises:
        StretchError: the article has no such stretch.
    """
    locator = Locator() if span is None else locate(article, _checked(article, span), notes)
    return CitedPlace(publication_of(article), article.id, locator)


def place_at(article: Article, span: Span | None) -> CitedPlace:
    """Return what `cited_place` does, with the notes that the author set there.

    Raises:
        StretchError: the article has no such stretch.
    """
    return cited_place(article, span, notes_at(article, _checked(article, span)) if span else ())


def references_of(known: Publication, article_id: str, locator: Locator, remark: str = "") -> References:
    """Return the references of a place in a work of which this is known, whether or not its article can still be read."""
    annotations = (remark,) if remark else ()
    return References(
        locator=locator,
        chicago=ChicagoReferences(
            Styled(chicago.note(known, locator)),
            Styled(chicago.short_note(known, locator)),
            Styled(chicago.bibliography(known)),
        ),
        mla=EntryAndInText(Styled(mla.entry(known)), Styled(mla.in_text(known, locator))),
        apa=EntryAndInText(Styled(apa.entry(known)), Styled(apa.in_text(known, locator))),
        csl_json=csl_json(known, article_id) | ({"note": remark} if remark else {}),
        bibtex=bibtex(known, article_id, annotations),
        ris=ris(known, annotations),
        remark=remark,
    )


def references_at(article: Article, span: Span | None) -> References:
    """Return what `references` does, with the notes that the author set there.

    Raises:
        StretchError: the article has no such stretch.
    """
    return references(article, span, notes_at(article, _checked(article, span)) if span else ())


def _checked(article: Article, span: Span) -> Span:
    if 0 <= span.start < span.end <= len(article.text):
        return span
    raise StretchError(
        f"There is no stretch from {span.start} to {span.end} in {article.id}: its text runs from 0 to {len(article.text)}. "
        "Give two offsets of its reading text, the first before the second."
    )
