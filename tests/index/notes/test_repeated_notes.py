"""repeated_notes.py: which note a note repeats."""

from __future__ import annotations

from collections import Counter

import pytest

from index.notes.repeated_notes import note_links
from index.records import Note
from tests.benchmarks.repeated_notes import styles

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


OF_HIS = "note 1 cites more than one work of Rörig"
TWO = "2 notes before it have these words"
GERMAN = "Klaus Lehmann, Die Intervention der Alliierten (Berlin, 1931), S. 12."
ITALIAN = "A. Moresco, I prigionieri irredenti, vol. I, pp. 12-19."


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ((GERMAN, "Ebd., S. 30."), ("ebd.", ["1"], "")),
        ((GERMAN, "Vgl. ebd., S. 30 f."), ("ebd.", ["1"], "")),
        ((GERMAN, "A. a. O., S. 191."), ("a. a. O.", ["1"], "")),
        ((GERMAN, "Ders., ebd., S. 270."), ("ebd.", ["1"], "")),
        ((GERMAN, "Francis, Russia.", "Lehmann, a. a. O., S. 5."), ("a. a. O.", ["1"], "")),
        ((GERMAN, "Francis, Russia.", "Lehmann (wie Anm. 1), S. 5."), ("wie n.", ["1"], "")),
        ((GERMAN, "Francis, Russia.", "Siehe oben Anm. 1."), ("n.", ["1"], "")),
        ((GERMAN, "Francis, Russia.", "Lehmann, S. 95 f."), ("author", ["1"], "")),
        ((GERMAN, "Francis, Russia.", "Lehmann, Intervention, S. 88."), ("short title", ["1"], "")),
        ((GERMAN, "Lehmann, Der Abzug, S. 3.", "Ders., Intervention, S. 9."), ("short title", ["1"], "")),
        ((GERMAN, "Ders., Das Ende (Bonn, 1940), S. 9."), ("", [], "")),  # another work of his, in full
        ((GERMAN, "Ders., Das Ende, Bonn 1940, S. 9."), ("", [], "")),
        ((GERMAN, "Francis, Russia.", "Lehmann, ebd., S. 9."), ("ebd.", ["1"], "")),
        ((GERMAN, "Lehmann, Der Abzug der Truppen, S. 3.", "Lehmann, S. 5."), ("author", [], "2 notes before it name Lehmann")),
        ((GERMAN, "Lehmann, Die Intervention in Polen, S. 3. Gut.", "Lehmann, Intervention, S. 5."), ("short title", [], TWO)),
        ((GERMAN, "Lehmann, Intervention Alliierten, S. 5."), ("short title", ["1"], "")),
        (("Fritz Rörig, Vom Werden, S. 3; ders., Raum, S. 9.", "Rörig, S. 11."), ("author", [], OF_HIS)),
        (("Althoff und Keller, Otto, S. 3.", "Ritter, Krone.", "Althoff/Keller, S. 11."), ("author", ["1"], "")),
        (("J. Marin, Le Vin, Lyon, 1951, p. 9.", "J. Marin, La Vigne, Lyon, 1960, p. 2."), ("", [], "")),
        (("Comme le dit Pirenne.", "Pirenne, Les Villes, p. 3."), ("", [], "")),
        (("Mr. Hume, (Essays, vol. i. p. 4.)", "Florus.", "Hume’s Essays, vol. i. p. 6."), ("short title", ["1"], "")),
        (("Tillemont, Histoire, tom. ii. p. 2.", "Tillemont, tom. iii. p. 4."), ("author", ["1"], "")),
        (("Chicago Tribune, June 3, 1871.", "Chicago Tribune, June 5, 1871."), ("", [], "")),
        (("Vossische Zeitung, 3. Mai 1871.", "Vossische Zeitung, 5. Mai 1871."), ("", [], "")),
        (("Chicago Tribune, June 3, 1871.", "Ibid., June 5, 1871."), ("ibid.", ["1"], "")),
        ((FULL, "See note 1 above."), ("n.", ["1"], "")),
        ((ITALIAN, "Ivi, p. 22."), ("ivi", ["1"], "")),
        ((ITALIAN, "Cfr. ibidem."), ("ibidem", ["1"], "")),
        ((ITALIAN, "Bazzani, Soldati.", "Moresco, op. cit., p. 31."), ("op. cit.", ["1"], "")),
        ((ITALIAN, "Bazzani, Soldati.", "Moresco, I prigionieri, cit., p. 150."), ("short title", ["1"], "")),
        ((ITALIAN, "Bazzani, Soldati.", "V. supra, n. 1."), ("supra n.", ["1"], "")),
        ((FULL, "Harris, Coins.", "Decision to Intervene, 212."), ("short title", ["1"], "")),
        ((FULL, FULL + " Again.", "Decision to Intervene, 212."), ("short title", ["1"], "")),  # of one author
        ((FULL, "Roy, On the Decision to Intervene, 3.", "Decision to Intervene, 9."), ("short title", [], TWO)),
        (("Historia Augusta, ed. Hohl, p. 4.", "Harris, Coins.", "Hist. Aug. p. 9."), ("short title", ["1"], "")),
        ((FULL, "Harris, 45."), ("author", [], "no note before it names Harris")),
        ((FULL, "Harris on Kennan (see London, 1960).", "Kennan 45."), ("author", ["1"], "")),
        ((FULL, "The Book of Job 3, 5."), ("", [], "")),
        ((FULL, "In 1958."), ("", [], "")),
        ((FULL, "The decision is not in ed. 1."), ("", [], "")),
        ((FULL, "Diese Zahl ist umstritten, vgl. aber oben Anm. 1 und die Listen."), ("", [], "")),
    ],
)
def test_other_languages_and_shorter_forms(texts: tuple[str, ...], expected: tuple[str, list[str], str]) -> None:
    """German, Italian and the rest have their own words for it; a name or a title alone is enough where one work fits."""
    assert linked(*texts) == expected


def test_no_repeat_in_four_styles_is_resolved_wrongly() -> None:
    """Of the notes whose truth was made by hand, none leads to another work, and those that can be are resolved."""
    outcomes = Counter(outcome for each in styles() for outcome, _ in each.outcomes())
    assert outcomes == {"right": 90, "missed": 1, "unresolved, rightly": 15, "none, rightly": 96}
