"""evaluate_commands.py: evaluating from the shell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from index.collection import Collection
from index.maintenance import save_collection
from qa.evaluating.run_records import read_run
from tests.conftest import REPOSITORY
from web.commands.cli import main

GOLD = REPOSITORY / "seeds" / "gold.jsonl"


@pytest.fixture(scope="module")
def folder(collection: Collection, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seed article's index."""
    path = tmp_path_factory.mktemp("evaluating") / "index"
    save_collection(collection, path)
    return path


def call(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_evaluate_writes_what_is_asked_for(folder: Path, tmp_path: Path) -> None:
    """One half is asked; the tables are printed, the run, the report and TREC's files are written, misses are shown."""
    file, report, trec = tmp_path / "run.json", tmp_path / "report", tmp_path / "trec"
    options: list[str | Path] = ["--split", "dev", "--run", file, "--report", report, "--trec", trec, "--failures"]
    result = call("evaluate", GOLD, "--index", folder, *options)
    assert result.exit_code == 0, result.output
    assert "147 questions, 107 of them answered by their article, 40 not" in result.output
    assert "evidence only at rank" in result.output
    assert {outcome.question.split for outcome in read_run(file).outcomes} == {"dev"}
    assert sorted(path.name for path in report.iterdir()) == ["index.html", "run.json", "summary.md"]
    assert len(list(trec.iterdir())) == 4
    again = call("evaluate", GOLD, "--index", folder, "--split", "dev", "--run", tmp_path / "b.json", "--compare", file)
    assert "1.0000" in again.output
    assert " real" not in again.output


def test_gold_check_ends_by_what_it_found(folder: Path, tmp_path: Path) -> None:
    """Good gold ends with exit code 0, gold with a bad line with 1 and its number."""
    assert call("gold", "check", GOLD, "--index", folder).exit_code == 0
    bad = tmp_path / "gold.jsonl"
    bad.write_text("{\n" + GOLD.read_text("utf-8").splitlines()[0])
    result = call("gold", "check", bad, "--index", folder)
    assert result.exit_code == 1
    assert "fault, line 1: Invalid JSON" in result.output
    assert "1 good questions" in result.output


def test_set_is_indexed_and_asked(tmp_path: Path) -> None:
    """A set's folder is indexed where it is told to be, and not again the second time."""
    folder, text = tmp_path / "set", "The harbour froze in January. The mayor imported flour from Canada."
    folder.mkdir()
    (folder / "articles.jsonl").write_text(json.dumps({"id": "harbour", "title": "Harbour", "text": text}))
    line = {"id": "a", "type": "t", "question": "Who imported flour?", "article": "harbour", "evidence": [{"quote": "The mayor"}]}
    (folder / "gold.jsonl").write_text(json.dumps(line))
    options: list[str | Path] = ["--index", tmp_path / "index", "--run", tmp_path / "run.json"]
    assert "1 questions, 1 of them answered" in call("evaluate", folder, *options).output
    before = (tmp_path / "index" / "CURRENT").read_bytes()
    assert call("evaluate", folder, *options).exit_code == 0
    assert (tmp_path / "index" / "CURRENT").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--url", "http://127.0.0.1:9"], "The service at http://127.0.0.1:9 does not answer"),
        (["--url", "http://127.0.0.1:9", "--ablate"], "--url goes with neither --index nor --ablate"),
        (["--split", "train"], "holds no question of the split 'train'"),
        (["--resume", "--run", "gone.json"], "gone.json cannot be read"),
        (["--compare", "gone.json"], "gone.json cannot be read"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(folder: Path, tmp_path: Path, arguments: list[str], sentence: str) -> None:
    """Each refusal is one line on standard error and exit code 2."""
    index: list[str | Path] = [] if "--url" in arguments else ["--index", folder]
    file: list[str | Path] = [] if "--run" in arguments else ["--run", tmp_path / "run.json"]
    result = call("evaluate", GOLD, *index, *file, *arguments)
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert result.stderr.count("\n") == 1


def test_run_to_compare_is_read_first(tmp_path: Path) -> None:
    """A file to compare that is no run is refused before an index is looked for."""
    (tmp_path / "bad.json").write_text("{}")
    result = call(
        "evaluate", GOLD, "--index", tmp_path / "none", "--run", tmp_path / "a.json", "--compare", tmp_path / "bad.json"
    )
    assert result.exit_code == 2
    assert "bad.json is no run of this version" in result.stderr
