"""Writes deploy/licences.md: under which licence each package of constraints.txt may be used, as it says itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata

from tests.conftest import REPOSITORY
from tests.serve_requirements import pins

FILE = REPOSITORY / "deploy" / "licences.md"
HEAD = """\
# Licences

Of every package that an installation may bring, the tools for developing included, by its own metadata. loccit itself is under
Apache-2.0. Written by `make requirements`; a test keeps it true, and refuses a licence that nobody has looked at.

| package | licence |
| --- | --- |
"""
ROW = re.compile(r"^\| (?P<name>\S+) \| (?P<licence>.+) \|$", re.MULTILINE)
CLASSIFIER = "License :: "
# What their metadata leave out: the first has its licence in a file alone, the second carries a program, which is run.
SAID_ELSEWHERE = {"axe-playwright-python": "MIT", "pypandoc-binary": "MIT, and GPL-2.0-or-later for pandoc, which it carries"}
LONGEST = 60  # characters of a licence's name; longer ones are its text


def licence(name: str) -> str:
    """Return what a package says of its licence: an expression, or classifiers, or a name; empty where it says nothing.

    Raises:
        PackageNotFoundError: it is not installed.
    """
    told = metadata(name)
    if name in SAID_ELSEWHERE:
        return SAID_ELSEWHERE[name]
    classifiers = [each.rpartition(" :: ")[2] for each in told.get_all("Classifier") or () if each.startswith(CLASSIFIER)]
    named, expression = ("".join(told.get_all(key) or ()).strip() for key in ("License", "License-Expression"))
    return expression or ", ".join(classifiers) or (named if len(named) <= LONGEST else "")


def licences() -> Iterator[tuple[str, str]]:
    """Yield each pinned package that is installed here, with its licence."""
    for name in sorted(pins()):
        try:
            yield name, licence(name)
        except PackageNotFoundError:
            continue


def text() -> str:
    """Return what the file has to hold; packages that are not installed here stay as they are."""
    known = dict(ROW.findall(FILE.read_text("utf-8"))) if FILE.exists() else {}
    rows = {name: licence for name, licence in known.items() if name in pins()} | dict(licences())
    return HEAD + "".join(f"| {name} | {rows[name]} |\n" for name in sorted(rows))


if __name__ == "__main__":
    FILE.write_text(text(), "utf-8")
