"""Kills, starves and crowds whoever writes an index: `python -m tests.benchmarks.kill_and_fill [KILLS] [SEED] [CALL...]`.

`loccit index`, `add`, `remove`, and what receives an upload and works on it, each killed fifty times at random moments; the
commands also on a disk that is full or read-only, two at once, and while a service is asked. After each the index has to open
whole and answer as the former or the new one. Prints the counts. Where calls are named, only these are killed.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection
from itertools import product
from pathlib import Path

from index.encoding.encoder import Encoder
from index.errors import LoccitError
from index.folder import kept_folder
from index.folder.file_names import CURRENT
from index.intake import JobQueue, received_files
from index.intake.jobs import JobState
from index.opening import open_collection
from tests.conftest import REPOSITORY
from tests.faulty_writer import QUESTIONS, Answers, answers
from tests.forked_commands import UPLOAD, Command, prepare
from tests.serving import PROGRAM, process

KILLS, SEED = 50, 16
CALLS = ("index", "add", "remove")
KILLED = (*CALLS, UPLOAD)
PAIRS = 5  # turns of each two writers
CHANGES = 10  # adds and removals, each, while questions are asked
ASKERS = 3
SHOWN = 20  # faults
STEP = 3  # pages or files more, each time
MEGABYTES = 48  # of the small disk
UNWRITABLE, BUSY = "The index cannot be written to", "Another process is writing the index"
GONE = "There is no article"

Ids = tuple[str, ...]
TOPICS = {
    "first": "The harbour froze in {year}, and the pilot of ship {n} drowned in it. The mayor waited for the thaw.",
    "second": "The mayor imported bread and flour from ship {n} in {year}. No baker in the town had a card left.",
    "third": "In {year} the ice broke for the pilot of ship {n}. The consul wrote a letter on the railway treaty.",
}


class SkippedError(Exception):
    """What cannot be tried on this machine, and why."""


@dataclass(slots=True)
class Tally:
    """What happened in one trial, counted, and what should not have."""

    name: str
    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def require(self, right: bool, fault: str) -> None:
        """Keep a fault unless all is right."""
        if not right:
            self.faults.append(fault)

    def __str__(self) -> str:
        counts = ", ".join(f"{what} {count}" for what, count in self.counts.items())
        return f"{self.name}: {counts or 'nothing'}; faults {len(self.faults)}"


class Stage:
    """Three articles, an index of the first two as it was, and an index folder that is written to."""

    def __init__(self, home: Path, folder: Path | None = None) -> None:
        self.home, self.folder, self.former = home, folder or home / "index", home / "former"
        self.known: dict[Ids, Answers] = {}
        self._encoder: Encoder | None = None

    def prepare(self) -> None:
        """Write the articles and the index, and learn what each index answers that an undisturbed command makes."""
        for name, sentences in TOPICS.items():
            paragraphs = (sentences.format(year=1900 + n, n=n) for n in range(1, 13))
            (self.home / f"{name}.txt").write_text("\n\n".join([f"On the {name.title()}", *paragraphs]), "utf-8")
        articles = [self._article("first"), self._article("second")]
        subprocess.run([*PROGRAM, "index", *articles, "--into", self.former], cwd=REPOSITORY, check=True, capture_output=True)
        collection = open_collection(self.former)
        self._encoder = collection.index.encoder
        self.known[tuple(article.id for article in collection.articles)] = answers(collection)
        for call in KILLED:
            self.restore()
            assert (done := self.run(*self.arguments(call)))[0] == 0, done[1]
            collection = open_collection(self.folder)
            self.known[tuple(article.id for article in collection.articles)] = answers(collection)
        assert len(self.known) == len(CALLS) + 1  # an upload makes what adding makes

    def _article(self, name: str) -> str:
        return str(self.home / f"{name}.txt")

    def on(self, folder: Path) -> Stage:
        """Return the same scene, with another folder that is written to."""
        other = Stage(self.home, folder)
        other.known, other._encoder = self.known, self._encoder
        return other

    def arguments(self, call: str) -> list[str]:
        """A command that changes the index: takes the first article out, puts the third in, or both."""
        return {
            "index": ["index", self._article("second"), self._article("third"), "--into", str(self.folder)],
            "add": ["add", self._article("third"), "--index", str(self.folder)],
            "remove": ["remove", "first", "--index", str(self.folder)],
            UPLOAD: [UPLOAD, self._article("third"), str(self.folder)],
        }[call]

    @staticmethod
    def after(call: str, ids: Ids) -> Ids:
        """The articles of an index after a command."""
        if call == "index":
            return ("second", "third")
        return tuple(i for i in ids if i != "first") if call == "remove" else (*ids, "third")

    def start(self, *arguments: str, log: str = "said") -> Command:
        """Begin a command."""
        return Command(arguments, self.home / log)

    def run(self, *arguments: str) -> tuple[int | None, str]:
        """Run a command to its end."""
        return self.start(*arguments).ended()

    def restore(self) -> None:
        """Put the former index, as it was, in the place of whatever is there."""
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.rmtree(kept_folder(self.folder), ignore_errors=True)
        shutil.copytree(self.former, self.folder)

    def generations(self) -> set[str]:
        """The generations in the folder, whole or not."""
        return {path.name for path in self.folder.glob("gen-*")}

    def current(self) -> str:
        """The generation in use."""
        return (self.folder / CURRENT).read_text("utf-8")

    def ids(self) -> Ids | str:
        """The articles of the index, where it opens whole and answers as it should; else what is wrong."""
        try:
            collection = open_collection(self.folder, encoder=self._encoder)
        except LoccitError as error:
            return f"it does not open: {error}"
        ids = tuple(article.id for article in collection.articles)
        if ids not in self.known:
            return f"it is neither the former nor the new one: {ids}"
        return ids if answers(collection) == self.known[ids] else f"it answers otherwise than an undisturbed one of {ids}"


OLD: Ids = ("first", "second")


# --- killed ---


@dataclass(frozen=True, slots=True)
class Phases:
    """Seconds that an undisturbed command takes: to where it writes, from there to where the new index is in use, to the end."""

    working: float
    writing: float
    clearing: float


def phases(stage: Stage, call: str) -> Phases:
    """Watch an undisturbed command."""
    stage.restore()
    before, began = stage.generations(), time.perf_counter()
    command = stage.start(*stage.arguments(call))
    wait(command, lambda: stage.generations() != before)
    writes, was = time.perf_counter(), stage.current()
    wait(command, lambda: stage.current() != was)
    swapped = time.perf_counter()
    command.ended()
    return Phases(writes - began, swapped - writes, time.perf_counter() - swapped)


def wait(command: Command, reached: Callable[[], bool]) -> None:
    """Wait until a command has got so far, or has ended."""
    while command.process.is_alive() and not reached():
        time.sleep(0.0002)


def killing(stage: Stage, call: str, kills: int, draw: random.Random) -> Tally:
    """Kill a command at moments drawn from each of its phases, until so many have died; each is repeated afterwards."""
    tally, usual = Tally(f"{call} killed"), phases(stage, call)
    for turn in range(4 * kills):
        if tally.counts["killed"] == kills:
            break
        stage.restore()
        _kill(stage, call, _moment(stage, usual, turn % 3, draw), tally)
    tally.require(tally.counts["killed"] == kills, f"only {tally.counts['killed']} could be killed before they had ended")
    return tally


def _moment(stage: Stage, usual: Phases, phase: int, draw: random.Random) -> tuple[Callable[[], bool], float]:
    """What to wait for, and for how long after that: from the start, from the first file written, from the new index in use."""
    before, was = stage.generations(), stage.current()
    if phase == 0:
        return lambda: True, draw.uniform(0, usual.working + usual.writing + usual.clearing)
    if phase == 1:
        return lambda: stage.generations() != before, draw.uniform(0, usual.writing)
    return lambda: stage.current() != was, draw.uniform(0, usual.clearing)


def _kill(stage: Stage, call: str, moment: tuple[Callable[[], bool], float], tally: Tally) -> None:
    reached, seconds = moment
    command = stage.start(*stage.arguments(call))
    wait(command, reached)
    time.sleep(seconds)
    command.process.kill()
    killed, ids = command.ended()[0] == -9, stage.ids()
    tally.counts["killed" if killed else "over before"] += 1
    names = {OLD: "former index", stage.after(call, OLD): "new index"}
    found = names.get(ids) if isinstance(ids, tuple) else None
    if found is None:
        tally.faults.append(f"{call} killed: {ids}")
        return
    tally.counts[found] += 1
    if killed and len(stage.generations()) > 1 and found == "former index":
        tally.counts["half a generation left"] += 1
    _repeat(stage, call, tally, done=found == "new index")


def _repeat(stage: Stage, call: str, tally: Tally, *, done: bool) -> None:
    """Make sure that a command that was killed can be given again; to remove what is gone is refused."""
    code, said = stage.run(*stage.arguments(call))
    right = (code, GONE in said) == (2, True) if done and call == "remove" else code == 0
    tally.require(right, f"{call} repeated after a kill: exit code {code}: {said[-300:]}")
    tally.require(stage.ids() == stage.after(call, OLD), f"{call} repeated after a kill: {stage.ids()}")
    if not done:
        tally.require(len(stage.generations()) == 2, f"{call} repeated after a kill leaves {stage.generations()}")
    if call == UPLOAD:
        _require_settled(stage, tally)
    tally.counts["repeated"] += 1


def _require_settled(stage: Stage, tally: Tally) -> None:
    """Make sure that all jobs are done, those taken up again too, and that the file is kept, once."""
    states = [job.state for job in JobQueue(stage.folder).latest(10)]
    kept = [path.name for path in received_files(stage.folder)]
    tally.require(bool(states) and {*states} == {JobState.DONE}, f"the jobs are {states}")
    tally.require(kept == ["third.txt"], f"kept are {kept}")
    tally.counts["jobs done"] += len(states)


# --- no room, no right ---


@contextmanager
def small_disk(home: Path) -> Iterator[Path]:
    """A small disk of its own."""
    path, mount, unmount = home / "disk", shutil.which("mount"), shutil.which("umount")
    if os.geteuid() != 0 or not mount or not unmount:
        raise SkippedError("only root can mount a small disk")
    path.mkdir(exist_ok=True)
    size = f"size={MEGABYTES}m,nr_inodes=400"
    done = subprocess.run([mount, "-t", "tmpfs", "-o", size, "tmpfs", path], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SkippedError(f"no disk can be mounted here: {done.stderr.strip()}")
    try:
        yield path
    finally:
        # Also while something on it is still mapped.
        subprocess.run([unmount, "--lazy", path], check=True)


def filling(stage: Stage, call: str, what: str) -> Tally:
    """Give a command room for more and more pages, or more and more files, until it is enough."""
    tally, left = Tally(f"{call} on a disk without {what}"), 0
    with small_disk(stage.home) as disk:
        there = stage.on(disk / "index")
        there.restore()
        while there.ids() == OLD and left < 400:
            (leave_pages if what == "room" else leave_files)(disk, left)
            code, said = there.run(*there.arguments(call))
            if code == 0:
                break
            tally.counts["refused"] += 1
            _require_refused(there, tally, f"{call}, {left} left", code, said)
            left += STEP
        tally.require(there.ids() == there.after(call, OLD), f"{call} where there is room: {there.ids()}")
        tally.counts["succeeded"] += there.ids() == there.after(call, OLD)
    return tally


def leave_pages(disk: Path, pages: int) -> None:
    """Fill a disk but for so many pages."""
    ballast = disk / "ballast"
    ballast.unlink(missing_ok=True)
    room = os.statvfs(disk)
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, room.f_bavail * room.f_frsize - pages * room.f_frsize)


def leave_files(disk: Path, number: int) -> None:
    """Let so many files, and no more, be made on a disk."""
    for path in disk.glob("empty-*"):
        path.unlink()
    for at in range(os.statvfs(disk).f_favail - number):
        (disk / f"empty-{at}").touch()


def _require_refused(stage: Stage, tally: Tally, name: str, code: int | None, said: str) -> None:
    tally.require(code == 2 and UNWRITABLE in said and "Traceback" not in said, f"{name}: exit code {code}: {said[-300:]}")
    tally.require(stage.ids() == OLD, f"{name}: {stage.ids()}")
    left = stage.generations() - {stage.current().strip()}
    tally.require(not left, f"{name}: a generation is left")
    for rest in left:
        shutil.rmtree(stage.folder / rest)


def read_only(stage: Stage) -> Tally:
    """Run each command on a disk that is read-only."""
    tally = Tally("read-only")
    with small_disk(stage.home) as disk:
        there = stage.on(disk / "index")
        there.restore()
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)  # noqa: S607
        for call in CALLS:
            _require_refused(there, tally, f"{call}, read-only", *there.run(*there.arguments(call)))
            tally.counts["refused"] += 1
    return tally


# --- several at once ---


def two_writers(stage: Stage, turns: int) -> Tally:
    """Start each two commands together: one of them at least succeeds, and the other one does, after it, or is told to wait."""
    tally = Tally("two writers")
    for pair in [*product(CALLS, CALLS)] * turns:
        stage.restore()
        both = [stage.start(*stage.arguments(call), log=f"said-{at}") for at, call in enumerate(pair)]
        ends = [command.ended() for command in both]
        succeeded = [call for call, (code, _) in zip(pair, ends, strict=True) if code == 0]
        for call, (code, said) in zip(pair, ends, strict=True):
            tally.require(code == 0 or (code == 2 and (BUSY in said or GONE in said)), f"{call} of {pair}: {code}: {said[-300:]}")
            tally.counts["refused, for another writes" if BUSY in said else "nothing left to do" if GONE in said else "done"] += 1
        ids = stage.ids()
        tally.require(bool(succeeded), f"{pair}: neither succeeded")
        allowed = {stage.after(succeeded[0], OLD)} if len(succeeded) == 1 else set(stage.known) - {OLD}
        tally.require(ids in allowed, f"{pair}, of which {succeeded} succeeded: {ids}")
        tally.counts["pairs"] += 1
    return tally


class Asker(threading.Thread):
    """Somebody who asks a service again and again, and keeps each answer's body and status, but for what tells the time."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.bodies: Counter[str] = Counter()
        self.statuses: Counter[str] = Counter()
        self.slowest = 0.0
        self.going = True
        self._address = address.removeprefix("http://")

    def run(self) -> None:
        """Ask until told to stop."""
        while self.going:
            for question in QUESTIONS:
                self.ask(question)

    def ask(self, question: str) -> None:
        """Ask once."""
        began = time.perf_counter()
        try:
            connection = HTTPConnection(self._address, timeout=30)
            connection.request("POST", "/api/ask", json.dumps({"question": question}), {"Content-Type": "application/json"})
            response = connection.getresponse()
            self.statuses[str(response.status)] += 1
            body = json.loads(response.read())
            connection.close()
        except (OSError, ValueError) as error:
            self.statuses[repr(error)] += 1
            return
        self.slowest = max(self.slowest, time.perf_counter() - began)
        body.pop("took_ms", None)
        self.bodies[json.dumps([question, body], sort_keys=True)] += 1


def bodies(stage: Stage) -> set[str]:
    """What a service answers from the index as it is."""
    with process(stage.folder) as (_, address):
        asker = Asker(address)
        for question in QUESTIONS:
            asker.ask(question)
    return set(asker.bodies)


def under_load(stage: Stage, changes: int) -> Tally:
    """Add and remove the third article while a service is asked: each answer is one of the former index, or of the new one."""
    tally, both = Tally("add and remove while questions are asked"), {}
    stage.restore()
    both["former"] = bodies(stage)
    assert stage.run(*stage.arguments("add"))[0] == 0
    both["new"] = bodies(stage) - both["former"]
    stage.restore()
    with process(stage.folder) as (_, address):
        askers = [Asker(address) for _ in range(ASKERS)]
        for asker in askers:
            asker.start()
        for _ in range(changes):
            _change(stage, tally)
        for asker in askers:
            asker.going = False
        for asker in askers:
            asker.join()
    _count(askers, both, tally)
    return tally


def _change(stage: Stage, tally: Tally) -> None:
    """Put the third article in and take it out, each with the time that the service needs to see it."""
    for arguments, ids in ((stage.arguments("add"), (*OLD, "third")), (["remove", "third", "--index", str(stage.folder)], OLD)):
        code, said = stage.run(*arguments)
        tally.require(code == 0, f"{arguments[0]} under load: exit code {code}: {said[-300:]}")
        tally.require(stage.ids() == ids, f"{arguments[0]} under load: {stage.ids()}")
        tally.counts["changes"] += 1
        time.sleep(2)


def _count(askers: Sequence[Asker], both: dict[str, set[str]], tally: Tally) -> None:
    for asker in askers:
        for status, count in asker.statuses.items():
            tally.counts[f"status {status}"] += count
            tally.require(status == "200", f"status {status}, {count} times")
        for body, count in asker.bodies.items():
            name = next((name for name, known in both.items() if body in known), "")
            tally.counts[f"answers of the {name} index" if name else "other answers"] += count
            tally.require(bool(name), f"neither the former answer nor the new one: {body[:300]}")
    tally.counts["milliseconds at most"] = round(1000 * max(asker.slowest for asker in askers))
    tally.require(all(tally.counts[f"answers of the {name} index"] for name in both), "one of the indexes was never asked")


# --- all of it ---


def main(kills: int = KILLS, seed: int = SEED, calls: Sequence[str] = ()) -> int:
    """Return the exit code: 0 where the index was whole every time."""
    prepare()
    draw, faults = random.Random(seed), []  # noqa: S311
    with tempfile.TemporaryDirectory(prefix="loccit-kill-and-fill-") as name:
        stage = Stage(Path(name))
        stage.prepare()
        trials: list[Callable[[], Tally]] = [
            *(lambda call=call: killing(stage, call, kills, draw) for call in calls or KILLED),
            *(lambda call=call, what=what: filling(stage, call, what) for call in CALLS for what in ("room", "files")),
            lambda: read_only(stage),
            lambda: two_writers(stage, PAIRS),
            lambda: under_load(stage, CHANGES),
        ]
        for trial in trials[: len(calls) or None]:
            faults += _told(trial)
    for fault in faults[:SHOWN]:
        print(f"    {fault}")
    return bool(faults)


def _told(trial: Callable[[], Tally]) -> list[str]:
    """Carry a trial out and print its counts, or why it was skipped; return the faults."""
    began = time.perf_counter()
    try:
        tally = trial()
    except SkippedError as why:
        print(f"SKIPPED: {why}", flush=True)
        return []
    print(f"{tally} ({time.perf_counter() - began:.0f} s)", flush=True)
    return tally.faults


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        numbers = [int(argument) for argument in sys.argv[1:] if argument.isdigit()]
        kills, seed = (numbers + [KILLS, SEED][len(numbers) :])[:2]
        sys.exit(main(kills, seed, [argument for argument in sys.argv[1:] if not argument.isdigit()]))
