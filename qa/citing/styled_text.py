"""Words with italics and quotation marks, as references have them: shown as plain text or as HTML."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

# "Shift out" and "shift in": italics begin and end. No title can hold them; sidecars and readers refuse control characters.
ON, OFF = "\x0e", "\x0f"
SHIFTS = re.compile(f"[{ON}{OFF}]")
EMPTY = re.compile(f"{ON}{OFF}|{OFF}{ON}")
TAGGED = re.compile(r"<i>(?P<words>[^<>]*)</i>")
STRAIGHT_OPENING = re.compile(r'(?:(?<=^)|(?<=[\s(\[{–—‘“\'\x0e\x0f]))"')


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

    @property
    def stretches(self) -> tuple[tuple[str, bool], ...]:
        """The words in stretches, each with whether it is in italics.

        >>> Styled(f"In {italic('Ice')}.").stretches
        (('In ', False), ('Ice', True), ('.', False))
        """
        parts = re.split(f"({ON}|{OFF})", self.marked)
        return tuple((part, before == ON) for before, part in zip(("", *parts[1::2]), parts[::2], strict=True) if part)

    def __str__(self) -> str:
        return self.text

    def __html__(self) -> str:
        return self.html


def clean(words: str) -> str:
    """Return words without what marks italics here."""
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


def quoted(title: str) -> str:
    """Put a title between quotation marks; those in it become single.

    >>> quoted('The "Far East" Again')
    '“The ‘Far East’ Again”'
    """
    return f"“{upright(title).replace('“', '‘').replace('”', '’')}”"


def ended(words: str, mark: str = ".") -> str:
    """End words with a full stop or comma: before closing quotation marks, and only if no mark stands there in its place.

    >>> ended("“The ‘Far East’”", ","), ended("“Who Pays?”"), ended("“Who Pays?”", ","), ended("Graves, W. S.")
    ('“The ‘Far East,’”', '“Who Pays?”', '“Who Pays?,”', 'Graves, W. S.')
    """
    inner = words.removesuffix("”")
    if inner != words and "‘" in inner:  # else what ends it is an apostrophe
        inner = inner.removesuffix("’")
    last = SHIFTS.sub("", inner)[-1:]
    if last == mark or (mark == "." and last in {"?", "!", "…"}):
        return words
    return inner + mark + words[len(inner) :]


def sentences(*parts: str) -> str:
    """Join parts, each a sentence; empty ones are left out.

    >>> sentences("Ōtani, M.", "", "Ice")
    'Ōtani, M. Ice.'
    """
    return " ".join(ended(part) for part in parts if part)


def listed(*parts: str) -> str:
    """Join parts by commas, which stand before closing quotation marks; empty ones are left out.

    >>> listed("Ōtani", "", "“Ice”", "110")
    'Ōtani, “Ice,” 110'
    """
    found = [part for part in parts if part]
    return " ".join([*(ended(part, ",") for part in found[:-1]), *found[-1:]])


def _curly(title: str) -> str:
    """Make straight double quotation marks curly, and the apostrophe.

    >>> _curly('The "Far East" at Last')
    'The “Far East” at Last'
    """
    words = STRAIGHT_OPENING.sub("“", clean(title)).replace('"', "”")
    return re.sub(r"(?<=\w)'", "’", words)
