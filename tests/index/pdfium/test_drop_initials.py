"""drop_initials.py: initials of several lines, put back onto the first of them."""

from __future__ import annotations

from index.pdfium import Piece
from index.pdfium.drop_initials import with_initials
from tests.index.readers.pdf.lines_of_print import piece

# The T of "The" stands on the baseline of the second line, as high as two lines.
INITIAL = piece("T", 50.0, 588.0, 24.0, spaced=False)
FIRST, SECOND = piece("he", 63.0, 600.0), piece("harbour", 63.0, 588.0)
REST = (piece("froze", 75.0, 600.0), piece("over", 50.0, 576.0))


def test_an_initial_becomes_the_first_letter_of_its_word() -> None:
    """It takes the size and baseline of the first line beside it, whose first word then follows it without a space."""
    found = with_initials((INITIAL, FIRST, SECOND, *REST))
    assert found[0] == Piece("T", 50.0, 62.0, 600.0, 10.0, bold=False, italic=False, spaced=False, lifted=False)
    assert found[1] == Piece("he", 62.0, 73.0, 600.0, 10.0, bold=False, italic=False, spaced=False, lifted=False)
    assert found[2:] == (SECOND, *REST)


def test_a_large_letter_beside_one_line_stays() -> None:
    """Where no second line stands beside it, a large capital is no initial."""
    pieces = (INITIAL, FIRST, *REST)
    assert with_initials(pieces) == pieces


def test_what_is_no_single_large_capital_stays() -> None:
    """A small letter, a word, and a capital that is hardly larger than the text are left as they are."""
    for other in (piece("t", 50.0, 588.0, 24.0), piece("TO", 38.0, 588.0, 24.0), piece("T", 54.0, 588.0, 16.0)):
        pieces = (other, FIRST, SECOND, *REST)
        assert with_initials(pieces) == pieces


def test_an_empty_page_stays_empty() -> None:
    """A page without pieces gives none."""
    assert with_initials(()) == ()
