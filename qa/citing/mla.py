"""References after the MLA Handbook, 9th edition: works cited, and citations in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.records import Person, Publication
from qa.citing.cited_works import (
    PARTS_OF_BOOKS,
    STANDALONE_WORKS,
    address,
    inverted_name,
    is_one_page,
    joined,
    mla_range,
    notes_cited,
    paragraphs_cited,
    short_title,
    split_range,
    spoken_name,
    without_article,
    year,
)
from qa.citing.styled_text import clean, ended, italic, listed, quoted, sentences
from qa.locators import Locator

IN_ITALICS = STANDALONE_WORKS | {"thesis"}
MOST_NAMED = 2


def entry(known: Publication) -> str:
    """Return an entry of the works cited."""
    own = known.kind in STANDALONE_WORKS
    edited = own and not known.authors and known.editors
    names = _names(known.editors if edited else known.authors)
    if edited:
        names = f"{ended(names, ',')} {'editor' if len(known.editors) == 1 else 'editors'}"
    editors = "" if edited or not known.editors else f"edited by {_joined([spoken_name(person) for person in known.editors])}"
    container = italic(known.container) if known.container else ""
    published = listed(container, editors, *_numbers(known), _publisher(known), year(known), _pages(known), address(known))
    return sentences(names, _title(known, known.title), published[:1].upper() + published[1:] if own else published)


def in_text(known: Publication, locator: Locator) -> str:
    """Return a citation in the text, in parentheses; without an author, the title in short."""
    people = known.authors or (known.editors if known.kind in STANDALONE_WORKS else ())
    name = _joined([clean(person.family) for person in people]) or _title(known, without_article(short_title(known)))
    if locator.pages:
        return f"({listed(f'{name} {_range(locator.pages)}', notes_cited(locator))})"
    section = f"sec. {locator.section}" if locator.section else quoted(locator.heading) if locator.heading else ""
    return f"({listed(name, section, paragraphs_cited(locator, 'par.', 'pars.'), notes_cited(locator))})"


def short_publisher(name: str) -> str:
    """Shorten a university press as MLA does.

    >>> short_publisher("Stanford University Press"), short_publisher("University of California Press"), short_publisher("Knopf")
    ('Stanford UP', 'U of California P', 'Knopf')
    """
    if not re.search(r"\bUniversity\b", name) or not re.search(r"\bPress\b", name):
        return name
    together = re.sub(r"\bUniversity Press\b", "UP", name)
    return re.sub(r"\bPress\b", "P", re.sub(r"\bUniversity\b", "U", together))


def _title(known: Publication, title: str) -> str:
    return italic(title) if known.kind in IN_ITALICS else quoted(title)


def _names(people: Sequence[Person]) -> str:
    if len(people) > MOST_NAMED:
        return f"{inverted_name(people[0])}, et al."
    names = [inverted_name(person) if at == 0 else spoken_name(person) for at, person in enumerate(people)]
    return joined(names, comma_before_two=bool(people and people[0].given))


def _joined(names: Sequence[str]) -> str:
    return joined(names) if len(names) <= MOST_NAMED else f"{names[0]} et al."


def _numbers(known: Publication) -> tuple[str, str]:
    volume = f"vol. {clean(known.volume)}" if known.volume else ""
    return volume, f"no. {clean(known.issue)}" if known.issue else ""


def _publisher(known: Publication) -> str:
    return clean(short_publisher(known.publisher) or known.place)


def _pages(known: Publication) -> str:
    """Return the pages on which a part of something stands."""
    pages = split_range(known.pages)
    if not pages or (known.kind in STANDALONE_WORKS and known.kind not in PARTS_OF_BOOKS):
        return ""
    return f"{'p.' if is_one_page(pages) else 'pp.'} {_range(pages)}"


def _range(pages: Sequence[str]) -> str:
    return mla_range(*pages) if len(pages) == 2 else "".join(map(clean, pages))
