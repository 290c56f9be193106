"""Note markers of a PDF: raised numbers and signs that have a note, and what is typed on the line where these are missing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise

from index.notes import WEAK, Candidate, Marker, bracketed_numbers, find_markers, plain_numbers, superscripts, symbols
from index.readers.pdf.extracted_text import ExtractedText
from index.readers.pdf.foot_notes import PrintedNote, raised_marks
from index.readers.pdf.misread_markers import misread_sign, relabelled
from index.readers.pdf.print_lines import PrintLine
from index.records import Span
from index.settings import AUTO

RAISED_FORM = "superscripts"
MOST_REPORTED = 20
MOST_SKIPPED = 10  # numbers, from one note to the next: with more, the count has rather begun elsewhere
# What a power stands behind: a figure or two, or a unit behind a figure; behind a year stand markers.
POWER = re.compile(r"(?:(?<!\d)\d{1,2}|\d\s?(?:[kcdmµ]?m|ft|in|yd|mi|s|k?g))$")
Counted = Callable[[int], int]  # how a page is counted in the file, from 1


@dataclass(frozen=True, slots=True)
class PrintedMark:
    """What may be a marker: its label, its span of the extracted characters, its page, and whether it may as well be a power."""

    label: str
    span: Span
    page: int
    may_be_power: bool = False


@dataclass(frozen=True, slots=True)
class Matched:
    """The markers in the order of the text, the note of each that has one, by position, and the doubts."""

    markers: tuple[Marker, ...]
    notes: dict[int, PrintedNote]
    doubts: tuple[str, ...]


def match_markers(
    text: ExtractedText,
    body: Sequence[PrintLine],
    notes: Sequence[PrintedNote],
    form: str = AUTO,
    sheets: Sequence[int] = (),
) -> Matched:
    """Return the markers in `body` of the `notes`, which stand in the order of the file.

    A marker stands on the page of its note, or on the page before a note that was pushed on; those of a list anywhere. Where
    most notes have no raised marker, markers are looked for among the characters on the line. `sheets` are the pages of the file,
    from 0, that show the pages, where these are others.
    """

    def counted(page: int) -> int:
        return (sheets[page] if sheets else page) + 1

    marks = list(_raised(text, body)) if form in {AUTO, RAISED_FORM} else []
    pairs = _pair(marks, notes)
    if len(pairs) * 2 < len(notes):
        restart = any(_is_restart(before, after) for before, after in pairwise(notes))
        found = find_markers(text.with_raised(body), form, restart=restart, noted=True)
        typed = [PrintedMark(marker.label, marker.span, text.page_at(marker.span.start)) for marker in found.found]
        other = _pair(typed, notes)
        if len(other) > len(pairs):
            return _matched(typed, other, notes, set(range(len(typed))), found.doubts, counted)
    marks, doubts = _mended(marks, pairs, notes, frozenset(line.page for line in body if line.sure), counted)
    kept = set(pairs) | set(_unnoted(marks, pairs))
    added = list(_typed(text, body, marks, pairs, notes)) if form != "none" else []
    doubts += [_doubt(text.text, mark, counted) for mark, _ in added if not any(map(str.isalnum, mark.span.of(text.text)))]
    marks, pairs, kept = _with_typed(marks, pairs, kept, added)
    return _matched(marks, pairs, notes, kept, doubts, counted)


def _mended(
    marks: list[PrintedMark], pairs: dict[int, int], notes: Sequence[PrintedNote], recognised: frozenset[int], counted: Counted
) -> tuple[list[PrintedMark], list[str]]:
    """Return the marks with the labels that misread ones must have, which are paired, and a doubt for each."""
    found = relabelled([mark.label for mark in marks], [mark.page for mark in marks], pairs, notes) if recognised else {}
    mended, doubts = list(marks), []
    for at, note in found.items():
        if marks[at].page in recognised:
            pairs[at], mended[at] = note, replace(marks[at], label=notes[note].label)
            doubts.append(_told(marks[at].label, notes[note].label, counted(marks[at].page)))
    return mended, doubts


def _doubt(characters: str, mark: PrintedMark, counted: Counted) -> str:
    return _told(mark.span.of(characters), mark.label, counted(mark.page))


def _told(read: str, label: str, page: int) -> str:
    return f"“{read}”, as recognised on page {page} of the file, is taken for the marker of note {label}, which lacks one"


def _is_restart(before: PrintedNote, after: PrintedNote) -> bool:
    return after.label.isdigit() and before.label.isdigit() and int(after.label) <= int(before.label)


def _raised(text: ExtractedText, body: Sequence[PrintLine]) -> Iterator[PrintedMark]:
    for line in body:
        for label, span in raised_marks(line):
            # A space before a marker leaves the text with it.
            start = span.start - (span.start > 1 and line.text[span.start - 1] == " ")
            yield PrintedMark(
                label, text.within(line, Span(start, span.end)), line.page, POWER.search(line.text[:start]) is not None
            )


def _pair(marks: Sequence[PrintedMark], notes: Sequence[PrintedNote]) -> dict[int, int]:
    """Return which mark belongs to which note, by position: those of one page first, then what is left, in order.

    What may be a power is a marker only where no other mark is.
    """
    likely = [at for at, mark in enumerate(marks) if not mark.may_be_power]
    on_page = _aligned([(marks[at].page, marks[at].label) for at in likely], [(note.page, note.label) for note in notes])
    pairs = {likely[at]: note for at, note in on_page.items()}
    _pair_more(pairs, marks, notes, likely)
    _pair_more(pairs, marks, notes, range(len(marks)))
    return pairs


def _pair_more(pairs: dict[int, int], marks: Sequence[PrintedMark], notes: Sequence[PrintedNote], among: Sequence[int]) -> None:
    """Pair what is left of some marks and of the notes, in order."""
    left = [at for at in among if at not in pairs]
    taken = set(pairs.values())
    right = [at for at in range(len(notes)) if at not in taken]
    more = _aligned([marks[at].label for at in left], [notes[at].label for at in right])
    for one, other in more.items():
        if _in_order(pairs, left[one], right[other]):
            pairs[left[one]] = right[other]


def _in_order(pairs: dict[int, int], mark: int, note: int) -> bool:
    """Whether a pair stands between the same others on both sides."""
    before = max((at for at in pairs if at < mark), default=None)
    behind = min((at for at in pairs if at > mark), default=None)
    return (before is None or pairs[before] < note) and (behind is None or note < pairs[behind])


def _aligned(one: Sequence[object], other: Sequence[object]) -> dict[int, int]:
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return {block.a + at: block.b + at for block in blocks for at in range(block.size)}


def _unnoted(marks: Sequence[PrintedMark], pairs: dict[int, int]) -> Iterator[int]:
    """Yield the marks without a note that stand in the count, next to one that has a note."""
    for at, mark in enumerate(marks):
        if at in pairs or not mark.label.isdigit() or mark.may_be_power:
            continue
        beside = [marks[other].label for other in (at - 1, at + 1) if other in pairs]
        if any(label.isdigit() and abs(int(label) - int(mark.label)) == 1 for label in beside):
            yield at


def _typed(
    text: ExtractedText,
    body: Sequence[PrintLine],
    marks: Sequence[PrintedMark],
    pairs: dict[int, int],
    notes: Sequence[PrintedNote],
) -> Iterator[tuple[PrintedMark, int]]:
    """Yield, for notes that have no raised marker, what stands for one on the line between the markers beside it."""
    missing = sorted(set(range(len(notes))) - set(pairs.values()))
    if not missing:
        return
    characters = text.with_raised(body)
    places = {note: marks[mark].span for mark, note in pairs.items()}
    for at in missing:
        start = next((places[other].end for other in range(at - 1, -1, -1) if other in places), 0)
        end = next((places[other].start for other in range(at + 1, len(notes)) if other in places), len(characters))
        pages = text.pages_between(notes[at].page - 1, notes[at].page)
        span = Span(max(start, pages.start), min(end, pages.end))
        best = _best(characters, span, notes[at].label)
        place = best.span if best is not None else misread_sign(characters, span) if notes[at].lines[0].sure else None
        if place is not None:
            places[at] = place
            yield PrintedMark(notes[at].label, place, notes[at].page), at


def _best(characters: str, span: Span, label: str) -> Candidate | None:
    """Return the likeliest marker of that label in a span, None where nothing there is likely."""
    if span.length <= 0:
        return None
    part = characters[span.start : span.end]
    finders = (plain_numbers, bracketed_numbers, superscripts, symbols)
    found = [one for finder in finders for one in finder(part) if one.label == label and one.weight >= WEAK]
    best = max(found, key=lambda one: one.weight, default=None)
    if best is None:
        return None
    placed = Span(best.span.start + span.start, best.span.end + span.start)
    return Candidate(best.number, best.label, placed, best.weight, best.spaced)


def _with_typed(
    marks: list[PrintedMark], pairs: dict[int, int], kept: set[int], added: Sequence[tuple[PrintedMark, int]]
) -> tuple[list[PrintedMark], dict[int, int], set[int]]:
    """Put the typed marks between the raised ones."""
    entries = [(mark, pairs.get(at), at in kept) for at, mark in enumerate(marks)]
    entries += [(mark, note, True) for mark, note in added]
    entries.sort(key=lambda entry: entry[0].span)
    marks = [mark for mark, _, _ in entries]
    pairs = {at: note for at, (_, note, _) in enumerate(entries) if note is not None}
    return marks, pairs, {at for at, (_, _, keep) in enumerate(entries) if keep}


def _matched(
    marks: Sequence[PrintedMark],
    pairs: dict[int, int],
    notes: Sequence[PrintedNote],
    kept: set[int],
    doubts: Sequence[str],
    counted: Counted,
) -> Matched:
    taken = sorted(kept)
    markers = tuple(Marker(marks[at].label, marks[at].span) for at in taken)
    texts = {place: notes[pairs[at]] for place, at in enumerate(taken) if at in pairs}
    reported = [
        *doubts,
        *_without_text(marks, taken, pairs, counted),
        *_without_marker(notes, pairs, counted),
        *_skipped(notes, counted),
        *_left(marks, kept, counted),
    ]
    return Matched(markers, texts, tuple(reported))


def _without_text(marks: Sequence[PrintedMark], taken: Sequence[int], pairs: dict[int, int], counted: Counted) -> Iterator[str]:
    for at in taken:
        if at not in pairs:
            place = f"page {counted(marks[at].page)} of the file"
            yield f"note {marks[at].label} has a marker on {place}, but no text among the notes"


def _without_marker(notes: Sequence[PrintedNote], pairs: dict[int, int], counted: Counted) -> Iterator[str]:
    found = set(pairs.values())
    for at, note in enumerate(notes):
        if at not in found:
            place = f"page {counted(note.page)} of the file"
            yield f"note {note.label} stands among the notes of {place}, but has no marker in the text"


def _skipped(notes: Sequence[PrintedNote], counted: Counted) -> Iterator[str]:
    """Say which notes are missing where the count of those found goes on behind them."""
    for before, after in pairwise(notes):
        if before.label.isdigit() and after.label.isdigit() and 1 < int(after.label) - int(before.label) <= MOST_SKIPPED:
            first, last = int(before.label) + 1, int(after.label) - 1
            missing = f"note {first} was" if first == last else f"notes {first} to {last} were"
            yield (
                f"{missing} not found, between note {before.label} on page {counted(before.page)} and note {after.label} on page "
                f"{counted(after.page)} of the file"
            )


def doubts_about_raised(
    text: ExtractedText, body: Sequence[PrintLine], placed: Sequence[Span], sheets: Sequence[int] = ()
) -> Iterator[str]:
    """Say which raised numbers of a text that has no notes at its feet are no markers either, `placed` being those of these."""
    marks = [mark for mark in _raised(text, body) if not any(mark.span.overlaps(span) for span in placed)]
    return _left(marks, set(), lambda page: (sheets[page] if sheets else page) + 1)


def _left(marks: Sequence[PrintedMark], kept: set[int], counted: Counted) -> Iterator[str]:
    """Say which raised numbers were left in the text, as powers are; of many, the first."""
    left = [mark for at, mark in enumerate(marks) if at not in kept]
    for mark in left[:MOST_REPORTED]:
        place = f"page {counted(mark.page)} of the file"
        yield f"{mark.label} stands raised on {place}, but has no note, and was left in the text"
    if len(left) > MOST_REPORTED:
        yield f"{len(left) - MOST_REPORTED} more raised numbers have no note, and were left in the text"
