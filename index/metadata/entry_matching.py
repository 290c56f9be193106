"""Which entry of a bibliography an article is: by the file attached, the DOI or the title, exactly, and never by a guess."""

from __future__ import annotations

import os
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from index.metadata.bibliographies import Bibliography
from index.metadata.bibliography_entries import Entry
from index.metadata.file_metadata import doi_in
from index.records import Article

Keys = tuple[frozenset[str], ...]  # what must be equal, the most certain first; the next are asked where none is


@dataclass(frozen=True, slots=True)
class Matches:
    """For each of several articles its entry, or None, and sentences about what could have been several."""

    entries: tuple[Entry | None, ...]
    sentences: tuple[str, ...]


def matches(
    articles: Sequence[tuple[Article, str]], bibliographies: Sequence[Bibliography], used: Collection[str] = ()
) -> Matches:
    """Find the entries of articles, each given with its file's path; `used` are the digests of those that others have.

    Where an article matches two entries that say different things, or an entry two articles, none is taken.
    """
    several = Counter(path for _, path in articles)
    entries = _distinct(bibliographies)
    by_key: dict[tuple[int, str], list[int]] = {}
    for number, (_, keys) in enumerate(entries):
        for level, names in enumerate(keys):
            for name in names:
                by_key.setdefault((level, name), []).append(number)
    found = [_found(_article_keys(article, path, alone=several[path] == 1), by_key) for article, path in articles]
    return _settled([article.id for article, _ in articles], found, [entry for entry, _ in entries], used)


def entry_digest(entry: Entry) -> str:
    """Return the SHA-256 of what an entry says."""
    return sha256(repr(sorted(entry.table.items())).encode()).hexdigest()


def folded(words: str) -> str:
    """Return words without capitals, accents' ways of writing, signs and surplus space.

    >>> folded("“Ice  & War”: A Study") == folded("ice war - a study")
    True
    """
    plain = unicodedata.normalize("NFKC", words.replace("<i>", "").replace("</i>", "")).casefold()
    return " ".join("".join(sign if sign.isalnum() or unicodedata.combining(sign) else " " for sign in plain).split())


def _distinct(bibliographies: Sequence[Bibliography]) -> list[tuple[Entry, Keys]]:
    """Return all entries with their keys; those that say the same, as in two exports of one library, are one."""
    found: dict[str, tuple[Entry, Keys]] = {}
    for bibliography in bibliographies:
        for entry in bibliography.entries:
            keys = _entry_keys(entry, Path(bibliography.path).parent)
            same = found.get(entry_digest(entry))
            found[entry_digest(entry)] = (
                (same[0], tuple(one | other for one, other in zip(same[1], keys, strict=True))) if same else (entry, keys)
            )
    return list(found.values())


def _entry_keys(entry: Entry, folder: Path) -> Keys:
    paths = frozenset(os.path.normpath(folder / file) for file in entry.files)
    names = frozenset(f"file {_name(file)}" for file in entry.files)
    return paths, names | _doi_key(str(entry.table.get("doi", ""))), _title_keys(str(entry.table.get("title", "")))


def _article_keys(article: Article, path: str, *, alone: bool) -> Keys:
    paths = frozenset([path] if alone else [])
    names = frozenset([f"file {_name(article.source.name)}"] if alone else [])
    own = "" if article.title == article.id else article.title  # what is made from a file's name is no title
    titles = _title_keys(own) | _title_keys(article.publication.title)
    return paths, names | _doi_key(article.publication.doi), titles


def _name(file: str) -> str:
    """Return a file's name, on whichever system its path was written."""
    return unicodedata.normalize("NFC", file.replace("\\", "/").rsplit("/", 1)[-1]).casefold()


def _doi_key(written: str) -> frozenset[str]:
    doi = doi_in(written).casefold()
    return frozenset([f"doi {doi}"] if doi else [])


def _title_keys(title: str) -> frozenset[str]:
    return frozenset([folded(title)]) - {""}


def _found(keys: Keys, by_key: dict[tuple[int, str], list[int]]) -> tuple[int, ...]:
    """Return the numbers of the entries that share the most certain kind of key that any shares."""
    for level, names in enumerate(keys):
        numbers = sorted({number for name in names for number in by_key.get((level, name), ())})
        if numbers:
            return tuple(numbers)
    return ()


def _settled(ids: Sequence[str], found: Sequence[tuple[int, ...]], entries: Sequence[Entry], used: Collection[str]) -> Matches:
    """Take what matches once, and say what does not."""
    takers = Counter(number for numbers in found for number in numbers)
    takers.update(number for number in takers if entry_digest(entries[number]) in used)
    taken = [entries[numbers[0]] if len(numbers) == 1 and takers[numbers[0]] == 1 else None for numbers in found]
    return Matches(tuple(taken), tuple(_doubts(ids, found, entries, takers)))


def _doubts(
    ids: Sequence[str], found: Sequence[tuple[int, ...]], entries: Sequence[Entry], takers: Counter[int]
) -> Iterator[str]:
    for article_id, numbers in zip(ids, found, strict=True):
        if len(numbers) > 1:
            places = " and ".join(entries[number].place for number in numbers[:2])
            yield f"{article_id}: {len(numbers)} entries match it ({places}), so none is used. Keep one, or write a sidecar."
    for number in sorted(takers):
        if takers[number] > 1:
            own = [article_id for article_id, numbers in zip(ids, found, strict=True) if number in numbers]
            them = f"{takers[number]} articles, {', '.join(own)}{' among them' if takers[number] > len(own) else ''}"
            yield f"{entries[number].place}: the entry matches {them}, so it is used for none. Write sidecars."
