"""How well the reader finds what flattening lost: `python -m tests.benchmarks.reading`, on `flattened/` of the outside data.

A marker counts as found when its label is right and the 20 characters of reading text before its anchor are. Paragraphs and
headings are compared by their first 40 characters; a heading that the truth has as a paragraph counts as one, and "Notes" above a
list of notes, which the truth names nowhere, as neither. A note's text
is right when it equals the truth's but for white space.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from index.notes import LIST_HEADING
from index.readers.article_files import read_article
from index.records import Article
from tests.benchmarks.data import DATA

BEFORE, FIRST = 20, 40


@dataclass(slots=True)
class Tally:
    """Right, found and wanted, added up over files."""

    right: int = 0
    found: int = 0
    wanted: int = 0
    missed: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)

    def add(self, found: Iterable[str], wanted: Iterable[str]) -> None:
        """Count a file's items, each as often as it stands there."""
        have, want = Counter(found), Counter(wanted)
        self.right += (have & want).total()
        self.found += have.total()
        self.wanted += want.total()
        self.missed += (want - have).elements()
        self.invented += (have - want).elements()

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 where there was nothing to find and nothing found."""
        return 2 * self.right / (self.found + self.wanted) if self.found + self.wanted else 1.0

    @property
    def recall(self) -> float:
        """The share of what was wanted that was found."""
        return self.right / self.wanted if self.wanted else 1.0


def main(arguments: list[str]) -> None:
    details = "--details" in arguments
    print(f"{'style':<14}{'markers F1':>12}{'headings R':>12}{'paragraphs F1':>15}{'note texts':>12}{'doubts':>8}")
    for folder in sorted(path for path in (DATA / "flattened").iterdir() if path.is_dir()):
        tallies = {name: Tally() for name in ("markers", "headings", "paragraphs", "texts")}
        doubts = sum(measure(path, tallies) for path in sorted(folder.glob("*.json")))
        texts = f"{tallies['texts'].recall:12.3f}" if tallies["texts"].wanted else f"{'–':>12}"
        headings = f"{tallies['headings'].recall:12.3f}" if tallies["headings"].wanted else f"{'–':>12}"
        figures = f"{tallies['markers'].f1:12.4f}{headings}{tallies['paragraphs'].f1:15.4f}"
        print(f"{folder.name:<14}{figures}{texts}{doubts:8}")
        if details:
            for name, tally in tallies.items():
                print(*(f"    {name} missed   {item!r}" for item in tally.missed), sep="\n")
                print(*(f"    {name} invented {item!r}" for item in tally.invented), sep="\n")


def measure(truth_path: Path, tallies: dict[str, Tally], path: Path | None = None) -> int:
    """Add a file to the tallies, by default the text beside its truth; return how many doubts the reader had about it."""
    truth: dict[str, Any] = json.loads(truth_path.read_text("utf-8"))
    article = read_article(path or truth_path.with_suffix(".txt"))
    headings = [span.of(article.text) for span in (heading.span for heading in article.headings)]
    paragraphs = [paragraph.span.of(article.text) for paragraph in article.paragraphs]
    tallies["markers"].add(markers(article), (f"{note['label']} {flat(note['before'])[-BEFORE:]}" for note in truth["notes"]))
    tallies["headings"].add(
        (flat(text) for text in headings if flat(text) in map(flat, truth["headings"])), map(flat, truth["headings"])
    )
    others = (text for text in headings if flat(text) not in map(flat, truth["headings"]))
    blocks = [*paragraphs, *(text for text in others if not LIST_HEADING.match(text))]
    tallies["paragraphs"].add((first(text) for text in blocks), map(first, truth["paragraphs"]))
    texts = (f"{note['label']} {flat(note['text'])}" for note in truth["notes"] if note["text"])
    tallies["texts"].add((f"{note.label} {flat(note.text)}" for note in article.notes if note.text), texts)
    return len(article.doubts)


def markers(article: Article) -> Iterable[str]:
    """Each note's label with the reading text before it, as far back as its block begins."""
    starts = [0, *(heading.span.start for heading in article.headings), *(p.span.start for p in article.paragraphs)]
    for note in article.notes:
        block = max(start for start in starts if start < note.anchor)
        yield f"{note.label} {flat(article.text[max(block, note.anchor - FIRST) : note.anchor])[-BEFORE:]}"


def first(text: str) -> str:
    return flat(text)[:FIRST].strip()


def flat(text: str | None) -> str:
    """The text with its white space made single spaces and the invisible word joiner gone."""
    return " ".join((text or "").replace("\u2060", "").split())


if __name__ == "__main__":
    main(sys.argv[1:])
