"""Kills what answers on a cluster: `python -m tests.benchmarks.cluster_faults [REQUESTS [CLIENTS]] [TRIAL…]`.

A head and three raylets on this machine, four shards with two replicas each. By default eight clients, 5,000 requests over a
machine's kill, and all trials: kill, stop, swap, both, stopping, router, service, head, again, redis. Prints what the clients
got. Each answer is compared with that of the same articles in one index: `other` counts those that differ, but for what is
`partial` and says so. The trial redis needs Debian's redis-server, and says so where there is none.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, replace
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from index.collection import Collection
from index.maintenance import build_collection
from qa.opened_index import OpenedIndex
from tests.benchmarks.data import REPOSITORY
from tests.clustered import Asked, Asking, ask, descended, is_running, of_replicas, serving
from tests.clustered import stopped as hanging
from tests.conftest import BRIDGE, RAILWAY, TEXT
from tests.raylets import Raylets, raylets
from tests.serving import PROGRAM, process
from tests.sharded import on_disk
from web import create_app

REQUESTS = 5000
CLIENTS = 8
REPLICAS = "2"
SHARDS = 4
LONG = 600.0  # seconds that anything may take
HUNG = 10.0  # seconds for which a machine hangs
ADDED = "On the Bakers\n\nThe bakers of the port sold rye loaves for two kopecks.1 The mayor wept over flour.2\n"

Answers = Sequence[tuple[int, dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Site:
    """What a trial has: the cluster, the folder of the index, the service and its address, the questions and their answers."""

    cluster: Raylets
    folder: Path
    running: subprocess.Popen[str]
    address: str
    questions: list[str]
    expected: Answers
    clients: int

    def ready(self) -> dict[str, Any]:
        """Return what `/readyz` says."""
        connection = HTTPConnection(self.address.removeprefix("http://"), timeout=LONG)
        connection.request("GET", "/readyz")
        return dict(json.loads(connection.getresponse().read()))

    def replicas(self) -> list[int]:
        """Return how many replicas of each shard answer."""
        return [each["answering"] for each in self.ready().get("shards", [])]

    def answers(self) -> Answers:
        """Return the answer of each question."""
        connection = HTTPConnection(self.address.removeprefix("http://"), timeout=LONG)
        return [ask(connection, question) for question in self.questions]


def main(requests: int, clients: int, names: Sequence[str]) -> None:
    """Run trials, each with a cluster of its own."""
    with tempfile.TemporaryDirectory() as temporary:
        texts = Path(temporary) / "texts"
        texts.mkdir()
        for name, text in {"harbour": TEXT, "railway": RAILWAY, "bridge": BRIDGE}.items():
            (texts / f"{name}.txt").write_text(text, "utf-8")
        (texts / "siberia.txt").write_bytes((REPOSITORY / "seeds" / "americas-withdrawal-from-siberia.txt").read_bytes())
        one = build_collection([texts])
        gold = [json.loads(line) for line in (REPOSITORY / "seeds" / "gold.jsonl").read_text("utf-8").splitlines()]
        questions = [each["question"] for each in gold][:40]
        for name in names:
            print(f"{name}: {TRIALS[name].__doc__}", flush=True)
            if name == "redis" and not shutil.which("redis-server"):
                print("  not tried, for there is no redis-server; Debian has one: apt-get install redis-server")
                continue
            with (
                redis_server() if name == "redis" else nullcontext("") as redis,
                site(Path(temporary) / name, one, questions, clients, redis) as here,
            ):
                TRIALS[name](here, requests)


@contextmanager
def redis_server() -> Iterator[str]:
    """Run a Redis that keeps all in memory, and yield its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    command = ["redis-server", "--port", port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        until(lambda: answers_at(port))
        yield f"127.0.0.1:{port}"
    finally:
        running.terminate()
        running.wait(LONG)


def answers_at(port: str) -> bool:
    """Return whether somebody answers at a port."""
    with suppress(OSError):
        socket.create_connection(("127.0.0.1", int(port)), 1.0).close()
        return True
    return False


@contextmanager
def site(folder: Path, one: Collection, questions: list[str], clients: int, redis: str) -> Iterator[Site]:
    """Serve a collection's shards on a cluster, whose head keeps what it knows in a Redis if one is named."""
    folder.mkdir()
    on_disk(one, folder / "index", SHARDS)
    with raylets(3, redis) as cluster:
        flags = ("--cluster", cluster.address, "--replicas", REPLICAS, "--writable", "--judge", "none", "--queue-seconds", "300")
        with process(folder / "index", *flags, errors=folder / "log") as (running, address):
            made = Site(cluster, folder / "index", running, address, questions, [], clients)
            until(lambda: made.replicas() == [2] * SHARDS)
            yield replace(made, expected=of_one_index(one, questions))
        log = (folder / "log").read_text("utf-8").splitlines()
        print("  log: " + "\n       ".join(line[:200] for line in log if '"level": "info"' not in line)[-2000:], flush=True)


def of_one_index(one: Collection, questions: Sequence[str]) -> Answers:
    """Return what one index answers, without how long it took."""
    client = create_app(OpenedIndex.over(one)).test_client()
    responses = [client.post("/api/ask", json={"question": question}) for question in questions]
    return [
        (each.status_code, {name: value for name, value in each.get_json().items() if name != "took_ms"}) for each in responses
    ]


def until(holds: Callable[[], bool]) -> float:
    """Wait until that holds; return how many seconds it took."""
    began = monotonic()
    while not holds():
        if monotonic() - began > LONG:
            raise AssertionError("it never held")
        sleep(0.1)
    return monotonic() - began


def kill(here: Site, requests: int) -> None:
    """A machine is ended by kill -9 under load."""
    with Asking(here.address, here.questions, here.clients) as clients:
        until(lambda: len(clients.asked) >= requests // 5)
        killed = monotonic()
        here.cluster.kill(here.cluster.machines[0])
        until(lambda: len(clients.asked) >= requests)
    show(here, clients.asked)
    print(f"  first answer after the kill: {first_after(clients.asked, killed):.2f} s")
    after, whole = here.replicas(), until(lambda: here.replicas() == [2] * SHARDS)
    print(f"  replicas that answer after: {after}; all again after {whole:.0f} s more")


def stop(here: Site, requests: int) -> None:
    """A machine hangs (SIGSTOP) under load, and goes on."""
    raylet = next(each.process.pid for processes in here.cluster.machines[0].all_processes.values() for each in processes)
    with Asking(here.address, here.questions, here.clients) as clients:
        until(lambda: len(clients.asked) >= 10 * here.clients)
        before = len(clients.asked)
        with hanging(raylet):
            sleep(HUNG)
            during = here.replicas()
            hung = len(clients.asked)
        back = until(lambda: here.replicas() == [2] * SHARDS)
        del requests
    show(here, clients.asked[:before], "before")
    show(here, clients.asked[before:hung], "while it hangs")
    show(here, clients.asked[hung:], "after")
    print(f"  replicas that answer while it hangs: {during}; all again {back:.1f} s after it goes on")


def swap(here: Site, requests: int) -> None:
    """An article is added under load: each answer is the former index's or the new one's, whole."""
    added = here.folder.parent / "bakers.txt"
    added.write_text(ADDED, "utf-8")
    before = here.ready()["index"]
    with Asking(here.address, here.questions, here.clients) as clients:
        until(lambda: len(clients.asked) >= 10 * here.clients)
        command = [*PROGRAM, "add", str(added), "--index", str(here.folder)]
        subprocess.run(command, check=True, capture_output=True, cwd=REPOSITORY)
        took = until(lambda: here.ready()["index"] != before)
        taken_up = len(clients.asked)
        until(lambda: len(clients.asked) >= taken_up + 20 * here.clients)
        del requests
    new = here.answers()
    mixed = [each for each in clients.asked if each.answer not in (here.expected[each.question][1], new[each.question][1])]
    counts = [
        sum(
            each.answer == answers[each.question][1]
            for each in clients.asked
            if here.expected[each.question] != new[each.question]
        )
        for answers in (here.expected, new)
    ]
    show(here, clients.asked)
    print(
        f"  taken up {took:.1f} s after it was there; of what tells them apart {counts[0]} by the former, {counts[1]} by the new"
    )
    print(f"  by neither: {len(mixed)}")


def both(here: Site, requests: int) -> None:
    """Two of three machines are ended, and then another joins."""
    with Asking(here.address, here.questions, here.clients) as clients:
        until(lambda: len(clients.asked) >= 10 * here.clients)
        for machine in here.cluster.machines[:2]:
            here.cluster.kill(machine)
        killed = monotonic()
        sleep(15)
        during, problem = here.replicas(), here.ready()["problem"]
        here.cluster.add()
        whole = until(lambda: min(here.replicas()) >= 1)
        until(lambda: not clients.asked[-1].partial)
        again = monotonic()
        while here.replicas() != [2] * SHARDS and monotonic() - again < 60:
            sleep(1)
        del requests
    show(here, [each for each in clients.asked if each.sent < killed], "before")
    show(here, [each for each in clients.asked if killed <= each.sent], "after")
    print(f"  replicas that answer: {during}; {problem}")
    print(f"  each shard answers {whole:.1f} s after another machine has joined; then: {here.replicas()}")


def stopping(here: Site, requests: int) -> None:
    """The service is told to stop (SIGTERM) under load."""
    with Asking(here.address, here.questions, here.clients) as clients:
        until(lambda: len(clients.asked) >= 10 * here.clients)
        here.running.send_signal(signal.SIGTERM)
        told = monotonic()
        code = here.running.wait(LONG)
        ended = monotonic() - told
        del requests
    shown = [each for each in clients.asked if each.status]
    show(here, shown)
    cut = [each.answer["error"] for each in clients.asked if not each.status and "refused" not in each.answer["error"]]
    print(f"  ended with {code} after {ended:.1f} s; cut off: {len(cut)} {cut[:2]}")


def head(here: Site, requests: int) -> None:
    """The head is ended by kill -9 under load, without Redis."""
    with Asking(here.address, here.questions, 1) as clients:
        until(lambda: len(clients.asked) >= CLIENTS)
        killed = monotonic()
        here.cluster.kill_head()
        while here.running.poll() is None and monotonic() - killed < 180:
            sleep(0.5)
        ended = monotonic() - killed
        del requests
    answered = [each for each in clients.asked if each.status == 200]
    show(here, answered)
    print(f"  last answer {answered[-1].ended - killed:.0f} s after; whole: {sum(not each.partial for each in answered)}")
    print(f"  the service ended with {here.running.poll()} after {ended:.0f} s")


def router(here: Site, requests: int) -> None:
    """The process that serves is ended by kill -9 under load; the one that watches over it starts another."""
    replicas = of_replicas([here.cluster.process(each) for each in here.cluster.machines])
    with Asking(here.address, here.questions, here.clients) as clients:
        until(lambda: len(clients.asked) >= 10 * here.clients)
        former = serving(here.running.pid)
        os.kill(former, signal.SIGKILL)
        killed = monotonic()
        until(lambda: serving(here.running.pid) != former)
        until(lambda: any(each.sent >= killed and each.status == 200 for each in clients.asked))
        whole = until(lambda: here.replicas() == [2] * SHARDS)
        left = until(lambda: not any(map(is_running, replicas)))
        del requests, whole
    show(here, clients.asked)
    first = first_after(clients.asked, killed)
    print(f"  first answer to who asked after the kill: {first:.1f} s; all replicas of the former had ended {left:.1f} s later")


def service(here: Site, requests: int) -> None:
    """All of `loccit serve` is ended by kill -9 under load: nothing of it may be left on the cluster."""
    replicas = of_replicas([here.cluster.process(each) for each in here.cluster.machines])
    with Asking(here.address, here.questions, here.clients) as clients:
        until(lambda: len(clients.asked) >= 10 * here.clients)
        for each in descended(here.running.pid):
            os.kill(each, signal.SIGKILL)
        left = until(lambda: not any(map(is_running, replicas)))
        del requests
    show(here, [each for each in clients.asked if each.status])
    print(f"  {len(replicas)} processes of replicas had ended {left:.1f} s later")


def again(here: Site, requests: int) -> None:
    """The head is ended by kill -9 without Redis, and another started in its place, to which machines join."""
    with Asking(here.address, here.questions, here.clients) as clients:
        until(lambda: len(clients.asked) >= here.clients)
        killed = monotonic()
        here.cluster.kill_head()
        here.cluster.start_head()
        for machine in here.cluster.machines:
            here.cluster.kill(machine)
        here.cluster.machines[:] = [here.cluster.add() for _ in range(3)]
        joined = monotonic()
        until(lambda: here.running.poll() is not None or back(clients.asked, joined))
        del requests
    follow(here, clients.asked, killed)


def redis(here: Site, requests: int) -> None:
    """The head is ended by kill -9 under load, and another started in its place, with the same Redis."""
    with Asking(here.address, here.questions, here.clients) as clients:
        until(lambda: len(clients.asked) >= here.clients)
        killed = monotonic()
        here.cluster.kill_head()
        sleep(HUNG)
        here.cluster.start_head()
        started = monotonic()
        until(lambda: here.running.poll() is not None or monotonic() - started > 45)
        until(lambda: here.running.poll() is not None or back(clients.asked, started + 45))
        del requests
    follow(here, clients.asked, killed)


def back(asked: Sequence[Asked], moment: float) -> bool:
    """Return whether questions that were sent after a moment are answered, whole."""
    return any(each.sent >= moment and each.status == 200 and not each.partial for each in asked)


def follow(here: Site, asked: Sequence[Asked], killed: float) -> None:
    """Print what clients got from one moment on, in stretches of ten seconds."""
    show(here, [each for each in asked if each.sent < killed], "before")
    for start in range(0, int(max(each.ended for each in asked) - killed) + 1, 10):
        some = [each for each in asked if killed + start <= each.sent < killed + start + 10]
        show(here, some, f"{start} s after")
    print(f"  replicas that answer: {here.replicas() if here.running.poll() is None else f'ended with {here.running.poll()}'}")


def first_after(asked: Sequence[Asked], moment: float) -> float:
    """Return after how many seconds the first request that was sent after a moment was answered."""
    return min(each.ended for each in asked if each.sent >= moment and each.status == 200) - moment


def show(here: Site, asked: Sequence[Asked], when: str = "all") -> None:
    """Print what clients got."""
    taken = sorted(each.seconds for each in asked)
    if not taken:
        print(f"  {when}: nothing was asked")
        return
    failed = [each for each in asked if each.status != 200]
    other = sum(each.status == 200 and not each.partial and each.answer != here.expected[each.question][1] for each in asked)
    quantiles = "  ".join(
        f"p{100 * share:.0f} {taken[min(len(taken) - 1, int(share * len(taken)))]:.3f}" for share in (0.5, 0.99, 1.0)
    )
    partial = sum(each.partial for each in asked)
    print(f"  {when}: {len(asked)} requests, {len(failed)} failed, {partial} partial, {other} other; {quantiles} s", flush=True)
    for each in failed[:3]:
        print(f"    {each.status} {str(each.answer)[:200]}")


TRIALS: dict[str, Callable[[Site, int], None]] = {
    "kill": kill,
    "stop": stop,
    "swap": swap,
    "both": both,
    "stopping": stopping,
    "router": router,
    "service": service,
    "head": head,
    "again": again,
    "redis": redis,
}

if __name__ == "__main__":
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    numbers = [int(each) for each in sys.argv[1:] if each.isdigit()]
    requests, clients = [*numbers, *(REQUESTS, CLIENTS)[len(numbers) :]]
    main(requests, clients, [each for each in sys.argv[1:] if each in TRIALS] or list(TRIALS))
