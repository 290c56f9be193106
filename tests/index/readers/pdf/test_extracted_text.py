"""extracted_text.py: the characters of a PDF as loccit extracts them, with the place of each line."""

from __future__ import annotations

from index.readers.pdf.extracted_text import extract_text
from index.records import Span
from index.text import Line
from tests.index.readers.pdf.lines_of_print import line, raised

FIRST, SECOND, THIRD = line("The army", 600), raised("left.12", 588, 5, 7), line("It snowed", 600, page=1)
TEXT = extract_text([[FIRST, SECOND], [THIRD]])


def test_lines_stand_below_each_other_and_pages_end_with_a_form_feed() -> None:
    """The characters are the lines in their order; each line's span leads to it."""
    assert TEXT.text == "The army\nleft.12\n\fIt snowed\n\f"
    assert [TEXT.spans[one].of(TEXT.text) for one in (FIRST, SECOND, THIRD)] == ["The army", "left.12", "It snowed"]


def test_offsets_have_pages() -> None:
    """A character stands on the page that began last before it."""
    assert [TEXT.page_at(offset) for offset in (0, 17, 18, 28)] == [0, 0, 1, 1]
    assert TEXT.pages_between(-1, 0) == Span(0, 18)
    assert TEXT.pages_between(1, 5) == Span(18, len(TEXT.text))


def test_a_line_is_one_of_the_characters() -> None:
    """A line of print becomes a line of text, and a span of its text one of all characters."""
    assert TEXT.line(SECOND, blank_before=True) == Line(Span(9, 16), "left.12", 0, blank_before=True, indent=0)
    assert TEXT.within(SECOND, Span(5, 7)).of(TEXT.text) == "12"


def test_raised_digits_become_superscripts() -> None:
    """The lines asked for stand where they stood, raised digits as superscript ones; all others are blank."""
    assert TEXT.with_raised([SECOND]) == "        \nleft.¹²\n\f         \n\f"
