"""library.py: articles are sent to a service, and answer from there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.intake import JobQueue
from index.intake.worker import Worker
from qa.client import Client, ServiceError
from qa.client.library import ChangedFile
from qa.index_watcher import IndexWatcher
from tests.conftest import RAILWAY
from tests.doubles import WordEncoder
from tests.serving import serving
from web import create_app
from web.service_settings import ServiceSettings


@pytest.fixture
def queue(folder: Path) -> JobQueue:
    """The queue of an index by words alone."""
    return JobQueue(folder)


@pytest.fixture
def client(queue: JobQueue, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    """Somebody who sends files to a service over that index."""
    monkeypatch.setattr("index.maintenance.open_encoder", lambda _: WordEncoder())
    monkeypatch.setattr("index.folder.encoders.weights_sha256", lambda _: "words")
    watcher, settings = IndexWatcher(queue.index_folder, WordEncoder(), every=0.0), ServiceSettings(port=0, writable=True)
    with serving(create_app(watcher, settings, queue=queue), settings) as running, Client(running.address) as asking:
        yield asking


def test_articles_are_added_described_and_removed(client: Client, queue: JobQueue, tmp_path: Path) -> None:
    """Each is a change, which is waited for; what was left out has its sentence."""
    railway, empty, export = (tmp_path / name for name in ("railway.txt", "empty.txt", "z.bib"))
    railway.write_text(RAILWAY, "utf-8")
    empty.write_bytes(b"")
    export.write_text("@book{r, title={On the Railway}, year=1999}\n")
    added = client.add_articles([railway, empty])
    assert (added.kind, added.is_settled) == ("add", False)
    Worker(queue).run()
    added = client.settled(added)
    assert added.files[0] == ChangedFile("railway.txt", "indexed", "", ("railway",))
    assert (added.files[1].outcome, added.files[1].sentence != "") == ("refused", True)
    assert client.article("railway").title == "On the Railway"
    changes = [client.add_bibliographies([export]), client.reread_article("railway"), client.remove_article("railway")]
    Worker(queue).run()
    assert [client.settled(change).files[0].outcome for change in changes] == ["indexed", "indexed", "removed"]


def test_who_waits_in_vain_hears_so(client: Client, tmp_path: Path) -> None:
    """A change that is not done in time, one that there is not, and an upload without files are errors."""
    railway = tmp_path / "railway.txt"
    railway.write_text(RAILWAY, "utf-8")
    with pytest.raises(ServiceError, match="After 0 s the change .* is waiting"):
        client.settled(client.add_articles([railway]), 0.0)
    with pytest.raises(ServiceError, match="There is no job 'nowhere'"):
        client.change("nowhere")
    with pytest.raises(ServiceError, match="must be multipart/form-data"):
        client.add_articles([])
