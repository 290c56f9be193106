"""Words with italics and quotation marks, as references have them: shown as plain text or as HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass

# "Shift out" and "shift in": italics begin and end. No title can hold them; sidecars and readers refuse control characters.
ON, OFF = "\x0e", "\x0f"
SHIFTS = re.compile(f"[{ON}{OFF}]")
EMPTY = re.compile(f"{ON}{OFF}|{OFF}{ON}")
TAGGED = re.compile(r"<i>(?P<words>[^<>]*)</i>")
STRAIGHT_OPENING = re.compile(r'(?:(?<=^)|(?<=[\s(\[{–—‘“\'\x0e\x0f]))"')
END = re.compile(f"(?P<closing>[”’{ON}{OFF}]*)$")


@dataclass(frozen=True, slots=True)
class Styled:
    """A reference; Jinja shows it as HTML."""

    marked: str

    @property
    def text(self) -> str:
        """The words alone."""
        return SHIFTS.sub("", self.marked)

    @property
    def html(self) -> str:
        """The words, safe to stand in a page, with italics between `<i>` and `</i>`."""
        return html.escape(self.marked, quote=False).replace(ON, "<i>").replace(OFF, "</i>")

    def __str__(self) -> str:
        return self.text

    def __html__(self) -> str:
        return self.html


def clean(words: str) -> str:
    """Return words without what marks italics here.

    >>> clean("a\\x0eb")
    'ab'
    """
    return SHIFTS.sub("", words)


def untagged(title: str) -> str:
    """Return a title without its tags of italics.

    >>> untagged("Reading <i>Emma</i>")
    'Reading Emma'
    """
    return TAGGED.sub(r"\g<words>", title)


def italic(title: str) -> str:
    """Set a title in italics; what is in italics in it becomes upright, and straight quotation marks become curly."""
    inner = TAGGED.sub(f"{OFF}\\g<words>{ON}", _curly(title))
    return EMPTY.sub("", f"{ON}{inner}{OFF}")


def upright(title: str) -> str:
    """Return a title as it is, what is in italics in it so marked, and straight quotation marks curly."""
    return TAGGED.sub(f"{ON}\\g<words>{OFF}", _curly(title))


def quoted(title: str, mark: str = "") -> str:
    """Put a title between quotation marks, a comma or full stop of the sentence before the closing one.

    Quotation marks in the title become single. A full stop is left out behind a question or exclamation mark.

    >>> quoted("The “Far East”", ",")
    '“The ‘Far East,’”'
    >>> quoted("Who Pays?", ".")
    '“Who Pays?”'
    """
    words = _curly(title)
    closing = "’" if words.endswith("”") else ""
    inner = words.removesuffix("”").replace("“", "‘").replace("”", "’")
    return f"“{_before_marks(TAGGED.sub(f'{ON}\\g<words>{OFF}', inner), mark)}{closing}”"


def ended(words: str, mark: str = ".") -> str:
    """End words with a full stop or comma, unless they end with a mark that takes its place.

    >>> ended("Graves, William S."), ended("“Who Pays?”"), ended("Report")
    ('Graves, William S.', '“Who Pays?”', 'Report.')
    """
    return words if _stops(words, mark) else words + mark


def sentences(parts: Iterable[str]) -> str:
    """Join parts, each a sentence; empty ones are left out.

    >>> sentences(["Ōtani, M.", "", "Ice"])
    'Ōtani, M. Ice.'
    """
    return " ".join(ended(part) for part in parts if part)


def listed(parts: Iterable[str], separator: str = ", ") -> str:
    """Join parts by commas; empty ones are left out, and a comma that stands before a quotation's end is not doubled.

    >>> listed(["Ōtani", "“Ice,”", "110"])
    'Ōtani, “Ice,” 110'
    """
    found = ""
    for part in parts:
        if part:
            found += (" " if _stops(found, ",") else separator) + part if found else part
    return found


def _before_marks(inner: str, mark: str) -> str:
    return inner if not mark or _stops(inner, mark) else inner + mark


def _stops(words: str, mark: str) -> bool:
    """Whether words end with what makes `mark` needless; a comma is kept behind all but another."""
    last = SHIFTS.sub("", words).rstrip("”’")[-1:]
    return last == mark or (mark == "." and last in "?!…" and last != "")


def _curly(title: str) -> str:
    """Make straight double quotation marks curly, and the apostrophe.

    >>> _curly('The "Far East" isn\\'t')
    'The “Far East” isn’t'
    """
    words = STRAIGHT_OPENING.sub("“", clean(title)).replace('"', "”")
    return re.sub(r"(?<=\w)'", "’", words)
