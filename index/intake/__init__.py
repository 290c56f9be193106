"""intake: files that come in are kept beside an index, and jobs that wait in a queue change the index by them.

In: files, ids of articles. Out: jobs that tell how far they are and what became of each file; a changed index folder.
May import: `index.errors`, `index.folder`, `index.maintenance`, `index.metadata`, `index.readers`, `index.records`.
"""

from index.intake.calling import call_workers
from index.intake.incoming import Incoming
from index.intake.job_queue import JobQueue, KeepingError, QueueFullError, UnknownJobError
from index.intake.jobs import Item, Job, JobKind, Outcome
from index.intake.kept_bibliographies import received_bibliographies
from index.intake.kept_files import received_files
from index.intake.removed_files import let_in, without_removed

__all__ = [
    "Incoming",
    "Item",
    "Job",
    "JobKind",
    "JobQueue",
    "KeepingError",
    "Outcome",
    "QueueFullError",
    "UnknownJobError",
    "call_workers",
    "let_in",
    "received_bibliographies",
    "received_files",
    "without_removed",
]
