"""Which notes repeat which, against 200 notes of hand-made truth: `python -m tests.benchmarks.repeated_notes`.

The texts are those of the e-book in shared/data, which is not part of the project; the truth is in
`tests/cases/repeated_notes.txt`.
"""

from __future__ import annotations

from pathlib import Path

from index.notes import note_links
from index.readers import read_articles

EBOOK = Path("/work/shared/data/formats/wealth_of_nations.epub")
TRUTH = Path(__file__).parent.parent / "cases" / "repeated_notes.txt"
FIRST, END = 860, 1060


def truth() -> dict[int, int | None]:
    """Return the notes that repeat others, each with the position of that; None where the notes do not tell it."""
    lines = TRUTH.read_text("utf-8").partition("----\n")[2].splitlines()
    pairs = (line.split() for line in lines)
    return {int(note): None if other == "?" else int(other) for note, other in pairs}


def main() -> None:
    """Print how many are right, missed, wrong, and told as unresolved."""
    notes = read_articles(EBOOK)[0].notes
    links, wanted = note_links(notes), truth()
    positions = {id(note): at for at, note in enumerate(notes)}
    counts = dict.fromkeys(("right", "unresolved, and so is the truth", "unresolved", "missed", "wrong", "none, rightly"), 0)
    for at in range(FIRST, END):
        link = links.get(at)
        found = positions[id(link.chain[-1])] if link and link.chain else None
        if link is None:
            outcome = "missed" if at in wanted else "none, rightly"
        elif found is None:
            outcome = "unresolved, and so is the truth" if at in wanted and wanted[at] is None else "unresolved"
        else:
            outcome = "right" if at in wanted and wanted[at] == found else "wrong"
        counts[outcome] += 1
        if outcome in {"missed", "wrong", "unresolved"}:
            print(f"{outcome}: {at} {(notes[at].text or '')[:90]!r}")
    for outcome, count in counts.items():
        print(f"{count:5} {outcome}")


if __name__ == "__main__":
    main()
