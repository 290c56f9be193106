"""judge_files.py: the judge that comes with loccit, another by its folder, or none."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from index.errors import ModelError
from index.judging.judge_files import NONE, OWN_FOLDER, open_judge
from index.judging.onnx_judge import CARD, OnnxJudge
from index.judging.pair_network import MODEL


def test_none_is_no_judge() -> None:
    """Today's search, without one."""
    assert open_judge(NONE) is None


def test_own_weights_are_those_of_the_card() -> None:
    """What comes with loccit is small enough to come with it, and is what its card and MODEL.md name."""
    judge = open_judge()
    assert isinstance(judge, OnnxJudge)
    assert judge.fingerprint == json.loads((OWN_FOLDER / CARD).read_text("utf-8"))["sha256"]
    assert judge.fingerprint in (OWN_FOLDER / "MODEL.md").read_text("utf-8")
    assert (OWN_FOLDER / MODEL).stat().st_size <= 25_000_000


def test_folder_of_an_exported_judge_is_opened(tmp_path: Path) -> None:
    """A copy of ours, by its folder, is ours."""
    shutil.copytree(OWN_FOLDER, tmp_path / "copy")
    found, own = open_judge(str(tmp_path / "copy")), open_judge()
    assert found is not None
    assert own is not None
    assert found.fingerprint == own.fingerprint


def test_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    """An empty folder gets a sentence that says what is not in it."""
    with pytest.raises(ModelError, match="holds no model"):
        open_judge(str(tmp_path))
