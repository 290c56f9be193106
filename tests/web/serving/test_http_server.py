"""http_server.py: what clients may do to it, and how it stops."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Event
from time import monotonic, sleep
from typing import Any

import httpx2
import pytest
from flask import Flask, request

from index.collection import Collection
from qa.opened_index import OpenedIndex
from tests.serving import Served, serving
from web import create_app
from web.service_settings import ServiceSettings

SETTINGS = ServiceSettings(threads=2, queue=4, time_limit=1.0, stop_seconds=10.0)
CONTINUE = "Host: localhost\r\nExpect: 100-continue\r\n"
HEALTH = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n"


@pytest.fixture
def application(harbour: Collection) -> Flask:
    """A small application with an address that takes half a second."""
    app = create_app(OpenedIndex.over(harbour), SETTINGS)

    @app.get("/slow")
    def slow() -> str:
        sleep(0.5)
        return "done"

    return app


@pytest.fixture
def served(application: Flask) -> Iterator[Served]:
    """It, served."""
    with serving(application, SETTINGS) as running:
        yield running


def read(connection: socket.socket) -> bytes:
    """All that comes until the other side closes, or breaks off."""
    parts = []
    try:
        while part := connection.recv(65536):
            parts.append(part)
    except ConnectionResetError:
        pass
    return b"".join(parts)


def told(response: bytes) -> Any:
    """The JSON behind the header lines."""
    return json.loads(response.partition(b"\r\n\r\n")[2])


@pytest.mark.parametrize(
    ("request_line", "status"),
    [
        (b"GET / HTTP/9.9\r\n\r\n", 400),  # nor is a host named, which is what is wrong with it for the application
        (b"nonsense\r\n\r\n", 400),
        # Hardly longer than headers may be: where bytes are left unread, the system may cut the connection before the answer.
        (HEALTH + b"X: " + b"x" * 66_000 + b"\r\n\r\n", 431),
        (b"POST /api/ask HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10000000\r\n\r\n", 413),
        (b"POST /api/ask HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n", 400),
        (b"POST /api/ask HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: x\r\n\r\n", 501),
    ],
)
def test_what_is_no_request(served: Served, request_line: bytes, status: int) -> None:
    """What cannot be read as HTTP gets problem details, and others are answered."""
    with served.connect() as connection:
        connection.sendall(request_line)
        connection.shutdown(socket.SHUT_WR)
        response = read(connection)
    assert response.split()[1] == str(status).encode()
    assert b"Content-Type: application/problem+json" in response
    assert told(response)["status"] == status
    assert httpx2.get(f"{served.address}/healthz").json() == {"status": "ok"}


def test_head_of_what_is_no_request(served: Served) -> None:
    """Who asks for the head alone gets no body, also where the request cannot be read."""
    with served.connect() as connection:
        connection.sendall(b"HEAD /healthz HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: x\r\n\r\n")
        head, _, body = read(connection).partition(b"\r\n\r\n")
    assert (head.split()[1], body) == (b"501", b"")


@pytest.mark.parametrize(
    ("request_line", "status"),
    [
        ("GET /healthz", 200),
        ("GET /api/articles", 200),
        ("HEAD /healthz", 200),
        ("OPTIONS /api/ask", 200),
        ("GET /nowhere", 404),
        ("DELETE /api/docs", 405),
        ("POST /api/ask", 415),
    ],
)
def test_expectation_without_a_body(served: Served, request_line: str, status: int) -> None:
    """Who would like to be asked for a body, and has none, gets the answer at once."""
    with served.connect() as connection:
        connection.sendall(f"{request_line} HTTP/1.1\r\n{CONTINUE}Connection: close\r\n\r\n".encode())
        assert read(connection).startswith(f"HTTP/1.1 {status} ".encode())


def test_expectation_with_a_body(served: Served) -> None:
    """Who waits to be asked for the body is asked, and answered; one that would be too long is not asked for."""
    body = b'{"question": ""}'
    head = f"POST /api/ask HTTP/1.1\r\n{CONTINUE}Content-Type: application/json\r\nConnection: close\r\n"
    with served.connect() as connection:
        connection.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode())
        assert connection.recv(1000) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(body)
        assert read(connection).startswith(b"HTTP/1.1 422 ")
    with served.connect() as connection:
        connection.sendall(f"{head}Content-Length: 10000000\r\n\r\n".encode())
        assert read(connection).startswith(b"HTTP/1.1 413 ")


def test_ten_megabytes(served: Served) -> None:
    """A body of ten megabytes is refused before it is read; who goes on sending is cut off, and others are answered."""
    with served.connect() as connection:
        connection.sendall(b"POST /api/ask HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10000000\r\n\r\n")
        with suppress(OSError):
            connection.sendall(b"x" * 10_000_000)
        response = read(connection)
    assert response == b"" or response.split()[1] == b"413"
    assert httpx2.get(f"{served.address}/healthz").status_code == 200


def test_thousand_headers(served: Served) -> None:
    """A thousand headers of moderate length are borne."""
    headers = b"".join(b"X-%d: value\r\n" % number for number in range(1000))
    with served.connect() as connection:
        connection.sendall(HEALTH + headers + b"Connection: close\r\n\r\n")
        assert read(connection).split()[1] == b"200"


def test_slow_clients_are_cut_off(served: Served) -> None:
    """Who sends a request byte by byte is cut off after the time limit; others are answered meanwhile."""
    start = monotonic()
    with served.connect() as connection:
        connection.settimeout(0.2)
        closed = False
        while not closed and monotonic() - start < 8:
            try:
                connection.sendall(b"G" if monotonic() - start < 0.1 else b"x")
                closed = connection.recv(1) == b""
            except TimeoutError:
                assert httpx2.get(f"{served.address}/healthz").status_code == 200
            except OSError:
                closed = True
    assert closed
    assert 0.9 < monotonic() - start < 5


def test_half_a_request(served: Served) -> None:
    """Who stops in the middle is cut off, with many others of that kind, and threads are not held."""
    connections = [served.connect() for _ in range(50)]
    for connection in connections:
        connection.sendall(b"POST /api/ask HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{")
    assert httpx2.get(f"{served.address}/healthz").status_code == 200
    start = monotonic()
    assert [read(connection) for connection in connections] == [b""] * 50
    assert monotonic() - start < 6
    for connection in connections:
        connection.close()


def test_overrun_gives_503_and_never_a_timeout(served: Served) -> None:
    """Of sixty requests at once, six at a time are worked on or wait; the others are refused at once, with Retry-After."""

    def get(_: int) -> httpx2.Response:
        return httpx2.get(f"{served.address}/slow", timeout=10)

    with ThreadPoolExecutor(60) as pool:
        found = list(pool.map(get, range(60)))
    statuses = [response.status_code for response in found]
    assert set(statuses) == {200, 503}
    assert statuses.count(200) >= 6
    refused = [response for response in found if response.status_code == 503]
    assert {response.headers["Retry-After"] for response in refused} == {"1"}
    assert httpx2.get(f"{served.address}/slow").status_code == 200


def test_stopping_answers_what_was_accepted(application: Flask) -> None:
    """What is under way or waits when the server is stopped is answered in full; afterwards nobody listens."""
    begun: list[str] = []
    application.before_request_funcs.setdefault(None, []).insert(0, lambda: begun.append(request.path))
    with serving(application, SETTINGS) as served, ThreadPoolExecutor(6) as pool:
        answers = [pool.submit(httpx2.get, f"{served.address}/slow", timeout=10) for _ in range(6)]
        end = monotonic() + 10
        while len(begun) < 6 and monotonic() < end:
            sleep(0.01)
        idle = served.connect()
        served.server.stop()
        assert [answer.result().text for answer in answers] == ["done"] * 6
        served.thread.join(10)
        assert not served.thread.is_alive()
        assert read(idle) == b""
        idle.close()
        with pytest.raises(ConnectionRefusedError):
            served.connect()


def test_stopping_takes_no_longer_than_is_set(harbour: Collection) -> None:
    """What takes longer than the time to stop is cut off."""
    settings = ServiceSettings(stop_seconds=0.2)
    app, go_on = create_app(OpenedIndex.over(harbour), settings), Event()
    app.add_url_rule("/hang", view_func=lambda: (go_on.wait(10), "done")[1])
    with serving(app, settings) as served, served.connect() as connection:
        connection.sendall(b"GET /hang HTTP/1.1\r\nHost: localhost\r\n\r\n")
        sleep(0.3)
        start = monotonic()
        served.server.stop()
        served.thread.join(10)
        assert monotonic() - start < 4
        go_on.set()


def test_proxy_headers_count_only_from_the_proxy_named(harbour: Collection) -> None:
    """`X-Forwarded-For` tells the client's address where the proxy is trusted, and is nothing otherwise."""
    for trusted, seen in (("127.0.0.1", "10.1.2.3"), ("", "127.0.0.1")):
        settings = ServiceSettings(trusted_proxy=trusted)
        app = create_app(OpenedIndex.over(harbour), settings)
        app.add_url_rule("/me", view_func=_remote)
        with serving(app, settings) as served:
            assert httpx2.get(f"{served.address}/me", headers={"X-Forwarded-For": "10.1.2.3"}).text == seen


def _remote() -> str:
    return str(request.remote_addr)


@pytest.mark.parametrize(
    ("path", "length", "status"), [("/api/articles", 5_000, 200), ("/api/articles", 20_000, 413), ("/api/ask", 5_000, 413)]
)
def test_uploads_may_be_longer(path: str, length: int, status: int) -> None:
    """An upload may have more bytes than any other body, and not any number."""
    app = Flask(__name__)
    app.add_url_rule("/<path:path>", view_func=lambda **_: str(len(request.get_data())), methods=["POST"])
    settings = ServiceSettings(writable=True, longest_body=2_000, longest_upload=10_000)
    with serving(app, settings) as served:
        response = httpx2.post(served.address + path, content=b"x" * length)
    assert (response.status_code, response.text if status == 200 else "") == (status, str(length) if status == 200 else "")


def test_uploads_may_take_longer() -> None:
    """A client that sends an upload slowly is not cut off when another would be."""
    app = Flask(__name__)
    app.add_url_rule("/<path:path>", view_func=lambda **_: str(len(request.get_data())), methods=["POST"])
    statuses = []
    with serving(app, ServiceSettings(writable=True, time_limit=1.0, upload_seconds=60.0)) as served:
        for path in ("/api/articles", "/api/ask"):
            with served.connect() as connection:
                connection.sendall(
                    f"POST {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 4\r\n\r\n".encode()
                )
                with suppress(OSError):
                    for _ in range(4):
                        sleep(0.5)
                        connection.sendall(b"x")
                statuses.append(read(connection).split(b" ")[1:2])
    assert statuses == [[b"200"], []]
