"""How well scans are read: `python -m tests.benchmarks.scans`, on `formats/pdf` of the outside data, drawn as pictures.

The chapters were typeset with superior figures and notes at the feet; each is drawn at 300 or 150 dots an inch, as it is or
skewed, blurred and speckled. Characters right are one less the edit distance from what the same PDF reads by its own text, in its
characters. A marker counts as found when its label is right and the 20 characters before its anchor are alike but for two. A
note's text is right when no more than one of fifty characters is wrong. Seconds are of the processor, a page; with several cores
a book takes as much less. Chapters can be named; nothing is taken from the cache.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz.distance import Levenshtein

from index.pdfium import Grey
from index.readers.pdf import read_pdf
from index.records import Article
from index.settings import NEVER, Recognition
from tests.benchmarks.data import DATA
from tests.benchmarks.reading import BEFORE, flat, markers
from tests.scans import blurred, both, scan, skewed, speckled, unworn

CHAPTERS = ("chapter-1-2", "introduction", "chapter-1-3")
WORN = both(skewed(1.3), both(blurred(1.0), speckled(0.0004)))
LIGHTLY = both(skewed(0.7), both(blurred(0.5), speckled(0.0002, 8.0)))
KINDS: dict[str, tuple[float, Callable[[Grey], Grey]]] = {
    "300 dpi": (300.0, unworn),
    "300 dpi, worn": (300.0, WORN),
    "150 dpi": (150.0, unworn),
    "150 dpi, lightly worn": (150.0, LIGHTLY),
}
ALIKE = 2  # characters before a marker that may differ
WRONG = 0.02  # of a note's characters


@dataclass(slots=True)
class Sums:
    """What was counted over the chapters."""

    characters: int = 0
    wrong: int = 0
    wanted: int = 0
    found: int = 0
    right: int = 0
    texts: int = 0
    pages: int = 0
    doubts: int = 0
    seconds: float = 0.0

    def add(self, article: Article, printed: Article, truth: dict[str, Any]) -> None:
        """Count a chapter."""
        self.characters += len(printed.text)
        self.wrong += Levenshtein.distance(article.text, printed.text)
        self.wanted += len(truth["notes"])
        self.found += len(article.notes)
        self.doubts += len(article.doubts)
        left = list(markers(article))
        texts = {note.label: flat(note.text) for note in article.notes}
        for note in truth["notes"]:
            marker, text = f"{note['label']} {flat(note['before'])[-BEFORE:]}", flat(note["text"])
            at = next((at for at, other in enumerate(left) if _is_marker(other, marker)), None)
            if at is not None:
                self.right += 1
                del left[at]
            self.texts += Levenshtein.distance(texts.get(note["label"], ""), text) <= WRONG * len(text)


def _is_marker(found: str, wanted: str) -> bool:
    return found.split(" ")[0] == wanted.split(" ")[0] and Levenshtein.distance(found, wanted) <= ALIKE


def main(arguments: list[str]) -> None:
    chapters = arguments or CHAPTERS
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = folder
        print(f"{'kind':<24}{'pages':>6}{'characters':>12}{'markers F1':>12}{'note texts':>12}{'doubts':>8}{'s a page':>10}")
        for name, (dots, worn) in KINDS.items():
            sums = Sums()
            for chapter in chapters:
                _measure(chapter, dots, worn, Path(folder), sums)
            f1 = 2 * sums.right / max(sums.found + sums.wanted, 1)
            figures = f"{1 - sums.wrong / sums.characters:12.4f}{f1:12.4f}{sums.texts / sums.wanted:12.4f}"
            print(f"{name:<24}{sums.pages:6}{figures}{sums.doubts:8}{sums.seconds / sums.pages:10.2f}", flush=True)


def _measure(chapter: str, dots: float, worn: Callable[[Grey], Grey], folder: Path, sums: Sums) -> None:
    """Scan a chapter, read it, and count."""
    path, scanned = DATA / "formats" / "pdf" / f"{chapter}.pdf", folder / f"{chapter}.pdf"
    printed, _ = read_pdf(path, chapter, recognition=Recognition(NEVER))
    scanned.write_bytes(scan(path.read_bytes(), dots, worn))
    before = _seconds()
    article, _ = read_pdf(scanned, chapter)
    sums.seconds += _seconds() - before
    sums.pages += len(np.unique([region.page for region in article.source.regions]))
    sums.add(article, printed, json.loads((DATA / "formats" / "truth" / f"{chapter}.json").read_text("utf-8")))


def _seconds() -> float:
    """The processor's time of this process and of those that it waited for."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


if __name__ == "__main__":
    main(sys.argv[1:])
