"""Copies a report's figures into the documentation: `python -m docs.figures [REPORT]`, after `loccit evaluate --report REPORT`.

Each table of the report's summary that the page on quality has between markers of the same name takes the place of the
former one. Times are left out, for they are another machine's.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent
TABLE = re.compile(r"<!-- (?P<name>[\w ]+) -->\n```text\n(?P<text>.*?)\n```\n<!-- end of (?P=name) -->", re.DOTALL)
TIMED = re.compile(r"^\w+ ms .*\n?", re.MULTILINE)


def tables(text: str) -> dict[str, str]:
    """Return the tables of a Markdown text that stand between markers, by name, without what is timed."""
    return {found["name"]: TIMED.sub("", found["text"]).rstrip() for found in TABLE.finditer(text)}


def copied(page: str, summary: str) -> str:
    """Return a page with the summary's tables in the places of its own of the same names."""
    new = tables(summary)

    def replaced(found: re.Match[str]) -> str:
        name = found["name"]
        text = new.get(name, found["text"])
        return f"<!-- {name} -->\n```text\n{text}\n```\n<!-- end of {name} -->"

    return TABLE.sub(replaced, page)


def main(folder: Path) -> None:
    """Write the figures of the report in `folder` into the page on quality."""
    page = REPOSITORY / "docs" / "explanation" / "quality.md"
    page.write_text(copied(page.read_text("utf-8"), (folder / "summary.md").read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "loccit-report"))
