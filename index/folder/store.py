"""The index folder: written beside the one in use, put in its place in one step, verified when it is opened.

FOLDER/CURRENT              the name of the generation in use
FOLDER/gen-.../             one whole index, never changed once written
    manifest.json           format, settings, model, articles, each file's SHA-256
    manifest.json.sha256    its own, as sha256sum writes it
    articles.jsonl          an Article a line
    passages.jsonl          the passages as people read them, a line each; nothing else reads it
    windows.npy             the passages as an index reads them: article, first sentence, end
    vocabulary.txt          the terms, a line each
    sentence-terms.npy      the terms of every sentence, as numbers of lines of the vocabulary
    sentence-starts.npy     where each sentence begins there
    bm25-*.npy              what BM25 scores for each term in each passage
    passage-vectors.npy     the passages' vectors
    passages.faiss          an index over them
    sentence-vectors.npy    the vectors of all sentences
    token-vectors.npy       the vectors of their tokens, 8 bits a number; none where the settings do without
    token-starts.npy        where each sentence begins there
    model.onnx, tokenizer.json, encoder.json    what encodes questions, unless the model cannot be exported
FOLDER/.progress/           what a build that was interrupted has encoded so far
"""

from __future__ import annotations

import errno
import mmap
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar, overload

import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray
from pydantic import TypeAdapter, ValidationError

from index.encoding import MODEL_FILES, Stored, file_sha256
from index.errors import IndexFolderError, SettingsError, StaleIndexError
from index.records import Article, Passage
from index.searching import LexicalIndex, Passages, SemanticIndex, TermSequences, TokenVectors
from index.settings import Settings

FORMAT = 12  # raised whenever a new version would read or index the same article otherwise
CURRENT, NEW, PROGRESS = "CURRENT", ".new", ".progress"
GENERATION = "gen-"
GENERATION_NAME = re.compile(r"gen-[a-z0-9_]{8}")
MANIFEST, CHECKSUM = "manifest.json", "manifest.json.sha256"
ARTICLES = "articles.jsonl"
PASSAGES = "passages.jsonl"
WINDOWS = "windows.npy"
VOCABULARY = "vocabulary.txt"
TERMS, TERM_STARTS = "sentence-terms.npy", "sentence-starts.npy"
COLUMNS = ("bm25-starts.npy", "bm25-passages.npy", "bm25-weights.npy")
FAISS = "passages.faiss"
PASSAGE_VECTORS, SENTENCE_VECTORS = "passage-vectors.npy", "sentence-vectors.npy"
TOKEN_VECTORS, TOKEN_STARTS = "token-vectors.npy", "token-starts.npy"
FILES = (
    ARTICLES,
    PASSAGES,
    WINDOWS,
    VOCABULARY,
    TERMS,
    TERM_STARTS,
    *COLUMNS,
    FAISS,
    PASSAGE_VECTORS,
    SENTENCE_VECTORS,
    TOKEN_VECTORS,
    TOKEN_STARTS,
)
ENCODER_FILES = MODEL_FILES
LOCK = ".lock"
LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini", "lost+found"})  # what systems leave in any folder
REBUILD = "Build it again with: loccit index ARTICLE... --into"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """An article's file as it was when it was indexed; `path` is absolute here and relative to the folder on disk.

    `partial` tells that other articles of the same file were removed, so that the file would have to be read for them again.
    `sidecar` is the SHA-256 of what tells of its publication, empty where nothing does.
    """

    article_id: str
    path: str
    sha256: str
    partial: bool = False
    sidecar: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index was made of and with.

    `model_sha256` tells the weights of the embedding model, `encoder` what was made of it; `sources` has one entry an
    article, in order; `files` each file's SHA-256.
    """

    format: int
    settings: Settings
    model_sha256: str
    encoder: str
    dimension: int
    sources: tuple[SourceFile, ...]
    files: dict[str, str]


@dataclass(frozen=True, slots=True)
class Contents:
    """All that a saved index holds; `encoder_files` are empty where the model has to be installed."""

    manifest: Manifest
    articles: Sequence[Article]
    passages: Passages
    terms: TermSequences
    lexical: LexicalIndex
    semantic: SemanticIndex
    sentence_vectors: Stored
    tokens: TokenVectors
    encoder_files: tuple[Path, ...]


class SavedArticles(Sequence[Article]):
    """The articles of a saved index, each read when it is asked for."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            # Mapped, so that the articles can be read even when a later writer has removed the file.
            self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._starts = [0, *_line_ends(self._bytes)]
        self._read: dict[int, Article] = {}

    def __len__(self) -> int:
        return len(self._starts) - 1

    @overload
    def __getitem__(self, position: int) -> Article: ...
    @overload
    def __getitem__(self, position: slice) -> tuple[Article, ...]: ...
    def __getitem__(self, position: int | slice) -> Article | tuple[Article, ...]:
        if isinstance(position, slice):
            return tuple(self[at] for at in range(*position.indices(len(self))))
        if position < 0:
            position += len(self)
        if position not in self._read:
            if not 0 <= position < len(self):
                raise IndexError(position)
            self._read[position] = _ARTICLE.validate_json(self._bytes[self._starts[position] : self._starts[position + 1]])
        return self._read[position]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]  # as a list has none


def _line_ends(content: mmap.mmap) -> Iterator[int]:
    at = content.find(b"\n")
    while at >= 0:
        yield at + 1
        at = content.find(b"\n", at + 1)


T = TypeVar("T")

_MANIFEST = TypeAdapter(Manifest)
_ARTICLE = TypeAdapter(Article)
_PASSAGE = TypeAdapter(Passage)


class Writer:
    """Whoever may write to an index folder, and nobody else may meanwhile."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.progress = folder / PROGRESS

    def put(self, contents: Contents) -> None:
        """Write a new generation and put it in use; whoever reads the former one is not disturbed.

        Raises:
            IndexFolderError: the folder cannot be written.
        """
        try:
            generation = _new_generation(self.folder)
            try:
                _write_generation(generation, contents, _relative(contents.manifest, self.folder))
                former = _read_current(self.folder)
                _replace(self.folder / CURRENT, generation.name)
            except OSError:
                if _read_current(self.folder) != generation.name:
                    shutil.rmtree(generation, ignore_errors=True)  # a full disk should not stay full
                raise
            _remove_generations(self.folder, keep={generation.name, former})
            shutil.rmtree(self.progress, ignore_errors=True)
        except OSError as error:
            raise _unwritable(self.folder, error) from error


@contextmanager
def writing(folder: Path) -> Iterator[Writer]:
    """Make `folder` an index folder if it is none, and keep other writers out.

    Raises:
        IndexFolderError: it is in use by another writer, holds something else, or cannot be written.
    """
    require_writable(folder)
    lock = FileLock(folder / LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise IndexFolderError(f"Another process is writing the index in {folder}. Wait until it has ended.") from error
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
    return _of_current(folder, lambda generation: _load_generation(generation, folder))


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
        return tuple(source.article_id for source in _of_current(folder, lambda found: _read_manifest(found, folder)).sources)
    except IndexFolderError:
        return ()


def _of_current(folder: Path, read: Callable[[Path], T]) -> T:
    """Return what `read` makes of the generation in use, also while a writer puts another in its place."""
    name = _read_current(folder)
    try:
        return read(current_generation(folder))
    except (IndexFolderError, OSError) as error:
        # A writer may have put another generation in use, and removed this one, while it was being read.
        if _read_current(folder) != name:
            return _of_current(folder, read)
        if isinstance(error, OSError):
            raise IndexFolderError(f"The index in {folder} cannot be read: {error.strerror}. {_rebuild(folder)}") from error
        raise


def _verify_generation(generation: Path, folder: Path) -> Manifest:
    manifest = _read_manifest(generation, folder)
    for name in (*FILES, *sorted(manifest.files.keys() - set(FILES))):
        _verify(generation / name, manifest.files.get(name), folder)
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
        LexicalIndex(len(windows), *(_mapped(generation / name) for name in COLUMNS)),
        SemanticIndex.open(_mapped(generation / PASSAGE_VECTORS), generation / FAISS),
        _mapped(generation / SENTENCE_VECTORS),
        TokenVectors(_mapped(generation / TOKEN_VECTORS), _mapped(generation / TOKEN_STARTS)),
        tuple(generation / name for name in ENCODER_FILES if name in manifest.files),
    )


def _mapped(path: Path) -> NDArray[Any]:
    """Return an array mapped from its file: a question needs little of it, and what comes again stays in memory."""
    try:
        return np.asarray(np.load(path, mmap_mode="r"))
    except ValueError:  # an empty one cannot be mapped
        return np.asarray(np.load(path))


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
        if (generation / CHECKSUM).read_text("ascii") != _checksum_line(path):
            raise IndexFolderError(
                f"The index in {folder} is damaged: {path.name} does not have the SHA-256 in {CHECKSUM}. {_rebuild(folder)}"
            )
        return _absolute(_MANIFEST.validate_json(path.read_bytes()), folder)
    except FileNotFoundError as error:
        missing = path.name if not path.exists() else CHECKSUM
        raise IndexFolderError(f"The index in {folder} is incomplete: {missing} is missing. {_rebuild(folder)}") from error
    except UnicodeDecodeError as error:
        raise IndexFolderError(f"The index in {folder} is damaged: {CHECKSUM} cannot be read. {_rebuild(folder)}") from error
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
    return {path.name: file_sha256(path) for path in sorted(generation.iterdir()) if path.name not in {MANIFEST, CHECKSUM}}


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
    (generation / VOCABULARY).write_text("".join(term + "\n" for term in contents.terms.vocabulary), "utf-8")
    lexical = contents.lexical
    arrays: dict[str, NDArray[Any]] = {
        WINDOWS: contents.passages.rows,
        TERMS: contents.terms.ids,
        TERM_STARTS: contents.terms.starts,
        **dict(zip(COLUMNS, (lexical.starts, lexical.passages, lexical.weights), strict=True)),
        PASSAGE_VECTORS: contents.semantic.vectors,
        SENTENCE_VECTORS: contents.sentence_vectors,
        TOKEN_VECTORS: contents.tokens.rows,
        TOKEN_STARTS: contents.tokens.starts,
    }
    for name, array in arrays.items():
        _write_array(generation / name, array)
    contents.semantic.save(generation / FAISS)
    for path in contents.encoder_files:
        _link(path, generation / path.name)
    complete = replace(manifest, files=checksums(generation))
    (generation / MANIFEST).write_bytes(_MANIFEST.dump_json(complete, indent=2))
    (generation / CHECKSUM).write_text(_checksum_line(generation / MANIFEST), "ascii")
    for path in generation.iterdir():
        _sync(path)
    _sync(generation)


def _checksum_line(path: Path) -> str:
    """Return a file's SHA-256 as the command sha256sum writes and reads it."""
    return f"{file_sha256(path)}  {path.name}\n"


def _write_array(path: Path, array: NDArray[Any]) -> None:
    """Write an array as NumPy reads it; not by `np.save`, which does not notice that the disk is full when it closes the file."""
    whole = np.ascontiguousarray(array)
    with path.open("wb") as file:
        np.lib.format.write_array_header_1_0(file, np.lib.format.header_data_from_array_1_0(whole))
        file.write(whole.reshape(-1).view(np.uint8).data)


def _write_lines(path: Path, lines: Iterable[bytes]) -> None:
    with path.open("wb") as file:
        for line in lines:
            file.write(line + b"\n")


def _link(path: Path, into: Path) -> None:
    """Give an encoder's file, which is never changed, a second name; copy it where that is not possible."""
    try:
        os.link(path, into)
    except OSError:
        shutil.copyfile(path, into)


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
    inside = folder.iterdir() if folder.is_dir() else iter(())
    others = sorted(path.name for path in inside if path.name not in LITTER and not _is_ours(path))
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
    return path.name in {LOCK, PROGRESS} or _is_generation(path)


def _is_generation(path: Path) -> bool:
    """Whether a folder is a generation, whole or not: by its name, and because a manifest or nothing but our files is in it."""
    if not GENERATION_NAME.fullmatch(path.name) or not path.is_dir():
        return False
    names = {inside.name for inside in path.iterdir()}
    return MANIFEST in names or names <= {*FILES, *ENCODER_FILES, CHECKSUM}


def _unwritable(folder: Path, error: OSError) -> IndexFolderError:
    # NumPy's error of a file that was cut short has no reason, only sizes.
    reason = error.strerror or f"no room for a file ({error})"
    return IndexFolderError(f"The index cannot be written to {folder}: {reason}. What was there before is untouched.")


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _rebuild(folder: Path) -> str:
    return f"{REBUILD} {folder}"
