"""Reads the text cases of `tests/cases/`: files that a historian can add to."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent / "cases"


def read_cases(name: str) -> list[tuple[str, str, str]]:
    """Return (behaviour, given, expected) of each case in a file.

    A case begins with a line "## behaviour"; a line of "----" stands between what is given and what is expected.
    """
    found = []
    for block in (FOLDER / name).read_text("utf-8").split("\n## ")[1:]:
        behaviour, _, body = block.partition("\n")
        given, separator, expected = body.rstrip("\n").partition("\n----\n")
        if not separator:
            raise ValueError(f"{name}: the case {behaviour!r} has no line of four dashes")
        found.append((behaviour, given, expected))
    return found
