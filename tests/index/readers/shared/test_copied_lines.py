"""copied_lines.py: lines of a source are copied, without their note markers, into the reading text."""

from __future__ import annotations

from index.readers.shared.copied_lines import MarkerSpans, PlacedBlock, SourceBlock, copy_blocks
from index.records import Run, Span
from index.text import BlockKind, Hyphenation

SOURCE = "On War1\nThe rail-\nway2 was  long.\n3\nIt ended."
HEADING = SourceBlock(BlockKind.HEADING, 1, (Span(0, 7),))
PARAGRAPH = SourceBlock(BlockKind.PARAGRAPH, 0, (Span(8, 17), Span(18, 33)))
MARKERS = MarkerSpans((Span(6, 7), Span(21, 22), Span(34, 35)))


def test_markers_leave_the_line() -> None:
    """A line reads without its markers, with single spaces; what is only a marker has no words."""
    assert MARKERS.words_left(SOURCE, Span(18, 33)) == "way was long."
    assert MARKERS.words_left(SOURCE, Span(34, 35)) == ""


def test_a_marker_leaves_only_the_line_in_which_it_stands() -> None:
    """What is left of a line lies on both sides of its markers, and markers of other lines take nothing from it."""
    assert [span.of(SOURCE) for span in MARKERS.left_of(Span(18, 33))] == ["way", " was  long."]
    assert [span.of(SOURCE) for span in MARKERS.left_of(Span(36, 45))] == ["It ended."]


def test_blocks_are_copied_with_the_way_back() -> None:
    """Lines are joined where a word was broken, white space becomes one space, and each run leads back to the source."""
    copied = copy_blocks(SOURCE, [HEADING, PARAGRAPH], MARKERS, Hyphenation("railway"))
    assert copied.text == "On War\n\nThe railway was long."
    assert copied.blocks == (PlacedBlock(BlockKind.HEADING, 1, Span(0, 6)), PlacedBlock(BlockKind.PARAGRAPH, 0, Span(8, 29)))
    assert copied.line_starts == (0, 8, 16)
    assert copied.runs == (Run(0, 0, 6), Run(8, 8, 8), Run(16, 18, 3), Run(20, 23, 3), Run(24, 28, 5))


def test_a_hyphen_of_the_word_stays() -> None:
    """A hyphen before a capital is the word's own; no space comes behind it."""
    source = "the Inter-\nAllied note"
    block = SourceBlock(BlockKind.PARAGRAPH, 0, (Span(0, 10), Span(11, 22)))
    assert copy_blocks(source, [block], MarkerSpans(()), Hyphenation(source)).text == "the Inter-Allied note"


def test_a_marker_behind_a_broken_word_does_not_hide_its_hyphen() -> None:
    """Whether a word is broken is judged by what is left of the line."""
    source = "the rail-\nway1\nended"
    block = SourceBlock(BlockKind.PARAGRAPH, 0, (Span(0, 9), Span(10, 14), Span(15, 20)))
    assert copy_blocks(source, [block], MarkerSpans((Span(13, 14),)), Hyphenation("railway")).text == "the railway ended"
