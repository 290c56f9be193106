"""What the processes of one service tell each other: a row of numbers for each, in memory that all of them share."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from mmap import mmap
from pathlib import Path

from qa.records import IndexState

COLUMNS = ("process", "connections", "working", "waiting", "taken_up", "failed")
LASTING = ("taken_up", "failed")  # these count what has been, and outlive the process that counted
WIDTH = 8  # bytes of a number


class Board:
    """Numbers in rows, one for each process and one for all that have ended; a process writes in its own row alone.

    It is made before the processes are forked. A number is written whole, so that no lock is needed, nor left behind by who dies.
    """

    def __init__(self, processes: int) -> None:
        self.processes = processes
        self._cells = memoryview(mmap(-1, WIDTH * len(COLUMNS) * (processes + 1))).cast("q")

    def read(self, row: int, column: str) -> int:
        """Return a number."""
        return self._cells[row * len(COLUMNS) + COLUMNS.index(column)]

    def write(self, row: int, column: str, value: int) -> None:
        """Set a number."""
        self._cells[row * len(COLUMNS) + COLUMNS.index(column)] = value

    def total(self, column: str) -> int:
        """Return the sum of a column."""
        return sum(self.read(row, column) for row in range(self.processes + 1))

    def serving(self) -> dict[int, int]:
        """Return the rows of those processes that serve, with their ids."""
        ids = {row: self.read(row, "process") for row in range(self.processes)}
        return {row: process for row, process in ids.items() if process}

    def vacate(self, row: int) -> None:
        """Empty the row of a process that has ended, but for what lasts, which is kept."""
        for column in LASTING:
            self.write(self.processes, column, self.read(self.processes, column) + self.read(row, column))
        for column in COLUMNS:
            self.write(row, column, 0)


@dataclass(frozen=True, slots=True)
class Seat:
    """A process's own row of the board, and the folder where all keep what they count; None where one process is alone."""

    board: Board = field(default_factory=lambda: Board(1))
    row: int = 0
    folder: Path | None = None

    def tell(self, **values: int) -> None:
        """Write numbers into the own row."""
        for column, value in values.items():
            self.board.write(self.row, column, value)

    def tell_serving(self) -> None:
        """Let the others know that this process serves."""
        self.tell(process=os.getpid())

    def tell_index(self, state: IndexState) -> None:
        """Let the others know what has become of new indexes here."""
        self.tell(taken_up=state.taken_up, failed=state.failed)

    def with_others(self, column: str, own: int) -> int:
        """Return the sum of a column in which the own number is this one."""
        return self.board.total(column) - self.board.read(self.row, column) + own

    @property
    def is_fuller_than_another(self) -> bool:
        """Whether another process that serves has fewer connections."""
        own = self.board.read(self.row, "connections")
        return any(self.board.read(row, "connections") < own for row in self.board.serving())
