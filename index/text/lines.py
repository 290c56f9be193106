"""A file's characters as lines on pages: page breaks found, running heads and page numbers set aside.

A page begins behind a form feed, or where a line begins with a space that no paragraph indent explains – what the tools
that read PDFs leave of a page's edge.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median

from index.records import Span

LINE = re.compile(r"[^\r\n\f]*(?:\r\n|\r|\n|\f|$)")
OUTER_SPACE = " \t\u00a0\ufeff"
# A running head: its words, with the page's number before or behind them, or a number alone.
RUNNING_HEAD = re.compile(r"^(?:(?P<before>\d{1,4})(?:\s+|$))?(?P<words>.*?)(?:(?:^|\s+)(?P<behind>\d{1,4}))?$")

FEWEST_LINES_PER_PAGE = 12  # where single-space lines come more often than this, they are indents
FEWEST_HEADS = 2  # a line that stands at the edge of so many pages is a running head
FEWEST_PLAIN_HEADS = 4  # where it has neither a page's number nor capitals
PROSE = 40  # characters that a line of running text has at least
SMALL_WORDS = frozenset(
    "a an and as at but by down for from in into nor of off on onto or out over per so than that the their to toward "
    "towards under until up upon via vis-à-vis vs with within without yet its is de la le du des von van und der "
    # Of other languages, but for those that are common English words.
    "auf aus bei bis das dem den die durch ein eine einem einen einer eines für gegen im ins nach oder seit sich sowie um unter "
    "vom vor wie zu zum zur zwischen als über "
    "aux au avec chez dans en entre et les ou où par pendant pour sans sous sur un une à "
    "ai al alla alle allo con da dal dalla dalle dello degli dei del della delle e ed fra gli il lo nei nel nella nelle sul "
    "sulla tra "
    "uno y los las el por para sin sobre "
    "het een te met naar aan om tot uit voor door "
    "dos das na nas nos em com pelo pela ao à às "
    "et ex ab ad cum sub "
    "и в во на о об от до из к с со за по под при у".split()
)
# The first bracket of a line, near its beginning, where it closes.
CLOSING = re.compile(r"[^()\[\]]{1,40}?[)\]]")
BRACKET = re.compile(r"[()\[\]]")
WORD = re.compile(r"[^\W\d_][\w’'-]*")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file that has characters: `span` without its break and outer space, `text` as it is to be read.

    `page` counts from 0; `blank_before` says that there is an empty line above, `indent` counts the spaces at its beginning.
    """

    span: Span
    text: str
    page: int
    blank_before: bool
    indent: int


@dataclass(frozen=True, slots=True)
class PagedLines:
    """A file's lines, and the printed label of each page that has one."""

    lines: tuple[Line, ...]
    labels: dict[int, str]

    def printed_label(self, page: int) -> str | None:
        """Return a page's label, as printed or counted on from the nearest that was; None where it can have none."""
        if page in self.labels:
            return self.labels[page]
        printed = [(abs(page - other), other) for other, label in self.labels.items() if label.isdigit()]
        if not printed:
            return None
        nearest = min(printed)[1]
        number = int(self.labels[nearest]) + page - nearest
        return str(number) if number > 0 else None


def paged_lines(text: str) -> PagedLines:
    """Return the lines of `text`, the file's characters, without running heads and page numbers."""
    return _without_running_heads(_number_pages(list(_lines(text))))


def is_capitalised(text: str) -> bool:
    """Whether every word but the small ones begins with a capital, as in a heading."""
    words = WORD.findall(text)
    return bool(words) and all(word[0].isupper() or (word.lower() in SMALL_WORDS and word[0].islower()) for word in words)


def closes_bracket(line: str, following: str) -> bool:
    """Whether the following line closes a bracket that `line` opened, so that both belong together.

    >>> closes_bracket("as it is told elsewhere (see p.", "34). The ministers"), closes_bracket("it is told:", "1) The ministers")
    (True, False)
    """
    if not CLOSING.match(following):
        return False
    depth = 0
    for bracket in BRACKET.findall(line):
        depth = depth + 1 if bracket in "([" else max(depth - 1, 0)  # one that nothing opened is a list's
    return depth > 0


def _lines(text: str) -> Iterator[Line]:
    """Yield the lines that have characters; a form feed counts as a page in `page`."""
    page, blank = 0, False
    for match in LINE.finditer(text):
        raw = match[0].rstrip("\r\n\f")
        start = match.start() + len(raw) - len(raw.lstrip(OUTER_SPACE))
        words = " ".join(text[start : match.start() + len(raw)].split())
        if words:
            span = Span(start, match.start() + len(raw.rstrip()))
            yield Line(span, words, page, blank, start - match.start())
        blank = not words
        page += match[0].endswith("\f")


def _number_pages(lines: list[Line]) -> list[Line]:
    """Count pages by lines that begin with one space, unless form feeds or indents explain them.

    Before the first line of running text such a line is a heading that was centred, not a page.
    """
    first = next((number for number, line in enumerate(lines) if _is_prose(line.text)), len(lines))
    marked = [number for number, line in enumerate(lines) if line.indent == 1 and number > first]
    gaps = [after - before for before, after in pairwise([first, *marked])]
    if (lines[-1:] and lines[-1].page) or not gaps or median(gaps) < FEWEST_LINES_PER_PAGE:
        return lines
    breaks, page, numbered = set(marked), 0, []
    for number, line in enumerate(lines):
        page += number in breaks
        numbered.append(replace(line, page=page, indent=0))
    return numbered


def _without_running_heads(lines: list[Line]) -> PagedLines:
    """Set aside the first or last line of pages that recurs from page to page but for its number."""
    pages = [list(group) for _, group in groupby(lines, key=lambda line: line.page)]
    # The title, from which running heads are made, stands without a number on the first page.
    heads = _running([page[0] for page in pages]) | _running([page[-1] for page in pages if len(page) > 1])
    heads -= {line for line in lines[:1] if _number(line) is None}
    labels = {line.page: label for line in heads for label in [_number(line)] if label}
    return PagedLines(tuple(_close_gaps(lines, heads)), labels)


def _running(edge: list[Line]) -> set[Line]:
    """Return those of the pages' lines at one edge that are running heads."""
    counts = Counter(_words(line) for line in edge)
    steps = Counter(int(number) - line.page for line in edge for number in [_number(line)] if number)
    first = _words(edge[0]) if edge and _number(edge[0]) is None else ""
    return {line for line in edge if _is_running(line, counts, steps, first)}


def _is_running(line: Line, counts: Counter[str], steps: Counter[int], first: str) -> bool:
    """Whether a line at a page's edge recurs: its words do, and its number, if any, counts with the pages.

    With the words of the `first` line, which is the title, a number needs no other to count with: there may be two pages only.
    """
    number = _number(line)
    if number is not None and steps[int(number) - line.page] < FEWEST_HEADS and (not first or _words(line) != first):
        return False
    recurring = counts[_words(line)]
    if number is not None:
        return recurring >= FEWEST_HEADS
    return recurring >= (FEWEST_HEADS if is_capitalised(line.text) else FEWEST_PLAIN_HEADS) and _may_be_head(line.text)


def _may_be_head(text: str) -> bool:
    """Whether a line without a number could be a running head: short, begun with a capital, no sentence's end."""
    return text[0].isupper() and text[-1].isalnum() and not _is_prose(text)


def _close_gaps(lines: list[Line], heads: set[Line]) -> Iterator[Line]:
    """Yield the lines that are no heads; a blank line beside a head is the page's, not a paragraph's."""
    behind_head = False
    for before, line in zip([None, *lines], lines, strict=False):
        if line in heads:
            behind_head = True
            continue
        at_edge = behind_head and before is not None and before in heads
        yield replace(line, blank_before=False) if at_edge else line
        behind_head = False


def _words(line: Line) -> str:
    match = RUNNING_HEAD.match(line.text)
    return match["words"].casefold() if match else line.text


def _number(line: Line) -> str | None:
    match = RUNNING_HEAD.match(line.text)
    return (match["before"] or match["behind"]) if match else None


def _is_prose(text: str) -> bool:
    return not is_capitalised(text) and len(text) > PROSE
