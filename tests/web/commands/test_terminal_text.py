"""terminal_text.py: how text is laid out on a terminal."""

from __future__ import annotations

import io
import os
import sys

import pytest

from web.commands.terminal_text import LONGEST_NOTE, TerminalText, cut, terminal_text


class Terminal(io.StringIO):
    """Standard output that is a terminal."""

    def isatty(self) -> bool:
        """It is."""
        return True


def test_lines_are_wrapped_below_where_their_words_begin() -> None:
    """A quotation goes on below its first word, not below its rank; so do places, notes and references."""
    block = "1. Japan continued to send troops.\n   note 5: in the quotation\n   note          Ann Roe, On the Harbour, 1998"
    assert TerminalText(24).fitted(block).split("\n") == [
        "1. Japan continued to",
        "   send troops.",
        "   note 5: in the",
        "   quotation",
        "   note          Ann",
        "                 Roe, On",
        "                 the",
        "                 Harbour,",
        "                 1998",
    ]


def test_words_that_no_line_holds_stay_whole() -> None:
    """An address can be followed only where it is not broken, also at a hyphen."""
    address = "https://example.org/a-very-long-address"
    assert TerminalText(20).fitted(f"See {address} there").split("\n") == ["See", address, "there"]


def test_a_file_gets_whole_lines_and_notes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the output does not go to a terminal, nothing is cut or wrapped."""
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    layout = terminal_text()
    assert layout.fitted("word " * 100) == "word " * 100
    assert layout.note("word " * 100) == "word " * 100


@pytest.mark.parametrize(("columns", "width"), [(20, 40), (72, 72), (300, 110)])
def test_a_terminal_has_its_own_width(columns: int, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines are as wide as the terminal, but neither too long nor too short to be read."""
    monkeypatch.setattr(sys, "stdout", Terminal())
    monkeypatch.setattr("shutil.get_terminal_size", lambda: os.terminal_size((columns, 24)))
    assert terminal_text() == TerminalText(width, cut_notes=True)
    assert terminal_text(whole_notes=True).note("word " * 100) == "word " * 100


def test_long_notes_are_cut_behind_a_word() -> None:
    """What is left ends with a word and the sign that something is missing; a short note stays as it is."""
    layout = TerminalText(80, cut_notes=True)
    assert layout.note("See p. 5.") == "See p. 5."
    assert layout.note("word " * 100) == "word " * 38 + "word …"
    assert len(layout.note("x" * 300)) == LONGEST_NOTE
    assert cut("x" * 30, 10) == "xxxxxxxxx…"
