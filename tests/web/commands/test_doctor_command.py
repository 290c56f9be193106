"""doctor_command.py: one screen for a bug report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.collection import Collection
from index.diagnosis import Finding
from index.maintenance import save_collection
from tests.shell import run
from web.commands.doctor_command import WIDTH, finding_lines

SCREEN = 24  # lines of a terminal


@pytest.fixture
def whole(collection: Collection, tmp_path: Path) -> Path:
    """The seed article's index."""
    save_collection(collection, tmp_path / "index")
    return tmp_path / "index"


def test_one_screen(whole: Path) -> None:
    """All that is well is told in one screen, with exit code 0."""
    told = run("doctor", "--index", whole)
    lines = told.output.splitlines()
    assert (told.exit_code, [line for line in lines if line.startswith("!")]) == (0, [])
    assert len(lines) <= SCREEN
    assert max(map(len, lines)) <= WIDTH
    assert lines[0].startswith("  loccit      0.")


def test_what_is_wrong_ends_with_1(tmp_path: Path) -> None:
    """Without an index the exit code is 1, and the JSON has the same findings."""
    told = run("doctor", "--index", tmp_path / "none", "--json")
    found = {each["subject"]: each for each in json.loads(told.stdout)}
    assert (told.exit_code, found["index"]["well"], found["packages"]["well"]) == (1, False, True)
    assert found["index"]["told"].startswith("There is no index at ")


def test_lines_are_marked_and_wrapped() -> None:
    """What is wrong has an exclamation mark, and what does not fit goes on below itself."""
    lines = finding_lines([Finding("index", "gone " * 30, well=False), Finding("model", "there")])
    assert [line[:14] for line in lines] == ["! index       ", " " * 14, "  model       "]
