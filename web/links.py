"""Addresses of articles and of stretches in them, and what an address leads to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote as url_quote
from urllib.parse import urlencode

from index.errors import Kind, LoccitError, shortened
from index.records import Article, Note, Span
from qa.notebook import MarkedStretch
from qa.verifying import TextQuote, find_quote, text_quote
from web.errors import UnknownNoteError

OFFSET = re.compile(r"[0-9]{1,9}")


class LinkError(LoccitError):
    """An address asks for a stretch that cannot be there."""

    kind = Kind.UNFIT


@dataclass(frozen=True, slots=True)
class Target:
    """What an address asks to be marked: where it stands, None where nothing is asked for or it stands nowhere any more.

    `moved` where it was found by its words and not by its offsets; `lost` are words that are not there any more.
    """

    span: Span | None = None
    moved: bool = False
    lost: str = ""


def article_url(article_id: str) -> str:
    """Return the address of an article's page."""
    return f"/articles/{url_quote(article_id)}"


def stretch_url(article: Article, span: Span) -> str:
    """Return the address of an article's page with a stretch marked, by its offsets and by its words.

    Its fragment has browsers go to the mark.
    """
    return _quote_url(article.id, span, text_quote(article, span))


def kept_url(stretch: MarkedStretch, span: Span | None = None) -> str:
    """Return the address of an article's page with kept words marked; `span` is where they stand now, if elsewhere."""
    return _quote_url(stretch.article_id, span or stretch.span, stretch.quote)


def cite_url(article: Article, span: Span) -> str:
    """Return the address of the page that says how to cite a stretch."""
    return f"{article_url(article.id)}/cite?{urlencode({'start': span.start, 'end': span.end})}"


def target(article: Article, arguments: Mapping[str, str]) -> Target:
    """Return what the arguments of an address ask to be marked.

    Raises:
        LinkError: they ask for offsets that the article does not have, and name no words.
    """
    quote = TextQuote(*(arguments.get(name, "") for name in ("exact", "prefix", "suffix", "until")))
    start, end = arguments.get("start"), arguments.get("end")
    span = _span(article, start, end)
    if quote.exact:
        return _found(article, quote, span)
    if span is None and (start is not None or end is not None):
        raise LinkError(
            f"The address asks for the text from start={shortened(start or '')} to end={shortened(end or '')}, but needs two "
            f"offsets from 0 to {len(article.text)}, the first before the second. "
            "The link may belong to another version of the text; ask the question again."
        )
    return Target(span)


def notes_labelled(article: Article, label: str) -> list[Note]:
    """Return the notes of a label; several where labels begin again.

    Raises:
        UnknownNoteError: there is none.
    """
    found = [note for note in article.notes if note.label == label]
    if not found:
        run = f"'s notes run from {article.notes[0].label} to {article.notes[-1].label}" if article.notes else " has no notes"
        raise UnknownNoteError(f"There is no note {shortened(label)}: the article{run}.")
    return found


def _quote_url(article_id: str, span: Span, quote: TextQuote) -> str:
    selector = {"exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix, "until": quote.until}
    named = {name: value for name, value in selector.items() if value}
    return f"{article_url(article_id)}?{urlencode({'start': span.start, 'end': span.end, **named}, quote_via=url_quote)}#mark"


def _found(article: Article, quote: TextQuote, span: Span | None) -> Target:
    if span and text_quote(article, span) == quote:
        return Target(span)
    found = find_quote(article, quote, span.start if span else 0)
    return Target(found, moved=found != span) if found else Target(lost=quote.shown)


def _span(article: Article, start: str | None, end: str | None) -> Span | None:
    if start and end and OFFSET.fullmatch(start) and OFFSET.fullmatch(end) and int(start) < int(end) <= len(article.text):
        return Span(int(start), int(end))
    return None
