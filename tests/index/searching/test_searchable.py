"""searchable.py: the contract that every kind of collection keeps."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from index.collection import UnknownPassageError, UnknownSectionError
from index.errors import UnknownArticleError
from index.maintenance import build_collection
from index.searching import Searchable
from index.settings import Settings
from qa.opened_index import OpenedIndex
from qa.records import Answer
from tests.doubles import WordEncoder
from tests.sharded import on_disk

Kind = Callable[[Path], Searchable]


def on_one_machine(articles: Path) -> Searchable:
    return build_collection([articles], Settings(), WordEncoder())


def in_shards(count: int) -> Kind:
    def built(articles: Path) -> Searchable:
        return on_disk(build_collection([articles], Settings(), WordEncoder()), articles / "index", count, WordEncoder())

    return built


KINDS: dict[str, Kind] = {
    "one machine": on_one_machine,
    **{f"{count} shards": in_shards(count) for count in (1, 2, 3)},
}


@pytest.fixture(params=list(KINDS))
def searched(request: pytest.FixtureRequest, files: dict[str, Path]) -> Searchable:
    """Three articles in a collection of each kind."""
    return KINDS[request.param](files["harbour"].parent)


def test_articles_and_passages_stand_in_order(searched: Searchable) -> None:
    """Articles are found by their ids, passages by theirs, and passages stand in the order of the articles."""
    ids = [article.id for article in searched.articles]
    assert ids == ["bridge", "harbour", "railway"]
    assert [searched.article(article_id).id for article_id in ids] == ids
    assert list(dict.fromkeys(passage.article_id for passage in searched.passages)) == ids
    assert [searched.passage(passage.id) for passage in searched.passages] == list(searched.passages)
    assert searched.passage_from("bridge", searched.article("bridge").sentences[0]).article_id == "bridge"


def test_what_is_not_there(searched: Searchable) -> None:
    """Unknown articles, passages and sections are refused at once, each with what there is."""
    query = searched.query("Who paid?")
    with pytest.raises(UnknownArticleError, match="There is no article 'canal'. There are: bridge, harbour, railway."):
        searched.hits(query, "canal")
    with pytest.raises(UnknownPassageError):
        searched.passage("canal.0-1")
    with pytest.raises(UnknownSectionError, match="Its sections are: I. The Ice; II. The Thaw."):
        searched.hits(query, "harbour", ("III. The Flood",))


def test_a_question_is_read(searched: Searchable) -> None:
    """Misspelt words are read as words of the text, unknown ones as themselves."""
    assert searched.query("Who were the convikts?").read_as == (("convikts", "convicts"),)
    assert searched.knows("convict")
    assert [searched.knows("convict", each.id) for each in searched.articles] == [False, False, True]
    assert not searched.knows("zyzzyva")
    assert searched.terms_of("The ships entered") == ["ship", "enter"]


def test_the_best_come_first(searched: Searchable) -> None:
    """Of all articles, of one, of a section: ranks count from 1 and the words of the question are found."""
    query = searched.query("Who built the railway by the harbour?")
    everywhere = searched.search(query, 50)
    assert everywhere[0].passage.article_id == "railway"
    assert [hit.rank for hit in everywhere] == list(range(1, len(everywhere) + 1))
    assert {hit.passage.article_id for hit in searched.search(query, 50, "bridge")} == {"bridge"}
    assert {hit.passage.section for hit in searched.search(query, 50, "harbour", ("II. The Thaw",))} == {("II. The Thaw",)}
    assert searched.hits(query).not_asked == ()


def test_it_answers_and_verifies(searched: Searchable) -> None:
    """Whoever answers and verifies finds what it needs, and a whole answer misses nothing."""
    opened = OpenedIndex.over(searched, threshold=0.0)
    answer = opened.answerer.ask("Who imported flour from Canada?")
    assert isinstance(answer, Answer)
    assert answer.citations[0].quotation == "The mayor imported flour from Canada."
    (place,) = opened.verifier.verify("Nobody paid them.").places
    assert place.article_id == "railway"
