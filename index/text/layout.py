"""Lines become a title, headings and paragraphs.

A PDF's text has lost its layout: what is left are lines. A paragraph ends where a line that closes a sentence leaves room
for the next line's first word; a heading is a line of capitalised words between such ends, or one with a number like
"II." before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise
from statistics import quantiles

from index.text.lines import SMALL_WORDS, WORD, Line, closes_bracket, is_capitalised

SENTENCE_END = re.compile(r"[.!?…](?:[\u00a0\u202f][»›]|[\"'”’»“«›‹)\]])*$")
NUMERAL = re.compile(r"^(?P<numeral>[IVXLC]{1,7}|[A-Z]|\d{1,2}(?:\.\d{1,2}){0,3})(?P<stop>[.)]?)(?:\s+(?P<words>\S.*))?$")
LEADS_IN = re.compile(r":[\u2060—–-]*$")
OPENING_QUOTES = "“‘\"'«»„‚›‹"
ROMAN = re.compile(r"^(?:X{0,3}(?:IX|IV|V?I{0,3}))$")

# "Chapter IV", "Lectures VI and VII", "Part Two": a division's number without its title.
DIVISION = re.compile(
    r"^(?P<kind>chapter|lecture|part|book|section|volume|act|appendix|kapitel|teil|buch|abschnitt|band|anhang|chapitre|partie|livre|"
    r"tome|capitolo|parte|libro|volume|capítulo|hoofdstuk|deel|boek|глава|часть|книга|caput|liber|pars)s?\s+(?:[IVXLC]+|\d+|[A-Z][a-z]+)"
    r"(?:\s+(?:and|to|[–-])\s+(?:[IVXLC]+|\d+))?[.:]?$",
    re.IGNORECASE,
)
KNOWN_HEADINGS = frozenset(
    "abstract acknowledgements acknowledgments afterword appendix background bibliography conclusion conclusions discussion "
    "endnotes epilogue foreword introduction keywords methods notes preface prologue references results summary "
    "anhang anmerkungen ausblick bibliographie danksagung einführung einleitung endnoten ergebnisse fazit fussnoten fußnoten "
    "literatur literaturverzeichnis nachwort quellenverzeichnis schluss schluß schlussbetrachtung vorwort zusammenfassung "
    "annexe annexes avant-propos conclusion préface remerciements résumé sources "
    "abstract bibliografia conclusione conclusioni introduzione note premessa prefazione ringraziamenti riassunto "
    "bibliografía conclusión conclusiones introducción notas prefacio prólogo resumen "
    "conclusão conclusões introdução prefácio resumo "
    "bijlagen conclusie inleiding literatuur nawoord noten samenvatting slot voetnoten voorwoord woord "
    "введение вывод выводы заключение литература предисловие примечания сноски".split()
)
LAST_HEADINGS = frozenset(
    "anmerkungen endnoten endnotes footnotes fussnoten fußnoten literatur literaturverzeichnis notas note noten notes references "
    "voetnoten примечания сноски".split()
)  # whose lists are read apart
CAPTION = re.compile(r"(?:table|figure|fig|plate|map|chart|box|scheme)\b\.?\s+(?:S?\d|[IVXLC]+\b)", re.IGNORECASE)
LABELLED = re.compile(r"\w+:\s?\S+$")  # a line like "License: open"
LONGEST_HEADING = 200  # characters of a heading, all its lines together
FEWEST_BLANKS = 1  # between paragraphs, for blank lines to be what sets them apart
FEWEST_CAPITALS = 4  # words with a capital in a heading that fills the column
LONGEST_APART = 100  # characters of a heading that only its place makes one
FEWEST_ASKING = 3  # words of a heading that is a question
MOST_TITLE_LINES = 4
MOST_SENTENCE_LINES = 2  # of a heading that has no capitals to tell it
SENTENCES = re.compile(r"[a-z]{3}[.!?]\s+[A-Z“]")
NO_HEADINGS_END = ".,;:…”’—-"
UNWRAPPED = 200  # characters: where the usual line is longer, each line is a paragraph of its own
FULL_LINE = 0.9  # the quantile of line widths that counts as the column's width
FITS = 0.985  # of the column: a next word that ends before this would have been set on the line

# Widths of characters in a proportional book face, in ems, by groups: enough to tell a full line from a short one.
NARROW, SLIM, WIDE, CAPITAL, ORDINARY, SPACE = 0.28, 0.38, 0.8, 0.68, 0.49, 0.25


class BlockKind(Enum):
    """What a block of lines is."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True)
class LineBlock:
    """Lines that belong together. `level` is 1 for the outermost headings, 0 for what is not a heading."""

    kind: BlockKind
    lines: tuple[Line, ...]
    level: int = 0

    @property
    def text(self) -> str:
        """The lines joined by one space."""
        return " ".join(line.text for line in self.lines)


def lay_out(lines: Sequence[Line], *, titled: bool = True) -> tuple[LineBlock, ...]:
    """Return the blocks of a file's lines, in order; `titled` says whether a title may stand above them."""
    title, body = _split_title(list(lines)) if titled else ([], list(lines))
    column = Column.measure(body)
    blocks = [LineBlock(BlockKind.TITLE, tuple(title))] if title else []
    return (*blocks, *_blocks(body, column))


@dataclass(frozen=True, slots=True)
class Column:
    """The column of text: its width, and whether that is counted in characters or in estimated ems.

    `spaced` says that blank lines set the paragraphs apart, so that nothing else needs to.
    """

    width: float
    monospaced: bool
    spaced: bool = False

    @classmethod
    def measure(cls, lines: list[Line]) -> Column:
        """Measure the usual full line, in the unit in which full lines differ least."""
        texts = [line.text for line in lines if len(line.text) > 20]
        if len(texts) < 2:
            return cls(width=float(max(map(len, texts), default=0)), monospaced=True)
        counts, ems = sorted(map(float, map(len, texts))), sorted(map(_ems, texts))
        monospaced = _spread(counts) <= _spread(ems)
        widths = counts if monospaced else ems
        column = cls(width=widths[int((len(widths) - 1) * FULL_LINE)], monospaced=monospaced)
        return replace(column, spaced=column.sets_blanks(lines))

    def sets_blanks(self, lines: list[Line]) -> bool:
        """Whether most lines that could end a paragraph are followed by a blank one."""
        ends = [
            following.blank_before
            for line, following in pairwise(lines)
            if SENTENCE_END.search(line.text) and self.has_room(line, following)
        ]
        return sum(ends) >= FEWEST_BLANKS and sum(ends) * 2 >= len(ends)

    def has_room(self, line: Line, following: Line) -> bool:
        """Whether the first word of `following` would still have been set behind `line`."""
        word = following.text.split()[0]
        if self.monospaced:
            # Counted as it stands in the file: who broke the lines saw the note markers as well.
            return line.span.length + 1 + len(word) <= self.width
        return _ems(line.text) + SPACE + _ems(word) <= self.width * FITS

    def is_short(self, line: str) -> bool:
        """Whether the line leaves a quarter of the column empty."""
        return (len(line) if self.monospaced else _ems(line)) <= self.width * 0.75

    @property
    def unwrapped(self) -> bool:
        """Whether the file has one line a paragraph."""
        return self.width >= (UNWRAPPED if self.monospaced else UNWRAPPED * ORDINARY)


def _split_title(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Split off the title: the first line, and what runs on from it; none where the file begins with running text."""
    if not lines or len(lines) == 1 or not _is_title(lines[0], lines[1]):
        return [], lines
    end = 1
    while end < min(len(lines) - 1, MOST_TITLE_LINES) and _runs_on(lines[end - 1], lines[end]):
        end += 1
    return lines[:end], lines[end:]


def _is_title(line: Line, following: Line) -> bool:
    if SENTENCE_END.search(line.text) and not line.text.endswith(("?", "!")):
        return False
    return is_capitalised(line.text) or following.blank_before


def _runs_on(line: Line, following: Line) -> bool:
    """Whether a title or heading goes on in the following line: a small word or a colon stands at the joint."""
    if following.blank_before or not is_capitalised(following.text):
        return False
    joint = (line.text.split()[-1], following.text.split()[0])
    return joint[0].endswith((":", ",", "-", "–", "—")) or any(word.lower() in SMALL_WORDS for word in joint)


def _blocks(lines: list[Line], column: Column) -> Iterator[LineBlock]:
    """Yield headings and paragraphs."""
    levels = Levels()
    at = 0
    while at < len(lines):
        end = _heading_end(lines, at, column)
        if end > at:
            yield LineBlock(BlockKind.HEADING, tuple(lines[at:end]), levels.of(lines[at].text))
        else:
            end = _paragraph_end(lines, at, column)
            yield LineBlock(BlockKind.PARAGRAPH, tuple(lines[at:end]))
        at = end


def _paragraph_end(lines: list[Line], at: int, column: Column) -> int:
    end = at + 1
    while end < len(lines) and not _begins_block(lines, end, column):
        end += 1
    return end


def _begins_block(lines: list[Line], at: int, column: Column) -> bool:
    """Whether a new paragraph or heading begins with the line `at`, which is not the first."""
    line, following = lines[at - 1], lines[at]
    closed = bool(SENTENCE_END.search(line.text))
    if closes_bracket(line.text, following.text):
        return False
    if following.blank_before:
        # A blank line at a page break may stand in the middle of a sentence.
        return closed or line.page == following.page or not following.text[0].islower()
    if column.unwrapped or _sets_off(lines, at, closed=closed):
        return True
    if column.spaced:
        return closed and following.indent > line.indent + 1
    room = column.has_room(line, following)
    if not closed:
        return room and _breaks_off(line.text, following.text, column)
    if following.indent > line.indent + 1 or room:
        return True
    return _heading_end(lines, at, column) > at


def _sets_off(lines: list[Line], at: int, *, closed: bool) -> bool:
    """Whether a block quotation begins or ends with the line `at`: indented behind a colon, or back at the margin."""
    line, following = lines[at - 1], lines[at]
    if following.indent > line.indent + 1:
        return LEADS_IN.search(line.text) is not None
    return closed and at > 1 and lines[at - 2].indent == line.indent > following.indent + 1


def _breaks_off(line: str, following: str, column: Column) -> bool:
    """Whether a line that ends no sentence ends a paragraph: before a quotation set off, or far from the column's edge."""
    if LEADS_IN.search(line):
        return following[0] in OPENING_QUOTES or column.is_short(line)
    return column.is_short(line) and line.endswith((",", ";")) and following[0].isupper()


def _heading_end(lines: list[Line], at: int, column: Column) -> int:
    """Return the end of the heading that begins with the line `at`; `at` itself where none does."""
    if at + 1 == len(lines) or _is_last_heading(lines, at + 1):
        return at + 1 if _is_last_heading(lines, at) else at  # nothing stands below it
    end = _end_apart(lines, at, column)
    if end > at:
        return end
    if not _opens_heading(lines[at]) and not (lines[at].text.endswith(",") and _opens_in_two(lines[at], lines[at + 1])):
        return _end_of_sentence_case(lines, at, column)
    end = at + 1
    while end < len(lines) - 1 and _continues_heading(lines, at, end, column):
        end += 1
    return at if _runs_into_text(lines, at, end, column) else end


def _is_last_heading(lines: list[Line], at: int) -> bool:
    """Whether a line is the heading of a list that stood below it."""
    return at + 1 == len(lines) and lines[at].text.rstrip(":").lower() in LAST_HEADINGS


def _end_of_sentence_case(lines: list[Line], at: int, column: Column) -> int:
    """Return the end of a heading that is written as a sentence without its stop; `at` itself where there is none.

    It ends in a line that was broken before it was full, above the first line of a paragraph. One without a number is told from a
    list's entry by that line, which must be long, and by its own, which must be short.
    """
    numeral = _numeral(lines[at].text)
    words = numeral["words"] if numeral else lines[at].text
    if not words or not words[0].isupper() or len(words) > LONGEST_APART or CAPTION.match(words) or LABELLED.match(words):
        return at
    for end in range(at + 1, min(at + MOST_SENTENCE_LINES, len(lines) - 1) + 1):
        last, following = lines[end - 1].text, lines[end]
        if last[-1] in NO_HEADINGS_END or SENTENCE_END.search(last.rstrip("?!")) or (last[-1] in "?!" and not numeral):
            return at
        if following.blank_before or column.has_room(lines[end - 1], following):
            return end if _stands_above_text(lines, at, end, column) else at
    return at


def _stands_above_text(lines: list[Line], at: int, end: int, column: Column) -> bool:
    """Whether below the lines from `at` to `end` a paragraph begins, and not the next entry of a list."""
    first, following = lines[at].text, lines[end].text
    numeral, next_numeral = _numeral(first), _numeral(following)
    if numeral:
        listed = next_numeral is not None and next_numeral["numeral"].count(".") == numeral["numeral"].count(".")
        return not listed and not following[0].islower()
    opens = following[0].isupper() or following[0] in OPENING_QUOTES
    return opens and column.is_short(lines[end - 1].text) and not column.is_short(following)


def _runs_into_text(lines: list[Line], at: int, end: int, column: Column) -> bool:
    """Whether a long line of capitalised words rather begins running text: few words, or the line below is its next."""
    if lines[at].blank_before or column.is_short(lines[at].text) or _numeral(lines[at].text):
        return False
    if at and _is_number_alone(lines[at - 1].text):
        return False
    capitals = [word for word in WORD.findall(lines[at].text) if word[0].isupper()]
    return len(capitals) < FEWEST_CAPITALS or lines[end].text[0].islower() or not column.has_room(lines[end - 1], lines[end])


def _end_apart(lines: list[Line], at: int, column: Column) -> int:
    """Return the end of a heading that its place makes one: between blank lines, begun as a sentence and not ended as one.

    It is short, or fills lines but for the last, as verse does not. Without such, `at` itself.
    """
    first = lines[at].text
    if not lines[at].blank_before or not (first[0].isupper() or _numeral(first)) or CAPTION.match(first):
        return at
    end = at + 1
    while end < len(lines) and not lines[end].blank_before:
        if end - at == MOST_SENTENCE_LINES or column.has_room(lines[end - 1], lines[end]):
            return at
        end += 1
    if end == len(lines) or lines[end].text[0].islower() or lines[end - 1].text[-1] in NO_HEADINGS_END:
        return at
    if any(SENTENCES.search(line.text) for line in lines[at:end]):
        return at
    return end if sum(len(line.text) for line in lines[at:end]) <= LONGEST_APART else at


def _opens_heading(line: Line) -> bool:
    text = line.text
    if text.rstrip(":").lower() in KNOWN_HEADINGS:
        return True
    if (SENTENCE_END.search(text) and not is_capitalised(text)) or text.endswith((",", ";")) or len(text) > LONGEST_HEADING:
        return False
    numeral = _numeral(text)
    if numeral:
        words = numeral["words"]
        # A full stop ends an entry of a bibliography; a heading has one only in the capitals of older books.
        return not words or (is_capitalised(words) and (not words.endswith(".") or words.isupper()))
    asks = text.endswith("?") and len(WORD.findall(text)) >= FEWEST_ASKING
    return is_capitalised(text) and (asks or not SENTENCE_END.search(text))


def _opens_in_two(line: Line, following: Line) -> bool:
    """Whether a heading has a comma at the end of its first line."""
    return is_capitalised(line.text) and _runs_on(line, following)


def _continues_heading(lines: list[Line], at: int, end: int, column: Column) -> bool:
    """Whether the line `end` still belongs to the heading from `at`."""
    line, following = lines[end - 1], lines[end]
    length = following.span.end - lines[at].span.start
    if following.blank_before or length > LONGEST_HEADING or not is_capitalised(following.text):
        return False
    if SENTENCE_END.search(following.text) or (SENTENCE_END.search(line.text) and line.text[-1] not in "?!."):
        return False
    if _numeral(following.text) or following.text.lower() in KNOWN_HEADINGS:
        return False
    if _is_number_alone(line.text):
        return False
    return _runs_on(line, following) or not column.is_short(line.text)


def _is_number_alone(text: str) -> bool:
    """Whether a heading is a number without words, as above a chapter's title: "IV", "2.", "Lecture III"."""
    numeral = _numeral(text)
    return DIVISION.match(text) is not None or (numeral is not None and not numeral["words"])


def _numeral(text: str) -> re.Match[str] | None:
    """Match a heading's number: "II.", "A)", "2.1", or a Roman numeral alone; a bare "I" or "A" before words is none."""
    match = NUMERAL.match(text)
    if match is None or (match["words"] and not match["stop"] and not match["numeral"][0].isdigit()):
        return None
    return None if match["numeral"].isdigit() and not match["stop"] else match


class Levels:
    """The depth of each heading: a new style of numbering lies one deeper, one seen before returns to its depth."""

    def __init__(self) -> None:
        self._depths: dict[str, int] = {}
        self._depth = 0
        self._letter = ""

    def of(self, text: str) -> int:
        """Return the level of the next heading, from 1."""
        numeral, division = _numeral(text), DIVISION.match(text)
        if division:
            self._depth = self._depth_of(division["kind"].lower())
        else:
            self._depth = self._depth_of(self._style(numeral["numeral"])) if numeral else self._plain(text)
        return self._depth

    def _plain(self, text: str) -> int:
        """Known headings stand outermost; others stand below the numbered ones, where there are any."""
        if not self._depths or text.rstrip(":").lower() in KNOWN_HEADINGS:
            return 1
        return max(self._depths.values()) + 1

    def _depth_of(self, style: str) -> int:
        if style not in self._depths:
            self._depths[style] = 1 if not self._depths else self._depth + 1
        return self._depths[style]

    def _style(self, numeral: str) -> str:
        if numeral[0].isdigit():
            return f"digits {numeral.count('.')}"
        follows = len(numeral) == 1 and self._letter and ord(numeral) == ord(self._letter) + 1
        if not follows and ROMAN.match(numeral):
            return "roman"
        self._letter = numeral
        return "letter"


def _ems(text: str) -> float:
    """Estimate the width of a line in a proportional face, in ems."""
    return sum(map(_em, text))


def _em(character: str) -> float:
    if character == " ":
        return SPACE
    if character in "ijltI|.,;:'’‘!/":
        return NARROW
    if character in 'frst()[]-“”"J':
        return SLIM
    if character in "mMWw@%":
        return WIDE
    return CAPITAL if character.isupper() else ORDINARY


def _spread(widths: list[float]) -> float:
    """Return the interquartile range of sorted widths, as a share of the median."""
    low, middle, high = quantiles(widths, n=4)
    return (high - low) / middle
