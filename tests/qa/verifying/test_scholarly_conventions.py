"""scholarly_conventions.py: a quotation read as scholars change it."""

from __future__ import annotations

import pytest

from qa.verifying.canonical_text import canonical
from qa.verifying.prepared_articles import PreparedArticle
from qa.verifying.scholarly_conventions import REMARK, Link, RemovedSign, is_read_alike, read_literally, unmarked_words
from qa.verifying.verdicts import DifferenceKind
from tests.qa.verifying.conftest import reading_of, words_of


def test_literally_a_quotation_is_one_piece(prepared: PreparedArticle) -> None:
    """Its brackets and ellipses stay; only the space around it goes."""
    (piece,) = read_literally(canonical(" Bread [sic] … flour "), prepared).pieces
    assert (piece.texts, piece.link) == (("Bread [sic] … flour",), Link.ADJACENT)


@pytest.mark.parametrize(
    ("quotation", "pieces"),
    [
        ("froze … Ships", [("froze", Link.ADJACENT, ()), ("Ships", Link.ELLIPSIS, ("…",))]),
        ("Bread [became] expensive", [("Bread", Link.ADJACENT, ()), ("expensive", Link.BRACKET, ("[became]",))]),
        ("had reduc[ing] it", [("had", Link.ADJACENT, ()), ("it", Link.BRACKET, ("reduc[ing]",))]),
    ],
)
def test_brackets_and_ellipses_part_a_quotation(
    prepared: PreparedArticle, quotation: str, pieces: list[tuple[str, Link, tuple[str, ...]]]
) -> None:
    """What stands between two pieces is the quoter's, a bracket with the whole word into which it is set."""
    assert [(piece.full, piece.link, piece.between) for piece in reading_of(prepared, quotation).pieces] == pieces


@pytest.mark.parametrize(
    ("quotation", "words"),
    [
        ("Everybody in the harbour was *perfectly happy* about herring", ["harbour", "the", "was"]),
        ("the council [Hansen included] Bergen sent, elsewhere … Kiel was pilot², drowned", ["council", "was"]),
        ("drowned", []),
    ],
)
def test_words_that_every_reading_needs(quotation: str, words: list[str]) -> None:
    """They stand between words without a bracket, a sign or a number beside them, and neither first nor last."""
    assert unmarked_words(canonical(quotation)) == words


@pytest.mark.parametrize(
    ("quotation", "alike"),
    [
        ("nobody replaced him, it's said; why?", True),
        ("nobody [else] replaced him", False),
        ("nobody replaced him.5", False),
        ("nobody replaced him.⁵", False),
        ("nobody *replaced* him", False),
        ("no-\nbody replaced him", False),
        ("nobody … him", False),
    ],
)
def test_what_every_article_reads_alike(quotation: str, *, alike: bool) -> None:
    """Without brackets, signs, numbers and line ends, a quotation is read once for all articles."""
    assert is_read_alike(canonical(quotation)) == alike


def test_signs_behind_the_last_piece_are_the_tail(prepared: PreparedArticle) -> None:
    """A bracket at the end parts nothing."""
    reading = reading_of(prepared, "drowned in [1919]")
    assert ([piece.full for piece in reading.pieces], reading.tail) == (["drowned in"], ("[1919]",))


def test_first_letter_and_last_point_may_change(prepared: PreparedArticle) -> None:
    """The likeliest text is the one that is given; then the other case, then each without its last point."""
    (piece,) = reading_of(prepared, "[N]obody replaced him.").pieces
    assert piece.initial
    assert piece.texts == ("Nobody replaced him.", "nobody replaced him.", "Nobody replaced him", "nobody replaced him")


def test_note_number_is_taken_out_only_behind_its_words(prepared: PreparedArticle) -> None:
    """A 1 behind "January." is that note's; behind other words it is a number of the quotation."""
    found = reading_of(prepared, "froze in January.1 Ships")
    assert (found.pieces[0].full, found.removed) == (
        "froze in January. Ships",
        (RemovedSign(DifferenceKind.NOTE_NUMBER, "1", "1"),),
    )
    other = reading_of(prepared, "broke in April.1 Ships")
    assert (other.pieces[0].full, other.removed) == ("broke in April.1 Ships", ())


def test_line_end_hyphen_is_taken_out_of_known_words(prepared: PreparedArticle) -> None:
    """Two halves that make a word of the article are joined, "fl-" and "our"; others are not, "flo-" and "wer"."""
    assert reading_of(prepared, "imported fl-\nour").removed == (RemovedSign(DifferenceKind.LINE_END_HYPHEN, "-\n"),)
    assert reading_of(prepared, "imported flo-\nwer").removed == ()


def test_words_know_what_stands_before_them(prepared: PreparedArticle) -> None:
    """Only the first word of a piece follows an ellipsis; a word in brackets of its own is none of the quotation's."""
    words = words_of(prepared, "The harbour … froze [hard] in January")
    assert words.written == ["The", "harbour", "froze", "in", "January"]
    assert words.links == (Link.ADJACENT, Link.ADJACENT, Link.ELLIPSIS, Link.BRACKET, Link.ADJACENT)
    assert words.quoted(1, 3) == "harbour … froze"


@pytest.mark.parametrize(
    ("brackets", "is_one"),
    [
        ("[our emphasis]", True),
        ("(my italics)", True),
        ("[sic]", True),
        ("[original spelling]", True),
        ("[our]", False),
        ("[my]", False),
    ],
)
def test_a_pronoun_in_brackets_is_no_remark(brackets: str, is_one: bool) -> None:
    """Whose emphasis it is, is a remark; “[our] natural price” for “its” is another word."""
    assert bool(REMARK.fullmatch(brackets)) is is_one
