"""Which notes repeat which, against hand-made truth: `python -m tests.benchmarks.repeated_notes`.

Notes in four styles stand with their truth in `tests/cases/repeated_note_styles.txt`; 200 more are those of the e-book in
shared/data, which is not part of the project, with their truth in `tests/cases/repeated_notes.txt`. Precision is the share of the
repeats that are resolved which are resolved rightly, recall the share of those that can be; `--details` prints all others.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.notes import note_links
from index.readers import read_articles
from index.records import Note

EBOOK = Path("/work/shared/data/formats/wealth_of_nations.epub")
CASES = Path(__file__).parent.parent / "cases"
FIRST, END = 860, 1060
OUTCOMES = ("right", "wrong", "missed", "unresolved", "unresolved, rightly", "none, rightly")


@dataclass(frozen=True, slots=True)
class TruthSet:
    """Notes, and which of them repeat which full reference: positions, from 0; None where the notes do not tell it."""

    name: str
    notes: tuple[Note, ...]
    truth: dict[int, int | None]
    judged: range

    def outcomes(self) -> Iterator[tuple[str, int]]:
        """Yield what became of each note that is judged, with its position."""
        links = note_links(self.notes)
        positions = {id(note): at for at, note in enumerate(self.notes)}
        for at in self.judged:
            link = links.get(at)
            found = positions[id(link.chain[-1])] if link and link.chain and not link.unresolved else None
            yield self._outcome(at, found, linked=link is not None), at

    def _outcome(self, at: int, found: int | None, *, linked: bool) -> str:
        if at not in self.truth:
            return "wrong" if found is not None else "none, rightly"
        wanted = self.truth[at]
        if found is not None:
            return "right" if found == wanted else "wrong"
        if wanted is None:
            return "unresolved, rightly"
        return "unresolved" if linked else "missed"


def styles() -> Iterator[TruthSet]:
    """Yield the sets that stand in the cases."""
    for part in (CASES / "repeated_note_styles.txt").read_text("utf-8").split("\n---- ")[1:]:
        name, *lines = part.strip().split("\n")
        pairs = [line.split(" = ", 1) for line in lines]
        notes = tuple(Note(str(at), at, text) for at, (_, text) in enumerate(pairs, 1))
        truth = {at: None if told == "?" else int(told) - 1 for at, (told, _) in enumerate(pairs) if told != "-"}
        yield TruthSet(name, notes, truth, range(len(notes)))


def of_the_ebook() -> TruthSet:
    """Return the set of the e-book."""
    lines = (CASES / "repeated_notes.txt").read_text("utf-8").partition("----\n")[2].splitlines()
    truth = {int(note): None if other == "?" else int(other) for note, other in (line.split() for line in lines)}
    return TruthSet("e-book", read_articles(EBOOK)[0].notes, truth, range(FIRST, END))


def main(arguments: Sequence[str]) -> None:
    """Print precision and recall of each set, and how many notes came to what."""
    sets = [*styles(), *([of_the_ebook()] if EBOOK.exists() else [])]
    print(f"{'':20}{'precision':>10}{'recall':>8}  " + ", ".join(OUTCOMES))
    total: Counter[str] = Counter()
    for each in sets:
        found = list(each.outcomes())
        counts = Counter(outcome for outcome, _ in found)
        total += counts
        print(_line(each.name, counts))
        if "--details" in arguments:
            shown = [(outcome, at) for outcome, at in found if outcome in {"wrong", "missed", "unresolved"}]
            print(*(f"    {outcome} {at + 1}: {(each.notes[at].text or '')[:90]!r}" for outcome, at in shown), sep="\n")
    print(_line("all", total))


def _line(name: str, counts: Counter[str]) -> str:
    resolved, wanted = counts["right"] + counts["wrong"], counts["right"] + counts["missed"] + counts["unresolved"]
    precision, recall = counts["right"] / max(resolved, 1), counts["right"] / max(wanted, 1)
    return f"{name:20}{precision:10.3f}{recall:8.3f}  " + ", ".join(str(counts[outcome]) for outcome in OUTCOMES)


if __name__ == "__main__":
    main(sys.argv[1:])
