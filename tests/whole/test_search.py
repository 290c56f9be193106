"""The contract of search: what lexical, semantic and fused search all keep, by `Collection.search`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.collection import Collection, UnknownSectionError
from index.errors import UnknownArticleError
from index.maintenance import build_collection, save_collection
from index.opening import open_collection
from index.records import Hit
from index.settings import RRF, SUM, Settings
from tests.conftest import TEXT
from tests.doubles import WordEncoder

KINDS = {
    "lexical": Settings(fusion=SUM, lexical_weight=1.0),
    "semantic": Settings(fusion=SUM, lexical_weight=0.0),
    "fused": Settings(fusion=SUM),
    "reciprocal ranks": Settings(fusion=RRF),
    "learned": Settings(),
}


@pytest.fixture(params=list(KINDS))
def searched(request: pytest.FixtureRequest, tmp_path: Path) -> Collection:
    """Two articles, searched by words, by vectors, and by both in each way."""
    (tmp_path / "harbour.txt").write_text(TEXT, "utf-8")
    (tmp_path / "railway.txt").write_text(TEXT.replace("harbour", "station").replace("Harbour", "Railway"), "utf-8")
    return build_collection([tmp_path], KINDS[request.param], WordEncoder())


def search(collection: Collection, question: str, limit: int = 5, article_id: str | None = None) -> tuple[Hit, ...]:
    return collection.search(collection.query(question), limit, article_id)


def test_best_first(searched: Collection) -> None:
    """The passage with the question's words comes first; ranks count from 1 and scores fall."""
    hits = search(searched, "Who imported Canadian flour?")
    assert "flour" in hits[0].passage.text
    assert [hit.rank for hit in hits] == [1, 2, 3, 4, 5]
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


@pytest.mark.parametrize("weight", [1.0, 0.0, 0.5])
def test_score_is_the_weighted_sum(weight: float, harbour_file: Path) -> None:
    """A hit's score is its scaled BM25 score and cosine, by weight, worked out again from all hits."""
    searched = build_collection([harbour_file], Settings(fusion=SUM, lexical_weight=weight), WordEncoder())
    hits = search(searched, "Who imported flour?", len(searched.passages))
    lexical, semantic = [hit.lexical for hit in hits], [hit.semantic for hit in hits]
    for hit in hits:
        by_words = (hit.lexical - min(lexical)) / (max(lexical) - min(lexical))
        by_meaning = (hit.semantic - min(semantic)) / (max(semantic) - min(semantic))
        assert hit.score == pytest.approx(weight * by_words + (1 - weight) * by_meaning, abs=1e-5)


def test_unseen_word_and_no_word(searched: Collection) -> None:
    """A question without any known word, or any word, still ends, with no lexical score and no passage twice."""
    for question in ("zyzzyva", "?!", ""):
        hits = search(searched, question, 50)
        assert {hit.lexical for hit in hits} == {0.0}
        assert len({hit.passage.id for hit in hits}) == len(hits)


def test_limit_beyond_size(searched: Collection) -> None:
    """Asked for more than there is, search gives all there is, once."""
    hits = search(searched, "harbour", 10_000)
    assert sorted(hit.passage.id for hit in hits) == sorted(passage.id for passage in searched.passages)


def test_ties_are_stable(searched: Collection) -> None:
    """Passages of equal score come in the order of the collection, each time."""
    positions = {passage.id: position for position, passage in enumerate(searched.passages)}
    hits = search(searched, "zyzzyva", 50)
    tied = [positions[hit.passage.id] for hit in hits if hit.score == hits[-1].score]
    assert tied == sorted(tied)
    assert search(searched, "zyzzyva", 50) == hits


def test_one_article_alone(searched: Collection) -> None:
    """A filter by article gives all of that article's passages and nothing else; an unknown one is an error."""
    hits = search(searched, "harbour", 50, "railway")
    assert {hit.passage.article_id for hit in hits} == {"railway"}
    assert len(hits) == sum(passage.article_id == "railway" for passage in searched.passages)
    with pytest.raises(UnknownArticleError, match="There is no article 'nowhere'. There are: harbour, railway"):
        search(searched, "harbour", 50, "nowhere")


def test_one_section_alone(searched: Collection) -> None:
    """A filter by section gives all passages below that heading, however few; an unknown one is an error that names them."""
    query = searched.query("harbour")
    hits = searched.search(query, 50, "harbour", ("I. The Ice",))
    inside = [
        passage for passage in searched.passages if (passage.article_id, passage.section[:1]) == ("harbour", ("I. The Ice",))
    ]
    assert {hit.passage.id for hit in hits} == {passage.id for passage in inside}
    assert searched.search(query, 50, "harbour", ("i. the  ice",)) == hits
    with pytest.raises(UnknownSectionError, match="has no section 'The Fog'. Its sections are: I. The Ice; II. The Thaw."):
        searched.search(query, 50, "harbour", ("The Fog",))


def test_saved_and_opened_it_answers_alike(searched: Collection, tmp_path: Path) -> None:
    """An index that was saved and opened gives the same hits with the same scores."""
    folder = tmp_path / "index"
    save_collection(searched, folder)
    opened = open_collection(folder, encoder=WordEncoder())
    for question in ("Who imported flour?", "ships in April", "zyzzyva"):
        assert search(opened, question, 50) == search(searched, question, 50)


def test_candidates_of_either_search_are_fused(tmp_path: Path) -> None:
    """With few candidates, the best by words and the best by meaning are both among the hits."""
    (tmp_path / "harbour.txt").write_text(TEXT, "utf-8")
    collection = build_collection([tmp_path], Settings(candidates=1, sentences_per_passage=1), WordEncoder())
    hits = search(collection, "Who imported flour?", 50)
    assert 1 <= len(hits) <= 2
    assert "flour" in hits[0].passage.text


def test_twin_of_the_passages_can_be_read(harbour: Collection, tmp_path: Path) -> None:
    """The saved passages are JSON lines with their text, section and notes in plain sight."""
    save_collection(harbour, tmp_path / "index")
    name = (tmp_path / "index" / "CURRENT").read_text().strip()
    lines = (tmp_path / "index" / name / "passages.jsonl").read_text("utf-8").splitlines()
    first = json.loads(lines[0])
    assert first["text"].startswith("The harbour froze in January.")
    assert first["section"] == ["I. The Ice"]
    assert [note["label"] for note in first["notes"]] == ["1", "2"]
