"""shared_counters.py: what processes tell each other."""

from __future__ import annotations

import os

from web.operation.shared_counters import Board, Seat


def test_each_process_writes_in_its_own_row() -> None:
    """A column is added up over all rows; who serves is told by its id."""
    board = Board(2)
    first, second = Seat(board, 0), Seat(board, 1)
    first.tell(working=2, connections=3)
    second.tell(working=5, connections=1)
    second.tell_serving()
    assert (board.total("working"), board.serving()) == (7, {1: os.getpid()})
    assert (first.is_fuller_than_another, second.is_fuller_than_another) == (True, False)


def test_what_lasts_outlives_its_process() -> None:
    """A row that is vacated leaves what has been counted, and nothing of what was under way."""
    board = Board(1)
    Seat(board, 0).tell(process=7, working=2, taken_up=3, failed=1)
    board.vacate(0)
    assert (board.total("taken_up"), board.total("failed"), board.total("working"), board.serving()) == (3, 1, 0, {})
    assert Seat(board, 0).with_others("taken_up", 4) == 7
