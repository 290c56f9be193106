"""ablations.py, and what index settings it changes: stemming, and paragraphs as passages."""

from __future__ import annotations

import pytest

from index.collection import Collection
from index.errors import SettingsError
from index.maintenance import build_collection, with_settings
from index.settings import Settings
from qa.answering.answerer import Answerer
from qa.evaluating.ablations import answerers, variants
from qa.evaluating.resumable_runs import ablate, prepare_experiment
from qa.evaluating.systems import LocalSystem
from tests.conftest import REPOSITORY, SEED
from tests.doubles import WordEncoder


def test_each_variant_changes_one_thing() -> None:
    """Beside the index as it is, every variant differs from it, and from every other."""
    found = variants(Settings())
    assert found["as it is"] == Settings()
    assert len(set(found.values())) == len(found) == 7


def test_an_index_with_other_settings_is_the_one_built_so(harbour: Collection) -> None:
    """For every variant, the passages and what they score are those of an index built with its settings."""
    path = harbour.index.contents.manifest.sources[0].path
    for name, answerer in answerers(Answerer(harbour)):
        settings = variants(harbour.settings)[name]
        built = build_collection([type(SEED)(path)], settings, WordEncoder())
        assert answerer.collection.settings == settings
        assert answerer.collection.passages == built.passages
        for collection in (answerer.collection, built):
            assert collection.terms_of("ships froze") == (["ships", "froze"] if name == "without stemming" else ["ship", "froze"])
        ours, theirs = (each.search(each.query("Ships entering the harbour"), 3) for each in (answerer.collection, built))
        assert ours == theirs


def test_lexical_only_ranks_by_words_alone(harbour: Collection) -> None:
    """Its order is that of BM25; of semantic search alone, that of the cosines."""
    found = dict(answerers(Answerer(harbour)))
    for name, field in (("lexical only", "lexical"), ("semantic only", "semantic")):
        collection = found[name].collection
        values = [getattr(hit, field) for hit in collection.search(collection.query("Ships in the harbour"), 5)]
        assert values == sorted(values, reverse=True)


def test_paragraphs_are_passages(harbour: Collection) -> None:
    """Each paragraph is one passage, whole."""
    found = dict(answerers(Answerer(harbour)))["paragraphs"].collection
    article = found.articles[0]
    assert [passage.span for passage in found.passages] == [paragraph.span for paragraph in article.paragraphs]


def test_markers_cannot_be_read_otherwise_without_the_files(harbour: Collection) -> None:
    """Settings that shape the reading need the files again."""
    with pytest.raises(SettingsError, match="markers is 'none', but the articles were read with 'auto'"):
        with_settings(harbour, Settings(markers="none"))


def test_ablation_asks_the_same_questions_of_each(answerer: Answerer) -> None:
    """The seed's first questions are asked of every variant, the index as it is first."""
    system = LocalSystem(answerer)
    asked = prepare_experiment(REPOSITORY / "seeds" / "gold.jsonl", system, "dev", 5)
    few = type(asked)(asked.gold, asked.digest, asked.questions[:5], (), "dev", 5, asked.whole_articles)
    runs = ablate(answerer, few)
    assert [run.setup.name for run in runs] == list(variants(Settings()))
    assert all([outcome.question for outcome in run.outcomes] == list(few.questions) for run in runs)
