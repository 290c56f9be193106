"""Loading an index from its folder: each file verified by its checksum, then mapped or read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.encoding import file_sha256
from index.errors import IndexFolderError
from index.folder.contents import Contents, Manifest, SourceFile, Texts
from index.folder.file_names import (
    ABBREVIATIONS,
    ARTICLES,
    CATALOGUE,
    COLUMNS,
    ENCODER_FILES,
    FAISS,
    FILES,
    PASSAGE_VECTORS,
    SENTENCE_KEYS,
    SENTENCE_VECTORS,
    TERM_STARTS,
    TERMS,
    TOKEN_STARTS,
    TOKEN_VECTORS,
    VOCABULARY,
    WINDOWS,
)
from index.folder.generations import current_generation, read_current
from index.folder.manifests import read_manifest, read_sources, rebuild
from index.folder.saved_articles import ABBREVIATIONS_JSON, SavedArticles, SavedOutlines
from index.searching import LexicalIndex, Passages, SemanticIndex, TermSequences, TokenVectors

T = TypeVar("T")

_ONE_AT_A_TIME = Lock()


def load(folder: Path) -> Contents:
    """Open the index in `folder` and verify each file's checksum.

    Raises:
        IndexFolderError: it is missing, incomplete or damaged.
        StaleIndexError: another version of loccit wrote it.
    """
    return _of_current(folder, lambda generation: _load_generation(generation, folder))


def load_generation(folder: Path, name: str) -> Contents:
    """Open the generation of that name in `folder`, whether it is in use or not, and verify each file's checksum.

    Raises:
        IndexFolderError: it is missing, incomplete or damaged.
        StaleIndexError: another version of loccit wrote it.
    """
    return _load_generation(_present(folder, name), folder)


def load_texts(folder: Path, name: str) -> Texts:
    """Open what can be read of a generation, and verify the checksums of just that; what is searched stays closed.

    Raises:
        IndexFolderError: it is missing, incomplete or damaged.
        StaleIndexError: another version of loccit wrote it.
    """
    generation = _present(folder, name)
    manifest = read_manifest(generation, folder)
    encoder_files = [name for name in ENCODER_FILES if name in manifest.files]
    for file in (ARTICLES, WINDOWS, CATALOGUE, *encoder_files):
        _verify_file(generation / file, manifest.files.get(file), folder)
    articles, windows = SavedArticles(generation / ARTICLES), _mapped(generation / WINDOWS)
    files = tuple(generation / file for file in encoder_files)
    return Texts(manifest, articles, windows, files, SavedOutlines(generation / CATALOGUE))


def _present(folder: Path, name: str) -> Path:
    if not (folder / name).is_dir():
        raise IndexFolderError(f"The index in {folder} is incomplete: the folder {name!r} is missing. {rebuild(folder)}")
    return folder / name


def verify(folder: Path) -> Manifest:
    """Verify each file's checksum without opening the index; return its manifest.

    Raises:
        IndexFolderError: it is missing, incomplete or damaged.
        StaleIndexError: another version of loccit wrote it.
    """
    return _of_current(folder, lambda generation: _verify_generation(generation, folder))


def article_ids(folder: Path) -> tuple[str, ...]:
    """Return the ids of the articles in the index in `folder`, none where there is no index that can be read."""
    try:
        return tuple(source.article_id for source in _of_current(folder, lambda found: read_manifest(found, folder)).sources)
    except IndexFolderError:
        return ()


def sources(folder: Path) -> tuple[SourceFile, ...]:
    """Return of which files the index in `folder` is, also where another version wrote it; none where that cannot be read."""
    try:
        return _of_current(folder, lambda found: read_sources(found, folder))
    except IndexFolderError:
        return ()


def _of_current(folder: Path, read: Callable[[Path], T]) -> T:
    """Return what `read` makes of the generation in use, also while a writer puts another in its place."""
    name = read_current(folder)
    try:
        return read(current_generation(folder))
    except (IndexFolderError, OSError) as error:
        # A writer may have put another generation in use, and removed this one, while it was being read.
        if read_current(folder) != name:
            return _of_current(folder, read)
        if isinstance(error, OSError):
            raise IndexFolderError(f"The index in {folder} cannot be read: {error.strerror}. {rebuild(folder)}") from error
        raise


def _verify_generation(generation: Path, folder: Path) -> Manifest:
    manifest = read_manifest(generation, folder)
    for name in (*FILES, *sorted(manifest.files.keys() - set(FILES))):
        _verify_file(generation / name, manifest.files.get(name), folder)
    return manifest


def _load_generation(generation: Path, folder: Path) -> Contents:
    manifest = _verify_generation(generation, folder)
    articles = SavedArticles(generation / ARTICLES)
    windows = _mapped(generation / WINDOWS)
    vocabulary = tuple((generation / VOCABULARY).read_text("utf-8").split("\n")[:-1])
    return Contents(
        manifest,
        articles,
        Passages(articles, windows),
        TermSequences(vocabulary, _mapped(generation / TERMS), _mapped(generation / TERM_STARTS)),
        ABBREVIATIONS_JSON.validate_json((generation / ABBREVIATIONS).read_bytes()),
        _lexical(generation, len(windows)),
        SemanticIndex.open(_mapped(generation / PASSAGE_VECTORS), generation / FAISS),
        _mapped(generation / SENTENCE_VECTORS),
        TokenVectors(_mapped(generation / TOKEN_VECTORS), _mapped(generation / TOKEN_STARTS)),
        tuple(generation / name for name in ENCODER_FILES if name in manifest.files),
        SavedOutlines(generation / CATALOGUE),
        _mapped(generation / SENTENCE_KEYS),
    )


def _lexical(generation: Path, size: int) -> LexicalIndex:
    starts, passages, weights = (_mapped(generation / name) for name in COLUMNS)
    return LexicalIndex(size, starts, passages, weights)


def _mapped(path: Path) -> NDArray[Any]:
    """Return an array mapped from its file: a question needs little of it, and what comes again stays in memory.

    One thread at a time: NumPy parses a file's head by `ast`, and Python 3.11 counts how deep that goes for all threads together,
    so that two of them can fail with a SystemError.
    """
    with _ONE_AT_A_TIME:
        try:
            return np.asarray(np.load(path, mmap_mode="r"))
        except ValueError:  # an empty one cannot be mapped
            return np.asarray(np.load(path))


def _verify_file(path: Path, expected: str | None, folder: Path) -> None:
    if not path.is_file():
        raise IndexFolderError(f"The index in {folder} is incomplete: {path.name} is missing. {rebuild(folder)}")
    try:
        found = file_sha256(path)
    except OSError as error:
        raise IndexFolderError(f"The index in {folder} cannot be read: {path.name}: {error.strerror}.") from error
    if found != expected:
        raise IndexFolderError(
            f"The index in {folder} is damaged: {path.name} has SHA-256 {found}, "
            f"but {expected or 'none'} was written. {rebuild(folder)}"
        )
