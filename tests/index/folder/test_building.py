"""building.py: what is known from a previous index is not worked out again, and makes no difference."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from index.collection import Collection
from index.encoding.encoder import Vectors
from index.errors import ArticleError, UnknownArticleError
from index.folder import building
from index.folder.building import build
from index.maintenance import build_collection, save_collection, with_articles, without_articles
from index.opening import open_collection
from index.readers.article_files import read_articles
from index.records import Article
from index.settings import Settings
from tests.conftest import TEXT
from tests.doubles import WordEncoder

RAILWAY = "On the Railway\n\nThe railway was built by convicts.1 Nobody paid them. It rusted by the harbour.2\n"
BRIDGE = "On the Bridge\n\nThe bridge was never finished.1 The mayor wept, and the ice took it in April.2\n"
QUESTIONS = ("Who built the railway?", "What did the mayor import?", "zyzzyva", "ice in April")


class CountingEncoder(WordEncoder):
    """Remembers what it has encoded, questions apart."""

    def __init__(self, fingerprint: str = "words") -> None:
        super().__init__(fingerprint=fingerprint)
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors, float32 (len(texts), dimension)."""
        self.encoded += texts
        return super().encode(texts)


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """Three articles."""
    found = {}
    for name, text in {"harbour": TEXT, "railway": RAILWAY, "bridge": BRIDGE}.items():
        found[name] = tmp_path / f"{name}.txt"
        found[name].write_text(text, "utf-8")
    return found


def hits(collection: Collection) -> list[object]:
    return [collection.search(collection.query(question), 50) for question in QUESTIONS]


def same(one: Collection, other: Collection) -> bool:
    """Whether two collections hold the same and answer alike, to the last bit."""
    ours, theirs = one.index.contents, other.index.contents
    arrays = (
        (ours.passages.rows, theirs.passages.rows),
        (ours.terms.ids, theirs.terms.ids),
        (ours.lexical.weights, theirs.lexical.weights),
        (ours.semantic.vectors, theirs.semantic.vectors),
        (ours.sentence_vectors, theirs.sentence_vectors),
        (ours.tokens.rows, theirs.tokens.rows),
        (ours.tokens.starts, theirs.tokens.starts),
    )
    return (
        tuple(ours.articles) == tuple(theirs.articles)
        and ours.terms.vocabulary == theirs.terms.vocabulary
        and all(np.array_equal(a, b) for a, b in arrays)
        and hits(one) == hits(other)
    )


def test_added_is_as_if_built_at_once(files: dict[str, Path]) -> None:
    """Articles added one by one make the index that a build of all makes."""
    at_once = build_collection(list(files.values()), encoder=WordEncoder())
    two = with_articles(build_collection([files["harbour"]], encoder=WordEncoder()), [files["railway"]])
    by_and_by = with_articles(two, [files["bridge"]])
    assert same(by_and_by, at_once)


def test_only_what_is_new_is_encoded(files: dict[str, Path]) -> None:
    """Adding an article encodes its passages and sentences, and none of the others'."""
    encoder = CountingEncoder()
    collection = build_collection([files["harbour"]], encoder=encoder)
    encoder.encoded.clear()
    with_articles(collection, [files["railway"]])
    assert encoder.encoded
    assert all(text in RAILWAY.replace("1", "").replace("2", "") for text in encoder.encoded)


def test_removed_is_as_if_never_there(files: dict[str, Path]) -> None:
    """Without an article, the index is that of the others, the words that only it had included."""
    encoder = CountingEncoder()
    collection = build_collection(list(files.values()), encoder=encoder)
    encoder.encoded.clear()
    without = without_articles(collection, ["railway"])
    assert encoder.encoded == []
    assert same(without, build_collection([files["harbour"], files["bridge"]], encoder=WordEncoder()))
    assert not without.knows("convict")


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


def test_unchanged_files_are_not_read(files: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """A build over a previous index reads only what has changed since, and gives what a build without it gives."""
    previous = build(list(files.values()), Settings(), WordEncoder())
    files["bridge"].write_text(BRIDGE.replace("April", "May"), "utf-8")
    read: list[Path] = []

    def watched(path: Path, markers: str) -> tuple[Article, ...]:
        read.append(path)
        return read_articles(path, markers)

    monkeypatch.setattr(building, "read_articles", watched)
    again = build(list(files.values()), Settings(), WordEncoder(), previous)
    assert read == [files["bridge"]]
    monkeypatch.undo()
    assert same(Collection(again), build_collection(list(files.values()), encoder=WordEncoder()))


@pytest.mark.parametrize(
    "settings",
    [Settings(sentences_per_passage=2), Settings(passage_stride=2), Settings(markers="none"), Settings(bm25_k1=0.9)],
)
def test_other_settings_make_another_index(files: dict[str, Path], settings: Settings) -> None:
    """With other settings, a build over a previous index gives what a build from nothing gives."""
    previous = build(list(files.values()), Settings(), WordEncoder())
    over = Collection(build(list(files.values()), settings, WordEncoder(), previous))
    assert same(over, build_collection(list(files.values()), settings, WordEncoder()))
    assert over.settings == settings


def test_another_model_encodes_all_anew(files: dict[str, Path]) -> None:
    """Vectors of another model are not mixed with its own."""
    previous = build(list(files.values()), Settings(), WordEncoder())
    other = CountingEncoder(fingerprint="other words")
    contents = build(list(files.values()), Settings(), other, previous).contents
    assert len(other.encoded) == len(contents.passages) + len(contents.sentence_vectors)


def test_moved_file_is_the_same_article(files: dict[str, Path], tmp_path: Path) -> None:
    """An article whose file was moved is not there twice; another one of the same id is refused, with both places."""
    collection = build_collection(list(files.values()), encoder=WordEncoder())
    (tmp_path / "moved").mkdir()
    moved = files["bridge"].rename(tmp_path / "moved" / "bridge.txt")
    assert [article.id for article in with_articles(collection, [moved]).articles] == ["harbour", "railway", "bridge"]
    moved.write_text(BRIDGE.replace("April", "May"), "utf-8")
    with pytest.raises(ArticleError, match="bridge.txt and .*moved/bridge.txt would both have the id 'bridge'. Rename one"):
        with_articles(collection, [moved])


def test_what_cannot_be_removed(files: dict[str, Path]) -> None:
    """An article that is not there cannot be removed, nor the last one."""
    collection = build_collection([files["harbour"]], encoder=WordEncoder())
    with pytest.raises(UnknownArticleError, match="There is no article 'nowhere'. There are: harbour."):
        without_articles(collection, ["nowhere"])
    with pytest.raises(ArticleError, match="No article would be left in the index. Delete its folder instead."):
        without_articles(collection, ["harbour"])


def test_opened_index_can_be_added_to(files: dict[str, Path], tmp_path: Path) -> None:
    """An index that was saved and opened takes on articles as the one in memory does."""
    save_collection(build_collection([files["harbour"]], encoder=WordEncoder()), tmp_path / "index")
    opened = open_collection(tmp_path / "index", encoder=WordEncoder())
    added = with_articles(opened, [files["railway"], files["bridge"]])
    assert same(added, build_collection(list(files.values()), encoder=WordEncoder()))


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
