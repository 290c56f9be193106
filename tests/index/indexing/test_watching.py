"""watching.py: who watches how an index is built."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from index.indexing import BuildOptions, add, build
from index.indexing.watching import Unwatched
from index.records import Article
from index.settings import Settings
from tests.doubles import CountingEncoder, WordEncoder
from tests.index.pdfium.test_reading_process import written


class Writing(Unwatched):
    """Writes down what it is told."""

    def __init__(self) -> None:
        self.told: list[tuple[object, ...]] = []

    def begins(self, path: Path) -> None:
        """Write it down."""
        self.told.append(("begins", path.name))

    def turns(self, page: int, pages: int) -> None:
        """Write it down."""
        self.told.append(("turns", page, pages))

    def has_read(self, path: Path, found: Sequence[tuple[Article, str]]) -> None:
        """Write it down."""
        self.told.append(("has read", path.name, *(article.id for article, _ in found)))

    def has_encoded(self, texts: int, of: int) -> None:
        """Write it down."""
        self.told.append(("has encoded", texts, of))


def test_each_step_is_told(files: dict[str, Path]) -> None:
    """What is read is told file by file, what is encoded chunk by chunk, passages and sentences together."""
    watch = Writing()
    built = build([files["railway"], files["bridge"]], Settings(), WordEncoder(), options=BuildOptions(watch=watch))
    passages, sentences = len(built.contents.passages), len(built.contents.sentence_vectors)
    assert watch.told == [
        ("begins", "railway.txt"),
        ("has read", "railway.txt", "railway"),
        ("begins", "bridge.txt"),
        ("has read", "bridge.txt", "bridge"),
        ("has encoded", passages, passages + sentences),
        ("has encoded", passages + sentences, passages + sentences),
    ]


@pytest.mark.parametrize("anew", [True, False])
def test_a_file_that_is_known_is_read_anew_where_that_is_wanted(files: dict[str, Path], anew: bool) -> None:
    """Else it is taken over, and there is nothing to tell but that it was looked at."""
    watch, encoder = Writing(), CountingEncoder()
    built = build([files["railway"], files["bridge"]], Settings(), encoder)
    encoder.encoded.clear()
    added = add(built, [files["bridge"]], encoder, BuildOptions(watch=watch, anew=anew))
    assert [article.id for article in added.contents.articles] == ["railway", "bridge"]
    assert [told[0] for told in watch.told] == (["begins", "has read", "has encoded", "has encoded"] if anew else ["begins"])
    assert bool(encoder.encoded) is anew


def test_pages_of_a_pdf_are_told(tmp_path: Path) -> None:
    """Each page is told as it is begun, with how many there are."""
    watch = Writing()
    build([written(tmp_path / "two.pdf")], Settings(), WordEncoder(), options=BuildOptions(watch=watch))
    assert watch.told[:4] == [("begins", "two.pdf"), ("turns", 1, 2), ("turns", 2, 2), ("has read", "two.pdf", "two")]
