"""change_routes.py: articles are changed by the API, and jobs tell how far that is."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from index.collection import Collection
from index.intake import JobQueue
from index.intake.worker import Worker
from qa.index_watcher import IndexWatcher
from qa.opened_index import OpenedIndex
from tests.conftest import RAILWAY
from tests.doubles import WordEncoder
from tests.waiting import until
from tests.web.responses import content, problem
from web import create_app
from web.service_settings import ServiceSettings


@pytest.fixture
def queue(folder: Path) -> JobQueue:
    """The queue of an index by words alone."""
    return JobQueue(folder)


@pytest.fixture
def client(queue: JobQueue, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """Somebody who sends requests to a service over that index."""
    monkeypatch.setattr("index.maintenance.open_encoder", lambda _: WordEncoder())
    monkeypatch.setattr("index.folder.encoders.weights_sha256", lambda _: "words")
    watcher = IndexWatcher(queue.index_folder, WordEncoder(), every=0.0)
    return create_app(watcher, ServiceSettings(writable=True), queue=queue).test_client()


def taken_up(client: FlaskClient, address: str) -> dict[str, Any]:
    """The job, once what it changed is in the answers."""
    until(lambda: bool(content(client.get(address))["taken_up"]))
    return dict(content(client.get(address)))


def test_an_article_is_added_asked_read_anew_and_removed(client: FlaskClient, queue: JobQueue) -> None:
    """Each is a job, which tells what became of it; no restart is needed."""
    address = client.post("/api/articles", data={"files": (BytesIO(RAILWAY.encode()), "railway.txt")}).headers["Location"]
    Worker(queue).run()
    (item,) = taken_up(client, address)["items"]
    assert (item["outcome"], item["sentence"]) == ("indexed", None)
    (article,) = item["articles"]
    assert (article["id"], article["url"], article["answers"]) == ("railway", "/articles/railway", True)
    assert (article["report"]["notes"], article["report"]["missing"], article["report"]["doubts"]) == (2, [], [])
    asked = content(client.post("/api/ask", json={"question": "Who built the railway?"}))
    found = asked["citations"] or asked["nearest"]
    assert found[0]["passage"]["article"] == "railway"
    address = client.post("/api/articles/railway/reread").headers["Location"]
    Worker(queue).run()
    assert content(client.get(address))["items"][0]["outcome"] == "indexed"
    address = client.delete("/api/articles/railway").headers["Location"]
    Worker(queue).run()
    assert taken_up(client, address)["items"][0]["outcome"] == "removed"
    assert [each["id"] for each in content(client.get("/api/articles"))["articles"]] == ["harbour"]
    assert [job["kind"] for job in content(client.get("/api/jobs"))["jobs"]] == ["remove", "reread", "add"]


@pytest.mark.parametrize(("method", "path"), [("DELETE", "/api/articles/nowhere"), ("POST", "/api/articles/nowhere/reread")])
def test_what_is_not_there_is_not_changed(client: FlaskClient, queue: JobQueue, method: str, path: str) -> None:
    """No job is made of it."""
    assert "There is no article 'nowhere'" in problem(client.open(path, method=method), 404)
    assert queue.latest(1) == ()


@pytest.mark.parametrize("job_id", ["nowhere", "20261126-181609123456-01234567"])
def test_unknown_job(client: FlaskClient, job_id: str) -> None:
    """A job that is not there, or not any more, is told so."""
    assert problem(client.get(f"/api/jobs/{job_id}"), 404).startswith(f"There is no job '{job_id}'")


def test_a_service_that_changes_nothing_has_no_jobs(harbour: Collection) -> None:
    """Its list is empty, and none is known."""
    client = create_app(OpenedIndex.over(harbour)).test_client()
    assert content(client.get("/api/jobs"))["jobs"] == []
    assert "changes no articles" in problem(client.get("/api/jobs/20261126-181609123456-01234567"), 404)


def test_a_bibliography_by_the_api(client: FlaskClient, queue: JobQueue, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is a job like others; one of too many bytes gets its sentence, and nothing is changed."""
    monkeypatch.setattr("index.metadata.bibliographies.MOST_BYTES", 1_000)
    many = b"@book{h, title={On the Harbour}, year=1998}\n" * 50
    sent = client.post("/api/bibliographies", data={"files": (BytesIO(many), "z.bib")})
    assert sent.status_code == 202
    Worker(queue).run()
    (item,) = taken_up(client, sent.headers["Location"])["items"]
    assert (item["outcome"], item["articles"]) == ("refused", [])
    assert item["sentence"].startswith("z.bib has 0 MB, but a bibliography may have 0 MB.")


def test_files_of_any_length_come_in(client: FlaskClient) -> None:
    """Several files that are longer than what is parsed at once are taken as they are."""
    files = [(BytesIO(b"Some words.\n" * 2_500), f"file-{number}.txt") for number in range(5)]
    sent = client.post("/api/articles", data={"files": files})
    assert sent.status_code == 202
    assert [item["size"] for item in sent.get_json()["items"]] == [30_000] * 5
