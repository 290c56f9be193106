"""folder_collections.py: folders become collections."""

from __future__ import annotations

import pytest

from index.catalogue.folder_collections import enclosing, folder_collections, is_within


@pytest.mark.parametrize(
    ("paths", "collections"),
    [
        (["/t/a.txt", "/t/b.txt"], ("", "")),
        (["/t/war/a.txt", "/t/peace/b.txt"], ("war", "peace")),
        (["/t/war/a.txt", "/t/war/letters/b.txt"], ("", "letters")),
        (["/t/war/a.txt", "/t/warships/b.txt"], ("war", "warships")),
        (["/t/a.jsonl", "/t/a.jsonl"], ("", "")),
        (["/t/a.jsonl", "/t/a.jsonl", "/t/b.txt"], ("a", "a", "")),
        (["/a.txt", "/t/b.txt"], ("", "t")),
        ([], ()),
    ],
)
def test_collections_are_named_below_what_holds_all(paths: list[str], collections: tuple[str, ...]) -> None:
    """The folder in which everything lies is no collection; a file of several articles is one."""
    assert folder_collections(paths) == collections


@pytest.mark.parametrize(
    ("paths", "collections"),
    [
        (["/t/seeds/a.txt", "/t/i-articles/b.txt"], ("", "")),
        (["/t/war/a.txt", "/t/peace/b.txt", "/t/i-articles/war/c.txt"], ("war", "peace", "war")),
        (["/t/i-articles/war/c.txt"], ("war",)),
        (["/t/i-articles/b.jsonl", "/t/i-articles/b.jsonl"], ("b", "b")),
        (["/t/i-articles-2/a.txt", "/t/b/b.txt"], ("i-articles-2", "b")),
    ],
)
def test_what_came_in_is_in_the_folders_that_were_sent(paths: list[str], collections: tuple[str, ...]) -> None:
    """Where its files are kept is a matter of our own, and changes no other collection's name."""
    assert folder_collections(paths, "/t/i-articles") == collections


def test_collections_lie_in_each_other() -> None:
    """A collection holds those inside it, and none whose name only begins alike."""
    assert [is_within(each, "war") for each in ("war", "war/letters", "warships", "")] == [True, True, False, False]
    assert (enclosing("a/b/c"), enclosing("")) == (("a", "a/b", "a/b/c"), ())
