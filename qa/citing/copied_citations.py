"""A quotation with its reference, ready to be pasted into a manuscript or a bibliography."""

from __future__ import annotations

from dataclasses import dataclass

from index.records import Article, Span
from qa.citing.reference_forms import references_at

DOUBLE_MARKS = frozenset('“”„"«»')


@dataclass(frozen=True, slots=True)
class ClipboardText:
    """What is copied in one style: `name` for programs, `label` for people."""

    name: str
    label: str
    text: str


def clipboard_texts(article: Article, span: Span) -> tuple[ClipboardText, ...]:
    """Return a quotation with its reference in each style; BibTeX, of the whole work, without the quotation.

    Behind what was recognised in a picture stands a remark in brackets.

    Raises:
        StretchError: the article has no such stretch.
    """
    quote, found = in_marks(span.of(article.text).strip()), references_at(article, span)
    remark = f" [{found.remark}]" if found.remark else ""
    return (
        ClipboardText("chicago", "Chicago", f"{quote}{remark}\n\n{found.chicago.note}"),
        ClipboardText("mla", "MLA", f"{quote} {found.mla.in_text}{remark}\n\n{found.mla.entry}"),
        ClipboardText("apa", "APA", f"{quote} {found.apa.in_text}{remark}\n\n{found.apa.entry}"),
        ClipboardText("bibtex", "BibTeX", found.bibtex),
    )


def in_marks(words: str) -> str:
    """Put words between quotation marks; those that have such marks themselves stay as they are, as if set off.

    No character of a quotation is changed, so that it can be verified as it was copied.

    >>> in_marks("troops reached 72,400.")
    '“troops reached 72,400.”'
    """
    return words if DOUBLE_MARKS & set(words) else f"“{words}”"
