"""saved_articles.py: the articles of a saved index, each read when it is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.folder.durable_files import write_lines
from index.folder.saved_articles import ARTICLE_JSON, SavedArticles
from index.indexing.building import build
from index.settings import Settings
from tests.doubles import WordEncoder


@pytest.fixture
def saved(files: dict[str, Path], tmp_path: Path) -> SavedArticles:
    """Three articles, saved."""
    articles = build(list(files.values()), Settings(), WordEncoder()).contents.articles
    write_lines(tmp_path / "articles.jsonl", (ARTICLE_JSON.dump_json(article) for article in articles))
    return SavedArticles(tmp_path / "articles.jsonl")


def test_they_are_a_sequence(saved: SavedArticles, files: dict[str, Path]) -> None:
    """Counted, sliced, from the end, and equal to the articles that were saved."""
    articles = build(list(files.values()), Settings(), WordEncoder()).contents.articles
    assert saved == tuple(articles)
    assert [article.id for article in saved[1:]] == ["railway", "bridge"]
    assert (saved[-1], len(saved)) == (articles[2], 3)
    with pytest.raises(IndexError):
        saved[3]


def test_they_can_be_read_when_the_file_is_gone(saved: SavedArticles, tmp_path: Path) -> None:
    """A later writer may have removed the file while somebody still answers from it."""
    (tmp_path / "articles.jsonl").unlink()
    assert saved[0].id == "harbour"
