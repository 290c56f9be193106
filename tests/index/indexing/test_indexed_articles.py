"""indexed_articles.py: an index is taken apart into what belongs to each article."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import numpy as np

from index.collection import Collection
from index.indexing.assembly import assemble
from index.indexing.building import build
from index.indexing.indexed_articles import analysed, indexed_article, known_articles
from index.readers.article_files import read_articles
from index.settings import Settings
from tests.comparing import same
from tests.doubles import WordEncoder


def test_an_index_is_its_articles_parts(files: dict[str, Path]) -> None:
    """Each article has its own windows, terms and vectors, and put together again they are the index."""
    encoder = WordEncoder()
    whole = build([files["railway"], files["bridge"]], Settings(), encoder)
    railway, bridge = known_articles(whole.contents)
    (alone,) = known_articles(build([files["bridge"]], Settings(), encoder).contents)
    assert (railway.article.id, bridge.article.id) == ("railway", "bridge")
    assert bridge.windows.tolist() == alone.windows.tolist() == [[0, 0, 2]]
    for name in ("passage_vectors", "sentence_vectors"):
        assert np.array_equal(getattr(bridge, name), getattr(alone, name))
    assert same(Collection(assemble([railway, bridge], Settings(), encoder)), Collection(whole))


def test_an_article_that_was_read_has_no_vectors_yet(files: dict[str, Path]) -> None:
    """What is worked out at once are its windows and terms; its identity outlasts a move."""
    (article,) = read_articles(files["bridge"], "auto")
    here, there = (indexed_article(article, path, "", Settings()) for path in ("/here/bridge.txt", "/there/bridge.txt"))
    assert (here.passage_vectors, here.sentence_vectors, here.token_vectors) == (None, None, None)
    assert here.source.identity == there.source.identity == ("bridge", sha256(files["bridge"].read_bytes()).hexdigest())
    assert here.windows.tolist() == [[0, 0, 2]]


def test_terms_are_those_of_each_sentence(files: dict[str, Path]) -> None:
    """With stemming or without, as the settings say."""
    (article,) = read_articles(files["bridge"], "auto")
    for settings, word in ((Settings(), "finish"), (Settings(stemming=False), "finished")):
        found = analysed(article, settings)
        first = [found.vocabulary[number] for number in found.between(0, 1)]
        assert word in first
        assert "april" not in first
