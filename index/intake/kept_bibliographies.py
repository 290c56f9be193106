"""Bibliographies that came in are kept as received, in a hidden folder of the files that came in; the last of a name counts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from index.folder import kept_folder
from index.intake.kept_files import safe_name
from index.maintenance import indexed_bibliographies

FOLDER = ".bibliographies"


def received_bibliographies(index_folder: Path) -> tuple[Path, ...]:
    """Return the bibliographies that came in, in a fixed order."""
    folder = kept_folder(index_folder) / FOLDER
    return tuple(sorted(path for path in folder.glob("[!.]*") if path.is_file() and path.suffix != ".new"))


def bibliography_path(index_folder: Path, name: str) -> Path:
    """Return where a bibliography of this name is kept; its folder is made."""
    folder = kept_folder(index_folder) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    return folder / safe_name(name)


def with_those_in_use(index_folder: Path, paths: Sequence[Path]) -> list[Path]:
    """Return bibliographies behind those that the index was made with, as far as these are still there."""
    used = [Path(path) for path in indexed_bibliographies(index_folder)]
    return list(dict.fromkeys([*(path for path in used if path.is_file()), *paths]))
