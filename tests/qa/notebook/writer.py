"""Keeps marks in a notebook, one after the other, and says which it kept: a process to be killed."""

from __future__ import annotations

import sys
from dataclasses import replace
from itertools import count
from pathlib import Path

from index.records import Publication, Span
from qa.locators import Locator
from qa.notebook.records import MarkedStretch
from qa.notebook.store import Notebook
from qa.verifying import TextQuote

STRETCH = MarkedStretch("harbour", "On the Harbour", Span(0, 3), "ice", TextQuote("ice"), Publication(), Locator())


def main(path: Path, first: int) -> None:
    """Keep marks until killed."""
    notebook = Notebook(path)
    for start in count(first):
        mark = notebook.keep("", replace(STRETCH, span=Span(start, start + 3)), f"remark {start}", [f"tag {start}"])
        sys.stdout.write(f"{mark.stretch.span.start}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
