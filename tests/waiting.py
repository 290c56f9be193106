"""Waiting for what happens by and by."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic, sleep


def until(holds: Callable[[], bool]) -> None:
    """Wait until that holds, twenty seconds at most."""
    end = monotonic() + 20
    while not holds():
        assert monotonic() < end, "it never held"
        sleep(0.02)
