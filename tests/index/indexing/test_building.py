"""building.py: what is known from a previous index is not worked out again, and makes no difference."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.collection import Collection
from index.errors import SettingsError
from index.indexing.building import build, reindex
from index.maintenance import build_collection, save_collection, with_articles, without_articles
from index.opening import open_collection
from index.settings import Settings
from tests.comparing import same
from tests.conftest import BRIDGE, RAILWAY, TEXT
from tests.doubles import CountingEncoder, WordEncoder


def test_changed_file_replaces_its_article(files: dict[str, Path]) -> None:
    """An article whose file has changed takes the place of the previous one; unchanged ones are left alone."""
    encoder = CountingEncoder()
    collection = build_collection(list(files.values()), encoder=encoder)
    files["railway"].write_text(RAILWAY.replace("convicts", "peasants"), "utf-8")
    encoder.encoded.clear()
    changed = with_articles(collection, list(files.values()))
    assert {article.id for article in changed.articles} == set(files)
    assert (changed.knows("peasant"), changed.knows("convict")) == (True, False)
    assert all("The bridge" not in text and "harbour froze" not in text for text in encoder.encoded)


def test_moved_file_is_the_same_article(files: dict[str, Path], tmp_path: Path) -> None:
    """An article whose file was moved is not there twice; another one of its name is an article beside it."""
    collection = build_collection(list(files.values()), encoder=WordEncoder())
    (tmp_path / "moved").mkdir()
    moved = files["bridge"].rename(tmp_path / "moved" / "bridge.txt")
    assert [article.id for article in with_articles(collection, [moved]).articles] == ["harbour", "railway", "bridge"]
    moved.write_text(BRIDGE.replace("April", "May"), "utf-8")
    assert [article.id for article in with_articles(collection, [moved]).articles] == [*files, "moved-bridge"]


def test_removed_article_of_a_file_with_several_comes_back(tmp_path: Path) -> None:
    """A collection's file whose article was removed is read again when it is asked for, though it has not changed."""
    path, folder = tmp_path / "all.jsonl", tmp_path / "index"
    rows = [{"id": name, "title": f"On {name}", "text": text} for name, text in (("harbour", TEXT), ("railway", RAILWAY))]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    whole = build_collection([path], encoder=WordEncoder())
    without = without_articles(whole, ["railway"])
    assert [article.id for article in with_articles(without, [path]).articles] == ["harbour", "railway"]
    save_collection(without, folder)
    previous = open_collection(folder, encoder=WordEncoder()).index
    assert same(Collection(build([path], Settings(), WordEncoder(), previous)), whole)


def test_another_settings_index_is_the_one_built_so(files: dict[str, Path]) -> None:
    """Indexed again with other settings, the articles make the index that a build with these makes; no file is read."""
    settings = Settings(sentences_per_passage=2, stemming=False)
    built, again = build([files["bridge"]], settings, WordEncoder()), build([files["bridge"]], Settings(), WordEncoder())
    files["bridge"].unlink()
    assert same(Collection(reindex(again, settings)), Collection(built))
    with pytest.raises(SettingsError, match="markers is 'none', but the articles were read with 'auto'. Index their files anew."):
        reindex(again, Settings(markers="none"))
