"""lines.py: lines on pages, running heads and page numbers set aside."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from index.text.lines import paged_lines

BODY = "the army was withdrawn and nobody\nhad been told of it at all.\n"


def test_running_heads_leave_and_their_numbers_are_the_labels() -> None:
    """Heads that alternate, with the page's number before or behind, leave the text; a page without a number is counted."""
    heads = ["On Pages", "12   On Pages", "The Journal   13", "14   On Pages", "The Journal   15"]
    text = "\f".join(f"{head}\n\n{BODY}" for head in heads)
    pages = paged_lines(text)
    assert [pages.printed_label(page) for page in range(5)] == ["11", "12", "13", "14", "15"]
    assert [line.text for line in pages.lines] == ["On Pages", *BODY.splitlines() * 5]
    assert [line.page for line in pages.lines if line.text.startswith("the army")] == [0, 1, 2, 3, 4]


def test_the_title_with_a_number_is_a_running_head_on_the_second_of_two_pages() -> None:
    """The title's words with a number need no other page to count with; other words do."""
    pages = paged_lines(f"On Pages\n{BODY}\fOn Pages   2\n{BODY}")
    assert [line.text for line in pages.lines] == ["On Pages", *BODY.splitlines() * 2]
    assert "Of Sheets 2" in [line.text for line in paged_lines(f"On Pages\n{BODY}\fOf Sheets   2\n{BODY}").lines]


def test_page_numbers_alone_at_the_foot() -> None:
    """A number alone at the foot of pages, counting with them, is the pages' label."""
    pages = paged_lines("\f".join(f"{BODY}{number}\n" for number in (7, 8, 9)))
    assert [pages.printed_label(page) for page in range(3)] == ["7", "8", "9"]
    assert [line.text for line in pages.lines] == BODY.splitlines() * 3


def test_a_page_before_the_first_number_has_no_printed_one() -> None:
    """A sheet before page 1 is not given a number that is printed on another."""
    pages = paged_lines("\f".join([BODY, f"{BODY}1\n", f"{BODY}2\n", f"{BODY}3\n"]))
    assert [pages.printed_label(page) for page in range(4)] == [None, "1", "2", "3"]


def test_a_number_that_does_not_count_with_the_pages_stays() -> None:
    """A year at the foot of one page and an amount at the foot of another are text."""
    pages = paged_lines(f"{BODY}1918\n\f{BODY}25\n\f{BODY}")
    assert [line.text for line in pages.lines if line.text.isdigit()] == ["1918", "25"]
    assert [pages.printed_label(page) for page in range(3)] == [None] * 3


def test_a_line_of_text_at_two_pages_edges_stays() -> None:
    """A sentence that happens to end two pages is no running foot."""
    pages = paged_lines("\f".join([BODY + "and so it ended.\n"] * 3))
    assert [line.text for line in pages.lines].count("and so it ended.") == 3


@given(st.text(max_size=300))
def test_any_text_has_lines_in_order(text: str) -> None:
    """Lines stand in order and apart, pages never count back, whatever the text."""
    lines = paged_lines(text).lines
    assert all(one.span.end <= other.span.start and one.page <= other.page for one, other in pairwise(lines))
    assert all(line.text == " ".join(text[line.span.start : line.span.end].split()) for line in lines)
