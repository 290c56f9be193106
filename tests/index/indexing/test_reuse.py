"""reuse.py: what is known is used again where neither the file nor a setting makes it otherwise."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from index.collection import Collection
from index.indexing.building import build
from index.indexing.indexed_articles import known_articles
from index.indexing.reuse import adapted_articles, reusable_by_file
from index.maintenance import build_collection
from index.settings import Settings
from tests.comparing import same
from tests.doubles import WordEncoder


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


def test_what_a_setting_shapes_is_worked_out_anew(files: dict[str, Path]) -> None:
    """Other windows lose the vectors, other terms do not, and another reading leaves nothing to be used again."""
    contents = build([files["bridge"]], Settings(), WordEncoder()).contents
    (before,) = known_articles(contents)
    (unstemmed,) = adapted_articles(contents, Settings(stemming=False))
    assert unstemmed.passage_vectors is not None
    assert ("finish" in before.terms.vocabulary, "finish" in unstemmed.terms.vocabulary) == (True, False)
    (short,) = adapted_articles(contents, Settings(sentences_per_passage=1))
    assert (short.passage_vectors, short.windows[:, 1:].tolist()) == (None, [[0, 1], [1, 2]])
    assert reusable_by_file(contents, Settings(markers="none")) == {}


def test_token_vectors_are_missed_only_where_they_are_wanted(files: dict[str, Path]) -> None:
    """An index without tokens' vectors gives none for one that compares them; the other way round all is kept."""
    without, compared = Settings(late_interaction=0.0), Settings()
    (found,) = adapted_articles(build([files["bridge"]], without, WordEncoder()).contents, compared)
    assert found.sentence_vectors is None
    (found,) = adapted_articles(build([files["bridge"]], compared, WordEncoder()).contents, without)
    assert found.sentence_vectors is not None


def test_an_article_of_a_file_that_is_not_whole_is_not_used_again(files: dict[str, Path]) -> None:
    """Where articles of its file were removed, the file has to be read; else it is found by its path and content."""
    contents = build([files["bridge"]], Settings(), WordEncoder()).contents
    digest = sha256(files["bridge"].read_bytes()).hexdigest()
    assert list(reusable_by_file(contents, Settings())) == [(str(files["bridge"]), digest)]
    sources = tuple(replace(source, partial=True) for source in contents.manifest.sources)
    partial = replace(contents, manifest=replace(contents.manifest, sources=sources))
    assert reusable_by_file(partial, Settings()) == {}
