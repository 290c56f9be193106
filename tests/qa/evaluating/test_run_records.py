"""run_records.py: a run is kept in one JSON file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qa.errors import EvaluationError
from qa.evaluating.run_records import read_run, save_run
from tests.outcomes import evidence, outcome, question, run

RUN = run(outcome(question("a", *evidence(3, labels=("1",))), 3, labels=("1",)), outcome(question("b"), refused=True))


def test_run_is_read_as_it_was_written(tmp_path: Path) -> None:
    """Nothing of settings, versions and outcomes is lost; a folder that is not there is made."""
    save_run(RUN, tmp_path / "new" / "run.json")
    assert read_run(tmp_path / "new" / "run.json") == RUN


def test_halves() -> None:
    """A run of one half has the questions of that half alone."""
    first, second = (outcome(question(name, split=name), 3) for name in ("dev", "test"))
    assert run(first, second).of_split("test").outcomes == (second,)
    assert run(first, second).of_split(None).outcomes == (first, second)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "cannot be read: No such file"),
        ("{", "is no run of this version: the file: Invalid JSON"),
        ("{}", "is no run of this version: setup: Field required"),
    ],
)
def test_bad_file_is_a_sentence(tmp_path: Path, content: str | None, sentence: str) -> None:
    """A file that is missing, or is no run, is refused with what is wrong."""
    path = tmp_path / "run.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(EvaluationError, match=sentence):
        read_run(path)


def test_other_formats_and_folders_that_cannot_be_written(tmp_path: Path) -> None:
    """A run of another format is refused with both numbers; so is a place that is no folder."""
    save_run(replace(RUN, format=9), tmp_path / "run.json")
    with pytest.raises(EvaluationError, match="has format 9, but this version reads format 1"):
        read_run(tmp_path / "run.json")
    with pytest.raises(EvaluationError, match="The run cannot be written to"):
        save_run(RUN, tmp_path / "run.json" / "run.json")
