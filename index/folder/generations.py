"""The generations of an index folder: which one is in use, and which files in the folder are an index's at all."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from pathlib import Path

from index.errors import IndexFolderError
from index.folder.durable_files import NEW
from index.folder.file_names import (
    CHECKSUM,
    CURRENT,
    ENCODER_FILES,
    FILES,
    LOCK,
    MANIFEST,
    PROGRESS,
    SHARD,
    WHOLE,
    WHOLE_CHECKSUM,
)
from index.folder.manifests import rebuild

GENERATION = "gen-"
GENERATION_NAME = re.compile(r"gen-[a-z0-9_]{8}")
SHARD_NAME = re.compile(rf"{SHARD}[1-9][0-9]{{0,4}}")
LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini", "lost+found"})  # what systems leave in any folder


def current_generation(folder: Path) -> Path:
    """Return the folder of the generation in use.

    Raises:
        IndexFolderError: there is none.
    """
    if not os.path.isdir(folder):  # noqa: PTH112  # unlike Path.is_dir, it also takes a name that is too long
        raise IndexFolderError(f"There is no index at {folder}. Build one with: loccit index ARTICLE... --into {folder}")
    name = read_current(folder)
    if not name:
        raise IndexFolderError(f"{folder} holds no index: its file {CURRENT} is missing. {rebuild(folder)}")
    if not GENERATION_NAME.fullmatch(name) or not (folder / name).is_dir():
        raise IndexFolderError(f"The index in {folder} is incomplete: the folder {name!r} is missing. {rebuild(folder)}")
    return folder / name


def made_at(generation: Path) -> int:
    """Return when a generation was made, in nanoseconds since 1970; 0 where it is gone."""
    try:
        return generation.stat().st_mtime_ns
    except OSError:
        return 0


def read_current(folder: Path, name: str = CURRENT) -> str:
    """Return the name of the generation in use, empty where none is; `name` is the file that says so.

    Raises:
        IndexFolderError: the file cannot be read.
    """
    try:
        return (folder / name).read_text("utf-8").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        return ""
    except OSError as error:
        raise IndexFolderError(f"The index in {folder} cannot be read: {CURRENT}: {error.strerror}. {rebuild(folder)}") from error


def new_generation(folder: Path) -> Path:
    """Make a generation's folder, readable for whoever can read the folder around it."""
    generation = Path(tempfile.mkdtemp(prefix=GENERATION, dir=folder))
    generation.chmod(folder.stat().st_mode & 0o777 | 0o700)
    return generation


def remove_generations(folder: Path, keep: set[str]) -> None:
    """Remove what former and broken builds left; the one just replaced stays, for somebody may be opening it."""
    for path in folder.glob(GENERATION + "*"):
        if path.name not in keep and _is_generation(path):
            shutil.rmtree(path)


def refuse_foreign(folder: Path) -> None:
    """Refuse to write into a file, or a folder that holds something else."""
    if folder.exists() and not folder.is_dir():
        raise IndexFolderError(f"{folder} is a file; an index needs a folder of its own. Give another name.")
    inside = folder.iterdir() if folder.is_dir() else iter(())
    others = sorted(path.name for path in inside if path.name not in LITTER and not _is_ours(path))
    if others:
        raise IndexFolderError(f"{folder} is not an index folder: it holds {others[0]!r}. Give an empty folder or a new name.")


def _is_ours(path: Path) -> bool:
    """Whether something in an index folder is what an index leaves there, a build that died included."""
    if path.name in {CURRENT, CURRENT + NEW}:
        return path.is_file() and (not (name := read_current(path.parent, path.name)) or bool(GENERATION_NAME.fullmatch(name)))
    if SHARD_NAME.fullmatch(path.name) and path.is_dir():
        return all(_is_ours(inside) for inside in path.iterdir())
    return path.name in {LOCK, PROGRESS} or _is_generation(path)


def _is_generation(path: Path) -> bool:
    """Whether a folder is a generation, whole or not: by its name, and because a manifest or nothing but our files is in it."""
    if not GENERATION_NAME.fullmatch(path.name) or not path.is_dir():
        return False
    names = {inside.name for inside in path.iterdir()}
    return MANIFEST in names or WHOLE in names or names <= {*FILES, *ENCODER_FILES, CHECKSUM, WHOLE, WHOLE_CHECKSUM}
