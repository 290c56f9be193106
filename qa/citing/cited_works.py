"""What all styles of reference need of an article: what it is, its names, its numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.records import Article, Person, Publication
from qa.citing.styled_text import clean
from qa.locators import Locator, label_ranges

PERIODICALS = frozenset({"article-journal", "article-magazine", "article-newspaper"})
PARTS_OF_BOOKS = frozenset({"chapter", "paper-conference"})
STANDALONE_WORKS = frozenset({"book", "report"})  # in italics, and with editors in the authors' place
MAIN_TITLE = re.compile(r"(?P<main>.+?)(?::|\?|!|\s[–—])\s.*", re.DOTALL)
NUMERAL = re.compile(r"(?:(?:chapter|part|book|section)\s+)?(?:[IVXLC]+|\d+)", re.IGNORECASE)  # "I: Of Labour"
ARTICLE = re.compile(r"(?:The|An?)\s+(?=\S)")
SEPARATOR = re.compile(r"[-–—,;\s]")
PAGES = re.compile(r"(?P<first>\d+)[-–—]+(?P<last>\d+)")


def publication_of(article: Article) -> Publication:
    """Return what is known of an article's publication, its own title where no other is given."""
    told = article.publication
    return replace(told, title=told.title or clean(article.title))


def short_title(known: Publication) -> str:
    """Return the title in short: as the sidecar has it, else what stands before the subtitle.

    >>> short_title(Publication(title="A River Runs: Water and War"))
    'A River Runs'
    """
    found = MAIN_TITLE.fullmatch(known.title)
    if found and NUMERAL.fullmatch(found["main"]):
        found = None
    end = "?" if found and known.title[found.end("main")] == "?" else ""
    return known.short_title or (found["main"] + end if found else known.title)


def without_article(title: str) -> str:
    """Return a title without the article with which it begins.

    >>> without_article("The Ice")
    'Ice'
    """
    return ARTICLE.sub("", title, count=1) if ARTICLE.match(title) else title


def spoken_name(person: Person) -> str:
    """Return a name as it is spoken."""
    return f"{clean(person.given)} {clean(person.family)}".strip()


def inverted_name(person: Person) -> str:
    """Return a name as lists are ordered by it."""
    return ", ".join(clean(part) for part in (person.family, person.given) if part)


def joined(names: Sequence[str], word: str = "and", *, comma_before_two: bool = False) -> str:
    """Join names by commas and a word.

    >>> joined(["Roe", "Lee"]), joined(["Roe", "Lee", "Ōtani"])
    ('Roe and Lee', 'Roe, Lee, and Ōtani')
    """
    if len(names) < 2:
        return "".join(names)
    comma = "," if len(names) > 2 or comma_before_two else ""
    return f"{', '.join(names[:-1])}{comma} {word} {names[-1]}"


def chicago_range(first: str, last: str) -> str:
    """Shorten a range of pages as the Chicago Manual does.

    >>> [chicago_range(*ends) for ends in (("71", "72"), ("100", "104"), ("107", "108"), ("321", "328"), ("1496", "1504"))]
    ['71–72', '100–104', '107–8', '321–28', '1496–504']
    """
    if not _may_shorten(first, last) or int(first) < 100 or int(first) % 100 == 0:
        return f"{first}–{last}"
    same = _common(first, last)
    at = same if int(first) % 100 < 10 else min(same, len(first) - 2)
    return f"{first}–{last[at:]}"


def mla_range(first: str, last: str) -> str:
    """Shorten a range of pages as MLA does: the last number by its last two digits, if the others are the same.

    >>> mla_range("101", "126"), mla_range("95", "105"), mla_range("103", "104")
    ('101–26', '95–105', '103–04')
    """
    if not _may_shorten(first, last) or len(first) < 3:
        return f"{first}–{last}"
    return f"{first}–{last[min(_common(first, last), len(first) - 2) :]}"


def full_range(first: str, last: str) -> str:
    """Write a range of pages in full."""
    return f"{first}–{last}"


def split_range(pages: str) -> tuple[str, ...]:
    """Return the ends of a range of pages, the last in full; anything else as it is.

    >>> split_range("101–26"), split_range("5"), split_range("S1, 9–12")
    (('101', '126'), ('5',), ('S1, 9–12',))
    """
    found = PAGES.fullmatch(pages)
    if not found:
        return (pages,) if pages else ()
    first, last = found["first"], found["last"]
    return first, first[: max(len(first) - len(last), 0)] + last


def is_one_page(pages: Sequence[str]) -> bool:
    """Whether pages are a single one.

    >>> is_one_page(("S5",)), is_one_page(("5", "7")), is_one_page(("xii–xv",))
    (True, False, False)
    """
    return len(pages) == 1 and not SEPARATOR.search(pages[0])


def notes_cited(locator: Locator) -> str:
    """Return the author's notes in a quotation: "n. 12", "nn. 34–36"."""
    if not locator.notes:
        return ""
    return f"{'n.' if len(locator.notes) == 1 else 'nn.'} {label_ranges(locator.notes)}"


def paragraphs_cited(locator: Locator, one: str, several: str) -> str:
    """Return the paragraphs of a quotation, after the word that a style has for them."""
    if not locator.paragraphs:
        return ""
    return f"{one if len(locator.paragraphs) == 1 else several} {label_ranges([str(number) for number in locator.paragraphs])}"


def year(known: Publication) -> str:
    """Return the year of publication, empty where it is not known."""
    return str(known.year) if known.year else ""


def address(known: Publication) -> str:
    """Return where the work is found on the web: by its DOI, else its address."""
    return clean(f"https://doi.org/{known.doi}" if known.doi else known.url)


def _may_shorten(first: str, last: str) -> bool:
    return first.isdecimal() and last.isdecimal() and len(first) == len(last) and int(first) < int(last)


def _common(first: str, last: str) -> int:
    return next((at for at, (one, other) in enumerate(zip(first, last, strict=True)) if one != other), len(first))
