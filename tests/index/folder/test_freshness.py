"""freshness.py: an index is up to date for just its articles, its model and its settings, and says what is not so."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from index.collection import Collection
from index.errors import ModelError
from index.folder.freshness import is_fresh, staleness
from index.maintenance import build_collection, save_collection
from index.settings import Settings
from tests.doubles import WordEncoder


def digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()[:12]


def test_fresh_means_same_articles_settings_and_model(
    tmp_path: Path, harbour_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An index is up to date only for just these files as they are, with these settings and this model."""
    monkeypatch.setattr("index.folder.freshness.weights_sha256", lambda _: "words")
    folder, other = tmp_path / "index", tmp_path / "other.txt"
    other.write_text("A title\n\nSome text.", "utf-8")
    assert not is_fresh(folder, [harbour_file], Settings())
    save_collection(build_collection([harbour_file], Settings(), WordEncoder()), folder)
    assert is_fresh(folder, [harbour_file], Settings())
    assert not is_fresh(folder, [harbour_file, other], Settings())
    assert not is_fresh(folder, [harbour_file], Settings(passage_stride=2))
    monkeypatch.setattr("index.folder.freshness.weights_sha256", lambda _: "another model")
    assert not is_fresh(folder, [harbour_file], Settings())
    monkeypatch.setattr("index.folder.freshness.weights_sha256", lambda _: "words")
    harbour_file.write_text(harbour_file.read_text("utf-8") + "More.\n", "utf-8")
    assert not is_fresh(folder, [harbour_file], Settings())


def test_an_index_without_all_articles_of_a_file_is_not_fresh(harbour: Collection, harbour_file: Path, tmp_path: Path) -> None:
    """Where an article was removed from a file of several, the file has to be read again for it."""
    contents = harbour.index.contents
    sources = tuple(replace(source, partial=True) for source in contents.manifest.sources)
    partial = replace(contents, manifest=replace(contents.manifest, sources=sources))
    save_collection(Collection(replace(harbour.index, contents=partial)), tmp_path / "index")
    assert not is_fresh(tmp_path / "index", [harbour_file], Settings())


def test_what_is_stale_is_said(harbour: Collection, harbour_file: Path) -> None:
    """An index as it was made is not stale; then it says what changed: the setting, the article, or the sidecar beside it."""
    manifest, sidecar = harbour.index.contents.manifest, harbour_file.with_name("harbour.toml")
    assert staleness(manifest, manifest.settings) == ""
    assert staleness(manifest, Settings(bm25_b=0.5)) == "it was built with bm25_b = 0.75, and 0.5 is asked for"
    sidecar.write_text('title = "On the Ice"\n', "utf-8")
    assert staleness(manifest, Settings()) == f"harbour.toml is new beside its article (SHA-256 {digest(sidecar)}…)"
    before = digest(harbour_file)
    harbour_file.write_text("Another text.", "utf-8")
    changed = f"harbour.txt has changed (SHA-256 was {before}…, is {digest(harbour_file)}…)"
    assert staleness(manifest, Settings()) == changed


def test_a_sidecar_that_changed_or_is_gone(harbour_file: Path) -> None:
    """What told of an article's publication when it was indexed has to be as it was."""
    sidecar = harbour_file.with_name("harbour.toml")
    sidecar.write_text('title = "On the Ice"\n', "utf-8")
    before = digest(sidecar)
    manifest = build_collection([harbour_file], Settings(), WordEncoder()).index.contents.manifest
    sidecar.write_text('title = "On the Thaw"\n', "utf-8")
    assert staleness(manifest, Settings()) == f"harbour.toml has changed (SHA-256 was {before}…, is {digest(sidecar)}…)"
    sidecar.unlink()
    assert staleness(manifest, Settings()) == "harbour.toml is gone"


def test_an_article_that_is_not_there_is_no_reason(harbour: Collection, harbour_file: Path) -> None:
    """An index that was copied to where its articles are not goes on serving."""
    harbour_file.unlink()
    assert staleness(harbour.index.contents.manifest, Settings()) == ""


def test_a_model_that_is_not_installed_cannot_have_changed(
    folder: Path, harbour_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where only what serves is installed, an index of the model that is asked for is up to date."""

    def missing(_: str) -> Path:
        raise ModelError("The model is not installed.")

    monkeypatch.setattr("index.folder.freshness.model_folder", missing)
    assert is_fresh(folder, [harbour_file], Settings())
    assert not is_fresh(folder, [harbour_file], Settings(model="another"))
