"""What came in is laid where it belongs – a sidecar beside its article's file –, and what was there before can be taken back."""

from __future__ import annotations

from pathlib import Path

from index.metadata import sidecar_of

FORMER = ".former"  # behind the name of what came in: what was there before, empty where nothing was
BESIDE = ".new"


def lay_sidecar(came: Path, article_file: Path) -> None:
    """Put what came in beside an article's file as its sidecar, in one step; `came` stays, in case this breaks off."""
    lay(came, sidecar_of(article_file))


def take_sidecar_back(came: Path, article_file: Path) -> None:
    """Put the former sidecar in the place of the one that was laid, or none where there was none."""
    take_back(came, sidecar_of(article_file))


def lay(came: Path, target: Path) -> None:
    """Put what came in into its place, in one step; `came` stays, in case this breaks off."""
    former = came.with_suffix(FORMER)
    if not former.exists():
        _put(former, target.read_bytes() if target.is_file() else b"")
    _put(target, came.read_bytes())


def take_back(came: Path, target: Path) -> None:
    """Put what was there before in the place of what was laid, or nothing where there was nothing."""
    former = came.with_suffix(FORMER)
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
