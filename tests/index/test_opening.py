"""opening.py: an index that no longer belongs to what it was made of is refused with the reason."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from index.collection import Collection
from index.errors import StaleIndexError
from index.maintenance import build_collection, save_collection
from index.opening import open_collection
from index.settings import Settings
from tests.doubles import WordEncoder


def open_index(folder: Path, settings: Settings | None = None) -> Collection:
    return open_collection(folder, settings, WordEncoder())


def test_changed_article(folder: Path, harbour_file: Path) -> None:
    """An index whose article has changed since is refused; one whose article is gone still serves."""
    text = harbour_file.read_text("utf-8")
    harbour_file.write_text(text + "\nOne more sentence.\n", "utf-8")
    with pytest.raises(StaleIndexError, match=r"is out of date: harbour\.txt has changed"):
        open_index(folder)
    harbour_file.unlink()
    assert open_index(folder).articles[0].id == "harbour"


def test_changed_settings(folder: Path) -> None:
    """An index built with other settings than are counted on is refused with both values."""
    with pytest.raises(StaleIndexError, match="was built with sentences_per_passage = 3, and 5 is asked for"):
        open_index(folder, Settings(sentences_per_passage=5))


def test_other_model(folder: Path) -> None:
    """An index is refused where the encoder at hand is not the one it was built with."""
    with pytest.raises(StaleIndexError, match="made with a model of SHA-256 words, but the one at hand has other"):
        open_collection(folder, encoder=WordEncoder(fingerprint="other"))


def test_folder_and_articles_can_move_together(harbour: Collection, tmp_path: Path, harbour_file: Path) -> None:
    """Paths are kept relative to the folder: moved together with its articles, an index still knows them."""
    home, away = tmp_path / "home", tmp_path / "away"
    home.mkdir()
    shutil.move(harbour_file, home / "harbour.txt")
    save_collection(build_collection([home / "harbour.txt"], Settings(), WordEncoder()), home / "index")
    home.rename(away)
    assert open_index(away / "index").articles[0].id == "harbour"
    (away / "harbour.txt").write_text("Something else.\n\nEntirely.", "utf-8")
    with pytest.raises(StaleIndexError):
        open_index(away / "index")
    assert harbour.articles[0].id == "harbour"
