"""repeated_notes.py: which note a note repeats."""

from __future__ import annotations

import pytest

from index.notes.repeated_notes import note_links
from index.records import Note

FULL = "George F. Kennan, The Decision to Intervene (Princeton, 1958), 5."


def linked(*texts: str | None) -> tuple[str, list[str], str]:
    """How the last note says that it repeats another, the labels of the chain, and what is unresolved."""
    notes = [Note(str(at), at, text) for at, text in enumerate(texts, start=1)]
    link = note_links(notes).get(len(notes) - 1)
    return (link.kind, [note.label for note in link.chain], link.unresolved) if link else ("", [], "")


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ((FULL, "Ibid."), ("ibid.", ["1"], "")),
        ((FULL, "Ibid., 405.", "Id. at 7."), ("id.", ["2", "1"], "")),
        ((FULL, "Harris, Coins.", "Kennan, op. cit., p. 4."), ("op. cit.", ["1"], "")),
        ((FULL, "Loc. cit."), ("loc. cit.", ["1"], "")),
        ((FULL, "Harris, Coins.", "See supra n. 1, at 5."), ("supra n.", ["1"], "")),
        ((FULL, "Harris, Coins.", "Kennan, Decision to Intervene, 380–81."), ("short title", ["1"], "")),
        ((FULL, "Harris, Coins.", "Kennan, 380."), ("author", ["1"], "")),
        ((FULL, FULL + " Again.", "Kennan, op. cit."), ("op. cit.", [], "2 notes before it name Kennan")),
        ((FULL, "Harris, Coins; Locke, Essay.", "Ibid."), ("ibid.", [], "note 2 cites more than one work")),
        ((FULL, None, "Ibid."), ("ibid.", [], "the words of note 2 are not in the file")),
        (("Ibid.", "Ibid., p. 4."), ("ibid.", ["1"], "there is no note before it")),
        ((FULL, "Above, note 9."), ("above n.", [], "there is no note 9 before it")),
        ((FULL, "Idaho was cold."), ("", [], "")),
        ((FULL, "Unterberger, Siberian Expedition, 31."), ("", [], "")),
    ],
)
def test_what_a_note_repeats(texts: tuple[str | None, ...], expected: tuple[str, list[str], str]) -> None:
    """The chain leads back to the full reference; what is not sure is said to be unresolved, with the reason."""
    assert linked(*texts) == expected


def test_labels_that_begin_again_mean_the_nearest() -> None:
    """Where notes are numbered by chapters, "supra n. 1" is the nearest note 1 before."""
    notes = [Note("1", 1, "Harris."), Note("1", 2, "Locke."), Note("2", 3, "Supra n. 1.")]
    assert note_links(notes)[2].repeats == notes[1]
