"""References after the Publication Manual of the American Psychological Association, 7th edition.

Its titles stand in sentence case; which words of a title are names no program knows, so that titles stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.records import Person, Publication
from qa.citing.cited_works import (
    PARTS_OF_BOOKS,
    PERIODICALS,
    STANDALONE_WORKS,
    address,
    full_range,
    is_one_page,
    joined,
    notes_cited,
    paragraphs_cited,
    short_title,
    split_range,
)
from qa.citing.styled_text import clean, ended, italic, listed, quoted, sentences, upright
from qa.locators import Locator

NO_DATE = "n.d."  # which the manual asks for where there is none
MOST_LISTED, FIRST_LISTED = 20, 19
PARTS = re.compile(r"(?P<letter>[^\W\d_])[^\s.\-‐]*\.?(?P<joint>[-‐]?)\s*")


def entry(known: Publication) -> str:
    """Return an entry of the reference list; without an author, the title stands first."""
    title, date = sentences(_title(known)), f"({known.year or NO_DATE})."
    names = _authors(known)
    head = [ended(names), date, title] if names else [title, date]
    return " ".join([*head, *filter(None, (sentences(*_source(known)), address(known)))])


def in_text(known: Publication, locator: Locator) -> str:
    """Return a citation in the text, in parentheses; without an author, the title in short."""
    people = known.authors or (known.editors if known.kind in STANDALONE_WORKS else ())
    names = [clean(person.family) for person in people]
    title = quoted(short_title(known)) if _is_part(known) else italic(short_title(known))
    name = joined(names, "&") if len(names) < 3 else f"{names[0]} et al."
    return f"({listed(name or title, str(known.year or NO_DATE), *_where(locator), notes_cited(locator))})"


def initials(given: str) -> str:
    """Return the initials of given names; what has none, as in scripts without capitals, stays.

    >>> [initials(name) for name in ("Masako", "William S.", "J.R.R.", "Jean-Paul", "Èmile", "真砂子")]
    ['M.', 'W. S.', 'J. R. R.', 'J.-P.', 'È.', '真砂子']
    """
    if not given[:1].isupper():
        return given
    found = [match["letter"].upper() + "." + ("-" if match["joint"] else " ") for match in PARTS.finditer(given)]
    return "".join(found).strip()


def _where(locator: Locator) -> tuple[str, ...]:
    if locator.pages:
        return (f"{'p.' if len(locator.pages) == 1 else 'pp.'} {_range(locator.pages)}",)
    heading = quoted(locator.heading) if locator.shortened else upright(locator.heading)
    section = f"Section {locator.section}" if locator.section else f"{heading} section" if heading else ""
    return section, paragraphs_cited(locator, "para.", "paras.")


def _authors(known: Publication) -> str:
    if known.authors or known.kind not in STANDALONE_WORKS or not known.editors:
        return _names([_inverted(person) for person in known.authors])
    return f"{_names([_inverted(person) for person in known.editors])} {_role(known.editors)}"


def _names(names: Sequence[str]) -> str:
    if len(names) > MOST_LISTED:
        return f"{', '.join(names[:FIRST_LISTED])}, … {names[-1]}"
    return joined(names, "&", comma_before_two=True)


def _inverted(person: Person) -> str:
    return ", ".join(part for part in (clean(person.family), initials(clean(person.given))) if part)


def _direct(person: Person) -> str:
    return f"{initials(clean(person.given))} {clean(person.family)}".strip()


def _role(editors: Sequence[Person]) -> str:
    return "(Ed.)" if len(editors) == 1 else "(Eds.)"


def _is_part(known: Publication) -> bool:
    return known.kind in PERIODICALS | PARTS_OF_BOOKS


def _title(known: Publication) -> str:
    if _is_part(known):
        return upright(known.title)
    volume = f" (Vol. {clean(known.volume)})" if known.volume else ""
    return italic(known.title) + volume


def _source(known: Publication) -> tuple[str, ...]:
    """Return where a work appeared, sentence by sentence."""
    publisher = clean(known.publisher)
    if known.kind in PERIODICALS:
        return (_periodical(known),)
    if known.kind in PARTS_OF_BOOKS:
        return _in_book(known), publisher
    return clean(known.container), publisher


def _periodical(known: Publication) -> str:
    issue = f"({clean(known.issue)})" if known.issue else ""
    volume = italic(clean(known.volume)) if known.volume else ""
    return listed(italic(known.container) if known.container else "", f"{volume}{issue}", _range(split_range(known.pages)))


def _in_book(known: Publication) -> str:
    """Return the book of which the work is a part: "In A. Roe (Ed.), Book (Vol. 2, pp. 1–20)"."""
    if not known.container:
        return ""
    editors = joined([_direct(person) for person in known.editors], "&")
    pages = split_range(known.pages)
    label = "p." if is_one_page(pages) else "pp."
    details = listed(f"Vol. {clean(known.volume)}" if known.volume else "", f"{label} {_range(pages)}" if pages else "")
    book = italic(known.container) + (f" ({details})" if details else "")
    return "In " + listed(f"{editors} {_role(known.editors)}" if editors else "", book)


def _range(pages: Sequence[str]) -> str:
    return full_range(*pages) if len(pages) == 2 else "".join(map(clean, pages))
