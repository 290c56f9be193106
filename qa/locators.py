"""Where in an article a quotation stands, in the words in which scholars say it: pages, or section and paragraph; notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from index.records import Article, Page, Span
from qa.records import CitedNote, Role

# "II. Trouble", "3.1 Method", "A) Sources", "Chapter 4: Ice": the number by which a section is cited.
NUMBERED = re.compile(
    r"(?:(?:chapter|section|part)\s+)?(?P<number>(?:[IVXLC]+|[A-Z]|\d{1,3})(?:\.\d{1,3})*)(?:[.:)]\s|[.:)]$|$|(?<=\d)\s)",
    re.IGNORECASE,
)
# A heading that is no more than a number, perhaps with its kind before it: "IV", "Lecture II.", "3".
NUMBER_ALONE = re.compile(r"(?:[^\W\d_]+ )?(?:[IVXLC]+|[A-Z]|\d{1,3})[.:)]?")
WORD = re.compile(r"\w+")
SUBTITLE = re.compile(r"[:;–—?!]\s|\s[–—]\s")
MOST_WORDS = 6  # of a heading that is quoted whole
DASHES = re.compile(r"[-–—]+")
RANGE = re.compile(r"(?P<first>\d+)(?:[-–—]+(?P<last>\d+))?")


@dataclass(frozen=True, slots=True)
class Locator:
    """Where a quotation stands.

    `pages` are printed ones, first and last. `section` is the number of the section ("III.A"), or else `heading` the words of
    its heading, `shortened` where they are too many; `paragraphs` are numbers of the article. `notes` are the labels of the
    author's notes in the quotation; `covering` those of notes that only follow it, which no reference names.
    """

    pages: tuple[str, ...] = ()
    section: str = ""
    heading: str = ""
    shortened: bool = False
    paragraphs: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    covering: tuple[str, ...] = ()


def locate(article: Article, span: Span, notes: Iterable[CitedNote] = ()) -> Locator:
    """Return where `span` stands; section and paragraphs are what is cited where no printed page is known."""
    notes = tuple(notes)
    paragraphs = article.paragraphs_of(span)
    number, heading, shortened = _section(informative_headings(article, paragraphs[0].section) if paragraphs else ())
    return Locator(
        pages=_ends(printed_pages(article, span)),
        section=number,
        heading=heading,
        shortened=shortened,
        paragraphs=tuple(paragraph.number for paragraph in paragraphs),
        notes=_labels(notes, Role.IN_QUOTE),
        covering=_labels(notes, Role.COVERS_QUOTE),
    )


def printed_pages(article: Article, span: Span) -> tuple[str, ...]:
    """Return the printed pages of a stretch; none where the file's pages are only counted, or are not the publication's."""
    pages, published = article.pages_with(span), article.publication.pages
    citable = all(page.printed and _published(page.label, published) for page in pages)
    return tuple(page.label for page in pages) if citable else ()


def pages_in_words(pages: Sequence[Page]) -> str:
    """Say on which pages something stands; those that are only counted in the file cannot be taken for printed ones.

    >>> pages_in_words([Page("110", 0), Page("111", 900)]), pages_in_words([Page("4", 0, printed=False)])
    ('pp. 110–111', 'page 4 of the file')
    """
    kinds = groupby(pages, key=lambda page: page.printed)
    return ", ".join(_of_one_kind([page.label for page in group], printed) for printed, group in kinds)


def _of_one_kind(labels: Sequence[str], printed: bool) -> str:
    several = len(labels) > 1
    if printed:
        return f"{'pp.' if several else 'p.'} {label_ranges(labels)}"
    return f"{'pages' if several else 'page'} {label_ranges(labels)} of the file"


def informative_headings(article: Article, section: Sequence[str]) -> tuple[str, ...]:
    """Return the headings of a section's path that say more than the article's title, or than the heading above them.

    "IV" below the title "IV: The Withdrawal" says nothing, nor does "The Withdrawal" below both; one that other sections
    stand beside always does.
    """
    shown, said = [], _words(article.title)
    for depth, heading in enumerate(section):
        words = _words(heading)
        if _repeats(said, words, heading) and _is_alone(article, section[: depth + 1]):
            said = said[len(words) :]
        else:
            shown.append(heading)
            said = words
    return tuple(shown)


def _words(heading: str) -> list[str]:
    return WORD.findall(heading.casefold())


def _repeats(said: list[str], words: list[str], heading: str) -> bool:
    """Whether a heading is all that is left of what stands above it, or the number with which that begins."""
    begins = bool(words) and said[: len(words)] == words
    return begins and (len(said) == len(words) or bool(NUMBER_ALONE.fullmatch(heading)))


def _is_alone(article: Article, path: Sequence[str]) -> bool:
    """Whether no other section stands beside that of `path`."""
    above, depth = tuple(path[:-1]), len(path) - 1
    beside = {p.section[depth] for p in article.paragraphs if len(p.section) > depth and p.section[:depth] == above}
    return beside == {path[-1]}


def label_ranges(labels: Sequence[str]) -> str:
    """Write labels, those that follow each other as a range.

    >>> label_ranges(["3", "7", "8", "9", "*"])
    '3, 7–9, *'
    """
    runs = groupby(enumerate(labels), lambda item: int(item[1]) - item[0] if item[1].isdecimal() else item[1])
    groups = [[label for _, label in group] for _, group in runs]
    return ", ".join(group[0] if len(group) == 1 else f"{group[0]}–{group[-1]}" for group in groups)


def _section(path: Sequence[str]) -> tuple[str, str, bool]:
    """Return the number of a section, or the words of its heading and whether they are shortened.

    >>> _section(("III. Withdrawal", "A. Tokyo")), _section(("Introduction",))
    (('III.A', '', False), ('', 'Introduction', False))
    """
    found = [NUMBERED.match(heading) for heading in path]
    if path and all(found):
        return ".".join(match["number"] for match in found if match), "", False
    heading = path[-1] if path else ""
    short = short_form(heading)
    return "", short, short != heading


def short_form(heading: str) -> str:
    """Return a heading's words up to its subtitle, and the first of these where they are many.

    >>> short_form("A Failure of Reading: Hara and Wilson")
    'A Failure of Reading'
    """
    words = (SUBTITLE.split(heading)[0] if heading else "").split()
    return " ".join(words[:MOST_WORDS]).rstrip(",") if len(words) > MOST_WORDS else " ".join(words)


def _published(label: str, pages: str) -> bool:
    """Whether a page may be one of those on which the article was published; all may where these are not a plain range."""
    known = RANGE.fullmatch(pages)
    if not known or not label.isdecimal():
        return True
    first, last = known["first"], known["last"] or known["first"]
    last = first[: max(len(first) - len(last), 0)] + last
    return int(first) <= int(label) <= int(last)


def _ends(labels: tuple[str, ...]) -> tuple[str, ...]:
    return labels if len(labels) < 2 else (labels[0], labels[-1])


def _labels(notes: Sequence[CitedNote], role: Role) -> tuple[str, ...]:
    return tuple(cited.note.label for cited in notes if cited.role is role)
