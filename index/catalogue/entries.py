"""Entries of a catalogue: an article's outline, the collection that it belongs to, and the words by which it is looked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.catalogue.folder_collections import folder_collections
from index.catalogue.outlines import Outline
from index.records import Person, Publication
from index.text import plain

WORD = re.compile(r"\w+")
ITALICS = re.compile(r"</?i>")
NAMED = 3  # authors up to which all are named


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """An article in a catalogue; `collection` is empty where it belongs to none."""

    outline: Outline
    collection: str
    words: str  # all by which it is looked for, as `searched_words` has them
    people: tuple[str, ...]  # the same of each author, or of each editor where there is no author
    title_words: str
    container_words: str

    @property
    def container(self) -> str:
        """The journal or book in which the article stands, without marks of italics."""
        return ITALICS.sub("", self.outline.publication.container)


def entries_of(outlines: Iterable[Outline], paths: Sequence[str], received: str = "") -> tuple[CatalogueEntry, ...]:
    """Return the entries of articles, given the paths of their files, and of the folder in which those that came in lie."""
    return tuple(_entry(each, collection) for each, collection in zip(outlines, folder_collections(paths, received), strict=True))


def searched_words(text: str) -> str:
    """Return the words of a text, folded, a space before each.

    >>> searched_words("Ōtani, K.")
    ' otani k'
    """
    return "".join(f" {word}" for word in WORD.findall(plain(text)))


def has_words(words: str, wanted: str) -> bool:
    """Whether each of the wanted words begins one of `words`; one of a script without spaces may stand within.

    >>> has_words(" the railway", " rail")
    True
    """
    return all((f" {word}" if word.isascii() else word) in words for word in wanted.split())


def responsible(publication: Publication) -> tuple[Person, ...]:
    """Return who answers for a work: its authors, or else its editors."""
    return publication.authors or publication.editors


def name_of(person: Person) -> str:
    """Return a name as it is put in order: family name first."""
    return f"{person.family}, {person.given}" if person.given else person.family


def by_line(publication: Publication) -> str:
    """Return who wrote or edited a work, in a line; empty where nobody is known.

    >>> by_line(Publication(editors=(Person("Moore", "K."), Person("Itō", "H."))))
    'Moore, K., and H. Itō (eds.)'
    """
    people = responsible(publication)
    if not people:
        return ""
    others = [f"{person.given} {person.family}".strip() for person in people[1:]]
    names = [name_of(people[0]), *others] if len(people) <= NAMED else [name_of(people[0])]
    line = names[0] if len(names) == 1 else f"{', '.join(names[:-1])}, and {names[-1]}"
    more = " and others" if len(people) > NAMED else ""
    role = "" if publication.authors else " (ed.)" if len(people) == 1 else " (eds.)"
    return f"{line}{more}{role}"


def _entry(outline: Outline, collection: str) -> CatalogueEntry:
    known = outline.publication
    people = tuple(searched_words(name_of(person)) for person in responsible(known))
    told = (outline.title, outline.id, outline.file, collection, known.title, known.container, known.publisher, known.place)
    named = (name_of(person) for person in (*known.authors, *known.editors))
    words = searched_words(" ".join([*told, *named, str(known.year or ""), known.doi]))
    container = searched_words(ITALICS.sub("", known.container))
    return CatalogueEntry(outline, collection, words, people, searched_words(outline.title), container)
