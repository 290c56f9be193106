"""Sidecars: what is known of an article's publication, in a file NAME.toml beside NAME.txt or NAME.jsonl.

A collection's sidecar holds a table `[articles.ID]` for each of its articles; what stands above these holds for all.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from hashlib import sha256
from math import inf
from pathlib import Path
from typing import Annotated, Any, Literal, get_args
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from rapidfuzz import process

from index.errors import ArticleError, shortened
from index.metadata.personal_names import may_be_several, person_named
from index.records import Article, Person, Publication

SUFFIX = ".toml"
ARTICLES = "articles"
JOURNAL = "article-journal"
# What references can be made of; the names are CSL's.
PublicationKind = Literal[
    "article-journal",
    "article-magazine",
    "article-newspaper",
    "chapter",
    "paper-conference",
    "book",
    "report",
    "thesis",
    "webpage",
    "manuscript",
    "document",
]
KINDS: tuple[str, ...] = get_args(PublicationKind)
LATEST_YEAR = 2999
LEAST_LIKENESS = 60  # of RapidFuzz's 100, from which on a key is taken for a slip of the pen
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
DOI = re.compile(r"(?:https?://(?:dx\.|www\.)?doi\.org/|doi:\s*)?(?P<doi>10\.\d{4,9}/\S+)", re.IGNORECASE)
ITALICS = re.compile(r"</?i>")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
YEAR = re.compile(r"\d{1,4}")
RANGE = re.compile(r"\s*(?:--?|[–—])\s*")
NO_KEY = "there is no key"
AUTHOR = 'Write "Given Family", "Family, Given" or {family = "…", given = "…"}, in a list if there are several.'


class SidecarError(ArticleError):
    """What a sidecar tells of an article's publication cannot be read."""


def _words(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("must be words between quotation marks")
    if CONTROL.search(value):
        raise ValueError("has a control character in it")
    return " ".join(value.split())


def _number(value: object) -> str:
    """Return a volume, an issue or pages, which may be written as a number."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else _words(value)


def _pages(value: object) -> str:
    return RANGE.sub("–", _number(value))


def _year(value: object) -> int | None:
    if value == "":
        return None
    written = _number(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    if not YEAR.fullmatch(written) or not 0 < int(written) <= LATEST_YEAR:
        raise ValueError("must be a year, such as 1998")
    return int(written)


def _doi(value: object) -> str:
    if value == "":
        return ""
    found = DOI.fullmatch(_words(value))
    if not found:
        raise ValueError('must be a DOI, such as "10.1093/dh/dhaa001" or "https://doi.org/10.1093/dh/dhaa001"')
    return found["doi"]


def _url(value: object) -> str:
    if value == "":
        return ""
    url = _words(value)
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme.lower() not in {"http", "https"} or not parts.netloc or " " in url:
        raise ValueError("must be an address that begins with http:// or https://")
    return url


def _language(value: object) -> str:
    if value == "":
        return ""
    if not LANGUAGE.fullmatch(_words(value)):
        raise ValueError('must be a language tag, such as "en" or "ja"')
    return _words(value)


def _people(value: object) -> tuple[Person, ...]:
    return tuple(_person(one) for one in (value if isinstance(value, list) else [value]))


def _person(value: object) -> Person:
    if isinstance(value, dict):
        if not {"family"} <= set(value) <= {"family", "given"}:
            raise ValueError(f"has a table with {', '.join(map(shortened, value)) or 'nothing'} in it. {AUTHOR}")
        found = Person(_words(value["family"]), _words(value.get("given", "")))
    else:
        name = _words(value)
        if may_be_several(name):
            raise ValueError(f"has {shortened(name)}, which may be several names, or an organisation's. {AUTHOR}")
        found = person_named(name)
    if not found.family:
        raise ValueError(f"has a name without a family name. {AUTHOR}")
    return found


Words = Annotated[str, BeforeValidator(_words)]
Number = Annotated[str, BeforeValidator(_number)]
People = Annotated[tuple[Person, ...], BeforeValidator(_people)]


class _Sidecar(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    author: People = ()
    editor: People = ()
    title: Words = ""
    short_title: Words = ""
    container: Words = ""
    publisher: Words = ""
    place: Words = ""
    year: Annotated[int | None, BeforeValidator(_year)] = None
    volume: Number = ""
    issue: Number = ""
    pages: Annotated[str, BeforeValidator(_pages)] = ""
    doi: Annotated[str, BeforeValidator(_doi)] = ""
    url: Annotated[str, BeforeValidator(_url)] = ""
    language: Annotated[str, BeforeValidator(_language)] = ""
    kind: PublicationKind | None = Field(default=None)

    def publication(self) -> Publication:
        """Return it as a noun; what stands in a container, and is not said to be something else, is a journal's article."""
        known = self.model_dump(exclude={"author", "editor", "kind"})
        kind = self.kind or (JOURNAL if self.container else "")
        return Publication(kind=kind, authors=self.author, editors=self.editor, **known)


KEYS = tuple(_Sidecar.model_fields)
# What other formats (BibTeX, CSL, RIS) and habit call a key.
SYNONYMS = {
    **dict.fromkeys(("journal", "journaltitle", "magazine", "newspaper", "booktitle", "series", "container-title"), "container"),
    **dict.fromkeys(("date", "published", "issued"), "year"),
    **dict.fromkeys(("address", "city", "location"), "place"),
    "authors": "author",
    "editors": "editor",
    "number": "issue",
    "lang": "language",
}


@dataclass(frozen=True, slots=True)
class _Fault:
    """What is wrong with a key; its line is None where it could be one of several."""

    line: int | None
    sentence: str


def sidecar_of(path: Path) -> Path:
    """Return where the sidecar of an article's file lies, if it has one.

    >>> sidecar_of(Path("texts/harbour.txt")).name
    'harbour.toml'
    """
    return path.with_suffix(SUFFIX)


def sidecar_sha256(path: Path) -> str:
    """Return the digest of the sidecar of an article's file; empty where there is none.

    Raises:
        SidecarError: it cannot be read.
    """
    data = _bytes(sidecar_of(path))
    return "" if data is None else sha256(data).hexdigest()


def with_publications(articles: Sequence[Article], path: Path, ids: Sequence[str] = ()) -> tuple[Article, ...]:
    """Return the articles of the file `path` with what its sidecar says of their publication.

    `ids` are those by which the tables of a collection's sidecar may name them; empty where the file holds one article. A
    title that the sidecar gives is the article's; the text keeps its own.

    Raises:
        SidecarError: the sidecar cannot be read, or has what no sidecar can have.
    """
    sidecar = sidecar_of(path)
    data = _bytes(sidecar)
    if data is None:
        return tuple(articles)
    raw = _parsed(data, sidecar)
    tables = _tables(raw, sidecar, data, ids) if ids else [((), raw)] * len(articles)
    return tuple(
        _published(article, _validated(table, where, sidecar, data).publication())
        for article, (where, table) in zip(articles, tables, strict=True)
    )


def sidecar_publication(path: Path, article_id: str, ids: Sequence[str] = ()) -> Publication:
    """Return what the sidecar of the file `path` says of one article alone; of a collection, `ids` are those in the file.

    Raises:
        SidecarError: the sidecar cannot be read, or has what no sidecar can have.
    """
    sidecar = sidecar_of(path)
    data = _bytes(sidecar)
    if data is None:
        return Publication()
    raw = _parsed(data, sidecar)
    where, table = _tables(raw, sidecar, data, ids)[ids.index(article_id)] if ids else ((), raw)
    return _validated(table, where, sidecar, data).publication()


def checked_publication(table: Mapping[str, Any]) -> tuple[Publication, tuple[str, ...]]:
    """Return what a table with a sidecar's keys says, and a sentence about each value that cannot be, which is left out."""
    sentences = tuple(fault.sentence for fault in _faults(dict(table), (), b""))
    try:
        return _Sidecar.model_validate(table).publication(), sentences
    except ValidationError as error:
        wrong = {str(found["loc"][0]) for found in error.errors()}
        return _Sidecar.model_validate({key: value for key, value in table.items() if key not in wrong}).publication(), sentences


def _published(article: Article, from_sidecar: Publication) -> Article:
    """Return an article with what its sidecar says, and, where that is silent, what its own file does."""
    known = {field.name: value for field in fields(from_sidecar) if (value := getattr(from_sidecar, field.name))}
    publication = replace(article.publication, **known)
    title = from_sidecar.title or (publication.title if article.title == article.id else "") or article.title
    return replace(article, publication=publication, title=ITALICS.sub("", title))


def _bytes(path: Path) -> bytes | None:
    """Return what a sidecar holds, None where there is none."""
    try:
        return path.read_bytes() if path.is_file() else None
    except OSError as error:
        raise SidecarError(f"{path} cannot be read: {error.strerror or error}. Check its permissions.") from error


def _parsed(data: bytes, path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(data.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise SidecarError(f"{path}, line {line}: a byte is not UTF-8, as TOML must be. Save the file as UTF-8.") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SidecarError(f'{path} is not TOML: {error}. Write lines like: title = "…"') from error


def _tables(raw: dict[str, Any], path: Path, data: bytes, ids: Sequence[str]) -> list[tuple[tuple[str, ...], dict[str, Any]]]:
    """Return for each article of a collection its table, filled up with what holds for all, and where that stands."""
    own = raw.pop(ARTICLES, {})
    if not isinstance(own, dict) or not all(isinstance(table, dict) for table in own.values()):
        raise SidecarError(f"{path}: {ARTICLES} must be tables. Begin each with its article's id: [{ARTICLES}.ID]")
    faults = [_Fault(_line(data, name, ()), _no_article(name, ids)) for name in own if name not in ids]
    faults += _faults(raw, (), data)
    faults += [fault for name, table in own.items() for fault in _faults(table, (ARTICLES, name), data)]
    _refuse(faults, path)
    return [((ARTICLES, name), {**raw, **own.get(name, {})}) for name in ids]


def _validated(table: dict[str, Any], where: tuple[str, ...], path: Path, data: bytes) -> _Sidecar:
    _refuse(_faults(table, where, data), path)
    return _Sidecar.model_validate(table)


def _faults(table: dict[str, Any], where: tuple[str, ...], data: bytes) -> list[_Fault]:
    """Return what is wrong with a table, a fault for each key."""
    try:
        _Sidecar.model_validate(table)
    except ValidationError as error:
        by_key = {str(found["loc"][0]): found for found in error.errors()}
        return [_Fault(_line(data, key, where), _reason(key, by["type"], by["msg"], table)) for key, by in by_key.items()]
    return []


def _refuse(faults: Sequence[_Fault], path: Path) -> None:
    """Report all faults of a sidecar at once, in the order of their lines, and then which keys there are if one is unknown.

    Raises:
        SidecarError: there is a fault.
    """
    if not faults:
        return
    ordered = sorted(faults, key=lambda fault: fault.line or inf)
    first, *others = ordered
    sentences = [f"{f', line {first.line}' if first.line else ''}: {first.sentence}"]
    sentences += [f"{f'Line {fault.line}' if fault.line else 'Also'}: {fault.sentence}" for fault in others]
    keys = f" The keys are: {', '.join(KEYS)}." if any(fault.sentence.startswith(NO_KEY) for fault in faults) else ""
    raise SidecarError(f"{path}{' '.join(sentences)}{keys}")


def _reason(key: str, kind: str, message: str, table: dict[str, Any]) -> str:
    """Say what is wrong with a key or its value."""
    if kind == "extra_forbidden" and key == ARTICLES:
        return f"there is a table {ARTICLES}, but the file beside it holds one article. Write its keys without a table."
    if kind == "extra_forbidden":
        return f"{NO_KEY} {shortened(key)}.{_meant(key, KEYS)}"
    if key == "kind":
        return f"kind is {shortened(table[key])}, but must be one of {', '.join(KINDS)}.{_meant(str(table[key]), KINDS)}"
    if key in {"author", "editor"}:
        return f"{key} {_own_words(message)}" + ("" if AUTHOR in message else f". {AUTHOR}")
    return f"{key} is {shortened(table[key])}, but {_own_words(message)}."


def _no_article(name: str, ids: Sequence[str]) -> str:
    known = f"It has {len(ids)}: {', '.join(ids[:5])}{'…' if len(ids) > 5 else ''}."
    return f"the collection has no article {shortened(name)}.{_meant(name, ids)} {known}"


def _own_words(message: str) -> str:
    return message.removeprefix("Value error, ")


def _meant(key: str, known: Sequence[str]) -> str:
    """Ask whether the nearest of those known is meant, if any is near."""
    synonym = SYNONYMS.get(key.lower())
    if synonym in known:
        return f" Did you mean {synonym!r}?"
    found = process.extractOne(key.lower(), known, score_cutoff=LEAST_LIKENESS)
    return f" Did you mean {found[0]!r}?" if found else ""


def _line(data: bytes, key: str, where: tuple[str, ...]) -> int | None:
    """Return in which line a key stands, where only one line can be it."""
    written = rf"""\s*["']?{re.escape(key)}["']?\s*="""
    header = rf"""\s*\[+(?:[^\]]*\.)?\s*["']?{re.escape(key)}["']?\s*\]"""
    found = list(_matching(data, f"{written}|{header}", where))
    return found[0] if len(found) == 1 else None


def _matching(data: bytes, pattern: str, where: tuple[str, ...]) -> Iterator[int]:
    """Yield the numbers of the lines of one table that match a pattern."""
    table: tuple[str, ...] = ()
    for number, line in enumerate(data.decode("utf-8-sig").splitlines(), start=1):
        if line.lstrip().startswith("["):
            table = tuple(part.strip(" \t\"'") for part in line.strip().strip("[]").split(".", 1))
        if re.match(pattern, line) and (not where or table == where):
            yield number
