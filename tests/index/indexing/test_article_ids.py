"""article_ids.py: no two articles have the same id, and an article that has one keeps it."""

from __future__ import annotations

import json
from pathlib import Path

from index.collection import Collection
from index.indexing.building import build
from index.maintenance import build_collection, save_collection, with_articles, without_articles
from index.opening import open_collection
from index.settings import Settings
from tests.comparing import same
from tests.conftest import BRIDGE, RAILWAY, TEXT
from tests.doubles import WordEncoder


def written(root: Path, **texts: str) -> list[Path]:
    """Write articles; two underscores stand for a folder's slash, one for the point before the suffix."""
    paths = [root / name.replace("__", "/").replace("_", ".") for name in texts]
    for path, text in zip(paths, texts.values(), strict=True):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return paths


def ids(collection: Collection) -> list[str]:
    return [article.id for article in collection.articles]


def indexed(paths: list[Path]) -> Collection:
    return build_collection(paths, encoder=WordEncoder())


def test_files_of_one_name_are_told_by_their_folders(tmp_path: Path) -> None:
    """The first has its name for an id, others that and the folders before it, as few as tell them apart."""
    paths = written(
        tmp_path, essay_txt=TEXT, b__essay_txt=RAILWAY, c__essay_txt=BRIDGE, d__c__essay_txt="A text.", other_txt="B."
    )
    assert ids(indexed(paths)) == ["essay", "b-essay", "c-essay", "d-c-essay", "other"]


def test_a_file_of_that_name_keeps_it(tmp_path: Path) -> None:
    """An id that is made up takes none that is another file's own, wherever that stands."""
    paths = written(tmp_path, a__essay_txt=TEXT, b__essay_txt=RAILWAY)
    own = written(tmp_path / "z", x="A text.")[0].rename(tmp_path / "z" / "b-essay.txt")
    assert ids(indexed([*paths, own])) == ["essay", f"{tmp_path.name}-b-essay".replace("_", "-"), "b-essay"]


def test_files_of_one_folder_are_told_by_their_kinds(tmp_path: Path) -> None:
    """Where two of one name stand in the same folder, it is not their folder that tells them apart."""
    paths = written(tmp_path, a__essay_md=TEXT, a__essay_txt=RAILWAY, b__essay_md=BRIDGE, b__essay_txt="A text.")
    assert ids(indexed(paths)) == ["essay", "essay-txt", "b-essay", "b-essay-txt"]


def test_names_without_a_letter_of_ours(tmp_path: Path) -> None:
    """Files whose names leave nothing for an id are told apart all the same, by numbers where nothing else is left."""
    paths = [tmp_path / f"{name}.txt" for name in ("港", "氷", "橋")]
    for path, text in zip(paths, (TEXT, RAILWAY, BRIDGE), strict=True):
        path.write_text(text, "utf-8")
    found = ids(indexed(paths))
    assert found[:2] == ["article", "article-txt"]
    assert len(set(found)) == 3


def test_an_id_stays_when_an_article_is_added_before_it(tmp_path: Path) -> None:
    """Who has an id keeps it: when one is added, when all are indexed again in another order, after the index was saved."""
    first, second = written(tmp_path, m__essay_txt=TEXT, n__essay_txt=RAILWAY)
    collection = indexed([first, second])
    (new,) = written(tmp_path, a__essay_txt=BRIDGE)
    added = with_articles(collection, [new])
    assert ids(added) == ["essay", "n-essay", "a-essay"]
    save_collection(added, tmp_path / "index")
    previous = open_collection(tmp_path / "index", encoder=WordEncoder()).index
    again = Collection(build([new, first, second], Settings(), WordEncoder(), previous))
    assert ids(again) == ["a-essay", "essay", "n-essay"]
    second.write_text(RAILWAY.replace("convicts", "peasants"), "utf-8")
    changed = with_articles(again, [second])
    assert ids(changed) == ["a-essay", "essay", "n-essay"]
    assert changed.article("n-essay").text.count("peasants") == 1
    anew = build([new, second, first], Settings(), WordEncoder(), former=previous.contents.manifest.sources)
    assert ids(Collection(anew)) == ["a-essay", "n-essay", "essay"]


def test_an_id_stays_when_the_other_is_gone_or_the_file_moves(tmp_path: Path) -> None:
    """An article that was named by its folder goes on by that name, without the one that made it needed, and elsewhere."""
    first, second = written(tmp_path, m__essay_txt=TEXT, n__essay_txt=RAILWAY)
    collection = indexed([first, second])
    assert ids(without_articles(collection, ["essay"])) == ["n-essay"]
    moved = second.rename(tmp_path / "essay.txt")
    assert ids(with_articles(collection, [moved])) == ["essay", "n-essay"]
    assert ids(Collection(build([moved, first], Settings(), WordEncoder(), collection.index))) == ["n-essay", "essay"]


def test_copies_are_two_articles(tmp_path: Path) -> None:
    """The same text in two folders is there twice, also where the second is added."""
    first, second = written(tmp_path, m__essay_txt=TEXT, n__essay_txt=TEXT)
    assert ids(indexed([first, second])) == ["essay", "n-essay"]
    assert same(with_articles(indexed([first]), [second]), indexed([first, second]))


def test_an_unchanged_file_with_a_new_sidecar_keeps_its_id(tmp_path: Path) -> None:
    """What is read again for its sidecar is the article that it was."""
    first, second = written(tmp_path, m__essay_txt=TEXT, n__essay_txt=RAILWAY)
    collection = indexed([first, second])
    second.with_suffix(".toml").write_text('title = "On Rails"\n', "utf-8")
    again = Collection(build([first, second], Settings(), WordEncoder(), collection.index))
    assert [(article.id, article.title) for article in again.articles] == [("essay", "On the Harbour"), ("n-essay", "On Rails")]


def test_collections_with_lines_of_one_id(tmp_path: Path) -> None:
    """Lines of two collections that give one id are two articles; a removed one comes back with the id that it had."""
    paths = [tmp_path / folder / "all.jsonl" for folder in ("a", "b")]
    for path, text in zip(paths, (TEXT, RAILWAY), strict=True):
        path.parent.mkdir()
        path.write_text("".join(json.dumps({"id": name, "text": text}) + "\n" for name in ("one", "two")), "utf-8")
    collection = indexed(paths)
    assert ids(collection) == ["one", "two", "b-one", "b-two"]
    assert ids(with_articles(without_articles(collection, ["b-one"]), [paths[1]])) == ["one", "two", "b-one", "b-two"]
