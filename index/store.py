"""The index folder: written beside the one in use, put in its place in one step, verified when it is opened.

FOLDER/CURRENT          the name of the generation in use
FOLDER/gen-.../         one whole index, never changed once written
    manifest.json       format, settings, model, articles, each file's SHA-256
    articles.jsonl      an Article a line
    passages.jsonl      a Passage a line, in the order of the vectors; made to be read by people as well
    passages.faiss      the passages' vectors
    sentences.npy       the vectors of all sentences, in the order of their passages' articles
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from filelock import FileLock, Timeout
from pydantic import TypeAdapter, ValidationError

from index.encoder import Vectors, file_sha256
from index.errors import IndexFolderError, SettingsError, StaleIndexError
from index.records import Article, Passage
from index.semantic import SemanticIndex
from index.settings import Settings

FORMAT = 3  # raised whenever a new version would read or index the same article otherwise
CURRENT, NEW = "CURRENT", ".new"
GENERATION = "gen-"
GENERATION_NAME = re.compile(r"gen-[a-z0-9_]{8}")
MANIFEST = "manifest.json"
ARTICLES = "articles.jsonl"
PASSAGES = "passages.jsonl"
FAISS = "passages.faiss"
SENTENCES = "sentences.npy"
FILES = (ARTICLES, PASSAGES, FAISS, SENTENCES)
LOCK = ".lock"
REBUILD = "Build it again with: loccit index ARTICLE... --into"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """An article's file as it was when it was indexed; `path` is absolute here and relative to the folder on disk."""

    article_id: str
    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index was made of and with."""

    format: int
    settings: Settings
    model_sha256: str
    dimension: int
    sources: tuple[SourceFile, ...]
    files: dict[str, str]


@dataclass(frozen=True, slots=True)
class Contents:
    """All that a saved index holds."""

    manifest: Manifest
    articles: tuple[Article, ...]
    passages: tuple[Passage, ...]
    semantic: SemanticIndex
    sentences: Vectors


T = TypeVar("T")

_MANIFEST = TypeAdapter(Manifest)
_ARTICLE = TypeAdapter(Article)
_PASSAGE = TypeAdapter(Passage)


def save(folder: Path, contents: Contents) -> None:
    """Write a new generation into `folder` and put it in use; whoever reads the former one is not disturbed.

    Raises:
        IndexFolderError: the folder is in use by another writer, is not an index folder, or cannot be written.
    """
    require_writable(folder)
    try:
        with FileLock(folder / LOCK, timeout=0):
            generation = _new_generation(folder)
            _write_generation(generation, contents, _relative(contents.manifest, folder))
            former = _read_current(folder)
            _replace(folder / CURRENT, generation.name)
            _remove_generations(folder, keep={generation.name, former})
    except Timeout as error:
        raise IndexFolderError(f"Another process is writing the index in {folder}. Wait until it has ended.") from error
    except OSError as error:
        raise _unwritable(folder, error) from error


def require_writable(folder: Path) -> None:
    """Make sure, before hours of work, that an index can be written to `folder`; make the folder if need be.

    Raises:
        IndexFolderError: it is a file, holds something else, or cannot be written.
    """
    try:
        _refuse_foreign(folder)
        folder.mkdir(parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as error:
        raise _unwritable(folder, error) from error


def load(folder: Path) -> Contents:
    """Open the index in `folder` and verify each file's checksum.

    Raises:
        IndexFolderError: it is missing, incomplete or damaged.
        StaleIndexError: another version of loccit wrote it.
    """
    generation = current_generation(folder)
    try:
        return _load_generation(generation, folder)
    except (IndexFolderError, OSError):
        # A writer may have put another generation in use, and removed this one, while it was being read.
        if current_generation(folder) == generation:
            raise
        return load(folder)


def _load_generation(generation: Path, folder: Path) -> Contents:
    manifest = _read_manifest(generation, folder)
    for name in FILES:
        _verify(generation / name, manifest.files.get(name), folder)
    return Contents(
        manifest,
        tuple(_read_lines(generation / ARTICLES, _ARTICLE)),
        tuple(_read_lines(generation / PASSAGES, _PASSAGE)),
        SemanticIndex.open(generation / FAISS),
        np.load(generation / SENTENCES, allow_pickle=False),
    )


def _read_manifest(generation: Path, folder: Path) -> Manifest:
    """Return a generation's manifest; one of another version is stale, one that cannot be read is damaged."""
    path = generation / MANIFEST
    try:
        raw = TypeAdapter(dict[str, Any]).validate_json(path.read_bytes())
        if raw.get("format") != FORMAT:
            raise StaleIndexError(
                f"The index in {folder} has format {raw.get('format')!r}, but this version reads format {FORMAT}. "
                f"{_rebuild(folder)}"
            )
        return _absolute(_MANIFEST.validate_json(path.read_bytes()), folder)
    except FileNotFoundError as error:
        raise IndexFolderError(f"The index in {folder} is incomplete: {path.name} is missing. {_rebuild(folder)}") from error
    except (ValidationError, SettingsError, OSError) as error:
        raise IndexFolderError(f"The index in {folder} is damaged: {path.name} cannot be read. {_rebuild(folder)}") from error


def current_generation(folder: Path) -> Path:
    """Return the folder of the generation in use.

    Raises:
        IndexFolderError: there is none.
    """
    if not os.path.isdir(folder):  # noqa: PTH112  # unlike Path.is_dir, it also takes a name that is too long
        raise IndexFolderError(f"There is no index at {folder}. Build one with: loccit index ARTICLE... --into {folder}")
    name = _read_current(folder)
    if not name:
        raise IndexFolderError(f"{folder} holds no index: its file {CURRENT} is missing. {_rebuild(folder)}")
    if not GENERATION_NAME.fullmatch(name) or not (folder / name).is_dir():
        raise IndexFolderError(f"The index in {folder} is incomplete: the folder {name!r} is missing. {_rebuild(folder)}")
    return folder / name


def checksums(generation: Path) -> dict[str, str]:
    """Return the SHA-256 of each of an index's files."""
    return {name: file_sha256(generation / name) for name in FILES}


def _relative(manifest: Manifest, folder: Path) -> Manifest:
    """Name the articles' files as they lie from the index folder, so that both can move together."""
    home = folder.resolve()
    return replace(manifest, sources=tuple(replace(s, path=os.path.relpath(s.path, home)) for s in manifest.sources))


def _absolute(manifest: Manifest, folder: Path) -> Manifest:
    home = folder.resolve()
    return replace(manifest, sources=tuple(replace(s, path=os.path.normpath(home / s.path)) for s in manifest.sources))


def _write_generation(generation: Path, contents: Contents, manifest: Manifest) -> None:
    _write_lines(generation / ARTICLES, (_ARTICLE.dump_json(article) for article in contents.articles))
    _write_lines(generation / PASSAGES, (_PASSAGE.dump_json(passage) for passage in contents.passages))
    contents.semantic.save(generation / FAISS)
    np.save(generation / SENTENCES, contents.sentences, allow_pickle=False)
    complete = replace(manifest, files=checksums(generation))
    (generation / MANIFEST).write_bytes(_MANIFEST.dump_json(complete, indent=2))
    for path in generation.iterdir():
        _sync(path)
    _sync(generation)


def _write_lines(path: Path, lines: Iterable[bytes]) -> None:
    with path.open("wb") as file:
        for line in lines:
            file.write(line + b"\n")


def _read_lines(path: Path, adapter: TypeAdapter[T]) -> Iterator[T]:
    with path.open("rb") as file:
        for line in file:
            yield adapter.validate_json(line)


def _verify(path: Path, expected: str | None, folder: Path) -> None:
    if not path.is_file():
        raise IndexFolderError(f"The index in {folder} is incomplete: {path.name} is missing. {_rebuild(folder)}")
    try:
        found = file_sha256(path)
    except OSError as error:
        raise IndexFolderError(f"The index in {folder} cannot be read: {path.name}: {error.strerror}.") from error
    if found != expected:
        raise IndexFolderError(
            f"The index in {folder} is damaged: {path.name} has SHA-256 {found}, "
            f"but {expected or 'none'} was written. {_rebuild(folder)}"
        )


def _refuse_foreign(folder: Path) -> None:
    """Refuse to write into a file, or a folder that holds something else."""
    if folder.exists() and not folder.is_dir():
        raise IndexFolderError(f"{folder} is a file; an index needs a folder of its own. Give another name.")
    others = sorted(path.name for path in folder.iterdir() if not _is_ours(path)) if folder.is_dir() else []
    if others:
        raise IndexFolderError(f"{folder} is not an index folder: it holds {others[0]!r}. Give an empty folder or a new name.")


def _read_current(folder: Path, name: str = CURRENT) -> str:
    try:
        return (folder / name).read_text("utf-8").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        return ""
    except OSError as error:
        raise IndexFolderError(
            f"The index in {folder} cannot be read: {CURRENT}: {error.strerror}. {_rebuild(folder)}"
        ) from error


def _replace(path: Path, text: str) -> None:
    """Put `text` in the place of a file in one step."""
    beside = path.with_name(path.name + NEW)
    beside.write_text(text + "\n", "utf-8")
    _sync(beside)
    beside.replace(path)
    _sync(path.parent)


def _remove_generations(folder: Path, keep: set[str]) -> None:
    """Remove what former and broken builds left; the one just replaced stays, for somebody may be opening it."""
    for path in folder.glob(GENERATION + "*"):
        if path.name not in keep and _is_generation(path):
            shutil.rmtree(path)


def _new_generation(folder: Path) -> Path:
    """Make a generation's folder, readable for whoever can read the folder around it."""
    generation = Path(tempfile.mkdtemp(prefix=GENERATION, dir=folder))
    generation.chmod(folder.stat().st_mode & 0o777 | 0o700)
    return generation


def _is_ours(path: Path) -> bool:
    """Whether something in an index folder is what an index leaves there, a build that died included."""
    if path.name in {CURRENT, CURRENT + NEW}:
        return path.is_file() and (not (name := _read_current(path.parent, path.name)) or bool(GENERATION_NAME.fullmatch(name)))
    return path.name == LOCK or _is_generation(path)


def _is_generation(path: Path) -> bool:
    """Whether a folder is a generation, whole or not: by its name, and because a manifest or nothing but our files is in it."""
    if not GENERATION_NAME.fullmatch(path.name) or not path.is_dir():
        return False
    names = {inside.name for inside in path.iterdir()}
    return MANIFEST in names or names <= set(FILES)


def _unwritable(folder: Path, error: OSError) -> IndexFolderError:
    reason = error.strerror or str(error)
    return IndexFolderError(f"The index cannot be written to {folder}: {reason}. What was there before is untouched.")


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _rebuild(folder: Path) -> str:
    return f"{REBUILD} {folder}"
