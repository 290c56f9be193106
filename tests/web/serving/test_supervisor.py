"""supervisor.py, shared_counters.py, serve_folder.py: a service of several processes, with real ones."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import sleep

import httpx2
import pytest

from index.collection import Collection
from index.maintenance import save_collection
from qa.records import IndexState
from tests.benchmarks.memory import family
from tests.conftest import REPOSITORY
from tests.serving import process
from tests.waiting import until
from web.operation.shared_counters import Board, Seat

PEAK = {"question": "How many Japanese troops were there at the peak?", "limit": 1}
DYING = """
import os, socket
from pathlib import Path
from web.serving.supervisor import DyingError, Supervisor
with socket.create_server(("127.0.0.1", 0)) as listening:
    try:
        Supervisor(lambda seat, parent: os._exit(3), listening, 1.0, Path()).run(2, print)
    except DyingError as error:
        print(error)
"""


@pytest.fixture(scope="module")
def folder(collection: Collection, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the seed article, which no test changes."""
    path = tmp_path_factory.mktemp("processes") / "index"
    save_collection(collection, path)
    return path


@contextmanager
def clients(address: str, count: int) -> Iterator[list[httpx2.Client]]:
    """So many clients, each with a connection that it keeps."""
    with ExitStack() as opened:
        yield [opened.enter_context(httpx2.Client(base_url=address, timeout=10)) for _ in range(count)]


def figures(address: str, name: str) -> list[float]:
    """The samples of a metric, whatever their labels."""
    text = httpx2.get(f"{address}/metrics").text
    return [float(value) for value in re.findall(rf"^{re.escape(name)}(?:{{.*}})? (\S+)$", text, re.MULTILINE)]


def statuses(log: Path) -> list[int]:
    """The statuses of the questions' answers in a log."""
    lines = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    return [line["status"] for line in lines if line.get("route") == "/api/ask"]


def test_processes_share_connections_figures_and_rates(folder: Path) -> None:
    """Each of two processes answers as many of the clients; figures are of both together, and so is a client's rate."""
    with (
        process(folder, "--processes", "2", "--rate-limit", "15 per hour") as (_, address),
        clients(address, 6) as asking,
        ThreadPoolExecutor(6) as pool,
    ):
        assert list(pool.map(lambda each: each.post("/api/ask", json=PEAK).status_code, asking)) == [200] * 6
        connections = figures(address, "loccit_connections")
        assert (len(connections), min(connections) >= 1, sum(connections)) == (2, True, 6 + 1)  # one asks for the figures
        found = [each.post("/api/ask", json=PEAK).status_code for each in (*asking, *asking)]
        assert found == [200] * 9 + [429] * 3
        assert sum(figures(address, "loccit_questions_total")) == 15
        assert figures(address, "loccit_ask_seconds_count") == [15]
        assert figures(address, 'loccit_refusals_total{reason="rate"}') == [3]
        assert figures(address, "loccit_working") == figures(address, "loccit_waiting") == [0]
        assert len(figures(address, "process_resident_memory_bytes")) == 2


def test_process_that_is_killed_is_replaced(folder: Path, tmp_path: Path) -> None:
    """The service goes on answering without a process that was killed, another takes its place, and no count is lost."""
    log = tmp_path / "log"
    with process(folder, "--processes", "2", errors=log) as (running, address):
        for _ in range(8):
            assert httpx2.post(f"{address}/api/ask", json=PEAK).status_code == 200
        before = set(family(running.pid)[1:])
        os.kill(min(before), signal.SIGKILL)
        until(lambda: len(figures(address, "loccit_connections")) == 1)
        assert httpx2.post(f"{address}/api/ask", json=PEAK).status_code == 200
        until(lambda: len(figures(address, "loccit_connections")) == 2)
        after = set(family(running.pid)[1:])
        assert (len(before), len(after), len(before & after)) == (2, 2, 1)
        assert sum(figures(address, "loccit_questions_total")) == 9
    assert f"The process {min(before)} ended with code -9" in log.read_text("utf-8")
    assert not any(Path(f"/proc/{each}").exists() for each in after)


@pytest.mark.parametrize("everyone", [False, True], ids=["the service alone", "and each process"])
def test_sigterm_under_load_loses_nothing(folder: Path, tmp_path: Path, everyone: bool) -> None:
    """Every request that was taken in is answered, also where the signal goes to each process, as from a terminal or systemd."""
    log, answered = tmp_path / "log", list[int]()

    def ask_until_refused(address: str) -> list[int | str]:
        found: list[int | str] = []
        with httpx2.Client(base_url=address, timeout=10) as client:
            while len(found) < 10_000:
                try:
                    found.append(client.post("/api/ask", json=PEAK).status_code)
                    answered.append(1)
                except httpx2.ConnectError:
                    return found  # nobody listens any more
                except httpx2.HTTPError as error:
                    found.append(type(error).__name__)
        return found

    with process(folder, "--processes", "2", errors=log) as (running, address), ThreadPoolExecutor(12) as pool:
        asking = [pool.submit(ask_until_refused, address) for _ in range(12)]
        until(lambda: len(answered) >= 48)
        for each in family(running.pid) if everyone else [running.pid]:
            os.kill(each, signal.SIGTERM)
        assert running.wait(15) == 0
        found = [answer for each in asking for answer in each.result()]
    assert {each for each in found if each != 200} == set()
    assert len(found) == len(statuses(log)) >= 48
    assert log.read_text("utf-8").count("Stopped; 0 connections were cut off") == 2


def test_processes_end_with_the_one_that_started_them(folder: Path) -> None:
    """Nobody is left behind to hold the port where the first process is killed."""
    with process(folder, "--processes", "2") as (running, address):
        members = family(running.pid)[1:]
        running.kill()
        until(lambda: not any(Path(f"/proc/{each}").exists() for each in members))
        with pytest.raises(httpx2.ConnectError):
            httpx2.get(f"{address}/healthz")


def test_processes_that_die_at_once_end_the_service() -> None:
    """Where each dies right after its start, the fifth death in a row ends the service with a sentence."""
    done = subprocess.run([sys.executable, "-c", DYING], capture_output=True, text=True, cwd=REPOSITORY, check=True)
    assert re.fullmatch(
        r"The process \d+ ended with code 3 after 0 s, as 4 others before it right after their start\. .+\n", done.stdout
    )
    assert done.stderr.count("another is started") == 4


def test_index_that_is_gone_when_a_process_is_replaced(folder: Path, tmp_path: Path) -> None:
    """Where a process cannot be replaced, for the index is gone meanwhile, the others go on answering, and the log says why."""
    log = tmp_path / "log"
    shutil.copytree(folder, tmp_path / "index")
    with process(tmp_path / "index", "--processes", "2", errors=log) as (running, address):
        shutil.move(tmp_path / "index", tmp_path / "elsewhere")
        os.kill(family(running.pid)[1], signal.SIGKILL)
        until(lambda: "A process cannot serve and is tried again in 5 s: There is no index" in log.read_text("utf-8"))
        assert httpx2.post(f"{address}/api/ask", json=PEAK).status_code == 200
        shutil.move(tmp_path / "elsewhere", tmp_path / "index")
        running.send_signal(signal.SIGTERM)
        assert running.wait(15) == 0


def test_second_signal_ends_the_service_at_once(folder: Path) -> None:
    """Who does not want to wait for what is under way sends the signal again."""
    with process(folder, "--processes", "2") as (running, address):
        host, port = address.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=10) as unfinished:
            unfinished.sendall(b"GET /healthz HTTP/1.1\r\n")
            until(lambda: sum(figures(address, "loccit_connections")) == 1 + 1)
            running.send_signal(signal.SIGTERM)
            sleep(0.2)
            assert running.poll() is None
            running.send_signal(signal.SIGTERM)
            assert running.wait(15) == 128 + signal.SIGTERM


def test_what_a_process_counted_outlives_it() -> None:
    """What became of new indexes is counted on where a process has ended; its connections and its work are not."""
    board = Board(2)
    first, second = Seat(board, 0), Seat(board, 1)
    first.tell_serving()
    first.tell(connections=3, working=2)
    first.tell_index(IndexState("a", taken_up=4, failed=1))
    second.tell(working=5)
    assert (board.total("working"), second.with_others("taken_up", 6)) == (2 + 5, 4 + 6)
    board.vacate(0)
    assert (board.total("working"), board.total("connections"), board.total("failed")) == (5, 0, 1)
    assert second.with_others("taken_up", 6) == 4 + 6
    assert board.serving() == {}


def test_who_is_fuller_gives_way() -> None:
    """A process leaves a connection to one that serves and has fewer, not to one with as many, nor to one that is gone."""
    board = Board(3)
    seats = [Seat(board, row) for row in range(3)]
    for seat, connections in zip(seats, (2, 1, 0), strict=True):
        seat.tell(connections=connections)
    for seat in seats[:2]:
        seat.tell_serving()
    assert [seat.is_fuller_than_another for seat in seats[:2]] == [True, False]
    seats[0].tell(connections=1)
    assert not seats[0].is_fuller_than_another
