"""sharded_collection.py: the same bytes from shards as from one index, however it is cut."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.collection import Collection, NotAskedError, ScoredCollection
from index.judging import open_judge
from index.maintenance import build_collection, with_articles
from index.searching import semantic_index
from index.settings import RRF, SUM, Settings
from qa.answering import Answerer
from qa.records import GoldQuestion
from tests.conftest import BRIDGE, RAILWAY, TEXT
from tests.doubles import WordEncoder
from tests.sharded import in_memory, on_disk
from web.schemas import ask_response

WORDS = "harbour ice flour mayor ships bridge railway convicts Japan Siberia note HRB troops in of".split()
MILL = "On the Mill\n\nThe Old Mill Company (OMC) ground flour.1 The OMC sold it in Japan.2\n"
HABITS = [Settings(), Settings(late_interaction=0.0), Settings(fusion=SUM), Settings(fusion=RRF, candidates=3)]
DEEP = Settings(reranked=3, late_passages=2, candidates=4)


def answers(collection: ScoredCollection, questions: list[tuple[str, str | None]], answerer: Answerer | None = None) -> list[str]:
    """What each question gets, as the bytes that a client would see, but for the time."""
    answerer = answerer or Answerer(collection)
    return [ask_response(collection, answerer.ask(question, 5, own), 0.0).model_dump_json() for question, own in questions]


@pytest.fixture(scope="module")
def library(collection: Collection, tmp_path_factory: pytest.TempPathFactory) -> Collection:
    """The seed article and seven others, with the real model."""
    folder = tmp_path_factory.mktemp("library")
    parts = {"a-harbour": TEXT, "b-railway": RAILWAY, "c-bridge": BRIDGE}
    for name, text in parts.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
        (folder / f"{name}-again.txt").write_text(text.replace("The", "That"), "utf-8")
    (folder / "d-mill.txt").write_text(
        "On the Mill\n\nThe Old Mill Company (OMC) ground flour.1 The OMC sold it in Japan.2\n", "utf-8"
    )
    return with_articles(collection, [folder])


@pytest.mark.parametrize("shards", [1, 2, 4, 7])
def test_gold_questions_get_the_same_bytes(
    library: Collection, gold: tuple[GoldQuestion, ...], tmp_path: Path, shards: int
) -> None:
    """Gold questions of the seed, asked of it alone and of all articles, some read by the judge: what one index says."""
    asked = [(question.question, own) for question in gold[::7] for own in (question.article, None)]
    sharded, judge = on_disk(library, tmp_path / "index", shards), open_judge()
    assert len(sharded.whole.head.shards) == shards
    assert answers(sharded, asked) == answers(library, asked)
    read = asked[::8]
    assert answers(sharded, read, Answerer(sharded, judge=judge)) == answers(library, read, Answerer(library, judge=judge))


def test_readings_are_the_same(library: Collection, tmp_path: Path) -> None:
    """Misspelt words, abbreviations that only one shard defines, and terms that none or one of them has."""
    sharded = on_disk(library, tmp_path / "index", 7)
    for question in ("Who were the convikts?", "What did the OMC sell?", "the Old Mill Company", "zyzzyva flour", "?!"):
        one, other = library.query(question), sharded.query(question)
        assert (one.terms, one.ids, one.read_as, one.alternatives) == (other.terms, other.ids, other.read_as, other.alternatives)
    for term in ("convict", "zyzzyva", "flour"):
        for article in (None, *(each.id for each in library.articles)):
            assert library.knows(term, article) == sharded.knows(term, article)
    assert list(library.passages) == list(sharded.passages)
    for each in library.articles:
        for sentence in each.sentences[:20]:
            assert [*library.copies(each.id, sentence)] == [*sharded.copies(each.id, sentence)]
    assert [source.article_id for source in library.sources] == [source.article_id for source in sharded.sources]


@settings(max_examples=25)
@given(st.data())
def test_any_collection_cut_anyhow_finds_the_same(data: st.DataObject) -> None:
    """Random articles of few words, with many ties; random cuts, also crosswise; random settings; every hit, to the bit."""
    sentence = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(lambda words: " ".join(words).capitalize() + ".")
    texts = data.draw(st.lists(st.lists(sentence, min_size=1, max_size=9), min_size=1, max_size=7))
    wanted = data.draw(st.sampled_from([*HABITS, DEEP]))
    shards = data.draw(st.lists(st.integers(0, 3), min_size=len(texts), max_size=len(texts)))
    numbers = {shard: number for number, shard in enumerate(dict.fromkeys(shards))}
    parts = [[at for at, shard in enumerate(shards) if numbers[shard] == number] for number in range(len(numbers))]
    with TemporaryDirectory() as folder:
        for at, sentences in enumerate(texts):
            (Path(folder) / f"{at}.txt").write_text(f"Title {at}\n\n" + " ".join(sentences) + "\n", "utf-8")
        one = build_collection([Path(folder)], wanted, WordEncoder())
    other = in_memory(one, parts)
    for question in data.draw(st.lists(sentence, min_size=1, max_size=3)):
        query = one.query(question)
        assert one.search(query, 1000) == other.search(other.query(question), 1000)
        own = data.draw(st.sampled_from(one.articles)).id
        assert one.search(query, 1000, own) == other.search(other.query(question), 1000, own)
        some = data.draw(st.lists(st.sampled_from([article.id for article in one.articles]), min_size=1, unique=True))
        assert one.search(query, 1000, some) == other.search(other.query(question), 1000, some)


def test_clusters_are_those_of_the_whole(library: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A large index looks for vectors in clusters; its shards look in the same, and find the same."""
    monkeypatch.setattr(semantic_index, "FLAT_UP_TO", 100)
    clustered = build_collection(
        [Path(source.path) for source in library.sources], Settings(candidates=20), library.index.encoder
    )
    assert clustered.index.contents.semantic.clusters is not None
    sharded = on_disk(clustered, tmp_path / "index", 4)
    asked: list[tuple[str, str | None]] = [("Who commanded in Siberia?", None), ("Who sold flour in Japan?", None)]
    assert answers(sharded, asked) == answers(clustered, asked)


def test_what_is_not_asked_is_told(library: Collection) -> None:
    """Where a shard cannot be asked, the hits are those of the others, and its articles are named; alone it cannot be asked."""
    count = len(library.articles)
    partial = in_memory(library, [range(count - 1), [count - 1]], missing=frozenset({1}))
    last = library.articles[-1].id
    hits = partial.hits(partial.query("Who sold flour?"))
    assert hits.not_asked == (last,)
    assert last not in {hit.passage.article_id for hit in hits}
    with pytest.raises(NotAskedError, match=f"The article '{last}' cannot be asked now"):
        partial.hits(partial.query("Who sold flour?"), last)
    none = in_memory(library, [range(count - 1), [count - 1]], missing=frozenset({0, 1}))
    with pytest.raises(NotAskedError, match="None of the articles can be asked now"):
        none.search(none.query("Who sold flour?"), 5)


def test_articles_are_taken_in_slices(library: Collection) -> None:
    """As from a list."""
    sharded = in_memory(library, [range(0, len(library.articles), 2), range(1, len(library.articles), 2)])
    assert tuple(sharded.articles) == tuple(library.articles)
    assert sharded.articles[1:3] == tuple(library.articles)[1:3]
    assert sharded.articles[-1] == library.articles[-1]


def test_an_answer_says_what_was_not_asked(library: Collection) -> None:
    """To whoever asks by the API, with each question; from a whole collection nothing is missing."""
    count = len(library.articles)
    partial = in_memory(library, [range(count - 2), [count - 2, count - 1]], missing=frozenset({1}))
    away = [article.id for article in library.articles[count - 2 :]]
    for question in ("Who sold flour in Japan?", "What is a zyzzyva?"):
        result = Answerer(partial).ask(question)
        assert list(result.not_asked) == away
        assert ask_response(partial, result, 0.0).partial == away
        assert ask_response(library, Answerer(library).ask(question), 0.0).partial == []
