"""An upload while it comes in: a folder that becomes a job in one step when all is there, and is gone when it is not."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from hashlib import file_digest
from io import BufferedRandom
from pathlib import Path

from index.intake.jobs import Item
from index.intake.kept_files import shown_name

FILES = "files"  # of a job: what came in and is not kept yet


@dataclass(frozen=True, slots=True)
class Received:
    """A file that came in, under its number, with the name that it was sent with."""

    path: Path
    name: str


class Incoming:
    """The folder of an upload; `receive` a file after another."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._received: list[Received] = []
        self._open: list[BufferedRandom] = []
        (folder / FILES).mkdir()

    def receive(self, name: str) -> BufferedRandom:
        """Return where the bytes of a file of this name are to be written.

        What has no name is a field of a form that was left empty, and no file.
        """
        path = Path(os.devnull)
        if name.strip():
            path = waiting_file(self.folder, len(self._received))
            self._received.append(Received(path, name))
        self._open.append(path.open("w+b"))
        return self._open[-1]

    def close(self) -> None:
        """Let nothing more be written."""
        while self._open:
            self._open.pop().close()

    def abandon(self) -> None:
        """Let go of what is still open; what a full disk did not take is not wanted any more."""
        while self._open:
            with suppress(OSError):  # closing tries again to write, and whoever wrote has heard of it
                self._open.pop().close()

    def items(self) -> tuple[Item, ...]:
        """Return the files that came in, whole on the disk; nothing more can be written."""
        self.close()
        return tuple(_item(each) for each in self._received)


def waiting_file(folder: Path, position: int) -> Path:
    """Return where the file of a job's item waits to be kept."""
    return folder / FILES / f"{position:05}"


def _item(received: Received) -> Item:
    with received.path.open("rb") as file:
        os.fsync(file.fileno())
        return Item(shown_name(received.name), received.path.stat().st_size, file_digest(file, "sha256").hexdigest())
