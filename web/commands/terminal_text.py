"""Text for a terminal: wrapped at its width, each line's rest below where its words begin."""

from __future__ import annotations

import re
import shutil
import sys
import textwrap
from dataclasses import dataclass

WIDEST, NARROWEST = 110, 40  # columns: a longer line is hard to read, and a shorter one holds no words
LONGEST_NOTE = 200  # characters that are shown of a note
CUT = "…"
# What stands before a line's words: its indentation, and a rank, a note's label or the name of a reference's form.
LEAD = re.compile(r"\s*(?:\d+\. |[a-z][a-z ]{1,12}(?<! ) {2,})?")


@dataclass(frozen=True, slots=True)
class TerminalText:
    """How text is laid out: lines of at most `width` columns, None where they stay whole; long notes cut short if `cut_notes`."""

    width: int | None = None
    cut_notes: bool = False

    def note(self, text: str) -> str:
        """Return a note's own words, cut behind a word where they are long and that is wanted."""
        return cut(text, LONGEST_NOTE) if self.cut_notes else text

    def fitted(self, block: str) -> str:
        """Return a block with its lines wrapped."""
        return block if self.width is None else "\n".join(_wrapped(line, self.width) for line in block.split("\n"))


def terminal_text(*, whole_notes: bool = False) -> TerminalText:
    """Return the layout for where the output goes: of a file or another program's input nothing is cut or wrapped."""
    if not sys.stdout.isatty():
        return TerminalText()
    columns = shutil.get_terminal_size().columns
    return TerminalText(max(NARROWEST, min(columns, WIDEST)), cut_notes=not whole_notes)


def cut(text: str, longest: int) -> str:
    """Return a text of at most `longest` characters, cut behind a word where one ends in time.

    >>> cut("See the minutes of the council", 20)
    'See the minutes of …'
    """
    if len(text) <= longest:
        return text
    kept = text[: longest - len(CUT)]
    words = kept.rpartition(" ")[0]
    return f"{words} {CUT}" if len(words) > longest // 2 else kept + CUT


def _wrapped(line: str, width: int) -> str:
    lead = LEAD.match(line)
    indent = " " * (lead.end() if lead else 0)
    return textwrap.fill(line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False) or line
