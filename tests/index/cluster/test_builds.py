"""builds.py: which loccit is here."""

from __future__ import annotations

from importlib.metadata import version

from index.cluster.builds import build_here
from index.folder import FORMAT


def test_which_loccit() -> None:
    """Said as people read it."""
    assert str(build_here()) == f"loccit {version('loccit')} (format {FORMAT})"
