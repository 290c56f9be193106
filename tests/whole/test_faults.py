"""What may go wrong while an index is written or lies on the disk: it opens whole and verified, or not at all."""

from __future__ import annotations

import multiprocessing.forkserver
import os
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest

from index.collection import Collection
from index.encoding.encoder import Vectors
from index.errors import IndexFolderError
from index.folder.contents import Manifest
from index.folder.file_names import CHECKSUM, ENCODER_FILES, FAISS, FILES, LOCK, MANIFEST
from index.folder.out_of_date import staleness
from index.indexing.resumable_encoding import ResumableEncoding
from index.maintenance import add_to, build_collection, index_into, remove_from, save_collection
from index.opening import open_collection
from index.settings import Settings
from tests.conftest import REPOSITORY
from tests.doubles import WordEncoder
from tests.faulty_writer import (
    ADD,
    ALTERNATE,
    ASK,
    BUILD,
    REMOVE,
    SWAPS,
    Answers,
    Outcome,
    Report,
    Running,
    Task,
    answers,
    opened,
)
from tests.serving import PROGRAM

PAUSE = 0.0005  # seconds a text and a step, so that encoding, writing and swapping all take their time
MOMENTS = 9  # of each call; `python -m tests.benchmarks.kill_and_fill` tries more
READERS = 3
NOBODY = 65534
MEMORY = Path("/dev/shm")  # noqa: S108  # a folder of the test's own is made there
PAGE = 4096  # bytes; what a disk in memory gives away at once
WORDS = "harbour ice bread mayor pilot ship sailor thaw flour card winter letter consul railway treaty army river bridge".split()
VERBS = "froze waited drowned imported broke played crossed signed left answered".split()


@dataclass(frozen=True)
class Scene:
    """Three articles' files, an index of the first two, and what is to be made of it.

    `new` are the answers after each call; a build is of the last two articles, an add adds the last,
    a removal takes the first out.
    """

    home: Path
    paths: tuple[Path, Path, Path]
    former: Answers
    new: dict[str, Answers]

    @property
    def folder(self) -> Path:
        """The index that is written to."""
        return self.home / "index"

    def task(self, call: str) -> Task:
        """A call that makes the new index of the former one."""
        return Task(
            call, self.folder, {BUILD: self.paths[1:], ADD: self.paths[2:], REMOVE: self.paths[:1]}.get(call, self.paths[2:])
        )

    def restore(self) -> None:
        """Put the former index, as it was, in the place of whatever is there."""
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.home / "former", self.folder)


@pytest.fixture(scope="module", autouse=True)
def prepared() -> Iterator[None]:
    """A process that has loaded everything, from which the writers are forked: loading takes longer than their work."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("PYTHONPATH", str(REPOSITORY))
        for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):  # threads do not survive a fork
            patched.setenv(name, "1")
        multiprocessing.forkserver.set_forkserver_preload(["tests.faulty_writer"])
        multiprocessing.forkserver.ensure_running()
        yield


@pytest.fixture(scope="module")
def stage() -> Iterator[Scene]:
    """The scene, in a folder that everybody can enter, as pytest's are not; in memory if possible, for it is written often."""
    with TemporaryDirectory(prefix="loccit-faults-", dir=MEMORY if MEMORY.is_dir() else None) as name:
        home = Path(name)
        home.chmod(0o755)
        paths = (written(home / "first.txt", 1), written(home / "second.txt", 2), written(home / "third.txt", 3))
        former = built(*paths[:2])
        save_collection(former, home / "former")
        new = {BUILD: answers(built(*paths[1:])), ADD: answers(built(*paths)), REMOVE: answers(built(paths[1]))}
        yield Scene(home, paths, answers(former), new)


@pytest.fixture
def scene(stage: Scene) -> Scene:
    """The scene, with the former index in use."""
    stage.restore()
    return stage


def written(path: Path, seed: int) -> Path:
    random = np.random.default_rng(seed)
    sentences = [f"The {' '.join(random.choice(WORDS, 4))} {random.choice(VERBS)} in 19{seed}{at % 10}." for at in range(40)]
    paragraphs = [" ".join(sentences[at : at + 5]) for at in range(0, len(sentences), 5)]
    path.write_text("\n\n".join([f"On the {WORDS[seed].title()}", *paragraphs]), "utf-8")
    return path


def built(*paths: Path) -> Collection:
    return build_collection(paths, Settings(), WordEncoder())


def generations(folder: Path) -> set[str]:
    return {path.name for path in folder.glob("gen-*")}


def current(folder: Path) -> Path:
    return folder / (folder / "CURRENT").read_text().strip()


def run(task: Task) -> Outcome:
    return Running(task).ended()


def report(outcome: Outcome) -> Report:
    """What a writer said that was not killed."""
    assert outcome.exit_code == 0, "the writer died of something that it did not expect"
    assert outcome.report
    return outcome.report


def require_new(scene: Scene, task: Task) -> Outcome:
    """Make sure that a call succeeds and leaves nothing but the new index and the one before it."""
    before = current(scene.folder).name
    outcome = run(task)
    assert report(outcome).error == ""
    assert opened(scene.folder) == scene.new[task.call]
    assert generations(scene.folder) == {before, current(scene.folder).name}
    assert {path.name for path in scene.folder.iterdir()} == generations(scene.folder) | {"CURRENT", ".lock"}
    return outcome


def phases(task: Task) -> tuple[float, float, float]:
    """Seconds after which an undisturbed call has encoded, has written, has put the new index in use."""
    done = report(run(task))
    writing = next(step.seconds for step in done.steps if step.name.startswith("tempfile.mkdtemp"))
    swapping = next(step.seconds for step in done.steps if step.name == "open CURRENT.new")
    return writing, swapping, done.seconds


# --- killed ---


def test_the_scene_tells_former_and_new_apart(scene: Scene) -> None:
    """No question has the same answer before and after, so that a mixture would show."""
    for new in scene.new.values():
        assert all(one != other for one, other in zip(scene.former, new, strict=True))
    assert opened(scene.folder) == scene.former


@pytest.mark.parametrize("call", [BUILD, ADD, REMOVE])
def test_killed_at_any_moment(scene: Scene, call: str) -> None:
    """Killed while it encodes, writes or swaps, a call leaves the former index or the new one, and can be repeated."""
    task = replace(scene.task(call), pause=PAUSE)
    ends = phases(task)
    random, deaths, pace = np.random.default_rng(7), 0, 1.0
    for turn in range(3 * MOMENTS):
        if turn >= MOMENTS and deaths >= MOMENTS // 2:
            break
        scene.restore()
        begin, end = (0.0, *ends)[turn % 3], ends[turn % 3]
        outcome = Running(task).killed(after=float(random.uniform(begin, end)) * pace)
        deaths += outcome.exit_code == -9
        if outcome.exit_code != -9:
            pace *= 0.8  # the call that was timed had to wait for the processor longer than these have
        assert opened(scene.folder) in (scene.former, scene.new[call])
        if call != REMOVE or opened(scene.folder) == scene.former:  # what is gone cannot be removed again
            require_new(scene, scene.task(call))
    assert deaths >= MOMENTS // 2, "the calls were over before they could be killed"


def test_killed_before_each_step_of_the_swap(scene: Scene) -> None:
    """Up to the step that puts the new index in use, the former one answers, from there on the new one."""
    task = scene.task(BUILD)
    leave_remains(scene.folder)
    names = [step.name for step in report(run(task)).steps]
    swap = names.index("os.rename CURRENT.new")
    removing = next(at for at, name in enumerate(names) if name.startswith("os.remove "))
    for step in [*range(names.index("open CURRENT.new"), removing + 3), *range(len(names) - 3, len(names))]:
        scene.restore()
        leave_remains(scene.folder)
        assert run(replace(task, killed_at_step=step)).exit_code == -9
        assert opened(scene.folder) == (scene.former if step <= swap else scene.new[BUILD])
        require_new(scene, task)


def leave_remains(folder: Path) -> None:
    """Put a generation there that nobody uses, so that there is something to be removed."""
    shutil.copytree(current(folder), folder / "gen-remains_")


def test_an_interrupted_build_goes_on(scene: Scene) -> None:
    """What was encoded before a kill is not encoded again, also when the build dies a second time."""
    task = scene.task(BUILD)
    chunks = [run(replace(task, killed_at_chunk=2)).encoded, run(replace(task, killed_at_chunk=1)).encoded]
    assert [len(encoded) for encoded in chunks] == [2, 1]
    chunks.append(require_new(scene, task).encoded)
    texts = [text for encoded in chunks for chunk in encoded for text in chunk]
    scene.restore()
    assert texts == [text for chunk in run(task).encoded for text in chunk]


@pytest.mark.parametrize("damage", ["flipped", "half", "empty"])
def test_damaged_progress_is_not_used(scene: Scene, damage: str) -> None:
    """What an interrupted build kept and the disk has damaged since is encoded again, and nothing else is."""
    task = scene.task(BUILD)
    known = run(replace(task, killed_at_chunk=3)).encoded
    spoilt = sorted((scene.folder / ".progress").glob("*.npz"))[0]
    spoilt.write_bytes(damages(spoilt.read_bytes())[damage])
    again = require_new(scene, task).encoded
    assert len(known) == 3
    assert len(set(known) & set(again)) == 1


class Counting(WordEncoder):
    """Words alone, counted."""

    def __init__(self) -> None:
        super().__init__(dimension=8)
        self.texts = 0

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors."""
        self.texts += len(texts)
        return super().encode(texts)


def test_no_flipped_byte_of_the_progress_goes_unnoticed(tmp_path: Path) -> None:
    """Wherever the disk has changed a byte of what was kept, the texts are encoded again, without an error."""
    encoder = Counting()
    encoding = ResumableEncoding(encoder, tmp_path)
    wanted = encoding.encode(["bread"])
    (path,) = tmp_path.iterdir()
    whole, faults = path.read_bytes(), []
    for at in range(len(whole)):
        path.write_bytes(flipped(whole, at))
        before = encoder.texts
        try:
            same = np.array_equal(encoding.encode(["bread"]), wanted)
        except Exception as error:  # noqa: BLE001  # whatever it is, it is one too many
            faults.append(f"byte {at}: {error!r}")
            continue
        if not same or encoder.texts == before:
            faults.append(f"byte {at} is not noticed")
    assert faults == []


# --- no room ---


@pytest.mark.parametrize("call", [BUILD, ADD, REMOVE])
def test_no_room_for_large_files(scene: Scene, call: str) -> None:
    """However small a file may be at most, the former index answers, the sentence says so, no half generation is left."""
    task = scene.task(call)
    assert report(run(task)).error == ""
    sizes = sorted({path.stat().st_size for path in current(scene.folder).iterdir()})
    for room in [0, *(size - 1 for size in sizes)]:
        scene.restore()
        require_refused(scene, report(run(replace(task, room=room))).error)
    require_new(scene, task)


def test_no_room_for_a_temporary_file(tmp_path: Path) -> None:
    """A German text whose language cannot be detected, for want of a temporary file, is refused in a sentence."""
    article = tmp_path / "krieg.txt"
    article.write_text("Der Krieg\n\nDer Krieg endete im Jahre 1918, und die Truppen kehrten in ihre Heimat zurück.", "utf-8")
    starved = ("/bin/sh", "-c", 'ulimit -f 0; exec "$0" "$@"')
    command = [*starved, *PROGRAM, "index", str(article), "--into", str(tmp_path / "index")]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert (done.returncode, "Traceback" in done.stderr) == (2, False), done.stderr
    assert "py3langid's model cannot be unpacked in any folder for temporary files: No usable temporary directory" in done.stderr


@pytest.mark.parametrize("lacking", ["all", "the last byte"])
def test_no_room_when_faiss_writes(scene: Scene, lacking: str) -> None:
    """FAISS writes for itself; that it cannot, and be it the last byte, is the same to whoever indexes."""
    task = scene.task(BUILD)
    assert report(run(task)).error == ""
    room = 0 if lacking == "all" else (current(scene.folder) / FAISS).stat().st_size - 1
    scene.restore()
    outcome = run(replace(task, room=room, starved="when FAISS writes"))
    assert opened(scene.folder) == scene.former
    require_refused(scene, report(outcome).error)
    require_new(scene, task)


def require_refused(scene: Scene, error: str) -> None:
    assert error.startswith(f"IndexFolderError: The index cannot be written to {scene.folder}: ")
    assert error.endswith(". What was there before is untouched.")
    assert opened(scene.folder) == scene.former
    assert generations(scene.folder) == {current(scene.folder).name}


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own."""
    path, mount, unmount = tmp_path / "disk", shutil.which("mount"), shutil.which("umount")
    if os.geteuid() != 0 or not mount or not unmount:
        pytest.skip("only root can mount a small disk")
    path.mkdir()
    done = subprocess.run([mount, "-t", "tmpfs", "-o", "size=1m", "tmpfs", path], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"no disk can be mounted here: {done.stderr.strip()}")
    yield path
    # Also while something on it is still mapped.
    subprocess.run([unmount, "--lazy", path], check=True)


def test_full_disk(scene: Scene, disk: Path) -> None:
    """However many pages are left on the disk, from none to enough, one by one: the former index answers, and stays alone."""
    folder, new = disk / "index", built(*scene.paths)
    save_collection(built(*scene.paths[:2]), folder)
    before, faults, room = current(folder), [], 0
    while current(folder) == before:
        assert room < 200, "the new index is never written"
        leave_room(disk, room)
        fault = failing_save(new, folder)
        if current(folder) == before and opened(folder) != scene.former:
            fault = "the former index does not answer"
        if current(folder) == before and generations(folder) != {before.name}:
            fault = f"{fault or 'refused'}, but a generation is left".strip()
            shutil.rmtree(next(path for path in folder.glob("gen-*") if path != before))
        faults += [f"{room} pages left: {fault}"] if fault else []
        room += 1
    assert room > 10
    assert opened(folder) == scene.new[ADD]
    assert faults == []


def leave_room(disk: Path, pages: int) -> None:
    """Fill a disk but for so many pages."""
    ballast = disk / "ballast"
    ballast.unlink(missing_ok=True)
    room = os.statvfs(disk)
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, room.f_bavail * room.f_frsize - pages * PAGE)


def failing_save(collection: Collection, folder: Path) -> str:
    """Say what is wrong with how a save fails; empty where it fails as it should, or succeeds."""
    try:
        save_collection(collection, folder)
    except IndexFolderError as error:
        return "" if str(error).startswith(f"The index cannot be written to {folder}: ") else str(error)
    except Exception as error:  # noqa: BLE001  # whatever it is, it is one too many
        return repr(error)[:200]
    return ""


# --- damaged ---


def flipped(content: bytes, at: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def damages(content: bytes) -> dict[str, bytes]:
    """What a disk may make of a file."""
    middle, end = len(content) // 2, len(content) - 1
    flips = {"first": flipped(content, 0), "middle": flipped(content, middle), "last": flipped(content, end)}
    return {**flips, "flipped": flips["middle"], "half": content[:middle], "empty": b""}


@contextmanager
def damaged(path: Path, damage: str) -> Iterator[None]:
    """Put a damaged file in the place of one, for a while; a new one, since encoders' files have several names."""
    whole = path.with_name("whole")
    path.rename(whole)
    try:
        path.write_bytes(damages(whole.read_bytes())[damage])
        yield
    finally:
        whole.replace(path)


DAMAGES = pytest.mark.parametrize("damage", ["first", "middle", "last", "half", "empty"])


@pytest.fixture(scope="module")
def real(collection: Collection, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seed article's index, with the real model."""
    folder = tmp_path_factory.mktemp("faults") / "index"
    save_collection(collection, folder)
    return folder


def test_each_file_is_damaged_below(scene: Scene, real: Path) -> None:
    """No file of an index is left out of the two tests that follow."""
    assert {path.name for path in current(scene.folder).iterdir()} == {*FILES, MANIFEST, CHECKSUM}
    assert {path.name for path in current(real).iterdir()} == {
        *FILES,
        MANIFEST,
        CHECKSUM,
        *ENCODER_FILES,
    }


@DAMAGES
def test_damaged_checksum_of_the_manifest(stage: Scene, damage: str) -> None:
    """A manifest whose checksum was changed is not trusted either."""
    folder = stage.home / "former"
    with damaged(current(folder) / CHECKSUM, damage), pytest.raises(IndexFolderError, match="is damaged: manifest.json"):
        open_collection(folder, encoder=WordEncoder())


@DAMAGES
@pytest.mark.parametrize("name", [*FILES, MANIFEST])
def test_damaged_file(stage: Scene, name: str, damage: str) -> None:
    """With any byte of any file changed, or its end gone, an index is refused, and the sentence names the file."""
    folder = stage.home / "former"
    with damaged(current(folder) / name, damage), pytest.raises(IndexFolderError, match=rf"is damaged: {name} "):
        open_collection(folder, encoder=WordEncoder())
    assert opened(folder) == stage.former


@DAMAGES
@pytest.mark.parametrize("name", ENCODER_FILES)
def test_damaged_encoder(real: Path, name: str, damage: str) -> None:
    """The same holds for the files of the model."""
    with damaged(current(real) / name, damage), pytest.raises(IndexFolderError, match=rf"is damaged: {name} "):
        open_collection(real)


def test_whole_again_it_opens(real: Path, collection: Collection) -> None:
    """It was the damage, and nothing else, for which the index with the real model was refused."""
    assert answers(open_collection(real)) == answers(collection)


def test_no_flipped_byte_of_the_manifest_goes_unnoticed(stage: Scene) -> None:
    """The manifest, which holds the other files' checksums, needs one too: no changed byte of it opens."""
    folder = stage.home / "former"
    path = current(folder) / MANIFEST
    whole, unnoticed = path.read_bytes(), []
    for at in range(len(whole)):
        path.write_bytes(flipped(whole, at))
        try:
            open_collection(folder, encoder=WordEncoder())
        except IndexFolderError:
            continue
        finally:
            path.write_bytes(whole)
        unnoticed.append(f"{at} in {flipped(whole, at)[max(at - 30, 0) : at + 10]!r}")
    assert unnoticed == []


# --- no rights ---


def without_rights(task: Task) -> Report:
    return report(run(replace(task, user=NOBODY) if os.geteuid() == 0 else task))


@pytest.mark.parametrize(("call", "name"), [(BUILD, "."), (BUILD, LOCK), (ADD, "."), (REMOVE, ".")])
def test_no_right_to_write(scene: Scene, call: str, name: str) -> None:
    """Who must not write to the folder, or to its lock, is told so; reading still goes."""
    (scene.folder / LOCK).touch()
    scene.folder.chmod(0o777)
    (scene.folder / name).chmod(0o555)
    try:
        error = without_rights(scene.task(call)).error
        require_refused(scene, error)
        assert "Permission denied" in error
        assert without_rights(scene.task(ASK)).answers == scene.former
    finally:
        scene.folder.chmod(0o755)


@pytest.mark.parametrize("name", ["articles", "articles/first.txt"])
def test_no_right_to_read_the_articles(scene: Scene, name: str) -> None:
    """An index opens for somebody who must not read the articles, or their folder: it does not need them."""
    path = scene.home / name
    (scene.home / "articles").mkdir(exist_ok=True)
    save_collection(built(written(scene.home / "articles" / "first.txt", 1), scene.paths[1]), scene.folder)
    mode = path.stat().st_mode
    try:
        path.chmod(0)
        done = without_rights(scene.task(ASK))
    finally:
        path.chmod(mode)
    assert (done.error, done.answers) == ("", scene.former)


# --- several at once ---


def test_two_writers_at_once(scene: Scene) -> None:
    """The second writer is refused at once, whatever it wants to write, and the first one finishes."""
    first = Running(replace(scene.task(BUILD), waits=True))
    first.waiting()
    began = time.monotonic()
    for second in (
        lambda: index_into(scene.folder, scene.paths, Settings()),
        lambda: add_to(scene.folder, scene.paths[2:]),
        lambda: remove_from(scene.folder, ["first"]),
        lambda: save_collection(built(*scene.paths), scene.folder),
    ):
        with pytest.raises(IndexFolderError, match="Another process is writing the index in .*Wait until it has ended"):
            second()
    assert time.monotonic() - began < 3
    assert report(run(scene.task(ADD))).error.startswith("IndexBusyError: Another process is writing the index")
    assert opened(scene.folder) == scene.former
    first.go_on()
    assert report(first.ended()).error == ""
    assert opened(scene.folder) == scene.new[BUILD]


def test_readers_across_many_swaps(scene: Scene) -> None:
    """Whoever opens and asks while one index takes the other's place, fifty times, has the whole of one or of the other."""
    writer = Running(Task(ALTERNATE, scene.folder, scene.paths, pause=PAUSE))
    both, ended = [scene.former, scene.new[ADD]], threading.Event()
    kept = open_collection(scene.folder, encoder=WordEncoder())
    was = answers(kept)
    readers = [Reader(scene.folder, both, ended) for _ in range(READERS)]
    try:
        outcome = writer.ended()
    finally:
        ended.set()
        for reader in readers:
            reader.join()
    assert report(outcome).error == ""
    assert [error for reader in readers for error in reader.errors] == []
    assert {found for reader in readers for found in reader.found} == {0, 1}
    assert sum(len(reader.found) for reader in readers) >= SWAPS
    assert answers(kept) == was


class Reader(threading.Thread):
    """Somebody who opens and asks again and again, and keeps which of the indexes it was."""

    def __init__(self, folder: Path, both: list[Answers], ended: threading.Event) -> None:
        super().__init__()
        self.found: list[int] = []
        self.errors: list[str] = []
        self._folder, self._both, self._ended = folder, both, ended
        self.start()

    def run(self) -> None:
        """Read until the end."""
        while not self._ended.is_set():
            try:
                self.found.append(self._both.index(opened(self._folder)))
            except Exception as error:  # noqa: BLE001  # whatever it is, it is one too many
                self.errors.append(repr(error))


def swap_twice(collection: Collection, folder: Path) -> None:
    """Put an index in the place of another twice, so that neither the one in use before nor its files are left."""
    save_collection(collection, folder)
    save_collection(collection, folder)


def test_overtaken_while_it_looks_for_the_index(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that is overtaken by two swaps, just when it has read which index is in use, opens the one that is now."""
    is_dir, new, turns = Path.is_dir, built(*scene.paths), iter([swap_twice])

    def overtaken(path: Path) -> bool:
        for swap in turns if path.name.startswith("gen-") else ():
            swap(new, scene.folder)
        return is_dir(path)

    monkeypatch.setattr(Path, "is_dir", overtaken)
    assert opened(scene.folder) == scene.new[ADD]
    assert next(turns, None) is None, "it was not overtaken"


def test_overtaken_before_it_loads_the_model(collection: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that is overtaken by two swaps between opening an index and loading its model has a whole index all the same."""
    folder = tmp_path / "index"
    save_collection(collection, folder)
    turns = iter([swap_twice])

    def overtaken(manifest: Manifest, settings: Settings) -> str:
        for swap in turns:
            swap(collection, folder)
        return staleness(manifest, settings)

    monkeypatch.setattr("index.opening.staleness", overtaken)
    assert answers(open_collection(folder)) == answers(collection)
    assert next(turns, None) is None, "it was not overtaken"
