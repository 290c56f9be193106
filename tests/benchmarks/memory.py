"""How much memory a process holds."""

from __future__ import annotations

import os
from pathlib import Path


def family(process: int) -> list[int]:
    """Return a process and those that it started, as Linux tells them; of several that serve, it does not serve itself."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()
    return [process, *map(int, children)]


def resident(process: int | str = "self") -> float:
    """Return the resident memory of a process in MB, as Linux tells it."""
    pages = int(Path(f"/proc/{process}/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
