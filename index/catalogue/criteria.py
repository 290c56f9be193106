"""Criteria: what the articles that are wanted have in common."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.catalogue.entries import CatalogueEntry, has_words, searched_words
from index.catalogue.folder_collections import is_within
from index.errors import Kind, LoccitError, shortened

YEARS = re.compile(r"\s*(?P<first>\d{1,4})?\s*(?P<to>[-–—]\s*(?P<last>\d{1,4})?)?\s*")  # dashes that people type
FIRST_YEAR, LAST_YEAR = 0, 9999


class CriterionError(LoccitError):
    """A criterion, or an order, is none by which articles can be chosen; `name` says which."""

    kind = Kind.UNFIT

    def __init__(self, message: str, name: str) -> None:
        super().__init__(message)
        self.name = name


@dataclass(frozen=True, slots=True)
class Criteria:
    """What is wanted; empty criteria are met by all.

    `words` may stand anywhere in what a list tells of an article, `author` in one author's name, `journal` in the name of the
    journal or book; `year` is a year or a range of years; `collection` holds also those that lie in it.

    Raises:
        CriterionError: `year` is neither.
    """

    words: str = ""
    author: str = ""
    year: str = ""
    journal: str = ""
    collection: str = ""
    kind: str = ""

    def __post_init__(self) -> None:
        self.years  # noqa: B018  # refused before anybody is asked

    @property
    def years(self) -> range | None:
        """The years that are wanted, None for any or none at all."""
        if not self.year.strip():
            return None
        found = YEARS.fullmatch(self.year)
        if found is None or not (found["first"] or found["last"]):
            raise CriterionError(
                f"The year is {shortened(self.year)}, but must be a year or a range: 1998, 1990–1999, 1990– or –1950.", "year"
            )
        first = int(found["first"] or FIRST_YEAR)
        last = int(found["last"] or LAST_YEAR) if found["to"] else first
        return range(first, last + 1)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for, so that all articles are wanted."""
        return self == Criteria()

    def chosen(self, entries: tuple[CatalogueEntry, ...]) -> list[CatalogueEntry]:
        """Return the entries that meet all criteria, in their order."""
        words, author, journal, years = *map(searched_words, (self.words, self.author, self.journal)), self.years
        return [
            each
            for each in entries
            if has_words(each.words, words)
            and (not author or any(has_words(person, author) for person in each.people))
            and has_words(each.container_words, journal)
            and (years is None or each.outline.publication.year in years)
            and (not self.collection or is_within(each.collection, self.collection))
            and (not self.kind or each.outline.publication.kind == self.kind)
        ]
