"""The notes' own texts in a PDF: at the feet of pages and columns, told by size, rule and position, and in lists.

A foot is the smaller type at the end of a column, from the first line on that begins with a note's label; smaller type above
it, without a gap between, belongs to the note that the page before could not finish. A list stands under its heading.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median

from index.notes import BEHIND_LIST, CITING, FINISHED, LIST_HEADING, RULE
from index.pdfium import Rule
from index.readers.pdf.print_lines import SMALL, PrintLine
from index.records import Span
from index.text import closes_bracket

SYMBOL = r"(?:\*{1,4}|†{1,3}|‡{1,3}|§{1,3}|‖{1,3}|¶{1,3}|#{1,2})"
MARK = re.compile(rf"\d{{1,4}}|{SYMBOL}")
MARKS = re.compile(rf"[\[(]?(?:\d{{1,4}}|{SYMBOL})(?:\s?[,;–-]?\s?(?:\d{{1,4}}|{SYMBOL}))*[\]).,:]*")
# A stop may stand right before the words, where only a little white parts them.
TYPED = re.compile(r"[\[(]?(?P<label>\d{1,4})(?:(?P<stop>[\]).:]{1,2})(?:\s+|(?=[^\W\d_]|[“‘\"'«—]))|\s+)(?=\S)")
TYPED_SYMBOL = re.compile(rf"(?P<label>{SYMBOL})\s*(?=[^\s*†‡§‖¶#])")
# Of a line that was recognised: a letter may stand for a figure, and a comma for the stop.
MISREAD = re.compile(r"(?P<label>[\dlIiOoSZ|!°]{1,4})[\]).:,;’'_-]{1,2}\s+(?=\S)")
AS_FIGURES = str.maketrans("lIi|!Oo°SZ", "1111100052")
SAME_SIZE = 0.06
GAP = 1.35  # of the usual distance of lines, from which on white sets lines apart
LARGEST_STEP = 3
SHOWN = 40  # characters of a line that is doubted
LARGER, LONGEST_HEADING = 1.1, 120  # than a list's type, and characters, of a heading within it
ALL_RAISED = 3  # notes with raised labels, from which on a label that is not raised is none


@dataclass(frozen=True, slots=True)
class NoteLabel:
    """A note's label at the beginning of a line: as printed, where the note's words begin, and whether it is raised."""

    text: str
    end: int
    raised: bool


@dataclass(frozen=True, slots=True)
class PrintedNote:
    """A note's own text: its label, and its lines, the first of them from `start` on."""

    label: str
    start: int
    lines: tuple[PrintLine, ...]

    @property
    def page(self) -> int:
        """The page on which it begins."""
        return self.lines[0].page


@dataclass(frozen=True, slots=True)
class BodyAndNotes:
    """A file's lines in reading order: those of the text, and the notes."""

    body: tuple[PrintLine, ...]
    notes: tuple[PrintedNote, ...]


def label_of(line: PrintLine) -> NoteLabel | None:
    """Return the label with which a line begins, None where it begins with none."""
    if line.raised and line.raised[0].start == 0:
        raised = line.raised[0]
        match = MARK.match(raised.of(line.text).lstrip("[("))
        if match is None:
            return None
        end = raised.end + len(line.text[raised.end :]) - len(line.text[raised.end :].lstrip(".):] "))
        return NoteLabel(match[0], end, raised=True)
    match = TYPED.match(line.text)
    if match:
        words = line.text[match.end() :]
        return (
            NoteLabel(match["label"], match.end(), raised=False)
            if match["stop"] or not words[0].islower() or CITING.match(words)
            else None
        )
    if line.sure and (match := MISREAD.match(line.text)):
        return NoteLabel(match["label"].translate(AS_FIGURES), match.end(), raised=False)
    match = TYPED_SYMBOL.match(line.text)
    return NoteLabel(match["label"], match.end(), raised=False) if match else None


def raised_marks(line: PrintLine) -> Iterator[tuple[str, Span]]:
    """Yield the labels that stand raised in a line, each with the span that leaves the text with it.

    Several behind one word ("war1, 2") share what stands between them; a range stands for its ends.
    """
    for span in line.raised:
        text = span.of(line.text)
        if not MARKS.fullmatch(text):
            continue
        found = list(MARK.finditer(text))
        starts = [span.start, *(span.start + match.end() for match in found)]
        ends = [*starts[1:-1], span.end]
        yield from ((match[0], Span(start, end)) for match, start, end in zip(found, starts[:-1], ends, strict=True))


def doubts_about_crossing(note: PrintedNote) -> Iterator[str]:
    """Say where a note that had ended goes on in another column or on another page: that may be its neighbour's text."""
    for above, line in pairwise(note.lines):
        if (above.page, above.column) != (line.page, line.column) and FINISHED.search(above.text):
            place = "on the next page" if above.page != line.page else "in the next column"
            yield (
                f"note {note.label} goes on {place} behind the end of a sentence, with “{line.text[:SHOWN]}…”, "
                "and may have taken in what is not its own"
            )


def doubts_about_own_number(note: PrintedNote) -> Iterator[str]:
    """Say that a line of a note begins with its number once more: only one of both can be where it begins."""
    for above, line in pairwise(note.lines):
        label = label_of(line)
        if label is not None and label.text == note.label and not label.raised and FINISHED.search(above.text):
            yield (
                f"note {note.label} has a line that begins with its own number, “{line.text[:SHOWN]}…”, and may begin there, "
                "what stands before being its neighbour's"
            )


def split_notes(pages: Sequence[Sequence[PrintLine]], rules: Sequence[Sequence[Rule]], usual: float) -> BodyAndNotes:
    """Split the notes' own texts off; `pages` are the lines of each page in reading order, `usual` the size of the text."""
    lines = [line for page in pages for line in page]
    listed = _listed(lines)
    rest = [[line for line in page if line not in listed] for page in pages]
    cutter = _NoteCutter({at: _marked(page, usual) for at, page in enumerate(rest)})
    size = _note_size(rest, usual, cutter.marked)
    body: list[PrintLine] = []
    headings = {line for line in listed if LIST_HEADING.match(line.text)} | _subheadings(lines, listed)
    for at, page in enumerate(pages):
        for flow in _flows(rest[at]):
            foot = _foot(flow, rules[at], usual, size, cutter)
            body += flow[:foot]
            cutter.add(flow[foot:])
        for heading, in_list in groupby((line for line in page if line in listed), key=headings.__contains__):
            if not heading:
                cutter.add(list(in_list), listed=True)
    return BodyAndNotes(tuple(line for line in body if not RULE.match(line.text)), tuple(cutter.notes))


def _flows(lines: Sequence[PrintLine]) -> Iterator[list[PrintLine]]:
    """Yield the spans of a page in which each line stands below the one before."""
    flow: list[PrintLine] = []
    for line in lines:
        if flow and line.y > flow[-1].y + 0.5 * line.size:
            yield flow
            flow = []
        flow.append(line)
    if flow:
        yield flow


def _marked(page: Sequence[PrintLine], usual: float) -> frozenset[str]:
    """Return the labels that stand raised in a page's text."""
    text = (line for line in page if line.size > SMALL * usual or not label_of(line))
    return frozenset(label for line in text for label, _ in raised_marks(line))


def _small_from(flow: Sequence[PrintLine], usual: float) -> int:
    """Return where the smaller type at the end of a flow begins."""
    at = len(flow)
    while at and (flow[at - 1].size <= SMALL * usual or len(flow[at - 1].text) < 3):
        at -= 1
    return at


def _note_size(pages: Sequence[Sequence[PrintLine]], usual: float, marked: dict[int, frozenset[str]]) -> float:
    """Return the size in which notes are set: that of most small lines that begin with a label; 0 where there are none."""
    sizes = Counter[float]()
    for at, page in enumerate(pages):
        for flow in _flows(page):
            for line in flow[_small_from(flow, usual) :]:
                label = label_of(line)
                if label:
                    sizes[round(line.size * 2) / 2] += 3 if label.raised or label.text in marked[at] else 1
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _foot(flow: Sequence[PrintLine], rules: Sequence[Rule], usual: float, size: float, cutter: _NoteCutter) -> int:
    """Return where the notes at the end of a flow begin; its length where there are none."""
    small = _small_from(flow, usual)
    ruled = _below_rule(flow, rules)
    if small == len(flow):
        # Notes in the size of the text, below a rule.
        noted = ruled is not None and (cutter.may_begin(flow[ruled]) or cutter.is_open(flow[ruled].page))
        return ruled if ruled is not None and noted else len(flow)
    if ruled is not None and small < ruled < len(flow):
        labelled_above = any(label_of(line) and cutter.may_begin(line) for line in flow[small:ruled])
        small = small if labelled_above else ruled
    first = next((at for at in range(small, len(flow)) if _is_first(flow[at], size, cutter)), len(flow))
    if first == small:
        return first
    return small if _continues_note(flow, small, first, size, cutter, ruled=ruled == small) else first


def _is_first(line: PrintLine, size: float, cutter: _NoteCutter) -> bool:
    label = label_of(line)
    fits = not size or abs(line.size - size) <= SAME_SIZE * size + 0.3
    return label is not None and fits and cutter.may_begin(line)


def _below_rule(flow: Sequence[PrintLine], rules: Sequence[Rule]) -> int | None:
    """Return the first line below the lowest rule that stands below some lines and above others, drawn or typed."""
    left, right = min(line.x0 for line in flow), max(line.x1 for line in flow)
    typed = [at + 1 for at, line in enumerate(flow[:-1]) if RULE.match(line.text) and at]
    drawn = []
    for rule in rules:
        if rule.x0 > right or rule.x1 < left or rule.x0 > left + 0.25 * (right - left):
            continue
        at = next((at for at, line in enumerate(flow) if line.y < rule.y), None)
        if at and flow[at].y + 2.5 * flow[at].size > rule.y:
            drawn.append(at)
    return max([*typed, *drawn], default=None)


def _continues_note(flow: Sequence[PrintLine], small: int, first: int, size: float, cutter: _NoteCutter, *, ruled: bool) -> bool:
    """Whether the small type above the first label goes on with a note of the page or column before."""
    if not cutter.notes or (size and abs(flow[small].size - size) > SAME_SIZE * size + 0.3):
        return False
    last = cutter.notes[-1].lines[-1]
    if flow[small].page - last.page > 1:
        return False
    if ruled:
        return True
    if first < len(flow) and _gap(flow, first) >= GAP:
        return False  # what stands above the notes and apart from them is a quotation in small type
    unfinished = not FINISHED.search(last.text)
    apart = small == 0 or _gap(flow, small) >= GAP
    return apart and (unfinished or first < len(flow))


def _gap(flow: Sequence[PrintLine], at: int) -> float:
    """Return the distance from the line above, in lines set solid and leaded as usual."""
    line, above = flow[at], flow[at - 1]
    below = [one.y - other.y for one, other in pairwise(flow[at : at + 4])] or [1.2 * line.size]
    return (above.y - line.y) / max(min(below), 1.0)


def _listed(lines: Sequence[PrintLine]) -> frozenset[PrintLine]:
    """Return the lines of lists of notes with the headings above them, until the next heading."""
    found: set[PrintLine] = set()
    for at, line in enumerate(lines[:-1]):
        if not LIST_HEADING.match(line.text) or line in found:
            continue
        start = next((start for start in (at + 1, at + 2) if start < len(lines) and _is_one(lines[start])), None)
        if start is not None:
            end = _list_end(lines, at, start)
            found.update(lines[at:end])
    return frozenset(found)


def _subheadings(lines: Sequence[PrintLine], listed: frozenset[PrintLine]) -> frozenset[PrintLine]:
    """Return the headings within lists, as of chapters: in bold or larger type, the words of a heading or no sentence."""
    bold = sum(line.bold for line in listed) * 2 > len(listed)
    size = median([line.size for line in listed]) if listed else 0.0
    in_text = {line.text.casefold() for line in lines if line not in listed and (line.bold or line.size > LARGER * size)}
    return frozenset(
        line
        for line in listed
        if len(line.text) <= LONGEST_HEADING
        and not line.raised
        and ((line.bold and not bold) or line.size > LARGER * size)
        and (line.text.casefold() in in_text or not FINISHED.search(line.text))
    )


def _is_one(line: PrintLine) -> bool:
    label = label_of(line)
    return label is not None and label.text in {"1", "*"}


def _list_end(lines: Sequence[PrintLine], heading: int, start: int) -> int:
    """Return where the list ends: at a heading in the style of its own, or one that is known to stand behind lists."""
    style = lines[heading].size, lines[heading].bold
    distinct = style != (lines[start].size, lines[start].bold)
    for at in range(start + 1, len(lines)):
        line = lines[at]
        same_style = distinct and abs(line.size - style[0]) <= 0.02 * style[0] and line.bold == style[1]
        larger = line.size > 1.1 * lines[start].size and len(line.text) > 2
        if BEHIND_LIST.match(line.text) or (same_style and (line.size > lines[start].size or line.bold)) or larger:
            return at
    return len(lines)


def _begins_like(label: NoteLabel, above: PrintLine, line: PrintLine) -> bool:
    """Whether a line behind the end of a sentence begins with a label."""
    other = label_of(line)
    return other is not None and other.text == label.text and FINISHED.search(above.text) is not None


def _begins_again(lines: Sequence[PrintLine], at: int) -> bool:
    """Whether numbers begin anew in a list, as with a chapter: the first of them below a heading, or before the second."""
    labels = [label.text for line in lines[at:] if (label := label_of(line)) is not None and label.text.isdigit()]
    return labels[:1] == ["1"] and (at == 0 or (labels[1:2] == ["2"] and FINISHED.search(lines[at - 1].text) is not None))


class _NoteCutter:
    """Cuts the lines of feet and lists into notes, page after page; `marked` are the labels raised in each page's text."""

    def __init__(self, marked: dict[int, frozenset[str]]) -> None:
        self.marked = marked
        self.notes: list[PrintedNote] = []
        self._expected = 1
        self._raised = 0

    def add(self, lines: Sequence[PrintLine], *, listed: bool = False) -> None:
        """Cut more lines, of a foot or of a list; those before the first label belong to the last note."""
        for at, line in enumerate(lines):
            above = lines[at - 1] if at else None
            label = label_of(line)
            goes_on = above is not None and (closes_bracket(above.text, line.text) or self._is_within(above, lines[at:]))
            begins = label is not None and (self.may_begin(line) or (listed and _begins_again(lines, at)))
            if label is not None and begins and not goes_on:
                self.notes.append(PrintedNote(label.text, label.end, (line,)))
                self._raised += label.raised
                self._expected = int(label.text) + 1 if label.text.isdigit() else self._expected
            elif self.notes:
                last = self.notes[-1]
                self.notes[-1] = replace(last, lines=(*last.lines, line))

    def _is_within(self, above: PrintLine, lines: Sequence[PrintLine]) -> bool:
        """Whether the number of the first of some lines is amid a note's words: its like is below, or no marker is its own."""
        line = lines[0]
        label = label_of(line)
        if label is None or label.raised or FINISHED.search(above.text):
            return False
        near = self.marked.get(line.page, frozenset()) | self.marked.get(line.page - 1, frozenset())
        raised = label.text.isdigit() and str(int(label.text) - 1) in near and not line.sure
        unmarked = raised and label.text not in near
        return unmarked or any(_begins_like(label, above, other) for above, other in pairwise(lines))

    def is_open(self, page: int) -> bool:
        """Whether the last note does not end as sentences do, on this page or the one before."""
        last = self.notes[-1].lines[-1] if self.notes else None
        return last is not None and page - last.page <= 1 and not FINISHED.search(last.text)

    def may_begin(self, line: PrintLine) -> bool:
        """Whether the label of a line can be that of the next note."""
        label = label_of(line)
        if label is None:
            return False
        if not label.raised and self._raised >= ALL_RAISED and self._raised == len(self.notes):
            return False
        near = self.marked.get(line.page, frozenset()) | self.marked.get(line.page - 1, frozenset())
        if not label.text.isdigit():
            return label.raised or label.text in near or label.text[0] in "*†‡"
        number = int(label.text)
        if label.raised:
            return True
        if number == self._expected:
            return True
        new_page = not self.notes or self.notes[-1].lines[-1].page != line.page
        if number == 1:
            return new_page or label.text in near
        return label.text in near and (new_page or self._expected < number < self._expected + LARGEST_STEP)
