"""Which loccit a machine has: all of a cluster must have the same, else their scores would not be those of one index."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version

from index.folder import FORMAT


@dataclass(frozen=True, slots=True)
class Build:
    """A version of loccit, and the format of an index that it writes and reads."""

    version: str
    format: int

    def __str__(self) -> str:
        return f"loccit {self.version} (format {self.format})"


def build_here() -> Build:
    """Return which loccit this machine has."""
    return Build(version("loccit"), FORMAT)
