"""Writers of an index in processes of their own, which can be killed, run out of room or lose their rights at any moment."""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from threading import RLock
from typing import Any

from tqdm import tqdm

from index.collection import Collection
from index.encoding.encoder import Vectors
from index.errors import IndexFolderError
from index.folder.contents import OpenIndex
from index.folder.loading import load
from index.folder.saving import writing
from index.indexing import resumable_encoding
from index.indexing.building import add, build, remove
from index.indexing.reading import BuildOptions
from index.languages import detected
from index.maintenance import build_collection, save_collection
from index.opening import open_collection
from index.records import Hit
from index.searching.semantic_index import SemanticIndex
from index.settings import Settings
from tests.doubles import WordEncoder

BUILD, ADD, REMOVE, ALTERNATE, ASK = "build", "add", "remove", "alternate", "ask"
QUESTIONS = ("Who drowned in the harbour?", "Which bread did the mayor import?", "When did the ice break for the pilot?")
SWAPS = 50
CHUNK = 16  # texts that these writers encode together, so that they do so several times
CHANGES = {"open", "tempfile.mkdtemp", "os.chmod", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "shutil.rmtree"}

Answers = list[tuple[Hit, ...]]


@dataclass(frozen=True, slots=True)
class Task:
    """What to write, and what goes wrong meanwhile.

    `pause` is in seconds a text and a step; `killed_at_step` and `killed_at_chunk` count from nought; `room` is the largest
    size of a file, from the beginning or, if `starved` says so, from when FAISS writes; `waits` for a message before it encodes.
    """

    call: str
    folder: Path
    paths: tuple[Path, ...]
    pause: float = 0.0
    killed_at_step: int | None = None
    killed_at_chunk: int | None = None
    room: int | None = None
    starved: str = "from the beginning"
    user: int | None = None
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """Something that a writer did to its folder's files, and how many seconds after it began."""

    name: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Report:
    """What a writer says at its end; `error` is empty where all went well."""

    error: str
    seconds: float
    steps: tuple[Step, ...]
    answers: Answers


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a writer; there is no report if it was killed. `encoded` are the texts, a chunk each."""

    exit_code: int | None
    report: Report | None
    encoded: tuple[tuple[str, ...], ...]


class Running:
    """A writer at work."""

    def __init__(self, task: Task) -> None:
        """Start it, and wait until it has begun."""
        context = multiprocessing.get_context("forkserver")
        self._messages, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(task, theirs), daemon=True)
        self._process.start()
        theirs.close()
        assert self._messages.recv() == "begun"

    def killed(self, after: float) -> Outcome:
        """Kill it after so many seconds."""
        time.sleep(after)
        self._process.kill()
        return self.ended()

    def waiting(self) -> None:
        """Wait until it waits to go on."""
        assert self._messages.recv() == "waiting"

    def go_on(self) -> None:
        """Let it go on."""
        self._messages.send("go on")

    def ended(self) -> Outcome:
        """Wait until it has ended."""
        report, encoded = None, []
        with self._messages:
            while (message := self._received()) is not None:
                if isinstance(message, Report):
                    report = message
                else:
                    encoded.append(message)
        self._process.join()
        return Outcome(self._process.exitcode, report, tuple(encoded))

    def _received(self) -> Any:  # a report or a chunk's texts
        try:
            return self._messages.recv()
        except (EOFError, ConnectionResetError):
            return None


def answers(collection: Collection) -> Answers:
    """All that a collection answers to the questions."""
    return [collection.search(collection.query(question), len(collection.passages)) for question in QUESTIONS]


def opened(folder: Path) -> Answers:
    """All that the index in a folder answers."""
    return answers(open_collection(folder, encoder=WordEncoder()))


class _Encoder(WordEncoder):
    """Words alone, but slow, and it tells what it encodes."""

    def __init__(self, task: Task, messages: Connection) -> None:
        super().__init__()
        self._task, self._messages, self._chunks = task, messages, 0

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors."""
        if self._task.waits and self._chunks == 0:
            self._messages.send("waiting")
            self._messages.poll(10)
        if self._chunks == self._task.killed_at_chunk:
            os.kill(os.getpid(), signal.SIGKILL)
        self._chunks += 1
        time.sleep(self._task.pause * len(texts))
        vectors = super().encode(texts)
        self._messages.send(tuple(texts))
        return vectors


class _Journal:
    """Keeps, by what Python tells its auditors, what is done to the folder's files."""

    def __init__(self, task: Task) -> None:
        self.steps: list[Step] = []
        self._task, self._began = task, time.perf_counter()
        sys.addaudithook(self._hear)

    @property
    def seconds(self) -> float:
        """How long it has been kept."""
        return time.perf_counter() - self._began

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event not in CHANGES or not isinstance(arguments[0], (str, os.PathLike)):
            return
        path = os.fspath(arguments[0])
        # What is removed with its folder is named from there.
        if os.path.isabs(path) and not path.startswith(str(self._task.folder)):  # noqa: PTH117  # an auditor has to be quick
            return
        if len(self.steps) == self._task.killed_at_step:
            os.kill(os.getpid(), signal.SIGKILL)
        self.steps.append(Step(f"{event} {os.path.basename(path)}", self.seconds))  # noqa: PTH119
        time.sleep(self._task.pause)


def _work(task: Task, messages: Connection) -> None:
    resumable_encoding.CHUNK = CHUNK
    tqdm.set_lock(RLock())  # its own, between processes, would be left behind by those that are killed
    detected(GERMAN)  # the detector of languages is unpacked into a file when it is first asked, which takes longer than the rest
    _limit(task)
    if task.user is not None:
        opened(task.folder)  # what Python loads only when it is needed lies where that user may not read
        os.setgroups([])
        os.setgid(task.user)
        os.setuid(task.user)
    messages.send("begun")
    journal, error, found = _Journal(task), "", []
    try:
        if task.call == ASK:
            found = opened(task.folder)
        elif task.call == ALTERNATE:
            _alternate(task)
        else:
            _write(task, _Encoder(task, messages))
    except IndexFolderError as caught:
        error = f"{type(caught).__name__}: {caught}"
    messages.send(Report(error, journal.seconds, tuple(journal.steps), found))


GERMAN = "Der Krieg endete im Jahre 1918, und die Truppen kehrten in ihre Heimat zurück."


def _limit(task: Task) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    if task.room is None:
        return
    room, save = task.room, SemanticIndex.save
    if task.starved == "from the beginning":
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
        return

    def starved(self: SemanticIndex, path: Path) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
        save(self, path)

    SemanticIndex.save = starved  # type: ignore[method-assign]


def _write(task: Task, encoder: WordEncoder) -> None:
    """Do what `index_into`, `add_to` and `remove_from` do, with an encoder that is no model."""
    with writing(task.folder) as writer:
        options = BuildOptions(writer.progress)
        previous = OpenIndex(load(task.folder), encoder)
        if task.call == BUILD:
            made = build(task.paths, Settings(), encoder, previous, options)
        elif task.call == ADD:
            made = add(previous, task.paths, encoder, options)
        else:
            made = remove(previous, [path.stem for path in task.paths], encoder)
        writer.put(made.contents)


def _alternate(task: Task) -> None:
    """Save the articles without the last, then with it, and so on."""
    both = [build_collection(paths, encoder=WordEncoder()) for paths in (task.paths[:-1], task.paths)]
    for turn in range(SWAPS):
        save_collection(both[turn % 2], task.folder)
