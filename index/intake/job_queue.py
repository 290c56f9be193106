"""The queue of jobs, on the disk: whoever serves adds to it, one process works on it, and all who serve see how far it is.

KEPT/.jobs/.working         locked by the process that works
KEPT/.jobs/.new-.../        an upload that is coming in; gone when it breaks off
KEPT/.jobs/ID/job.json      a job, replaced as a whole by whoever works on it
KEPT/.jobs/ID/over          is there when it is over
KEPT/.jobs/ID/files/00000   its files that are not kept yet
"""

from __future__ import annotations

import re
import secrets
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from time import time

from filelock import FileLock, Timeout
from pydantic import TypeAdapter, ValidationError

from index.errors import Kind, LoccitError, shortened
from index.folder import kept_folder, sync
from index.intake.incoming import FILES, Incoming
from index.intake.jobs import Item, Job, JobKind

JOBS, NEW, WORKING, JOB, OVER = ".jobs", ".new-", ".working", "job.json", "over"
HOLD = "held"  # locked for as long as an upload comes in
JOB_ID = re.compile(r"[0-9]{8}-[0-9]{12}-[0-9a-f]{8}")
JOB_JSON = TypeAdapter(Job)
MOST_WAITING = 100  # jobs; one more is refused
MOST_KEPT = 50  # jobs that are over, of which is told what became of them
ABANDONED = 60.0  # seconds after which a folder that nobody holds is no upload that has just begun


class UnknownJobError(LoccitError):
    """There is no such job, or not any more."""

    kind = Kind.UNKNOWN
    remedy = "GET /api/jobs lists the latest."


class QueueFullError(LoccitError):
    """So many jobs wait that one more is not taken."""


class KeepingError(LoccitError):
    """What came in cannot be written to the disk."""


class JobQueue:
    """The jobs of an index folder. Safe to use from several threads and processes; a job is saved by who works on it alone."""

    def __init__(self, index_folder: Path) -> None:
        self.index_folder = index_folder
        self.kept = kept_folder(index_folder)
        self.folder = self.kept / JOBS
        self._expected = Event()

    @contextmanager
    def incoming(self) -> Iterator[Incoming]:
        """Yield a folder for an upload; unless it is made a job by `submit`, it is gone when the block is left.

        Raises:
            QueueFullError: too many jobs wait.
            KeepingError: the disk takes nothing.
        """
        self._require_room()
        folder = incoming = None
        try:
            folder = Path(tempfile.mkdtemp(prefix=NEW, dir=self._made()))
            with FileLock(folder / HOLD):
                incoming = Incoming(folder)
                yield incoming
        except OSError as error:
            raise self._unkept(error) from error
        finally:
            if incoming is not None:
                incoming.abandon()
            if folder is not None:
                shutil.rmtree(folder, ignore_errors=True)

    def submit(self, kind: JobKind, items: Sequence[Item], holder: str = "", incoming: Incoming | None = None) -> Job:
        """Add a job to the queue, and return it; the files of `incoming` become its.

        Raises:
            QueueFullError: too many jobs wait.
            KeepingError: the disk takes nothing.
        """
        self._require_room()
        now = datetime.now(UTC)
        job = Job(f"{now:%Y%m%d-%H%M%S%f}-{secrets.token_hex(4)}", kind, now.isoformat(timespec="seconds"), holder, tuple(items))
        try:
            self._put(job, incoming)
        except OSError as error:
            raise self._unkept(error) from error
        self.expect()
        return job

    def expect(self) -> None:
        """Let whoever watches this queue in this process know that a job has come, or is likely to come soon."""
        self._expected.set()

    def is_expected(self, within: float) -> bool:
        """Wait for so many seconds at most until `expect` is called; return whether it was since this was last asked."""
        found = self._expected.wait(within)
        self._expected.clear()
        return found

    def _put(self, job: Job, incoming: Incoming | None) -> None:
        """Put a job in its place in one step."""
        folder = Path(tempfile.mkdtemp(prefix=NEW, dir=self._made()))
        try:
            if incoming is not None:
                (incoming.folder / FILES).rename(folder / FILES)
            _write(folder / JOB, job)
            sync(folder / JOB)
            folder.rename(self.folder / job.id)
        except OSError:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        sync(self.folder)

    def _unkept(self, error: OSError) -> KeepingError:
        return KeepingError(f"What came in cannot be kept in {self.kept}: {error.strerror or error}. Nothing was changed.")

    def job(self, job_id: str) -> Job:
        """Return a job.

        Raises:
            UnknownJobError: there is none of this id.
        """
        found = self._read(job_id) if JOB_ID.fullmatch(job_id) else None
        if found is None:
            raise UnknownJobError(f"There is no job {shortened(job_id)}: of those that are over, the last {MOST_KEPT} are kept.")
        return found

    def latest(self, most: int) -> tuple[Job, ...]:
        """Return the latest jobs, the last that came first."""
        found = (self._read(job_id) for job_id in reversed(self._ids()))
        return tuple(job for job, _ in zip((job for job in found if job), range(most), strict=False))

    def next(self) -> Job | None:
        """Return the job that came first of those that are not over, None where there is none."""
        return next((job for job in map(self._read, self._open_ids()) if job and not job.is_over), None)

    def note(self, job: Job) -> None:
        """Put a job in the place of its former state, for others to see; only for whoever works on it."""
        _write(self.folder / job.id / JOB, job)

    def save(self, job: Job) -> None:
        """Do the same, and return when it is on the disk for good."""
        self.note(job)
        sync(self.folder / job.id / JOB)
        if job.is_over:
            (self.folder / job.id / OVER).touch()

    def noted(self, job: Job) -> float:
        """Return when a job was last noted, in seconds since 1970; now, where it is gone."""
        try:
            return (self.folder / job.id / JOB).stat().st_mtime
        except OSError:
            return time()

    def files_of(self, job: Job) -> Path:
        """Return the folder in which a job's files wait to be kept."""
        return self.folder / job.id

    @contextmanager
    def at_work(self) -> Iterator[bool]:
        """Yield whether nobody else works on the queue; nobody else can while the block lasts."""
        lock = FileLock(self._made() / WORKING, timeout=0)
        try:
            lock.acquire()
        except Timeout:
            yield False
            return
        try:
            yield True
        finally:
            lock.release()

    def tidy(self) -> None:
        """Remove the jobs that have been over for longest, and uploads whose process died."""
        waiting = set(self._open_ids())
        over = [job_id for job_id in self._ids() if job_id not in waiting]
        for job_id in over[:-MOST_KEPT]:
            shutil.rmtree(self.folder / job_id, ignore_errors=True)
        for job_id in over:
            shutil.rmtree(self.folder / job_id / FILES, ignore_errors=True)
        for folder in self.folder.glob(f"{NEW}*"):
            if _is_abandoned(folder):
                shutil.rmtree(folder, ignore_errors=True)

    def _require_room(self) -> None:
        waiting = len(self._open_ids())
        if waiting >= MOST_WAITING:
            raise QueueFullError(f"{waiting} jobs wait already, which is as many as may.")

    def _made(self) -> Path:
        self.folder.mkdir(parents=True, exist_ok=True)
        return self.folder

    def _ids(self) -> list[str]:
        try:
            return sorted(path.name for path in self.folder.iterdir() if JOB_ID.fullmatch(path.name))
        except FileNotFoundError:
            return []

    def _open_ids(self) -> list[str]:
        return [job_id for job_id in self._ids() if not (self.folder / job_id / OVER).exists()]

    def _read(self, job_id: str) -> Job | None:
        """Return a job, None where it is gone, or was broken by the machine's own breakdown."""
        with suppress(OSError, ValidationError):
            return JOB_JSON.validate_json((self.folder / job_id / JOB).read_bytes())
        return None


def _write(path: Path, job: Job) -> None:
    """Write a job so that whoever reads it finds this state or the one before."""
    beside = path.with_suffix(".new")
    with beside.open("wb") as file:
        file.write(JOB_JSON.dump_json(job, indent=1))
    beside.replace(path)


def _is_abandoned(folder: Path) -> bool:
    """Whether an upload's folder is old, and its process holds it no more."""
    try:
        if time() - folder.stat().st_mtime < ABANDONED:
            return False
        lock = FileLock(folder / HOLD, timeout=0)
        with lock:
            return True
    except (OSError, Timeout):
        return False
