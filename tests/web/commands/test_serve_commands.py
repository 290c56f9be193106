"""serve_commands.py: serving, tokens, assistants."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from index.collection import Collection
from index.maintenance import save_collection
from tests.conftest import REPOSITORY
from tests.serving import PROGRAM
from tests.shell import refused, run

PEAK = "How many Japanese troops were there at the peak?"


@pytest.fixture(scope="module")
def folder(collection: Collection, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seed article's index."""
    path = tmp_path_factory.mktemp("cli") / "index"
    save_collection(collection, path)
    return path


@pytest.fixture(scope="module")
def served(folder: Path) -> Iterator[str]:
    """The address of `loccit serve` in a process of its own."""
    command = [*PROGRAM, "serve", "--index", str(folder), "--port", "0"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment, cwd=REPOSITORY
    ) as process:
        assert process.stdout is not None
        try:
            line = process.stdout.readline()
            found = re.search(r"http://127\.0\.0\.1:\d+/", line)
            assert found, line + process.stdout.read()
            yield found[0]
        finally:
            process.terminate()
            process.wait(10)


def test_serve_answers_and_goes_on_after_bad_input(served: str) -> None:
    """A served index answers over HTTP, by waitress, and goes on after what cannot be read."""
    address = served.removeprefix("http://").rstrip("/").split(":")
    with socket.create_connection((address[0], int(address[1])), timeout=10) as connection:
        connection.sendall(b"POST /api/ask HTTP/1.1\r\nHost: x\r\nContent-Length: nonsense\r\n\r\n")
        assert b"400" in connection.recv(4096)
    body = json.dumps({"question": PEAK}).encode()
    request = urllib.request.Request(served + "api/ask", body, {"Content-Type": "application/json"})  # noqa: S310  # ours
    with urllib.request.urlopen(request, timeout=30) as response:  # noqa: S310  # an address of this machine
        assert response.headers["Server"] == "waitress"
        assert json.load(response)["outcome"] == "answer"


def test_address_in_use(served: str, folder: Path) -> None:
    """An address that is taken is refused with what to do."""
    port = served.rstrip("/").rpartition(":")[2]
    told = refused(run("serve", "--index", folder, "--port", port))
    assert told == (
        f"loccit: The address 127.0.0.1:{port} cannot be served on: Address already in use. Name another with --port or --host.\n"
    )


def test_no_such_host(folder: Path) -> None:
    """A host that does not exist is refused in the same way, whatever Python adds to the system's words."""
    told = refused(run("serve", "--index", folder, "--host", "no such"))
    assert re.fullmatch(
        r"loccit: The address no such:8000 cannot be served on: [^()]+\. Name another with --port or --host\.\n", told
    )


def test_token_is_shown_once_and_its_line_kept() -> None:
    """The token goes to the error stream, the line with its hash to standard output; a name of other characters is refused."""
    done = run("token", "ann")
    token = done.stderr.removeprefix("The token, which is not shown again: ").strip()
    assert done.stdout == f"ann sha256:{sha256(token.encode()).hexdigest()}\n"
    assert refused(run("token", "a b")).startswith("loccit: The name 'a b' cannot be a holder's")
