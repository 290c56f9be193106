"""What the tests of the notebook share: a file, and a stretch to keep."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from index.collection import Collection
from index.records import Article, Span
from qa.notebook.keeping import stretch_of
from qa.notebook.records import MarkedStretch
from qa.notebook.store import Notebook

FLOUR = "The mayor imported flour from Canada."


def clock() -> Callable[[], str]:
    """A clock that goes on by a second whenever somebody looks."""
    seconds = count()
    return lambda: f"2026-11-26T18:00:{next(seconds):02}.000Z"


@pytest.fixture
def article(harbour: Collection) -> Article:
    """The small article."""
    return harbour.articles[0]


@pytest.fixture
def flour(article: Article) -> MarkedStretch:
    """The sentence on flour, to be kept."""
    start = article.text.index(FLOUR)
    return stretch_of(article, Span(start, start + len(FLOUR)), "Who imported flour?")


@pytest.fixture
def notebook(tmp_path: Path) -> Notebook:
    """An empty notebook."""
    return Notebook(tmp_path / "notebook.sqlite", clock())
