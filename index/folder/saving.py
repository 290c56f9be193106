"""Saving an index: a new generation beside the one in use, put in its place in one step."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from numpy.typing import NDArray
from pydantic import TypeAdapter

from index.errors import IndexFolderError
from index.folder.contents import Contents, Manifest
from index.folder.durable_files import link, replace_text, sync_all, write_array, write_lines
from index.folder.file_names import (
    ABBREVIATIONS,
    ARTICLES,
    CATALOGUE,
    COLUMNS,
    CURRENT,
    FAISS,
    LOCK,
    PASSAGE_VECTORS,
    PASSAGES,
    PROGRESS,
    SENTENCE_KEYS,
    SENTENCE_VECTORS,
    TERM_STARTS,
    TERMS,
    TOKEN_STARTS,
    TOKEN_VECTORS,
    VOCABULARY,
    WINDOWS,
)
from index.folder.generations import new_generation, read_current, refuse_foreign, remove_generations
from index.folder.manifests import relative, write_manifest
from index.folder.saved_articles import ABBREVIATIONS_JSON, ARTICLE_JSON, OUTLINE_JSON
from index.records import Passage

PASSAGE_JSON = TypeAdapter(Passage)


class IndexBusyError(IndexFolderError):
    """Another process is writing the index; it can be tried again."""


class Writer:
    """Whoever may write to an index folder, and nobody else may meanwhile."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.progress = folder / PROGRESS

    def put(self, contents: Contents, keep: frozenset[str] = frozenset()) -> None:
        """Write a new generation and put it in use; whoever reads the previous one, or one of `keep`, is not disturbed.

        Raises:
            IndexFolderError: the folder cannot be written.
        """
        manifest = relative(contents.manifest, self.folder)
        self.put_files(lambda generation: _write_generation(generation, contents, manifest), keep)

    def put_files(self, write: Callable[[Path], None], keep: frozenset[str] = frozenset()) -> None:
        """Put the files in use that `write` writes into a new generation's folder, as `put` does.

        Raises:
            IndexFolderError: the folder cannot be written.
        """
        try:
            generation = new_generation(self.folder)
            try:
                write(generation)
                previous = read_current(self.folder)
                replace_text(self.folder / CURRENT, generation.name)
            except OSError:
                if read_current(self.folder) != generation.name:
                    shutil.rmtree(generation, ignore_errors=True)  # a full disk should not stay full
                raise
            remove_generations(self.folder, keep={generation.name, previous, *keep})
            shutil.rmtree(self.progress, ignore_errors=True)
        except OSError as error:
            raise _unwritable(self.folder, error) from error


@contextmanager
def writing(folder: Path) -> Iterator[Writer]:
    """Make `folder` an index folder if it is none, and keep other writers out.

    Raises:
        IndexBusyError: it is in use by another writer.
        IndexFolderError: it holds something else, or cannot be written.
    """
    require_writable(folder)
    lock = FileLock(folder / LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise IndexBusyError(f"Another process is writing the index in {folder}. Wait until it has ended.") from error
    except OSError as error:
        raise _unwritable(folder, error) from error
    try:
        yield Writer(folder)
    except OSError as error:
        raise _unwritable(folder, error) from error
    finally:
        lock.release()


def require_writable(folder: Path) -> None:
    """Make sure, before hours of work, that an index can be written to `folder`; make the folder if need be.

    Raises:
        IndexFolderError: it is a file, holds something else, or cannot be written.
    """
    try:
        refuse_foreign(folder)
        folder.mkdir(parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as error:
        raise _unwritable(folder, error) from error


def _write_generation(generation: Path, contents: Contents, manifest: Manifest) -> None:
    write_lines(generation / ARTICLES, (ARTICLE_JSON.dump_json(article) for article in contents.articles))
    write_lines(generation / CATALOGUE, (OUTLINE_JSON.dump_json(each) for each in contents.outlines))
    write_lines(generation / PASSAGES, (PASSAGE_JSON.dump_json(passage) for passage in contents.passages))
    (generation / VOCABULARY).write_text("".join(term + "\n" for term in contents.terms.vocabulary), "utf-8")
    write_lines(generation / ABBREVIATIONS, [ABBREVIATIONS_JSON.dump_json(contents.abbreviations)])
    lexical = contents.lexical
    arrays: dict[str, NDArray[Any]] = {
        WINDOWS: contents.passages.rows,
        TERMS: contents.terms.ids,
        TERM_STARTS: contents.terms.starts,
        SENTENCE_KEYS: contents.sentence_keys,
        **dict(zip(COLUMNS, (lexical.starts, lexical.passages, lexical.weights), strict=True)),
        PASSAGE_VECTORS: contents.semantic.vectors,
        SENTENCE_VECTORS: contents.sentence_vectors,
        TOKEN_VECTORS: contents.tokens.rows,
        TOKEN_STARTS: contents.tokens.starts,
    }
    for name, array in arrays.items():
        write_array(generation / name, array)
    contents.semantic.save(generation / FAISS)
    for path in contents.encoder_files:
        link(path, generation / path.name)
    write_manifest(generation, manifest)
    sync_all(generation)


def _unwritable(folder: Path, error: OSError) -> IndexFolderError:
    # NumPy's error of a file that was cut short has no reason, only sizes.
    reason = error.strerror or f"no room for a file ({error})"
    return IndexFolderError(f"The index cannot be written to {folder}: {reason}. What was there before is untouched.")
