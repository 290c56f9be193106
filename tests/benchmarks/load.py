"""Drives a server from another process: `python -m tests.benchmarks.load [SECONDS [PROCESSES]]`.

By default a minute each, and as many processes as there are cores.

Clients ask in a closed loop over kept connections, each question only once: what one has asked, no other asks. They are written
on bare sockets, because a comfortable HTTP client takes more of the two cores than the server does.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from index.collection import Collection
from index.maintenance import build_collection, save_collection
from qa.answering.answerer import Answerer
from qa.evaluating.gold_questions import read_gold
from tests.benchmarks.data import REPOSITORY
from tests.benchmarks.memory import family, resident
from tests.serving import process
from web.schemas.question_presenters import ask_response

MINUTE = 60.0
CORES = os.cpu_count() or 1
CLIENTS = (8, 64)
CROWD = 300  # clients, more than work, wait and are refused
SAMPLE = 300  # questions in process


@dataclass(frozen=True, slots=True)
class Alone:
    """What one thread of this process does: its median milliseconds, and answers a second."""

    median: float
    rate: float


@dataclass(frozen=True, slots=True)
class Load:
    """What clients got: how often each status, and the milliseconds of those that were answered, sorted."""

    seconds: float
    statuses: dict[str, int]
    milliseconds: tuple[float, ...]

    def quantile(self, share: float) -> float:
        """Return the milliseconds that this share of the answers took at most."""
        return self.milliseconds[min(len(self.milliseconds) - 1, int(share * len(self.milliseconds)))]

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.milliseconds) / self.seconds


def main(seconds: float = MINUTE, processes: float = CORES) -> None:
    collection = build_collection([REPOSITORY / "seeds"])
    with tempfile.TemporaryDirectory() as temporary:
        folder, questions = Path(temporary) / "index", Path(temporary) / "questions.json"
        save_collection(collection, folder)
        asked = list(distinct(collection, 200_000))
        questions.write_text(json.dumps(asked), "utf-8")
        answerer = Answerer(collection)
        alone = show_in_process(answerer, asked[-SAMPLE:])
        with process(folder, "--processes", f"{processes:.0f}") as (server, address):
            drive(address, questions, 8, 5)  # what is loaded or compiled at first is not measured
            for clients in CLIENTS:
                before = show_resident(server.pid)
                load, former = drive(address, questions, clients, seconds), alone
                alone = show_in_process(answerer, asked[-SAMPLE:])  # again: others may use the machine meanwhile
                show(f"{clients} clients", load, Alone((former.median + alone.median) / 2, (former.rate + alone.rate) / 2))
                print(f"                resident {before} MB before, {show_resident(server.pid)} MB after")
            show(f"{CROWD} clients", drive(address, questions, CROWD, min(seconds, 10)), alone)


def show_resident(process: int) -> str:
    """Return the resident megabytes of a process and of those that it started."""
    return " + ".join(f"{resident(each):.0f}" for each in family(process))


def show(name: str, load: Load, alone: Alone) -> None:
    """Print what clients got."""
    quantiles = "  ".join(f"p{100 * share:.0f} {load.quantile(share):.1f}" for share in (0.5, 0.95, 0.99))
    times = load.quantile(0.99) / alone.median
    print(f"{name:<16}{load.rate:7.0f} answers/s   {quantiles} ms   p99 {times:.1f} x the median in process")
    print(f"                {load.rate / (alone.rate * CORES):.0%} of the rate in process x {CORES} cores")
    print(f"                {', '.join(f'{status}: {count}' for status, count in sorted(load.statuses.items()))}")


def show_in_process(answerer: Answerer, questions: list[str]) -> Alone:
    """Print and return what one thread of this process does alone."""
    alone = in_process(answerer, questions)
    print(f"in process      {alone.rate:7.0f} answers/s of one thread, median {alone.median:.1f} ms")
    return alone


def distinct(collection: Collection, count: int) -> Iterator[str]:
    """Yield questions of which no two are the same: the gold questions with words of the article, drawn by chance."""
    draw = random.Random(1918)  # noqa: S311  # repeatable, not secret
    words = sorted({word for word in collection.articles[0].text.split() if word.isalpha()})
    gold = [question.question for question in read_gold(REPOSITORY / "seeds" / "gold.jsonl", collection)]
    for number in range(count):
        yield f"{draw.choice(gold)} {draw.choice(words)} {draw.choice(words)} {number}"


def in_process(answerer: Answerer, questions: list[str]) -> Alone:
    """Return what one thread of this process does alone: from a question to an answer as JSON."""
    taken = []
    for question in questions:
        start = perf_counter()
        ask_response(answerer.collection, answerer.ask(question), 0.0).model_dump_json()
        taken.append(perf_counter() - start)
    return Alone(sorted(taken)[len(taken) // 2] * 1000.0, len(taken) / sum(taken))


def drive(address: str, questions: Path, clients: int, seconds: float) -> Load:
    """Return what so many clients of another process get within so many seconds."""
    command = [sys.executable, "-m", "tests.benchmarks.load", "--drive", address, str(questions), str(clients), str(seconds)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=REPOSITORY)
    found = json.loads(done.stdout)
    return Load(found["seconds"], found["statuses"], tuple(found["milliseconds"]))


async def drive_here(address: str, questions: list[str], clients: int, seconds: float) -> None:
    """Ask from this process, and print what was got as JSON."""
    host, port = address.removeprefix("http://").split(":")
    random.shuffle(questions)
    waiting, statuses, milliseconds = iter(questions), Counter[str](), list[float]()
    start = perf_counter()
    async with asyncio.TaskGroup() as group:
        for _ in range(clients):
            group.create_task(_client(host, int(port), waiting, start + seconds, statuses, milliseconds))
    print(json.dumps({"seconds": perf_counter() - start, "statuses": statuses, "milliseconds": sorted(milliseconds)}))


async def _client(
    host: str, port: int, questions: Iterator[str], until: float, statuses: Counter[str], milliseconds: list[float]
) -> None:
    reader, writer = await asyncio.open_connection(host, port)
    while perf_counter() < until:
        start = perf_counter()
        try:
            status = await asyncio.wait_for(_ask(reader, writer, next(questions)), 10)
        except (OSError, TimeoutError, asyncio.IncompleteReadError) as error:
            statuses[type(error).__name__] += 1
            reader, writer = await asyncio.open_connection(host, port)
            continue
        statuses[status] += 1
        if status == "200":
            milliseconds.append((perf_counter() - start) * 1000.0)
        else:
            await asyncio.sleep(0.1)  # impatient, but not mad: the header says a second
    writer.close()


async def _ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, question: str) -> str:
    body = json.dumps({"question": question}).encode()
    head = f"POST /api/ask HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    writer.write(head.encode() + body)
    headers = (await reader.readuntil(b"\r\n\r\n")).lower()
    length = int(headers.partition(b"content-length: ")[2].split(b"\r\n")[0])
    await reader.readexactly(length)
    return headers.split()[1].decode()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--drive"]:
        where, file, number, time = sys.argv[2:]
        asyncio.run(drive_here(where, json.loads(Path(file).read_text("utf-8")), int(number), float(time)))
    else:
        main(*map(float, sys.argv[1:]))
