"""sharded_opening.py: an index in shards is opened whole and up to date, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.collection import Collection
from index.errors import IndexFolderError, StaleIndexError
from index.maintenance import build_collection, is_up_to_date
from index.opening import open_collection, open_searchable
from index.settings import Settings
from index.sharding.sharded_opening import joined_manifest, open_sharded, open_texts, verify_sharded
from index.sharding.sharded_scorer import LocalShards
from tests.doubles import WordEncoder
from tests.sharded import on_disk


@pytest.fixture
def three(files: dict[str, Path]) -> Collection:
    """Three articles."""
    return build_collection([files["harbour"].parent], Settings(), WordEncoder())


def test_an_index_in_shards_is_opened_like_any(three: Collection, tmp_path: Path) -> None:
    """By the function that opens every kind; the one for indexes in one piece says that it is none."""
    folder = tmp_path / "index"
    on_disk(three, folder, 2, WordEncoder())
    found = open_searchable(folder, encoder=WordEncoder())
    assert list(found.passages) == list(three.passages)
    with pytest.raises(IndexFolderError, match="is cut into shards, which cannot be used for this"):
        open_collection(folder, encoder=WordEncoder())
    assert [source.article_id for source in joined_manifest(verify_sharded(folder)).sources] == ["bridge", "harbour", "railway"]


def test_texts_are_opened_without_scores(three: Collection, tmp_path: Path) -> None:
    """Who asks the shards is given the name of the generation that is open."""
    folder, names = tmp_path / "index", []
    on_disk(three, folder, 2, WordEncoder())

    def asking(name: str, _: object) -> LocalShards:
        names.append(name)
        return LocalShards({})

    found = open_texts(folder, asking, WordEncoder())
    assert found.article("harbour").title == "On the Harbour"
    assert names == [(folder / "CURRENT").read_text().strip()]


def test_what_is_out_of_date_is_refused(three: Collection, files: dict[str, Path], tmp_path: Path) -> None:
    """Another model, other settings, and an article that has changed since."""
    folder = tmp_path / "index"
    on_disk(three, folder, 2, WordEncoder())
    with pytest.raises(StaleIndexError, match="was made with a model of SHA-256 words, but the one at hand has others"):
        open_sharded(folder, encoder=WordEncoder(fingerprint="others"))
    with pytest.raises(StaleIndexError, match="it was built with stemming = True, and False is asked for"):
        open_sharded(folder, Settings(stemming=False), WordEncoder())
    assert not is_up_to_date(folder, [files["harbour"].parent], Settings(), shards=3)
    assert not is_up_to_date(folder, [files["harbour"].parent], Settings())
    files["railway"].write_text("On the Railway\n\nIt was never built.\n")
    with pytest.raises(StaleIndexError, match=r"railway.txt has changed .* --shards 2"):
        open_sharded(folder, encoder=WordEncoder())
