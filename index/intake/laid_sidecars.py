"""Sidecars that came in are laid beside their articles' files, and what was there before is kept until the articles are read."""

from __future__ import annotations

from pathlib import Path

from index.metadata import sidecar_of

FORMER = ".former"  # behind the name of what came in: the sidecar that was there before, empty where there was none
BESIDE = ".new"


def lay_sidecar(came: Path, article_file: Path) -> None:
    """Put what came in beside an article's file as its sidecar, in one step; `came` stays, in case this breaks off."""
    target, former = sidecar_of(article_file), came.with_suffix(FORMER)
    if not former.exists():
        _put(former, target.read_bytes() if target.is_file() else b"")
    _put(target, came.read_bytes())


def take_back(came: Path, article_file: Path) -> None:
    """Put the former sidecar in the place of the one that was laid, or none where there was none."""
    target, former = sidecar_of(article_file), came.with_suffix(FORMER)
    if not former.exists():
        return
    if data := former.read_bytes():
        _put(target, data)
    else:
        target.unlink(missing_ok=True)


def _put(path: Path, data: bytes) -> None:
    beside = path.with_name(path.name + BESIDE)
    beside.write_bytes(data)
    beside.replace(path)
