"""engine.py: Tesseract as a program, which may be missing, hang or break down."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from index.errors import SettingsError
from index.recognition import engine as of_tesseract
from index.recognition.engine import Engine, Layout, RecognitionError, engine_for
from tests.index.recognition.conftest import Printed
from tests.scans import needs_tesseract

BLANK = np.full((40, 60), 255, dtype=np.uint8)


@pytest.fixture(autouse=True)
def asked_anew() -> Iterator[None]:
    """What is installed is looked up in each test."""
    of_tesseract._version.cache_clear()
    of_tesseract.installed_languages.cache_clear()
    yield
    of_tesseract._version.cache_clear()
    of_tesseract.installed_languages.cache_clear()


def program(folder: Path, script: str) -> str:
    """A program that does what a script says."""
    path = folder / "program"
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)
    return str(path)


def test_engine_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A picture on which the program hangs costs the time that is allowed, and no more."""
    monkeypatch.setattr(of_tesseract, "PROGRAM", program(tmp_path, "exec sleep 60"))
    begun = time.monotonic()
    with pytest.raises(RecognitionError, match=r"Tesseract was busy with it for over 0.2 s and was ended"):
        Engine("eng", "5", most_seconds=0.2).read(BLANK)
    assert time.monotonic() - begun < 30


def test_engine_that_breaks_down_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What the program says last is handed on; of the way up it only means that nothing tells."""
    monkeypatch.setattr(of_tesseract, "PROGRAM", program(tmp_path, "cat >/dev/null; echo Out of ink >&2; exit 1"))
    with pytest.raises(RecognitionError, match=r"Tesseract broke down \(Out of ink\)"):
        Engine("eng", "5").read(BLANK)
    assert Engine("eng", "5").quarter_turns(BLANK) == 0


def test_engine_that_is_gone_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A program that was removed since is told; one that was never there is None."""
    monkeypatch.setattr(of_tesseract, "PROGRAM", str(tmp_path / "nothing"))
    with pytest.raises(RecognitionError, match=r"Tesseract cannot be run \(No such file or directory\)"):
        Engine("eng", "5").read(BLANK)
    assert engine_for("eng") is None


@needs_tesseract
def test_language_without_data_is_refused() -> None:
    """A language of which there is no data is named, with those that there are, and how to get it."""
    with pytest.raises(SettingsError, match=r"no data here for xyz: it has .*eng.*apt install tesseract-ocr-xyz"):
        engine_for("eng+xyz")


@needs_tesseract
def test_line_is_read_with_its_letters(printed: Printed) -> None:
    """A line's words come with their confidences, and their letters where those are wanted."""
    engine = engine_for("eng")
    assert engine is not None
    line = next(line for line in printed.read_lines() if "Nobody" in [word.text for word in line.words])
    strip = printed.grey[line.box.y0 - 12 : line.box.y1 + 12]
    (read,) = engine.read(strip, Layout.BLOCK, letters=True)
    assert "Nobody" in [word.text for word in read.words]
    assert all(word.confidence > 60 for word in read.words)
    assert ["".join(letter.text for letter in word.letters) for word in read.words] == [word.text for word in read.words]
    assert not engine.read(BLANK)
