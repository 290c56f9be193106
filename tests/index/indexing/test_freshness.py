"""freshness.py: an index is up to date for just its articles, its model and its settings."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from index.collection import Collection
from index.errors import ModelError
from index.indexing.freshness import is_fresh
from index.maintenance import build_collection, save_collection
from index.settings import Settings
from tests.doubles import WordEncoder


def test_fresh_means_same_articles_settings_and_model(
    tmp_path: Path, harbour_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An index is up to date only for just these files as they are, with these settings and this model."""
    monkeypatch.setattr("index.indexing.freshness.weights_sha256", lambda _: "words")
    folder, other = tmp_path / "index", tmp_path / "other.txt"
    other.write_text("A title\n\nSome text.", "utf-8")
    assert not is_fresh(folder, [harbour_file], Settings())
    save_collection(build_collection([harbour_file], Settings(), WordEncoder()), folder)
    assert is_fresh(folder, [harbour_file], Settings())
    assert not is_fresh(folder, [harbour_file, other], Settings())
    assert not is_fresh(folder, [harbour_file], Settings(passage_stride=2))
    monkeypatch.setattr("index.indexing.freshness.weights_sha256", lambda _: "another model")
    assert not is_fresh(folder, [harbour_file], Settings())
    monkeypatch.setattr("index.indexing.freshness.weights_sha256", lambda _: "words")
    harbour_file.write_text(harbour_file.read_text("utf-8") + "More.\n", "utf-8")
    assert not is_fresh(folder, [harbour_file], Settings())


def test_an_index_without_all_articles_of_a_file_is_not_fresh(harbour: Collection, harbour_file: Path, tmp_path: Path) -> None:
    """Where an article was removed from a file of several, the file has to be read again for it."""
    contents = harbour.index.contents
    sources = tuple(replace(source, partial=True) for source in contents.manifest.sources)
    partial = replace(contents, manifest=replace(contents.manifest, sources=sources))
    save_collection(Collection(replace(harbour.index, contents=partial)), tmp_path / "index")
    assert not is_fresh(tmp_path / "index", [harbour_file], Settings())


def test_a_model_that_is_not_installed_cannot_have_changed(
    folder: Path, harbour_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where only what serves is installed, an index of the model that is asked for is up to date."""

    def missing(_: str) -> Path:
        raise ModelError("The model is not installed.")

    monkeypatch.setattr("index.indexing.freshness.model_folder", missing)
    assert is_fresh(folder, [harbour_file], Settings())
    assert not is_fresh(folder, [harbour_file], Settings(model="another"))
