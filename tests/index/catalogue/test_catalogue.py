"""catalogue.py: a library as a list."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from index.catalogue.catalogue import Catalogue, UnknownCollectionError
from index.catalogue.criteria import Criteria
from index.maintenance import build_collection, save_collection
from index.opening import open_collection
from index.settings import Settings
from tests.conftest import BRIDGE, RAILWAY, TEXT
from tests.doubles import WordEncoder
from tests.index.catalogue.library import OTANI, ids, library, outline


def test_articles_are_listed_in_order() -> None:
    """What meets the criteria is listed in the order asked for."""
    assert ids(library().listed(Criteria(author="otani"), "title")) == ["otter", "railway"]
    assert library().titles["treaty"] == "Treaty"


def test_articles_of_one_title_are_told_apart() -> None:
    """By their files' names, or by their ids where these are alike, too; what has a title of its own is called by it."""
    given = (("a", "One", "one.pdf"), ("b", "One", "one.docx"), ("c", "Two", "x.txt"), ("d", "Two", "x.txt"), ("e", "", "e.txt"))
    known = [replace(outline(each, OTANI), title=title, file=file) for each, title, file in (*given, ("f", "Three", "x.txt"))]
    names = Catalogue(known, [f"/t/{each.id}" for each in known]).names
    assert list(names.values()) == ["One (one.pdf)", "One (one.docx)", "Two (c)", "Two (d)", "e", "Three"]


def test_a_collection_is_the_articles_in_its_folder() -> None:
    """Those of folders inside it belong to it; one that is not there is refused with the names of those that are."""
    assert library().collection("war") == ("railway", "bridge")
    with pytest.raises(UnknownCollectionError, match="There is no collection 'navy'. There are: peace, war, war/letters."):
        library().collection("navy")
    with pytest.raises(UnknownCollectionError, match="lie in one folder, so that there are no collections"):
        Catalogue([outline("railway", OTANI)], ["/t/railway.txt"]).collection("")


def test_a_saved_index_is_listed_as_it_was_built(tmp_path: Path) -> None:
    """An index of folders has their collections, in memory and opened, and what a sidecar tells."""
    for name, text in {"harbour": TEXT, "war/railway": RAILWAY, "war/bridge": BRIDGE}.items():
        path = tmp_path / "texts" / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (tmp_path / "texts" / "harbour.toml").write_text('author = "Moore, Ann"\nyear = 1998\n')
    built = build_collection([tmp_path / "texts"], Settings(), WordEncoder())
    save_collection(built, tmp_path / "index")
    opened = open_collection(tmp_path / "index", encoder=WordEncoder())
    assert opened.catalogue.entries == built.catalogue.entries
    assert opened.catalogue.collection("war") == ("bridge", "railway")
    assert ids(opened.catalogue.listed(Criteria(author="moore", year="1998"))) == ["harbour"]
