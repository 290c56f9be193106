"""misread_markers.py: markers that recognition misread."""

from __future__ import annotations

import pytest

from index.readers.pdf.foot_notes import PrintedNote
from index.readers.pdf.misread_markers import misread_sign, relabelled
from index.readers.pdf.print_lines import PrintLine
from index.records import Span


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("The ice froze.° In May it broke.", "°"),
        ("The ice froze.' In May it broke.", "'"),
        ("The ice froze,‘ and in May it broke.", "‘"),
        ("“The ice,” he said, “froze.”’ In May", "’"),
        ("“The ice froze.” In May it broke.", ""),
        ("The ‘ice’ froze. In May it broke.", ""),
        ("It was the ships’ ice.", ""),
        ("The ice.° In May.° And again.", ""),
        ("At 20 ° it froze.", ""),
    ],
)
def test_sign_that_can_be_nothing_else_is_a_figure(text: str, sign: str) -> None:
    """A degree behind a word, or a quotation mark that nothing opens, is taken; what may be itself, or one of two, is not."""
    found = misread_sign(text, Span(0, len(text)))
    assert (found.of(text) if found else "") == sign


def note(label: str, page: int = 0) -> PrintedNote:
    """A note of a page."""
    return PrintedNote(label, 0, (PrintLine(page, 0, 0.0, 9.0, 9.0, 8.0, label),))


@pytest.mark.parametrize(
    ("labels", "pages", "pairs", "found"),
    [
        (["1", "123", "3"], [0, 0, 0], {0: 0, 2: 2}, {1: 1}),
        (["1", "7", "8", "3"], [0, 0, 0, 0], {0: 0, 3: 2}, {}),
        (["1", "*", "3"], [0, 0, 0], {0: 0, 2: 2}, {}),
        (["1", "7", "3"], [0, 5, 0], {0: 0, 2: 2}, {}),
        (["7", "3"], [0, 0], {1: 2}, {}),
        (["1", "2", "8"], [0, 0, 0], {0: 0, 1: 1}, {2: 2}),
        (["7", "2", "3"], [0, 0, 0], {1: 1, 2: 2}, {0: 0}),
    ],
)
def test_number_between_two_others_has_the_label_that_is_missing(
    labels: list[str], pages: list[int], pairs: dict[int, int], found: dict[int, int]
) -> None:
    """One mark and one note between two pairs, or at an end, belong together; several, signs, and other pages do not."""
    assert relabelled(labels, pages, pairs, [note("1"), note("2"), note("3")]) == found
