"""index_watcher.py: a new index is taken up without a restart."""

from __future__ import annotations

import logging
from pathlib import Path
from time import monotonic, sleep

import pytest

from index.collection import Collection
from index.errors import IndexFolderError
from index.maintenance import save_collection, with_articles
from index.settings import Settings
from qa.index_watcher import IndexWatcher
from qa.records import IndexState
from tests.doubles import WordEncoder
from web import create_app


@pytest.fixture
def folder(harbour: Collection, tmp_path: Path) -> Path:
    """An index of the harbour alone."""
    save_collection(harbour, tmp_path / "index")
    return tmp_path / "index"


def waited_for(watched: IndexWatcher, articles: int) -> bool:
    """Ask until so many articles answer, ten seconds at most."""
    end = monotonic() + 10
    while monotonic() < end:
        if len(watched.current().collection.articles) == articles:
            return True
        sleep(0.01)
    return False


def with_railway(harbour: Collection, tmp_path: Path) -> Collection:
    path = tmp_path / "railway.txt"
    path.write_text("On the Railway\n\nThe railway was built by convicts.1 Nobody paid them. It rusted.2\n", "utf-8")
    return with_articles(harbour, [path])


def test_new_index_is_taken_up(harbour: Collection, folder: Path, tmp_path: Path) -> None:
    """What was added to the folder is found by whoever serves it; a request that has begun keeps what it began with."""
    watched = IndexWatcher(folder, WordEncoder(), every=0.0)
    before = watched.current()
    assert len(before.collection.articles) == 1
    save_collection(with_railway(harbour, tmp_path), folder)
    assert waited_for(watched, 2)
    assert watched.current().answerer.rank("Who built the railway?")[0].passage.article_id == "railway"
    assert before.answerer.rank("Who imported flour?")


def test_each_index_that_answers_is_prepared(harbour: Collection, folder: Path, tmp_path: Path) -> None:
    """Whoever watches is called with what is open at first, and with what is taken up, once that answers."""
    prepared: list[int] = []
    watched = IndexWatcher(
        folder, WordEncoder(), every=0.0, prepare=lambda opened: prepared.append(len(opened.collection.articles))
    )
    assert prepared == [1]
    save_collection(with_railway(harbour, tmp_path), folder)
    assert waited_for(watched, 2)
    end = monotonic() + 20
    while len(prepared) < 2 and monotonic() < end:
        sleep(0.01)
    assert prepared == [1, 2]


def test_damaged_index_is_not_taken_up(
    harbour: Collection, folder: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Where the new index cannot be opened, the former goes on answering, and a warning says why – once."""
    watched = IndexWatcher(folder, WordEncoder(), every=0.0)
    save_collection(with_railway(harbour, tmp_path), folder)
    generation = folder / (folder / "CURRENT").read_text().strip()
    (generation / "vocabulary.txt").write_text("nothing\n")
    with caplog.at_level(logging.WARNING):
        assert not watched.current().collection.knows("railway")
        end = monotonic() + 10
        while not caplog.messages and monotonic() < end:
            sleep(0.01)
            watched.current()
    assert len(caplog.messages) == 1
    assert "was not taken up, the former goes on answering" in caplog.messages[0]
    assert "vocabulary.txt" in caplog.messages[0]
    assert watched.current().answerer.rank("Who imported flour?")


def test_folder_that_vanishes(folder: Path, tmp_path: Path) -> None:
    """A folder that is gone while it is served changes nothing; one that was never there is an error."""
    watched = IndexWatcher(folder, WordEncoder(), every=0.0)
    folder.rename(tmp_path / "elsewhere")
    assert watched.current().answerer.rank("Who imported flour?")
    with pytest.raises(IndexFolderError, match="There is no index at"):
        IndexWatcher(folder, WordEncoder())


def test_application_over_a_watched_folder(harbour: Collection, folder: Path, tmp_path: Path) -> None:
    """The API lists what was added, without a restart."""
    watched = IndexWatcher(folder, WordEncoder(), every=0.0)
    client = create_app(watched).test_client()
    assert [article["id"] for article in client.get("/api/articles").get_json()["articles"]] == ["harbour"]
    save_collection(with_railway(harbour, tmp_path), folder)
    assert waited_for(watched, 2)
    assert [article["id"] for article in client.get("/api/articles").get_json()["articles"]] == ["harbour", "railway"]
    assert f"loccit_passages {float(len(watched.current().collection.passages))}" in client.get("/metrics").text


def test_a_folder_is_not_looked_at_all_the_time(harbour: Collection, folder: Path, tmp_path: Path) -> None:
    """Within the time set, a new index is not looked for."""
    watched = IndexWatcher(folder, WordEncoder(), every=3600.0)
    save_collection(with_railway(harbour, tmp_path), folder)
    assert len(watched.current().collection.articles) == 1
    assert Settings() == watched.current().collection.settings


def test_state_tells_what_became_of_new_indexes(harbour: Collection, folder: Path, tmp_path: Path) -> None:
    """The version changes with each index taken up; one that cannot be opened, or a folder that is gone, is a problem."""
    watched = IndexWatcher(folder, WordEncoder(), every=0.0)
    client = create_app(watched).test_client()
    first = watched.state()
    assert (first.version, first.problem) == ((folder / "CURRENT").read_text().strip(), None)
    save_collection(with_railway(harbour, tmp_path), folder)
    assert waited_for(watched, 2)
    second = (folder / "CURRENT").read_text().strip()
    assert watched.state() == IndexState(second, taken_up=1, made=watched.state().made)
    assert watched.state().made > first.made > 0
    folder.rename(tmp_path / "elsewhere")
    watched.current()
    told = client.get("/readyz").get_json()
    assert (told["status"], told["index"], "folder is gone" in told["problem"]) == ("ready", second, True)
    (tmp_path / "elsewhere").rename(folder)
    watched.current()
    assert client.get("/readyz").get_json()["problem"] is None
    save_collection(harbour, folder)
    third = (folder / "CURRENT").read_text().strip()
    (folder / third / "vocabulary.txt").write_text("nothing")
    end = monotonic() + 10
    while not watched.state().failed and monotonic() < end:
        watched.current()
        sleep(0.01)
    assert watched.state().version == second
    assert f"The new index {third} cannot be opened" in client.get("/readyz").get_json()["problem"]
    figures = client.get("/metrics").text
    assert f'loccit_index_info{{version="{second}"}} 1.0' in figures
    assert 'loccit_reloads_total{outcome="taken_up"} 1.0' in figures
    assert 'loccit_reloads_total{outcome="failed"} 0.0' not in figures  # it is tried again, each time as one more


def test_watching_needs_nobody_who_asks(harbour: Collection, folder: Path, tmp_path: Path) -> None:
    """A watched folder's new index is there before the first question after it."""
    watched = IndexWatcher(folder, WordEncoder(), every=0.01)
    watched.watch()
    save_collection(with_railway(harbour, tmp_path), folder)
    end = monotonic() + 10
    while watched.state().taken_up == 0 and monotonic() < end:
        sleep(0.01)
    assert len(watched.current().collection.articles) == 2
