"""A quotation with its reference, ready to be pasted into a manuscript or a bibliography."""

from __future__ import annotations

from dataclasses import dataclass

from index.records import Article, Span
from qa.citing.citation_styles import BUILT_IN, CitationStyle
from qa.citing.reference_forms import place_at, references_at

CHOSEN = "chosen"  # the name of what is in a style that is not built in
DOUBLE_MARKS = frozenset('“”„"«»')


@dataclass(frozen=True, slots=True)
class ClipboardText:
    """What is copied in one style: `name` for programs, `label` for people."""

    name: str
    label: str
    text: str


def clipboard_texts(article: Article, span: Span, chosen: CitationStyle = BUILT_IN[0]) -> tuple[ClipboardText, ...]:
    """Return a quotation with its reference in each style; BibTeX, of the whole work, without the quotation.

    The `chosen` style comes first, if it is not built in. Behind what was recognised in a picture stands a remark in brackets.

    Raises:
        StretchError: the article has no such stretch.
        CslError: the chosen style cannot be set.
    """
    quote, found = in_marks(span.of(article.text).strip()), references_at(article, span)
    remark = f" [{found.remark}]" if found.remark else ""
    return (
        *([] if chosen in BUILT_IN else [_in_style(article, span, chosen, quote, remark)]),
        ClipboardText("chicago", "Chicago", f"{quote}{remark}\n\n{found.chicago.note}"),
        ClipboardText("mla", "MLA", f"{quote} {found.mla.in_text}{remark}\n\n{found.mla.entry}"),
        ClipboardText("apa", "APA", f"{quote} {found.apa.in_text}{remark}\n\n{found.apa.entry}"),
        ClipboardText("bibtex", "BibTeX", found.bibtex),
    )


def _in_style(article: Article, span: Span, style: CitationStyle, quote: str, remark: str) -> ClipboardText:
    (found,) = style.cite([place_at(article, span)])
    if style.in_notes:
        return ClipboardText(CHOSEN, style.title, f"{quote}{remark}\n\n{found.citation}")
    entry = f"\n\n{found.entry}" if found.entry.text else ""
    return ClipboardText(CHOSEN, style.title, f"{quote} {found.citation}{remark}{entry}")


def in_marks(words: str) -> str:
    """Put words between quotation marks; those that have such marks themselves stay as they are, as if set off.

    No character of a quotation is changed, so that it can be verified as it was copied.

    >>> in_marks("troops reached 72,400.")
    '“troops reached 72,400.”'
    """
    return words if DOUBLE_MARKS & set(words) else f"“{words}”"
