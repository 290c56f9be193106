"""PDFium in a process of its own: what a file does to it – hanging, breaking down – ends that process and no other.

A thread cannot be ended while C works, and a fork of a process with threads may hang by itself; so a Python is begun for each
file, which imports no more than PDFium needs. It gets the file's bytes on its standard input, and tells on its standard output
each page that it begins and at last what it read, or why it could not, as pickles. It ends itself when its parent does.
"""

from __future__ import annotations

import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread

from index.errors import ArticleError
from index.pdfium.child_process import begun, end_with_parent, ending, send
from index.pdfium.printed_file import PrintedFile, read_printed_file

MOST_SILENT = 60.0  # seconds for opening a file, and for each page: a thousand times what one takes
REMEDY = "Print the file to a new PDF, without that page if need be, and give that."
MODULE = "index.pdfium.reading_process"
Message = tuple[int, int] | PrintedFile | Exception | None  # a page that is begun, of how many; the end; None: the child is gone


def pages_of(
    data: bytes, path: Path, most_seconds: float, turned: Callable[[int, int], None] = lambda _page, _pages: None
) -> PrintedFile:
    """Read the PDF whose bytes are `data` in a process of its own, which may be silent for `MOST_SILENT` seconds.

    `turned` is called with each page that is begun, from 1, and how many there are.

    Raises:
        ArticleError: it cannot be opened, has no text, takes too long, or PDFium hangs or breaks down, with the remedy.
    """
    place = str(path)
    with begun(MODULE) as child:
        told = _telling(child, (data, path, most_seconds))
        while True:
            try:
                found = told.get(timeout=MOST_SILENT)
            except Empty as error:
                raise ArticleError(
                    f"{place} cannot be read: PDFium was busy with it for over {MOST_SILENT:g} s and was ended. {REMEDY}"
                ) from error
            if isinstance(found, PrintedFile):
                return found
            if isinstance(found, Exception):
                raise found
            if found is None:
                raise ArticleError(f"{place} cannot be read: PDFium broke down ({ending(child)}). {REMEDY}")
            place = f"{path}, page {found[0]} of {found[1]},"
            turned(*found)


def _telling(child: subprocess.Popen[bytes], job: tuple[bytes, Path, float]) -> SimpleQueue[Message]:
    """Hand the job to the child, and return what it tells as it comes."""
    told: SimpleQueue[Message] = SimpleQueue()
    Thread(target=_listen, args=(child, job, told), name="pdf", daemon=True).start()
    return told


def _listen(child: subprocess.Popen[bytes], job: tuple[bytes, Path, float], told: SimpleQueue[Message]) -> None:
    try:
        send(child.stdin, job)
        while True:
            told.put(pickle.load(child.stdout))  # type: ignore[arg-type]  # noqa: S301  # our own process's words
    except (OSError, EOFError, ValueError, pickle.UnpicklingError):  # it ended, or was ended, perhaps amid a word
        told.put(None)


def main() -> None:
    """Be the child."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends this process
    data, path, most_seconds = pickle.load(sys.stdin.buffer)  # noqa: S301  # our own parent's words
    Thread(target=end_with_parent, daemon=True).start()
    try:
        found: Message = read_printed_file(data, path, most_seconds, lambda at, pages: send(sys.stdout.buffer, (at, pages)))
    except Exception as error:  # noqa: BLE001  # whatever it is, the parent raises it
        found = error
    send(sys.stdout.buffer, found)
