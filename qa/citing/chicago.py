"""References after the Chicago Manual of Style, 18th edition: notes and bibliography."""

from __future__ import annotations

from collections.abc import Sequence

from index.records import Person, Publication
from qa.citing.cited_works import (
    PARTS_OF_BOOKS,
    PERIODICALS,
    STANDALONE_WORKS,
    address,
    chicago_range,
    inverted_name,
    joined,
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

MOST_IN_NOTE = 2
MOST_LISTED, FIRST_LISTED = 6, 3
LAST_YEAR_WITH_PLACE = 1899  # later books are cited without it


def note(known: Publication, locator: Locator) -> str:
    """Return a full note."""
    names = _few([spoken_name(person) for person in known.authors]) or _editors_first(known)
    return ended(listed(names, *_work(known, locator), address(known)))


def short_note(known: Publication, locator: Locator) -> str:
    """Return a note as it stands where the work was cited before."""
    people = known.authors or (known.editors if known.kind in STANDALONE_WORKS else ())
    names = _few([clean(person.family) for person in people])
    return ended(listed(names, _title(known, without_article(short_title(known))), place_cited(locator)))


def bibliography(known: Publication) -> str:
    """Return an entry of the bibliography."""
    edited = not known.authors and known.kind in STANDALONE_WORKS and known.editors
    names = _listed_names(known.editors if edited else known.authors)
    if edited:
        names = f"{ended(names, ',')} {'ed' if len(known.editors) == 1 else 'eds'}."
    return sentences(names, _title(known, known.title), *_parts(known), address(known))


def place_cited(locator: Locator) -> str:
    """Return the place of a quotation: the printed page, else section and paragraph; and the author's notes in it.

    >>> place_cited(Locator(pages=("110", "112"), notes=("34", "35"))), place_cited(Locator(heading="Ice", paragraphs=(4,)))
    ('110–12, nn. 34–35', 'under “Ice,” para. 4')
    """
    if locator.pages:
        return listed(_range(locator.pages), notes_cited(locator))
    section = f"sec. {locator.section}" if locator.section else f"under {quoted(locator.heading)}" if locator.heading else ""
    return listed(section, paragraphs_cited(locator, "para.", "paras."), notes_cited(locator))


def _work(known: Publication, locator: Locator) -> tuple[str, ...]:
    """Return the title and what stands behind it in a note, in parts between which commas stand."""
    title, place = _title(known, known.title), place_cited(locator)
    if known.kind in PERIODICALS:
        return title, _periodical(known, place or _range(split_range(known.pages)))
    if known.kind == "webpage":
        return title, clean(known.container), clean(known.publisher), year(known), place
    book = f"in {italic(known.container)}" if known.kind in PARTS_OF_BOOKS and known.container else clean(known.container)
    editors = known.editors if known.authors or known.kind not in STANDALONE_WORKS else ()
    edited = f"ed. {_few([spoken_name(person) for person in editors])}" if editors else ""
    imprint, before = _imprint(known), listed(title, book, _volume(known), edited)
    if known.kind in STANDALONE_WORKS | PARTS_OF_BOOKS or (known.publisher or known.place):
        return f"{before} ({imprint})" if imprint else before, place
    return before, imprint, place


def _parts(known: Publication) -> tuple[str, ...]:
    """Return what stands in the bibliography behind the title, sentence by sentence."""
    if known.kind in PERIODICALS:
        return (_periodical(known, _range(split_range(known.pages))),)
    if known.kind == "webpage":
        return (listed(clean(known.container), clean(known.publisher), year(known)),)
    editors = known.editors if known.authors or known.kind not in STANDALONE_WORKS else ()
    edited = f"edited by {_few([spoken_name(person) for person in editors], MOST_LISTED, FIRST_LISTED)}" if editors else ""
    volume = _volume(known)
    if known.kind in PARTS_OF_BOOKS and known.container:
        return listed(f"In {italic(known.container)}", volume, edited), _imprint(known)
    return clean(known.container), _capital(volume), _capital(edited), _imprint(known)


def _periodical(known: Publication, place: str) -> str:
    """Return a periodical with volume, issue, year and place: "Journal 12, no. 3 (1998): 110"."""
    volume = f" {clean(known.volume)}" if known.volume else ""
    name = listed(f"{italic(known.container) if known.container else ''}{volume}".strip(), _issue(known))
    if not known.volume and not known.issue:
        return listed(name, year(known), place)
    dated = f"{name} ({known.year})" if known.year else name
    return f"{dated}: {place}" if place else dated


def _imprint(known: Publication) -> str:
    """Return publisher and year; the place where it must stand for the publisher, or the book is old."""
    old = known.year is not None and known.year <= LAST_YEAR_WITH_PLACE
    place = known.place if old or not known.publisher else ""
    return listed(clean(": ".join(part for part in (place, known.publisher) if part)), year(known))


def _title(known: Publication, title: str) -> str:
    return italic(title) if known.kind in STANDALONE_WORKS else quoted(title)


def _editors_first(known: Publication) -> str:
    """Return the editors of a book that has no author."""
    if known.kind not in STANDALONE_WORKS or not known.editors:
        return ""
    return f"{_few([spoken_name(person) for person in known.editors])}, {'ed' if len(known.editors) == 1 else 'eds'}."


def _few(names: Sequence[str], most: int = MOST_IN_NOTE, first: int = 1) -> str:
    """Join names; where there are more than `most`, only the first ones stand."""
    return joined(names) if len(names) <= most else f"{', '.join(names[:first])}{',' if first > 1 else ''} et al."


def _listed_names(people: Sequence[Person]) -> str:
    names = [inverted_name(person) if at == 0 else spoken_name(person) for at, person in enumerate(people)]
    if len(names) > MOST_LISTED:
        return f"{', '.join(names[:FIRST_LISTED])}, et al."
    # An inverted name has a comma of its own; an organisation has none.
    return joined(names, comma_before_two=bool(people and people[0].given))


def _range(pages: Sequence[str]) -> str:
    return chicago_range(*pages) if len(pages) == 2 else "".join(map(clean, pages))


def _volume(known: Publication) -> str:
    return listed(f"vol. {clean(known.volume)}" if known.volume else "", _issue(known))


def _issue(known: Publication) -> str:
    return f"no. {clean(known.issue)}" if known.issue else ""


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
