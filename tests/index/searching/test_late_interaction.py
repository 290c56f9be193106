"""late_interaction.py: the best passages compared with the question token by token, against the same by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.collection import Collection
from index.encoding.encoder import Vectors
from index.indexing.building import build
from index.maintenance import build_collection, save_collection, with_articles, without_articles
from index.opening import open_collection
from index.records import Hit
from index.searching.learned_ranking import learned_score
from index.settings import SUM, Settings
from tests.conftest import TEXT
from tests.doubles import WordEncoder

QUESTIONS = ("Who imported flour from Canada?", "harbour froze in January", "zyzzyva", "Why did the Ōtani pilot drown in 1918?")
WITHOUT = Settings(late_interaction=0.0)


def near(question: Vectors, texts: list[str]) -> float:
    """The mean over a question's tokens of the highest cosine with a token of the texts, in steps of a 127th."""
    tokens = np.concatenate([np.round(own * 127) / 127 for own in WordEncoder().encode_tokens(texts).tokens])
    return float(np.mean([max(min(float(one @ other), 1.0) for other in tokens) for one in question]))


def learned(collection: Collection, question: str) -> dict[str, float]:
    """What the features alone say of each passage."""
    positions, _, matches = collection.candidates(collection.query(question))
    return {collection.passages[int(at)].id: float(score) for at, score in zip(positions, learned_score(matches), strict=True)}


def searched(collection: Collection, question: str) -> tuple[Hit, ...]:
    return collection.search(collection.query(question), 50)


@pytest.mark.parametrize("question", QUESTIONS)
def test_score_is_the_arithmetic(harbour: Collection, question: str) -> None:
    """How near passage and best sentence come is added to what the features say, two fifths of each, and the sum is 1 at most."""
    features, tokens = learned(harbour, question), harbour.query(question).tokens
    for hit in searched(harbour, question):
        sentences = [span.of(harbour.articles[0].text) for span in hit.passage.sentences]
        each = [near(tokens, [sentence]) for sentence in sentences]
        closeness = max(near(tokens, sentences) + max(each), 0.0)
        assert [match.max_sim for match in hit.sentences] == pytest.approx(each, abs=1e-5)
        pairs = [near(tokens, sentences[at : at + 2]) for at in range(len(sentences))]
        assert [match.max_sim_with_next for match in hit.sentences] == pytest.approx(pairs, abs=1e-5)
        assert hit.score == pytest.approx((features[hit.passage.id] + 0.4 * closeness) / 1.8, abs=1e-5)


def test_what_says_the_question_itself_has_the_full_score(tmp_path: Path) -> None:
    """A passage that is the question in the same words is scored 1, and none above it."""
    (tmp_path / "ice.txt").write_text("On Ice\n\nThe harbour froze in January.\n", "utf-8")
    collection = build_collection([tmp_path], Settings(), WordEncoder())
    (hit,) = searched(collection, "The harbour froze in January.")
    assert hit.score == pytest.approx(1.0, abs=0.01)
    assert hit.score <= 1.0 + 1e-6


@pytest.mark.parametrize("question", QUESTIONS)
def test_behind_the_compared_the_others_follow(harbour_file: Path, question: str) -> None:
    """Only the best are compared; the others follow in the order of their features, and none is scored above these."""
    collection = build_collection([harbour_file], Settings(late_passages=2), WordEncoder())
    hits, features = searched(collection, question), learned(collection, question)
    by_features = sorted(features, key=features.__getitem__, reverse=True)
    assert {hit.passage.id for hit in hits[:2]} == set(by_features[:2])
    assert [hit.passage.id for hit in hits[2:]] == by_features[2:]
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(match.max_sim is not None for hit in hits[:2] for match in hit.sentences)
    assert all(match.max_sim is None for hit in hits[2:] for match in hit.sentences)


@pytest.mark.parametrize("settings", [WITHOUT, Settings(fusion=SUM)])
def test_index_without_it_holds_no_tokens(harbour_file: Path, settings: Settings) -> None:
    """Weighed with nothing, or where no weights are learned, no token is kept, and none is compared."""
    collection = build_collection([harbour_file], settings, WordEncoder())
    assert len(collection.index.contents.tokens.rows) == 0
    for hit in searched(collection, QUESTIONS[0]):
        assert {match.max_sim for match in hit.sentences} == {None}
        if settings == WITHOUT:
            assert hit.score == pytest.approx(learned(collection, QUESTIONS[0])[hit.passage.id], abs=1e-6)


@pytest.mark.parametrize("steps", [(WITHOUT, Settings()), (Settings(), WITHOUT), (Settings(), Settings(late_interaction=0.5))])
def test_turned_on_and_off(harbour_file: Path, steps: tuple[Settings, Settings]) -> None:
    """Over a previous index that had it otherwise, a build gives what one from nothing gives."""
    previous = build([harbour_file], steps[0], WordEncoder())
    over = Collection(build([harbour_file], steps[1], WordEncoder(), previous))
    anew = build_collection([harbour_file], steps[1], WordEncoder())
    assert np.array_equal(over.index.contents.tokens.rows, anew.index.contents.tokens.rows)
    assert [searched(over, question) for question in QUESTIONS] == [searched(anew, question) for question in QUESTIONS]


def test_saved_opened_and_added_to_it_answers_alike(harbour_file: Path, tmp_path: Path) -> None:
    """Read from the folder, an index compares as in memory, and takes on articles as if built at once; to the last bit."""
    other = tmp_path / "railway.txt"
    other.write_text(TEXT.replace("harbour", "station").replace("Harbour", "Railway"), "utf-8")
    save_collection(build_collection([harbour_file], Settings(), WordEncoder()), tmp_path / "index")
    opened = open_collection(tmp_path / "index", encoder=WordEncoder())
    added, at_once = with_articles(opened, [other]), build_collection([harbour_file, other], Settings(), WordEncoder())
    alone = build_collection([harbour_file], Settings(), WordEncoder())
    assert [searched(opened, question) for question in QUESTIONS] == [searched(alone, question) for question in QUESTIONS]
    assert [searched(added, question) for question in QUESTIONS] == [searched(at_once, question) for question in QUESTIONS]
    assert added.index.contents.tokens.starts.tolist() == at_once.index.contents.tokens.starts.tolist()
    removed = without_articles(added, ["railway"])
    assert [searched(removed, question) for question in QUESTIONS] == [searched(alone, question) for question in QUESTIONS]


@pytest.mark.parametrize("question", ["How many Japanese troops were there at the peak?", "Who was Graves?"])
def test_a_passage_comes_as_near_among_few_as_among_all(collection: Collection, question: str) -> None:
    """Within one section each passage has the score, to the last digit that is printed, that it has among all."""
    query, article = collection.query(question), collection.articles[0]
    among_all = {hit.passage.id: round(hit.score, 6) for hit in collection.search(query, 20)}
    section = next(iter(collection.search(query, 1))).passage.section
    among_few = {hit.passage.id: round(hit.score, 6) for hit in collection.search(query, 20, article.id, section)}
    common = [passage_id for passage_id, score in among_few.items() if passage_id in among_all]
    compared = [passage_id for passage_id in common if among_few[passage_id] == among_all[passage_id]]
    assert compared == common
