"""Counts the markers found where there are none: `python -m tests.benchmarks.false_markers`.

COVID-QA's articles with their bracketed references taken out, and CLAPNQ's passages, have no notes.
"""

from __future__ import annotations

import json
import re
import sys

from index.notes.markers import find_markers
from tests.benchmarks.data import DATA

BRACKETED = re.compile(r"\s?\[[\d,\s–-]+\]")


def main(arguments: list[str]) -> None:
    for name in ("covidqa", "clapnq"):
        words = found = 0
        for line in (DATA / name / "articles.jsonl").read_text("utf-8").splitlines():
            text = BRACKETED.sub("", json.loads(line)["text"])
            words += len(text.split())
            markers = find_markers(text).found
            found += len(markers)
            if "--details" in arguments and markers:
                places = [text[marker.span.start - 12 : marker.span.end + 4] for marker in markers]
                print("   ", json.loads(line)["id"], places[:6])
        print(f"{name:<10}{words:8} words{found:5} markers, one in {words // max(found, 1)} words")


if __name__ == "__main__":
    main(sys.argv[1:])
