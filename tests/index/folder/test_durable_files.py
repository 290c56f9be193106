"""durable_files.py: what is written is read as it was, and takes the place of another file in one step."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from index.folder.durable_files import link, replace_text, write_array, write_lines


@pytest.mark.parametrize("array", [np.arange(6, dtype=np.int32).reshape(2, 3), np.zeros((0, 3), dtype=np.float16)])
def test_an_array_is_read_by_numpy(tmp_path: Path, array: NDArray[Any]) -> None:
    """Also a part of another, and one that is empty."""
    write_array(tmp_path / "a.npy", array[:, ::2])
    read = np.load(tmp_path / "a.npy")
    assert (read.dtype, read.tolist()) == (array.dtype, array[:, ::2].tolist())


def test_lines_end_with_a_line_feed(tmp_path: Path) -> None:
    """Each line, the last one too."""
    write_lines(tmp_path / "lines", iter([b"one", b"two"]))
    assert (tmp_path / "lines").read_bytes() == b"one\ntwo\n"


def test_a_text_takes_the_place_of_another(tmp_path: Path) -> None:
    """Nothing is left beside it."""
    for text in ("first", "second"):
        replace_text(tmp_path / "CURRENT", text)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"CURRENT": "second\n"}


def test_a_file_is_linked_or_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second name for the same file; where that is not possible, a copy."""

    def refuse(*_: object) -> None:
        raise OSError

    (tmp_path / "model").write_bytes(b"weights")
    link(tmp_path / "model", tmp_path / "linked")
    monkeypatch.setattr(os, "link", refuse)
    link(tmp_path / "model", tmp_path / "copied")
    assert [(tmp_path / name).read_bytes() for name in ("linked", "copied")] == [b"weights", b"weights"]
    assert (tmp_path / "linked").samefile(tmp_path / "model")
    assert not (tmp_path / "copied").samefile(tmp_path / "model")
