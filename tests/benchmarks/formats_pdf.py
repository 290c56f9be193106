"""How well PDFs are read: `python -m tests.benchmarks.formats_pdf`, on `formats/` of the outside data.

The measures are those of `tests.benchmarks.reading`; the printed title, which the truth names apart, is no paragraph.
"""

from __future__ import annotations

import sys
from pathlib import Path
from time import perf_counter

from tests.benchmarks.data import DATA
from tests.benchmarks.reading import Tally, measure

FORMATS = ("pdf", "pdf_endnotes", "pdf_twocol")


def main(arguments: list[str]) -> None:
    details = "--details" in arguments
    print(f"{'format':<14}{'markers F1':>12}{'note texts':>12}{'paragraphs F1':>15}{'headings R':>12}{'doubts':>8}{'seconds':>9}")
    for name in FORMATS:
        tallies = {tally: Tally() for tally in ("markers", "headings", "paragraphs", "texts")}
        start = perf_counter()
        files = sorted((DATA / "formats" / name).glob("*.pdf"))
        doubts = sum(measure(truth_of(path), tallies, path) for path in files)
        seconds = perf_counter() - start
        row = (tallies["markers"].f1, tallies["texts"].recall, tallies["paragraphs"].f1, tallies["headings"].recall)
        print(f"{name:<14}{row[0]:>12.4f}{row[1]:>12.3f}{row[2]:>15.4f}{row[3]:>12.3f}{doubts:>8}{seconds:>9.1f}")
        for tally in tallies.values() if details else ():
            print("".join(f"    missed    {item!r}\n" for item in tally.missed), end="")
            print("".join(f"    invented  {item!r}\n" for item in tally.invented), end="")


def truth_of(path: Path) -> Path:
    return path.parent.parent / "truth" / f"{path.stem}.json"


if __name__ == "__main__":
    main(sys.argv[1:])
