"""From a path to an `Article`: picks the reader by what the file is."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections import Counter
from collections.abc import Callable, Container, Iterator, Sequence
from glob import glob
from pathlib import Path

from index.errors import ArticleError
from index.metadata import SUFFIX as SIDECAR
from index.metadata import with_publications
from index.readers.json_lines import is_collection, read_jsonl
from index.readers.marked_up import SUFFIXES as STRUCTURED
from index.readers.marked_up import read_structured
from index.readers.pdf import read_pdf
from index.readers.plain_text import read_plain
from index.readers.shared import with_language
from index.records import Article
from index.settings import AUTO, Recognition

JSON_LINES = ".jsonl"
PDF = ".pdf"
RECOGNITION = Recognition()
SUFFIXES = (".txt", ".text", JSON_LINES, PDF, *STRUCTURED)
# In a folder: hidden files, word processors' locks, what describes the folder itself, generations of an index.
PASSED_OVER = re.compile(r"[.~]|README(\.|$)|gen-[a-z0-9_]{8}$")
WILDCARD = re.compile(r"[*?\[]")
NOT_IN_ID = re.compile(r"[^a-z0-9]+")


def read_article(path: Path) -> Article:
    """Read the one article in the file `path`; its id is made from the file's name.

    Raises:
        ArticleError: the file is missing, unreadable, of an unknown kind, or holds no article, or several.
    """
    articles = read_articles(path)
    if len(articles) > 1:
        raise ArticleError(f"{path} holds {len(articles)} articles, where one is wanted. Give a file with one.")
    return articles[0]


def read_articles(path: Path, markers: str = AUTO, recognition: Recognition = RECOGNITION) -> tuple[Article, ...]:
    """Read the article, or the articles, in the file `path`; `markers` is the form of their note markers.

    In PDFs, text is recognised as is wished.

    Raises:
        ArticleError: the file is missing, unreadable, of an unknown kind, or holds no article.
    """
    return tuple(article for article, _ in read_with_sources(path, markers, recognition))


def read_with_sources(
    path: Path,
    markers: str = AUTO,
    recognition: Recognition = RECOGNITION,
    turned: Callable[[int, int], None] = lambda _page, _pages: None,
) -> tuple[tuple[Article, str], ...]:
    """Read the articles in the file `path`, each with the characters to which its source map leads.

    What a sidecar beside the file says of their publication is read as well. `turned` is called with each page of a PDF that is
    begun, from 1, and how many there are.

    Raises:
        ArticleError: the file is missing, unreadable, of an unknown kind, or holds no article; or its sidecar cannot be read.
    """
    _require_regular(path)
    suffix = path.suffix.lower()
    if suffix == SIDECAR:
        raise ArticleError(f"{path} is no article, but a sidecar, which is read with its article. Give the article's text.")
    if suffix not in SUFFIXES:
        raise ArticleError(f"{path} is not of a kind that can be read ({', '.join(SUFFIXES)}). Give the article as one of these.")
    try:
        found = tuple(_read(path, suffix, markers, recognition, turned))
    except OSError as error:
        raise _unreadable(path, error) from error
    articles = [article for article, _ in found]
    published = with_publications(articles, path, [article.id for article in articles] if suffix == JSON_LINES else ())
    return tuple((with_language(article), source) for article, (_, source) in zip(published, found, strict=True))


def _read(
    path: Path, suffix: str, markers: str, recognition: Recognition, turned: Callable[[int, int], None]
) -> Iterator[tuple[Article, str]]:
    if suffix == JSON_LINES:
        yield from read_jsonl(path, slug, markers)
    elif suffix == PDF:
        yield read_pdf(path, slug(path.stem), markers, recognition, turned=turned)
    elif suffix in STRUCTURED:
        yield read_structured(path, slug(path.stem), markers)
    else:
        yield read_plain(path, slug(path.stem), markers)


def is_jsonl(path: Path) -> bool:
    """Whether a file is a collection of articles, a line each, by its name."""
    return path.suffix.lower() == JSON_LINES


def article_paths(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Return the files of articles among `paths`, folders searched through and patterns matched, each once, in a fixed order.

    A sidecar that is named beside its article, as by `folder/*`, is passed over. A path that does not exist is returned as
    well; reading it says what is wrong.

    Raises:
        ArticleError: a folder holds no article.
    """
    found: dict[str, Path] = {}
    for path in paths:
        for file in _files_at(path):
            found.setdefault(os.path.abspath(file), file)  # noqa: PTH100  # a symbolic link is an article of its own name
    return tuple(file for name, file in found.items() if not _accompanies(Path(name), found))


def passed_over(paths: Sequence[Path]) -> dict[str, int]:
    """Return how many files in the folders among `paths` are of kinds that are not read, by their suffix in lower case.

    Sidecars, hidden files, and what says something of the folder are not counted.
    """
    files = {os.path.abspath(file): file for path in paths if path.is_dir() for file in _below(path, [])}  # noqa: PTH100
    suffixes = (file.suffix.lower() for file in files.values())
    return dict(sorted(Counter(each for each in suffixes if each not in {"", SIDECAR, *SUFFIXES}).items()))


def _files_at(path: Path) -> list[Path]:
    """Return the files of a folder, those that a pattern such as `texts/**/*.docx` names, or the one file."""
    if os.path.isdir(path):  # noqa: PTH112  # a name may be too long for Path
        return _files_below(path)
    if WILDCARD.search(str(path)) and not os.path.exists(path):  # noqa: PTH110
        return [Path(name) for name in sorted(glob(str(path), recursive=True))] or [path]  # noqa: PTH207  # absolute as well
    return [path]


def _accompanies(path: Path, named: Container[str]) -> bool:
    """Whether a file is the sidecar of one that is named as well."""
    return path.suffix.lower() == SIDECAR and any(str(path.with_suffix(suffix)) in named for suffix in SUFFIXES)


def is_passed_over(name: str) -> bool:
    """Whether a file of this name is passed over where a folder is searched through.

    >>> is_passed_over("README.md"), is_passed_over("essay.md")
    (True, False)
    """
    return PASSED_OVER.match(name) is not None


def slug(name: str) -> str:
    """Make an id that is fit for an address from a name.

    >>> slug("Ōtani & the War")
    'otani-the-war'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return NOT_IN_ID.sub("-", plain).strip("-") or "article"


def _require_regular(path: Path) -> None:
    """Refuse what would hang when it is read, such as a pipe, and what no index could name."""
    try:
        mode = path.stat().st_mode
        str(path).encode()
    except UnicodeEncodeError as error:
        raise ArticleError(f"{path!r} has a name that is not UTF-8, so that no index can hold it. Rename the file.") from error
    except OSError as error:
        raise _unreadable(path, error) from error
    if stat.S_ISDIR(mode):
        raise _is_folder(path)
    if not stat.S_ISREG(mode):
        raise ArticleError(f"{path} is not a regular file, but a pipe, a device or the like. Give the article's file.")


def _is_folder(path: Path) -> ArticleError:
    """Say that a folder stands where a file is wanted, or that it cannot even be looked into."""
    try:
        os.scandir(path).close()
    except OSError as error:
        return _unreadable(path, error)
    return ArticleError(f"{path} is a folder, where one file is wanted. Name a file in it; loccit index takes whole folders.")


def _unreadable(path: Path, error: OSError) -> ArticleError:
    return ArticleError(f"{path} cannot be read: {error.strerror or error}. Check the path and its permissions.")


def _files_below(folder: Path) -> list[Path]:
    """Return the articles' files in a folder; JSON lines of something else, such as gold questions, are none of them.

    Neither are hidden files, nor what an index folder below holds. What cannot be read, such as a link that leads nowhere or a
    folder that is closed, is returned as well; reading it says what is wrong.
    """
    files = sorted(file for file in _walked(folder) if file.suffix.lower() != JSON_LINES or _may_be_collection(file))
    if not files:
        raise ArticleError(f"{folder} holds no article: no file there ends in {' or '.join(SUFFIXES)}.")
    return files


def _walked(folder: Path) -> Iterator[Path]:
    """Yield what bears the suffix of an article below a folder, and the folders that cannot be looked into."""
    closed: list[OSError] = []
    yield from (file for file in _below(folder, closed) if file.suffix.lower() in SUFFIXES)
    yield from (Path(error.filename) for error in closed)


def _below(folder: Path, closed: list[OSError]) -> Iterator[Path]:
    """Yield the files below a folder; for each folder that cannot be looked into, its error is put into `closed`."""
    for parent, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = [name for name in folders if not PASSED_OVER.match(name)]
        yield from (Path(parent, name) for name in names if not PASSED_OVER.match(name))


def _may_be_collection(file: Path) -> bool:
    """Whether a file of JSON lines is a collection, or cannot be read, so that nobody can tell."""
    try:
        return not file.is_file() or is_collection(file)
    except OSError:
        return True
