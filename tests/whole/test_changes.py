"""Articles are changed over a service as a whole: killed, doubled, by several processes, broken off."""

from __future__ import annotations

import os
import signal
import socket
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import httpx2
import pytest

from index.collection import Collection
from index.folder import article_ids
from index.maintenance import save_collection
from index.opening import open_collection
from tests.conftest import BRIDGE, RAILWAY, SEED_ID
from tests.serving import process

PATIENCE = 120.0  # seconds; two cores that others use as well


@pytest.fixture
def folder(collection: Collection, tmp_path: Path) -> Path:
    """An index of the seed article."""
    save_collection(collection, tmp_path / "index")
    return tmp_path / "index"


def send(address: str, **texts: str) -> str:
    """Upload articles; return the address of the job."""
    files = [("files", (f"{name}.txt", text)) for name, text in texts.items()]
    sent = httpx2.post(f"{address}/api/articles", files=files, timeout=PATIENCE)
    assert sent.status_code == 202, sent.text
    return address + sent.headers["Location"]


def awaited(job: str, key: str, *values: object) -> Any:
    """The job, once it is so."""
    end = monotonic() + PATIENCE
    while (told := httpx2.get(job, timeout=PATIENCE).json())[key] not in values:
        assert monotonic() < end, told
        sleep(0.05)
    return told


def test_kill_in_the_middle_leaves_the_index_whole(folder: Path) -> None:
    """After `kill -9` of the service amid an upload's work the index opens, and the next service goes on with it."""
    with process(folder, "--writable") as (running, address):
        job = send(address, railway=RAILWAY, bridge=BRIDGE)
        awaited(job, "state", "working", "done")  # between two looks it may be done
        os.kill(running.pid, signal.SIGKILL)
        running.wait(20)
    assert SEED_ID in [article.id for article in open_collection(folder).articles]
    with process(folder, "--writable") as (_, address):
        told = awaited(address + job[job.index("/api/") :], "taken_up", True)
        assert [item["outcome"] for item in told["items"]] == ["indexed", "indexed"]
        assert httpx2.get(f"{address}/api/articles/bridge", timeout=PATIENCE).status_code == 200
    assert article_ids(folder) == (SEED_ID, "railway", "bridge")


def test_several_processes_agree(folder: Path) -> None:
    """Uploads at once, to whichever process, queue: each article is there once, and every process takes it up."""
    with process(folder, "--writable", "--processes", "2") as (_, address):
        jobs = [send(address, **texts) for texts in ({"railway": RAILWAY}, {"railway": RAILWAY}, {"bridge": BRIDGE})]
        told = [awaited(job, "state", "done") for job in jobs]
        assert [each["items"][0]["outcome"] for each in told] == ["indexed", "known", "indexed"]
        assert article_ids(folder) == (SEED_ID, "railway", "bridge")
        end = monotonic() + PATIENCE
        while (
            len([None for _ in range(8) if httpx2.get(f"{address}/api/articles/bridge", timeout=PATIENCE).status_code == 200]) < 8
        ):
            assert monotonic() < end


def test_an_upload_that_breaks_off_leaves_nothing(folder: Path) -> None:
    """A client that is gone before all has come leaves no job and no file, and others are served."""
    with process(folder, "--writable") as (_, address):
        head = b"POST /api/articles HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=b\r\n"
        part = b'--b\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n' + b"Some words. " * 1000
        with socket.create_connection(("127.0.0.1", int(address.rpartition(":")[2]))) as connection:
            connection.sendall(head + b"Content-Length: 1000000\r\n\r\n" + part)
        assert httpx2.get(f"{address}/api/jobs", timeout=PATIENCE).json() == {"jobs": []}
    assert not (folder.parent / "index-articles" / ".jobs").exists()


def test_kill_while_an_upload_comes_in(folder: Path) -> None:
    """After `kill -9` before all has come there is no job, the index is as it was, and the same file can be sent again."""
    with process(folder, "--writable") as (running, address):
        head = b"POST /api/articles HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=b\r\n"
        part = b'--b\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n' + b"Some words. " * 100_000
        with socket.create_connection(("127.0.0.1", int(address.rpartition(":")[2]))) as connection:
            connection.sendall(head + b"Content-Length: 5000000\r\n\r\n" + part)
            os.kill(running.pid, signal.SIGKILL)
            running.wait(20)
    assert article_ids(folder) == (SEED_ID,)
    with process(folder, "--writable") as (_, address):
        assert httpx2.get(f"{address}/api/jobs", timeout=PATIENCE).json() == {"jobs": []}
        awaited(send(address, railway=RAILWAY), "taken_up", True)
    assert article_ids(folder) == (SEED_ID, "railway")
