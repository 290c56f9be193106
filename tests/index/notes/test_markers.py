"""markers.py: which numbers are note markers."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.notes.marker_candidates import ABBREVIATIONS, Candidate
from index.notes.markers import best_chain, find_markers
from index.records import Span
from index.settings import NUMBERS
from tests.cases_file import read_cases


def braced(text: str) -> str:
    """The text with each marker found put in braces."""
    parts, at = [], 0
    for marker in find_markers(text).found:
        parts += [text[at : marker.span.start], "{", marker.label, "}"]
        at = marker.span.end
    return "".join([*parts, text[at:]])


def candidate(number: int, start: int, weight: float) -> Candidate:
    return Candidate(number, str(number), Span(start, start + 1), weight)


@pytest.mark.parametrize(("behaviour", "given_text", "expected"), read_cases("markers.txt"))
def test_case(behaviour: str, given_text: str, expected: str) -> None:
    """Each case of tests/cases/markers.txt holds."""
    assert braced(given_text) == expected, behaviour


def test_chain_prefers_the_whole_over_the_strong_part() -> None:
    """A weak candidate is taken where it completes the count, although a strong rival of the same label comes later."""
    weak, rival = candidate(2, 10, 0.5), candidate(2, 40, 3.0)
    chain = [candidate(1, 0, 3.0), weak, candidate(3, 20, 3.0), candidate(4, 30, 3.0), rival]
    assert list(best_chain(chain).links) == chain[:4]


def test_numbers_glued_together_do_not_begin_a_count() -> None:
    """Where no count leads up to them, "12" is not notes 1 and 2."""
    assert (
        braced("It was the foot.12 He came. They left.3 It was long.") == "It was the foot.12 He came. They left.3 It was long."
    )


def test_a_marker_behind_an_abbreviation_is_told() -> None:
    """That "art." ends a sentence is known by the count alone, and said."""
    found = find_markers("He came.1 He was fond of art.2 They left.3 He died.4")
    assert [marker.label for marker in found.found] == ["1", "2", "3", "4"]
    assert found.doubts == (
        "note 2 is taken from line 1, “…ame.1 He was fond of art.2 They left.3 He died.4…”, by the count alone",
    )


def test_asterisks_and_entries_that_are_left_are_told() -> None:
    """What looks like markers and was left, because it has no note or begins an entry, is said once, with its first place."""
    assert find_markers("He left* in May. She stayed* there.").doubts == (
        (
            "2 asterisks were left in the text, for no line begins with one as a note does, the first in line 1, "
            "“…He left* in May. She stayed* ther…”; if they are notes, read it with --markers symbols"
        ),
    )
    assert find_markers("[1] Smith.\n[2] Jones.\n[3] Miller.").doubts == (
        (
            "3 numbers in brackets begin entries, as of a bibliography, and were left in the text, the first in line 1, "
            "“…[1] Smith. [2] Jones. [3] Mi…”"
        ),
    )
    assert [marker.label for marker in find_markers("He left* in May. She stayed* there.", "symbols").found] == ["*", "*"]


def test_numbers_that_stand_again_are_told() -> None:
    """A number behind higher ones may be a reference to a bibliography, which is cited more than once; notes are not."""
    found = find_markers("One.1 Two.2 Three.3 Four.4 Again.2 Five.5 Six.6")
    assert [marker.label for marker in found.found] == ["1", "2", "3", "4", "5", "6"]
    assert found.doubts == (
        (
            "2 stands again in line 1, “…o.2 Three.3 Four.4 Again.2 Five.5 Six.6…”, behind higher numbers, as 1 in all do: "
            "the markers may be references to a bibliography, and no notes"
        ),
    )


def test_missing_label_is_reported_and_not_invented() -> None:
    """A label that has no marker is named with the lines between which it must stand."""
    markers = find_markers("One.1 Two.2\nFour.4 Five.5\nSix.6 It had 3 parts.")
    assert [marker.label for marker in markers.found] == ["1", "2", "4", "5", "6"]
    assert markers.doubts == ("note 3 has no marker that could be placed, between lines 1 and 2",)


def test_numbers_that_all_have_a_space_before_them_are_taken_where_something_else_speaks_for_notes() -> None:
    """Told the form, or where the file carries the notes' texts, they are markers; else they are reported, with the remedy."""
    text = "It is its fund. 1 It supplies it. It grows. The produce is bought. 2 It grows. It falls. It ends. 3 It is there."
    markers = find_markers(text)
    assert not markers.found
    assert markers.doubts == (
        (
            "3 numbers count upwards, all with a space before them, and were left in the text, the first in line 1, "
            "“…It is its fund. 1 It supplies it. It grows…”; if they are notes, read the file with --markers numbers"
        ),
    )
    for taken in (find_markers(text, NUMBERS), find_markers(text, noted=True)):
        assert [marker.label for marker in taken.found] == ["1", "2", "3"]


def test_number_left_in_the_text_is_reported() -> None:
    """A number that looks like a marker but does not fit the count is named, and so are markers of another form."""
    text = "One.1 Two.2 Three.3 Four.4\nAnd then.77 So.[1] It.[2] Is.[3]"
    markers = find_markers(text)
    assert [marker.label for marker in markers.found] == ["1", "2", "3", "4"]
    assert markers.doubts[0].startswith("77 looks like a note's marker in line 2, “…Three.3 Four.4 And then.77 So.[1]")
    assert markers.doubts[1].startswith(
        "3 markers of another form count upwards as well and were left in the text, the first in line 2"
    )


def test_number_taken_by_the_count_alone_is_reported() -> None:
    """Where little but the count speaks for a marker, it is taken, and said to be doubtful."""
    markers = find_markers("One.1 Two.2 By the time of Henry VIII3 they left.4 Five.5")
    assert [marker.label for marker in markers.found] == ["1", "2", "3", "4", "5"]
    assert len(markers.doubts) == 1
    assert markers.doubts[0].startswith("note 3 is taken from line 1, “…")
    assert markers.doubts[0].endswith("by the count alone")


def test_equal_rival_is_reported() -> None:
    """Where another number would have served as well, the doubt names both places."""
    markers = find_markers("One.1 Two.2\nThree.3 Three again.3\nFour.4 Five.5")
    assert [marker.label for marker in markers.found] == ["1", "2", "3", "4", "5"]
    assert len(markers.doubts) == 1
    assert "note 3 is taken from line 2, but could stand in line 2" in markers.doubts[0]


@given(
    st.lists(st.text("abcdefgh", min_size=3, max_size=8).filter(lambda word: word not in ABBREVIATIONS), min_size=5, max_size=40)
)
def test_glued_notes_are_all_found(words: list[str]) -> None:
    """Whatever the words, notes that count upwards behind sentences are found, each behind its own."""
    text = " ".join(f"{word.capitalize()} {word}.{number}" for number, word in enumerate(words, start=1))
    found = find_markers(text).found
    assert [marker.label for marker in found] == [str(number) for number in range(1, len(words) + 1)]
    assert [text[marker.span.start - 1] for marker in found] == ["."] * len(words)


@given(st.text(max_size=300))
def test_any_text_is_read_and_markers_do_not_overlap(text: str) -> None:
    """Any text at all is read without an error; markers stand in order and apart."""
    found = find_markers(text).found
    assert all(before.span.end <= after.span.start for before, after in pairwise(found))


TWO_DRESSES = "One.1 Two.2 Three.3 So.[1] It.[2]"


@pytest.mark.parametrize(
    ("form", "labels"), [("numbers", "123"), ("brackets", "12"), ("symbols", ""), ("none", ""), ("auto", "123")]
)
def test_the_form_can_be_told(form: str, labels: str) -> None:
    """Markers of the form that is told are found, and no others."""
    assert "".join(marker.label for marker in find_markers(TWO_DRESSES, form).found) == labels


def test_notes_that_go_backwards_are_not_notes() -> None:
    """Numbers that count down are no notes; what looks like one is told."""
    markers = find_markers("Five.5 Four.4 Three.3 Two.2 One.1")
    assert [marker.label for marker in markers.found] in ([], ["1"])
    assert len(markers.doubts) >= 3


def test_hostile_text_ends() -> None:
    """A million digits on one line, and a marker repeated a hundred thousand times, are read; nothing backtracks."""
    assert find_markers("1" * 1_000_000).found == ()
    assert [marker.label for marker in find_markers("war.1 " * 100_000).found] == ["1"]


def test_brackets_that_are_cut_and_numbers_that_come_too_early_are_told() -> None:
    """References to a bibliography come in any order and together: what stays in the text of them is said, with its place."""
    found = find_markers("It froze [2]. The bridge [1, 3] fell. Nobody came [2]. All left [3].")
    assert [(marker.label, marker.span) for marker in found.found] == [
        ("1", Span(24, 24)),
        ("2", Span(49, 53)),
        ("3", Span(63, 67)),
    ]
    assert found.doubts == (
        (
            "2 stands already in line 1, “…It froze [2]. The bridge [1, 3] fell.…”, before lower numbers, as 2 in all do: the "
            "markers may be references to a bibliography, and no notes"
        ),
        (
            "of the numbers in brackets in line 1, “…It froze [2]. The bridge [1, 3] fell. Nobody came [2]. A…”, only some fit "
            "the count: 1 such were left in the text, and the notes placed before them"
        ),
    )


def test_lines_that_begin_with_a_sign_are_told() -> None:
    """Where notes' own words under signs could not be told from the text, that they stand in it is said."""
    found = find_markers("He left* in May. She† stayed.\n\n* In a letter.\n\nThey met again.", "symbols")
    assert [marker.label for marker in found.found] == ["*", "†"]
    assert found.doubts == (
        (
            "1 lines begin with a sign as notes' own words do, and were left in the text, the first in line 3, "
            "“…t* in May. She† stayed. * In a letter. They met aga…”"
        ),
    )
