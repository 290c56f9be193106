"""Waiting for what happens by and by."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic, sleep


def until(holds: Callable[[], bool], seconds: float = 20.0) -> None:
    """Wait until that holds, twenty seconds at most, or as many as are given."""
    end = monotonic() + seconds
    while not holds():
        assert monotonic() < end, "it never held"
        sleep(0.02)
