"""reading.py: files are read for an index only where it does not know them as they are."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from index.collection import Collection
from index.errors import ArticleError
from index.indexing.building import build
from index.indexing.reading import BuildOptions, read_or_reuse
from index.indexing.reuse import reusable_by_file
from index.maintenance import build_collection
from index.readers.article_files import read_with_sources
from index.settings import Settings
from tests.comparing import same
from tests.conftest import BRIDGE
from tests.doubles import WordEncoder


def test_two_articles_of_one_id(tmp_path: Path) -> None:
    """Two lines of a collection that would have one id are refused by name."""
    path = tmp_path / "all.jsonl"
    path.write_text('{"id": "Notes", "text": "Some text."}\n{"id": "notes", "text": "Some more text."}\n', "utf-8")
    with pytest.raises(ArticleError, match="all.jsonl would both have the id 'notes'. Rename one of them"):
        build_collection([path], Settings(), WordEncoder())


def test_unchanged_files_are_not_read(files: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """A build over a previous index reads only what has changed since, and gives what a build without it gives."""
    previous = build(list(files.values()), Settings(), WordEncoder())
    files["bridge"].write_text(BRIDGE.replace("April", "May"), "utf-8")
    read: list[Path] = []

    def watched(path: Path, *options: Any) -> Any:
        read.append(path)
        return read_with_sources(path, *options)

    monkeypatch.setattr("index.indexing.reading.read_with_sources", watched)
    again = build(list(files.values()), Settings(), WordEncoder(), previous)
    assert read == [files["bridge"]]
    monkeypatch.undo()
    assert same(Collection(again), build_collection(list(files.values()), encoder=WordEncoder()))


def test_files_that_cannot_be_read_are_left_out_where_somebody_is_told(files: dict[str, Path], tmp_path: Path) -> None:
    """The others are read; where nobody is told, the first such file ends it; and where none can be read, that is said."""
    empty, refused = tmp_path / "empty.txt", list[ArticleError]()
    empty.write_text("")
    found = read_or_reuse([files["bridge"], empty], Settings(), {}, BuildOptions(refused=refused.append))
    assert [each.article.id for each in found] == ["bridge"]
    assert ["empty.txt" in str(error) for error in refused] == [True]
    with pytest.raises(ArticleError, match="empty.txt"):
        read_or_reuse([files["bridge"], empty], Settings(), {}, BuildOptions())
    (tmp_path / "other.txt").write_text("")
    with pytest.raises(ArticleError, match="None of the 2 files could be read."):
        read_or_reuse([empty, tmp_path / "other.txt"], Settings(), {}, BuildOptions(refused=refused.append))


def test_a_new_sidecar_is_told_of_an_article_whose_text_is_kept(files: dict[str, Path]) -> None:
    """What lies beside an unchanged file is read again when it changes; vectors and terms stay those that were there."""
    contents = build([files["bridge"]], Settings(), WordEncoder()).contents
    files["bridge"].with_suffix(".toml").write_text('title = "On Bridges"\n', "utf-8")
    known = reusable_by_file(contents, Settings())
    ((kept,),) = known.values()
    (found,) = read_or_reuse([files["bridge"]], Settings(), known, BuildOptions())
    assert (found.article.title, kept.article.title) == ("On Bridges", "On the Bridge")
    assert found.passage_vectors is kept.passage_vectors
    assert found.source.sidecar == sha256(files["bridge"].with_suffix(".toml").read_bytes()).hexdigest()
