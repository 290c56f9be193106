"""cli.py: the group of all commands."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from index.collection import Collection
from index.folder.contents import FORMAT
from index.maintenance import save_collection
from tests.shell import refused, run
from web.commands.cli import main

PEAK = "How many Japanese troops were there at the peak?"
COMMANDS = [
    "add", "ask", "check", "cite", "doctor", "evaluate", "fetch", "gold", "index", "inspect", "mcp", "publish", "remove", "serve",
    "token", "verify",
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(collection: Collection, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seed article's index."""
    path = tmp_path_factory.mktemp("cli") / "index"
    save_collection(collection, path)
    return path


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str) -> None:
    """Each command says what it does and what it takes."""
    assert set(main.commands) == set(COMMANDS)
    result = run(command, "--help")
    assert result.exit_code == 0
    assert "Usage:" in result.output


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["ask", ""], "loccit: The question is empty."),
        (["ask", "x" * 5000], "loccit: The question has 5,000 characters"),
        (["ask", "a\x01b"], "loccit: The question holds the control character U+0001"),
        (["ask", "🚂"], "loccit: The question has no word in it"),
        (["ask", "what is it"], "loccit: The question has only common words"),
        (["ask", PEAK, "--limit", "0"], "loccit: The limit is 0"),
        (["ask", PEAK, "--limit", "-1"], "loccit: The limit is -1"),
        (["ask", PEAK, "--limit", "1000000000"], "loccit: The limit is 1000000000"),
        (["ask", PEAK, "--article", "nowhere"], "loccit: There is no article 'nowhere'"),
        (["evaluate", "gone.jsonl"], "loccit: gone.jsonl cannot be read"),
    ],
)
def test_bad_input_is_a_sentence_and_exit_code_2(folder: Path, arguments: list[str], sentence: str) -> None:
    """What cannot be done is said in one line on standard error."""
    assert refused(run(*arguments, "--index", folder)).startswith(sentence)


@pytest.mark.parametrize("command", [["ask", PEAK], ["evaluate"], ["serve"]])
def test_missing_index(tmp_path: Path, command: list[str]) -> None:
    """Without an index, each command says how to make one."""
    assert "There is no index at" in refused(run(*command, "--index", tmp_path / "none"))


def test_damaged_and_foreign_index(folder: Path, tmp_path: Path) -> None:
    """An index half deleted, and one of another version, are refused."""
    broken = shutil.copytree(folder, tmp_path / "broken")
    manifest = next(broken.glob("gen-*/manifest.json"))
    manifest.write_text(manifest.read_text().replace(f'"format": {FORMAT}', '"format": 99'))
    assert "has format 99, but this version reads format" in refused(run("ask", PEAK, "--index", broken))
    next(broken.glob("gen-*/manifest.json")).unlink()
    assert "is incomplete: manifest.json is missing" in refused(run("ask", PEAK, "--index", broken))
