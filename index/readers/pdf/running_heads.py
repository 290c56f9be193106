"""Running heads and page numbers of a PDF, told from its text by where they stand, what recurs and what counts.

They are the outermost rows of a page: those whose words, but for a number, stand on other pages at the same height, those
whose number counts with the pages, and those that stand where other pages have such a row, apart from the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median

from index.readers.pdf.print_lines import PrintLine

ROW = 0.35  # of the size, that baselines of one row may differ
DEEPEST = 3  # rows at a page's edge that may be heads
LONGEST = 160  # characters of a head
SAME_HEIGHT = 7.0  # points
CLOSE_RECURS = 3  # other pages, on which the words of a row that stands close to the text must recur
FAR_APART = 1.6
APART = 1.25  # of the usual distance of lines, from which on a row stands apart from the text
NUMBER = re.compile(
    r"^[\[(—–\-\s]*(?:(?:page|p\.|s\.|seite)\s*)?"
    r"(?P<number>\d{1,5}|[ivxlc]{1,8})(?:\s*(?:of|/)\s*\d+)?[\])—–\-\s.]*$",
    re.IGNORECASE,
)
EDGES = re.compile(r"^(?P<before>\d{1,5}|[ivxlc]{1,8})\b|\b(?P<behind>\d{1,5}|[ivxlc]{1,8})$")
ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
ROMAN_PARTS = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class EdgeRow:
    """What stands at one height of a page: its lines from left to right.

    `at_top` tells at which edge of the page it was looked for, `depth` how many rows stand outside of it, `white` the distance
    to the next row inwards, in usual ones.
    """

    lines: tuple[PrintLine, ...]
    at_top: bool
    depth: int
    white: float

    @property
    def apart(self) -> bool:
        """Whether white sets it apart from the text."""
        return self.white >= APART

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(line.text for line in self.lines)

    @property
    def words(self) -> str:
        """Its words, small, with a sign in the place of a number at either end."""
        return EDGES.sub("#", self.text.casefold())

    @property
    def page(self) -> int:
        """The page on which it stands."""
        return self.lines[0].page

    @property
    def y(self) -> float:
        """Its baseline."""
        return self.lines[0].y

    @property
    def numbers(self) -> tuple[PageNumber, ...]:
        """The numbers that could be its page's: all that it is, or its first or last word."""
        alone = [match["number"] for line in self.lines if (match := NUMBER.match(line.text))]
        if alone:
            return tuple(map(PageNumber.read, alone))
        if self.is_marked:
            return ()
        found = (match["before"] or match["behind"] for match in EDGES.finditer(self.text))
        return tuple(PageNumber.read(number) for number in found if number)

    @property
    def is_marked(self) -> bool:
        """Whether a raised sign stands in it, as in a note or in a line of the text."""
        return any(line.raised for line in self.lines)

    @property
    def is_number(self) -> bool:
        """Whether it is nothing but a number."""
        return len(self.lines) == 1 and NUMBER.match(self.lines[0].text) is not None


@dataclass(frozen=True, slots=True)
class PageNumber:
    """A page's number, Arabic or Roman."""

    value: int
    roman: bool
    capital: bool = False

    @classmethod
    def read(cls, text: str) -> PageNumber:
        """Read digits or Roman numerals."""
        if text.isdigit():
            return cls(int(text), roman=False)
        values = [ROMAN_DIGITS[digit] for digit in text.lower()]
        total = sum(-one if one < after else one for one, after in pairwise([*values, 0]))
        return cls(total, roman=True, capital=text.isupper())

    @property
    def text(self) -> str:
        """The number as printed."""
        if not self.roman:
            return str(self.value)
        rest, digits = self.value, ""
        for value, sign in ROMAN_PARTS:
            digits, rest = digits + sign * (rest // value), rest % value
        return digits.upper() if self.capital else digits


@dataclass(frozen=True, slots=True)
class RunningHeads:
    """The lines that are running heads or page numbers, and each page's printed label as far as any could be read."""

    lines: frozenset[PrintLine]
    labels: dict[int, str]


def find_running_heads(pages: Sequence[Sequence[PrintLine]]) -> RunningHeads:
    """Return the heads of a file's pages; `pages` are the lines of each, in any order."""
    edges = [row for page in pages for row in edge_rows(page)]
    heads = _Evidence.of(edges, len(pages)).heads(edges)
    steps = Counter(step for row in heads for step in _steps(row))
    fewest = 2 if len(pages) > 3 else 1
    read = {row.page: number for row in reversed(heads) for number in row.numbers if steps[_step(number, row.page)] >= fewest}
    return RunningHeads(frozenset(line for row in heads for line in row.lines), _labels(read, len(pages)))


def rows_of(lines: Sequence[PrintLine]) -> list[tuple[PrintLine, ...]]:
    """Return a page's lines by rows, from the top down, each row from left to right."""
    rows: list[list[PrintLine]] = []
    for line in sorted(lines, key=lambda line: -line.y):
        if rows and rows[-1][0].y - line.y <= ROW * min(line.size, rows[-1][0].size):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [tuple(sorted(row, key=lambda line: line.x0)) for row in rows]


def edge_rows(lines: Sequence[PrintLine]) -> Iterator[EdgeRow]:
    """Yield the outermost rows of a page, those at its top from above, then those at its bottom from below."""
    rows = rows_of(lines)
    pitches = [above[0].y - below[0].y for above, below in pairwise(rows)]
    usual = median(pitches) if pitches else 0.0
    deepest = min(DEEPEST, len(rows) - 1 or len(rows))
    for at in range(deepest):
        yield EdgeRow(rows[at], at_top=True, depth=at, white=pitches[at] / usual if at < len(pitches) and usual else FAR_APART)
    for at in range(len(rows) - 1, max(len(rows) - 1 - deepest, deepest - 1), -1):
        yield EdgeRow(rows[at], at_top=False, depth=len(rows) - 1 - at, white=pitches[at - 1] / usual if usual else FAR_APART)


Step = tuple[int, bool]


def _step(number: PageNumber, page: int) -> Step:
    return number.value - page, number.roman


def _steps(row: EdgeRow) -> set[Step]:
    return {_step(number, row.page) for number in row.numbers}


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What recurs at the edges of pages: words with their heights, and the steps between numbers and pages."""

    words: dict[tuple[bool, str], tuple[tuple[int, float, str], ...]]
    steps: Counter[Step]
    numbers: Counter[Step]
    pages: int

    @classmethod
    def of(cls, rows: Sequence[EdgeRow], pages: int) -> _Evidence:
        words: dict[tuple[bool, str], list[tuple[int, float, str]]] = {}
        for row in rows:
            words.setdefault((row.at_top, row.words), []).append((row.page, row.y, row.text))
        steps = Counter(step for row in rows for step in _steps(row))
        numbers = Counter(step for row in rows if row.is_number for step in _steps(row))
        return cls({key: tuple(places) for key, places in words.items()}, steps, numbers, pages)

    def heads(self, rows: Sequence[EdgeRow]) -> list[EdgeRow]:
        """Return the heads: outermost rows that recur or count, then those that stand at the height of such."""
        certain = list(_outermost(rows, self.is_head))
        heights = Counter((row.at_top, round(row.y / SAME_HEIGHT)) for row in certain)
        known = set(certain)

        def is_head(row: EdgeRow) -> bool:
            near = sum(heights[row.at_top, round(row.y / SAME_HEIGHT) + step] for step in (-1, 0, 1))
            return row in known or (near >= 2 and row.apart and not row.is_marked and len(row.text) < LONGEST / 2)

        return list(_outermost(rows, is_head))

    def is_head(self, row: EdgeRow) -> bool:
        """Whether a row recurs, or its number counts with the pages."""
        if len(row.text) > LONGEST or row.is_marked:
            return False
        if row.is_number:
            return any(self.numbers[step] >= 2 for step in _steps(row)) or (row.apart and len(self.steps) == 1)
        if self._recurs(row) and (not row.numbers or self._counts(row)):
            return True
        # A note at a page's foot begins with a number that may count with the pages for a while; a head stands apart.
        steps = max((self.steps[step] for step in _steps(row)), default=0)
        if not row.at_top or row.depth or len(row.text) > LONGEST / 2:
            return False
        # Of a few pages only one may have a head of its kind.
        return (row.apart and steps >= 3) or (row.white >= FAR_APART and row.page > 0 and steps >= (1 if self.pages <= 3 else 2))

    def _recurs(self, row: EdgeRow) -> bool:
        """Whether a row's words stand on another page at its height; those of a row close to the text on several."""
        places = self.words[row.at_top, row.words]
        others = {page for page, y, _ in places if page != row.page and abs(y - row.y) <= SAME_HEIGHT}
        return len(others) >= (1 if row.apart else CLOSE_RECURS)

    def _counts(self, row: EdgeRow) -> bool:
        """Whether a row's number counts with the pages, or stands on several unchanged, as a volume's does."""
        same = {page for page, _, text in self.words[row.at_top, row.words] if text == row.text}
        return len(same) >= 2 or any(self.steps[step] >= 2 for step in _steps(row))


def _outermost(rows: Sequence[EdgeRow], is_head: Callable[[EdgeRow], bool]) -> Iterator[EdgeRow]:
    """Yield the rows at each edge of each page, from outside, as far as they are heads."""
    for _, edge in groupby(rows, key=lambda row: (row.page, row.at_top)):
        for row in edge:
            if not is_head(row):
                break
            yield row


def _labels(read: dict[int, PageNumber], pages: int) -> dict[int, str]:
    """Return the label of every page, counted on from the nearest that was read; nothing where none was."""
    if not read:
        return {}
    labels = {}
    for page in range(pages):
        nearest = min(read, key=lambda other: (abs(other - page), other < page))
        number = replace(read[nearest], value=read[nearest].value + page - nearest)
        if number.value > 0:
            labels[page] = number.text
    return labels
