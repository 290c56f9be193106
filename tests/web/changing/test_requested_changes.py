"""requested_changes.py: what a request wants changed becomes a job."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import NoReturn

import pytest
from flask.testing import FlaskClient

from index.intake import JobQueue, job_queue
from qa.opened_index import OpenedIndex
from tests.web.responses import content, problem
from web import create_app
from web.changing import requested_changes
from web.service_settings import ServiceSettings


@pytest.fixture
def queue(tmp_path: Path) -> JobQueue:
    """A queue on which nobody works."""
    return JobQueue(tmp_path / "index")


@pytest.fixture
def client(opened: OpenedIndex, queue: JobQueue) -> FlaskClient:
    """Somebody who sends requests to a service that lets articles be changed."""
    return create_app(opened, ServiceSettings(writable=True, longest_upload=100_000), queue=queue).test_client()


def sent(*files: tuple[str, bytes], **fields: str) -> dict[str, object]:
    return {"data": {"files": [(BytesIO(data), name) for name, data in files], **fields}}


def test_files_become_a_job(client: FlaskClient, queue: JobQueue) -> None:
    """All of them, as they were sent, also where two have one name; what else the form has is passed over."""
    response = client.post("/api/articles", **sent(("a.txt", b"one"), ("b.pdf", b"two"), ("a.txt", b"three"), other="x"))
    told = content(response)
    assert (response.status_code, response.headers["Location"]) == (202, f"/api/jobs/{told['id']}")
    assert (told["kind"], told["state"], told["taken_up"]) == ("add", "waiting", False)
    job = queue.job(told["id"])
    assert [(item.name, item.size) for item in job.items] == [("a.txt", 3), ("b.pdf", 3), ("a.txt", 5)]
    files = queue.files_of(job) / "files"
    assert [path.read_bytes() for path in sorted(files.iterdir())] == [b"one", b"two", b"three"]


@pytest.mark.parametrize("name", ["../../up.txt", "/etc/passwd", "x%0A.txt", "n" * 300 + ".txt", "C:\\a.txt", "\u202etxt.exe"])
def test_any_name_is_taken(client: FlaskClient, queue: JobQueue, name: str) -> None:
    """It leads nowhere, and is shown on one line; whether it can be read is told later."""
    told = content(client.post("/api/articles", **sent((name, b"words"))))
    (item,) = queue.job(told["id"]).items
    assert "\n" not in item.name
    assert len(item.name) <= 120
    assert [path.name for path in (queue.files_of(queue.job(told["id"])) / "files").iterdir()] == ["00000"]


def nothing_is_left(queue: JobQueue) -> bool:
    return not queue.folder.exists() or list(queue.folder.iterdir()) == []


@pytest.mark.parametrize(
    ("request_", "status", "sentence"),
    [
        ({"data": b"x", "content_type": "application/octet-stream"}, 415, "The upload is application/octet-stream, but must be"),
        ({}, 415, "The upload is of no kind, but must be multipart/form-data"),
        ({"json": {"files": []}}, 415, "The upload is application/json"),
        ({"data": b"x", "content_type": "multipart/form-data"}, 400, "The upload is not whole"),
        ({"data": b"x", "content_type": "multipart/form-data; boundary=b"}, 400, "The upload is not whole"),
        ({"data": b'--b\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\nSome wo',
          "content_type": "multipart/form-data; boundary=b"}, 400, "The upload is not whole"),
        ({**sent(other="x"), "content_type": "multipart/form-data"}, 422, "The upload has no file."),
        (sent(("", b"")), 422, "The upload has no file."),
        (sent(("a.txt", b"x" * 200_000)), 413, "The request is too large"),
        (sent(("a.txt", b"x"), other="y" * 300_000), 413, "The request is too large"),
    ],
)  # fmt: skip
def test_what_is_no_upload_leaves_nothing(
    client: FlaskClient, queue: JobQueue, request_: dict[str, object], status: int, sentence: str
) -> None:
    """It is refused with its sentence, and the disk is as it was."""
    assert sentence in problem(client.post("/api/articles", **request_), status)
    assert nothing_is_left(queue)


def test_too_many_files_are_refused(client: FlaskClient, queue: JobQueue, monkeypatch: pytest.MonkeyPatch) -> None:
    """A form of thousands of parts is not taken in."""
    monkeypatch.setattr(requested_changes, "MOST_FILES", 3)
    problem(client.post("/api/articles", **sent(*[("a.txt", b"x")] * 4)), 413)
    assert nothing_is_left(queue)


def test_a_full_queue_says_when_to_come_again(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where too many jobs wait, files and removals are refused alike, for now."""
    monkeypatch.setattr(job_queue, "MOST_WAITING", 0)
    for response in (client.post("/api/articles", **sent(("a.txt", b"x"))), client.delete("/api/articles/" + article(client))):
        assert "0 jobs wait already" in problem(response, 503)
        assert response.headers["Retry-After"] == "30"


def test_a_full_disk_is_told(client: FlaskClient, queue: JobQueue, monkeypatch: pytest.MonkeyPatch) -> None:
    """The client hears the reason and that nothing was changed."""

    def full(*_: object) -> NoReturn:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(job_queue, "_write", full)
    assert "No space left on device. Nothing was changed." in problem(client.post("/api/articles", **sent(("a.txt", b"x"))), 507)
    assert nothing_is_left(queue)


def test_without_a_folder_nothing_is_taken(opened: OpenedIndex) -> None:
    """An index in memory has no place for what comes in."""
    client = create_app(opened, ServiceSettings(writable=True)).test_client()
    assert "no folder" in problem(client.post("/api/articles", **sent(("a.txt", b"x"))), 403)


def article(client: FlaskClient) -> str:
    return str(content(client.get("/api/articles"))["articles"][0]["id"])
