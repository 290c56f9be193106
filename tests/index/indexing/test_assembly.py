"""assembly.py: articles are put together, and only those without vectors are encoded."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import ArticleError
from index.indexing.assembly import assemble
from index.indexing.building import build
from index.indexing.indexed_articles import indexed_article, known_articles
from index.readers.article_files import read_articles
from index.settings import Settings
from tests.doubles import CountingEncoder, WordEncoder


def test_another_model_encodes_all_anew(files: dict[str, Path]) -> None:
    """Vectors of another model are not mixed with its own."""
    previous = build(list(files.values()), Settings(), WordEncoder())
    other = CountingEncoder(fingerprint="other words")
    contents = build(list(files.values()), Settings(), other, previous).contents
    assert len(other.encoded) == len(contents.passages) + len(contents.sentence_vectors)


def test_only_articles_without_vectors_are_encoded(files: dict[str, Path]) -> None:
    """Of two articles, one known, the other's passages and sentences are encoded, and the order is the one given."""
    encoder = CountingEncoder()
    (known,) = known_articles(build([files["railway"]], Settings(), encoder).contents)
    (new,) = [indexed_article(each, str(files["bridge"]), "", Settings()) for each in read_articles(files["bridge"], "auto")]
    encoder.encoded.clear()
    contents = assemble([new, known], Settings(), encoder).contents
    assert [article.id for article in contents.articles] == ["bridge", "railway"]
    sentences = ["The bridge was never finished.", "The mayor wept, and the ice took it in April."]
    assert encoder.encoded == [" ".join(sentences), *sentences]
    assert len(contents.sentence_vectors) == 2 + 3


def test_two_articles_of_one_id_are_not_put_together(files: dict[str, Path]) -> None:
    """An id names one article."""
    (known,) = known_articles(build([files["railway"]], Settings(), WordEncoder()).contents)
    with pytest.raises(ArticleError, match="would both have the id 'railway'"):
        assemble([known, known], Settings(), WordEncoder())
