"""match_features.py and learned_ranking.py: how well passages meet a question, against the same worked out one by one."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from index.collection import Collection
from index.maintenance import build_collection
from index.searching.learned_ranking import FEATURES, features, learned_score, weights
from index.settings import Settings
from index.text.analysis import terms
from tests.doubles import WordEncoder

QUESTIONS = (
    "Who imported flour from Canada?",
    "harbour harbour froze January",
    "zyzzyva and the ice",
    "ships",
    "Why did the Ōtani pilot drown in 1918?",
)


def rarity(collection: Collection, term: str) -> float:
    """Lucene's inverse document frequency, over the passages' texts."""
    count = sum(term in terms(passage.text) for passage in collection.passages)
    return float(np.log(1 + (len(collection.passages) - count + 0.5) / (count + 0.5)))


@pytest.fixture(params=["small article", "seed article"])
def searched(request: pytest.FixtureRequest, harbour: Collection) -> Collection:
    """A small article by words alone, and the seed article by the real model."""
    return harbour if request.param == "small article" else request.getfixturevalue("collection")


@pytest.mark.parametrize("question", QUESTIONS)
def test_features_are_what_they_say(searched: Collection, question: str) -> None:
    """Coverages, cosines and pairs are those of the texts, each worked out for itself."""
    query = searched.query(question)
    wanted = {term: rarity(searched, term) for term in query.terms}
    pairs = [pair for pair in dict.fromkeys(pairwise(query.terms)) if pair[0] != pair[1]]
    total = sum(wanted.values())
    positions, _, matches = searched.candidates(query)
    learned = {searched.passages[int(at)].id: score for at, score in zip(positions, learned_score(matches), strict=True)}
    for hit in searched.search(query, 12):
        text = searched.article(hit.passage.article_id).text
        sentences = [terms(span.of(text)) for span in hit.passage.sentences]
        in_sentences = [sum(wanted[t] for t in wanted if t in sentence) / total for sentence in sentences]
        in_passage = sum(wanted[t] for t in wanted if any(t in sentence for sentence in sentences)) / total
        paired = sum(any(pair in set(pairwise(sentence)) for sentence in sentences) for pair in pairs)
        assert hit.coverage == pytest.approx(in_passage, abs=1e-5)
        assert [match.coverage for match in hit.sentences] == pytest.approx(in_sentences, abs=1e-5)
        assert [match.span for match in hit.sentences] == list(hit.passage.sentences)
        joint = [sum(wanted[t] for t in wanted if t in one + other) / total for one, other in pairwise([*sentences, []])]
        assert [match.with_next for match in hit.sentences] == pytest.approx(joint, abs=1e-5)
        best = max(match.cosine for match in hit.sentences)
        values = (max(hit.semantic, 0), max(best, 0), in_passage, max(in_sentences), paired / len(pairs) if pairs else 0.0)
        assert learned[hit.passage.id] == pytest.approx(float(np.dot(weights(), values)), abs=1e-4)


def test_cosines_are_those_of_the_encoder(harbour: Collection) -> None:
    """Passage and sentence cosines are what the encoder gives, but for half precision."""
    query, encoder = harbour.query("Who imported flour?"), WordEncoder()
    for hit in harbour.search(query, 5):
        text = harbour.article(hit.passage.article_id).text
        assert hit.semantic == pytest.approx(float(encoder.encode([hit.passage.text])[0] @ query.vector), abs=1e-3)
        for match in hit.sentences:
            assert match.cosine == pytest.approx(float(encoder.encode([match.span.of(text)])[0] @ query.vector), abs=1e-3)


def test_weights_are_read_from_their_file() -> None:
    """There is a weight for each feature, none speaks against a passage, and together they are 1."""
    assert len(weights()) == len(FEATURES)
    assert weights().min() > 0
    assert weights().sum() == pytest.approx(1.0)


def test_scores_are_shares(harbour: Collection) -> None:
    """Every feature and every score lies between 0 and 1."""
    for question in QUESTIONS:
        _, _, matches = harbour.candidates(harbour.query(question))
        for values in (features(matches), learned_score(matches)):
            assert values.min() >= 0.0
            assert values.max() <= 1.0 + 1e-6


def test_behind_the_reranked_the_others_follow(harbour_file: Path) -> None:
    """All candidates come, the others behind those scored on features, and none above them."""
    few = build_collection([harbour_file], Settings(reranked=2), WordEncoder())
    hits = few.search(few.query("Who imported flour?"), 50)
    assert [hit.rank for hit in hits] == list(range(1, len(few.passages) + 1))
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_a_sentence_with_the_other_form_has_all_of_the_first(tmp_path: Path) -> None:
    """Coverage and pairs count an abbreviation as what it stands for and the reverse, with the weights of what was asked."""
    path = tmp_path / "army.txt"
    path.write_text(
        "Army\n\nThe American Expeditionary Forces (AEF) came late to Siberia. Nobody met them there at all.\n\n"
        "General Graves commanded the AEF in Siberia. Nothing is known of others.\n\n"
        "Somebody else commanded American trains in Siberia. It was cold there.\n"
    )
    collection = build_collection([path], Settings(sentences_per_passage=1), WordEncoder())
    by_short, by_long = (
        {hit.passage.text: hit.coverage for hit in collection.search(collection.query(question), 6)}
        for question in ("Who commanded the AEF in Siberia?", "Who commanded the American Expeditionary Forces in Siberia?")
    )
    answering = "General Graves commanded the AEF in Siberia."
    assert by_short[answering] == by_long[answering] == pytest.approx(1.0)
    assert by_long["Somebody else commanded American trains in Siberia."] < 1.0
    positions, _, matches = collection.candidates(collection.query("Who commanded the American Expeditionary Forces in Siberia?"))
    pairs = {collection.passages[int(at)].text: share for at, share in zip(positions, matches.pairs, strict=True)}
    assert pairs[answering] == pytest.approx(1.0)
