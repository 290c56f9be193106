"""trec_files.py: a run as the files that other tools of the field read."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.errors import EvaluationError
from qa.evaluating.trec_files import write_trec
from tests.outcomes import evidence, outcome, question, run

# The passage at place 2 holds place 3 without quoting it; place 9 is not found; nothing is wanted of "other".
RUN = run(outcome(question("q 1", *evidence(3, 9)), 2, 3), outcome(question("other"), 4))


def read(path: Path) -> list[str]:
    """The lines of a file."""
    return path.read_text("utf-8").splitlines()


def test_run_has_the_rank_of_every_citation(tmp_path: Path) -> None:
    """A passage and a quotation are named by their offsets, a question's id has no space, and what has no answer is left out."""
    passages, _, quotations, _ = write_trec(RUN, tmp_path)
    assert read(passages) == ["q_1 Q0 harbour:20-40 1 1.000000 loccit", "q_1 Q0 harbour:30-50 2 0.500000 loccit"]
    assert read(quotations) == ["q_1 Q0 harbour:20-30 1 1.000000 loccit", "q_1 Q0 harbour:30-40 2 0.500000 loccit"]


def test_what_is_right_counts_once_and_what_is_missed_is_there(tmp_path: Path) -> None:
    """The first passage that holds the evidence is right, as is the quotation that does; evidence not found stands for itself."""
    _, passages, _, quotations = write_trec(RUN, tmp_path)
    assert read(passages) == ["q_1 0 harbour:20-40 1", "q_1 0 harbour:90-100:evidence 1"]
    assert read(quotations) == ["q_1 0 harbour:30-40 1", "q_1 0 harbour:90-100:evidence 1"]


def test_whole_articles_are_named_by_their_ids(tmp_path: Path) -> None:
    """Where articles are judged, there is one pair of files."""
    one = run(outcome(question("q", *evidence(3)), 3))
    paths = write_trec(one, tmp_path, whole_articles=True)
    assert [path.name for path in paths] == ["articles.run", "articles.qrels"]
    assert [read(path) for path in paths] == [["q Q0 harbour 1 1.000000 loccit"], ["q 0 harbour 1"]]


def test_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """A file in the folder's place is an error with its reason."""
    (tmp_path / "file").write_text("")
    with pytest.raises(EvaluationError, match="The files cannot be written to .*file: File exists"):
        write_trec(RUN, tmp_path / "file")
