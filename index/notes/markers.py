"""Finds the note markers that a PDF's text has left glued into the running text.

A digit alone cannot be judged: `1918.9` is a year and note 9, `3.5` a decimal. What settles it is the whole text, because
notes count upwards by one. So every number that could be a marker is weighed by its surroundings (`marker_candidates.py`), and
the best chain of consecutive numbers through all of them is taken – one decision for the whole text (dynamic programming; time
grows in proportion to the text). A number missing from the chain is reported, not invented.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.languages import main_language
from index.notes.marker_candidates import (
    FAIR,
    HOPELESS,
    STRONG,
    WEAK,
    Candidate,
    bracketed_numbers,
    entries_in_brackets,
    plain_numbers,
    superscripts,
    symbols,
)
from index.records import Span
from index.settings import AUTO, NUMBERS

LINE_BREAK = re.compile(r"\n|\r(?!\n)")
SIGN_NOTE = re.compile(r"^[ \t]*(?P<sign>[*†‡§‖¶]{1,2})[ \t]?[^\s*†‡§‖¶]", re.MULTILINE)
ASTERISK_NOTE = re.compile(r"^[ \t]*\*[ \t]?\S", re.MULTILINE)
SENTENCE_STOPS = ".!?”’»«›‹“"
PARAGRAPH_END = re.compile(r"\s*$|[ \t]*(?:\r\n|\r|\n)[ \t]*[\r\n\f]")
SENTENCE_END = re.compile(r"[.!?][”’»«›‹“]?\s")
BETWEEN_NOTES = re.compile(r"[ \u00a0]?[,;⁻–-]?[ \u00a0]?")

# What a chain costs, in the units of the candidates' weights.
START_COST = 2.0
LATE_START_COST = 8.0  # at most, for a text that begins in the middle of the count
RESTART_COST = 5.0  # the count begins again, as with a new chapter
LIKELY_RESTART_COST = 0.5
SYMBOL_RESTART_COST = 0.5  # symbols begin again with every page
MISSING_COST = 2.5
MOST_MISSING = 4
LATEST_START = 200
RIVAL_MARGIN = 0.5
VERSES = 0.8  # of the sentences, the share that verse numbers stand before
CONTEXT = 25
MOST_LEFT_OUT = 20  # doubts of one kind that are told one by one
# Where so many of the markers found have a space before them, those behind a plain word are looked for as well.
SPACED_SHARE, FEWEST_SPACED = 0.05, 1


@dataclass(frozen=True, slots=True)
class Marker:
    """A note marker: its label as printed, and the span of the file that leaves the reading text."""

    label: str
    span: Span


@dataclass(frozen=True, slots=True)
class Markers:
    """The markers of a text in order, and a sentence for each thing that could not be settled."""

    found: tuple[Marker, ...]
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """Candidates whose numbers count upwards, and what is left of their weights after the costs."""

    links: tuple[Candidate, ...]
    total: float


ChainOfForm = tuple[Chain, Sequence[Candidate]]
Finder = Callable[[str, float], ChainOfForm]


def find_markers(text: str, form: str = AUTO, *, restart: bool = False, noted: bool = False) -> Markers:
    """Return the note markers of `text`, the file's characters as received.

    `form` is one of `MARKER_FORMS`, or `AUTO` to find it from the text, or `NONE` for a text without notes. `restart` says that
    the notes' numbers are known to begin again, as with every page; `noted` that the file carries the notes' own texts.
    Where neither a form nor notes' texts speak for it, numbers that all have a space before them are not taken for markers.

    >>> [m.label for m in find_markers("It ended in 1918.1 He left.2 It cost 3.5 million.").found]
    ['1', '2']
    """
    restart_cost = LIKELY_RESTART_COST if restart else RESTART_COST
    wanted = MARKER_FORMS if form == AUTO else {name: find for name, find in MARKER_FORMS.items() if name == form}
    forms = sorted((find(text, restart_cost) for find in wanted.values()), key=lambda found: -found[0].total)
    lines = LineNumbers(text)
    apart: tuple[str, ...] = ()
    if form == AUTO and not noted:
        apart = (*_all_spaced(lines, forms), *_lone_asterisks(lines, forms))
        forms = [found for found in forms if not _is_all_spaced(found[0]) and not _are_lone_asterisks(text, found[0])]
    if "brackets" in wanted:
        apart = (*apart, *_entries(lines, text))
    if not forms:
        return Markers((), apart)
    chain, candidates = forms[0][0].links, forms[0][1]
    cut = _cut_brackets(chain, candidates)
    doubts = (
        *apart,
        *_missing(lines, chain),
        *_rivals(lines, chain, candidates),
        *_weak(lines, chain),
        *_left_out(lines, chain, candidates),
        *_repeated(lines, chain, candidates),
        *_cut(lines, cut),
        *(() if noted else _left_signs(lines, chain)),
        *_behind_last(lines, chain, candidates),
        *_other_forms(lines, forms[1:]),
    )
    return Markers(tuple(_markers(text, _before_brackets(chain, cut))), doubts)


def _plain(text: str, restart_cost: float) -> ChainOfForm:
    """Return the chain of plain numbers; where some have a space before them, those behind a word are looked for as well."""
    language = main_language(text)
    numbers = list(plain_numbers(text, language=language))
    best = best_chain(numbers, restart_cost)
    spaced = sum(link.spaced for link in best.links)
    if not best.links or spaced >= max(FEWEST_SPACED, SPACED_SHARE * len(best.links)):
        numbers = list(plain_numbers(text, loose=True, language=language))
        best = best_chain(numbers, restart_cost)
    return (Chain((), 0.0), []) if _are_verses(text, best) else (best, numbers)


def _are_verses(text: str, chain: Chain) -> bool:
    """Whether a chain numbers sentences, as in scripture: each link stands between two, and few are without one."""
    for link in chain.links:
        at_end = PARAGRAPH_END.match(text, link.span.end)  # where there is nothing left to be numbered
        if at_end or not link.spaced or text[link.span.start - 1] not in SENTENCE_STOPS:
            return False
    ends = SENTENCE_END.findall(text, chain.links[0].span.start, chain.links[-1].span.end) if chain.links else []
    return len(chain.links) > VERSES * len(ends)


def _is_all_spaced(chain: Chain) -> bool:
    """Whether every link has a space before it: the numbers of list entries or of other texts' references count like that."""
    return bool(chain.links) and all(link.spaced for link in chain.links)


def _all_spaced(lines: LineNumbers, forms: Sequence[ChainOfForm]) -> Iterator[str]:
    """Say which numbers were left in the text because all have a space before them."""
    for chain, _ in forms:
        if _is_all_spaced(chain):
            first = chain.links[0].span
            yield (
                f"{len(chain.links)} numbers count upwards, all with a space before them, and were left in the text, the first "
                f"in line {lines.number(first.start)}, {lines.around(first)}; if they are notes, read the file with "
                f"--markers {NUMBERS}"
            )


def _are_lone_asterisks(text: str, chain: Chain) -> bool:
    """Whether all links are single asterisks and no line begins with one, as notes' own words would: signs of other things."""
    return bool(chain.links) and all(link.label == "*" for link in chain.links) and not ASTERISK_NOTE.search(text)


def _lone_asterisks(lines: LineNumbers, forms: Sequence[ChainOfForm]) -> Iterator[str]:
    """Say which asterisks were left in the text because no note stands anywhere."""
    for chain, _ in forms:
        if _are_lone_asterisks(lines.text, chain):
            first = chain.links[0].span
            yield (
                f"{len(chain.links)} asterisks were left in the text, for no line begins with one as a note does, the first in "
                f"line {lines.number(first.start)}, {lines.around(first)}; if they are notes, read it with --markers symbols"
            )


def _entries(lines: LineNumbers, text: str) -> Iterator[str]:
    """Say which numbers in brackets were left in the text because they begin the entries of a list."""
    entries = entries_in_brackets(text)
    if entries:
        yield (
            f"{len(entries)} numbers in brackets begin entries, as of a bibliography, and were left in the text, the first in "
            f"line {lines.number(entries[0].start)}, {lines.around(entries[0])}"
        )


def _one_form(find: Callable[[str], Iterator[Candidate]], most_restart_cost: float = RESTART_COST) -> Finder:
    """Return what finds the best chain of a form that needs no second look."""

    def chain_of_form(text: str, restart_cost: float) -> ChainOfForm:
        found = list(find(text))
        return best_chain(found, min(restart_cost, most_restart_cost)), found

    return chain_of_form


MARKER_FORMS: dict[str, Finder] = {
    NUMBERS: _plain,
    "brackets": _one_form(bracketed_numbers),
    "superscripts": _one_form(superscripts),
    "symbols": _one_form(symbols, SYMBOL_RESTART_COST),
}


def best_chain(candidates: Sequence[Candidate], restart_cost: float = RESTART_COST) -> Chain:
    """Return the heaviest chain of rising numbers, empty where none outweighs its costs.

    `candidates` stand in the order of the text. A step by one is free, each number skipped costs `MISSING_COST`, beginning
    again at 1 `restart_cost`; numbers that are glued together only go on with a count.
    """
    totals: list[float] = []
    before: list[int | None] = []
    ending_in: dict[int, int] = {}
    best: int | None = None
    for position, candidate in enumerate(candidates):
        steps = [_start(candidate), *_steps(candidate, totals, ending_in)]
        if best is not None and not candidate.glued:
            steps.append((totals[best] - restart_cost - MISSING_COST * (candidate.number - 1), best))
        total, link = max(steps, key=lambda step: step[0])
        totals.append(total + candidate.weight)
        before.append(link)
        rival = ending_in.get(candidate.last)
        if rival is None or totals[position] > totals[rival]:
            ending_in[candidate.last] = position
        if best is None or totals[position] > totals[best]:
            best = position
    return _trace(candidates, totals, before, best)


def _start(candidate: Candidate) -> tuple[float, None]:
    if candidate.number > LATEST_START or candidate.glued:  # several numbers in one are told by the count before them
        return float("-inf"), None
    return -START_COST - min(MISSING_COST * (candidate.number - 1), LATE_START_COST), None


def _steps(candidate: Candidate, totals: list[float], ending_in: dict[int, int]) -> Iterator[tuple[float, int]]:
    """Yield the totals that a chain can bring to `candidate`, and the links that they come from."""
    for skipped in range(MOST_MISSING + 1):
        link = ending_in.get(candidate.number - 1 - skipped)
        if link is not None:
            yield totals[link] - MISSING_COST * skipped, link


def _trace(candidates: Sequence[Candidate], totals: list[float], before: list[int | None], best: int | None) -> Chain:
    """Walk back from the heaviest end."""
    if best is None or totals[best] <= 0:
        return Chain((), 0.0)
    links: list[Candidate] = []
    at: int | None = best
    while at is not None:
        links.append(candidates[at])
        at = before[at]
    return Chain(tuple(reversed(links)), totals[best])


def _markers(text: str, chain: Iterable[Candidate]) -> Iterator[Marker]:
    """Yield the markers; what stands between two behind one word ("war.1, 2") leaves the text with the second."""
    end = -1
    for part in (part for link in chain for part in link.parts):
        between = end >= 0 and BETWEEN_NOTES.fullmatch(text, end, part.span.start) is not None
        yield Marker(part.label, Span(end, part.span.end) if between else part.span)
        end = part.span.end


def _left_signs(lines: LineNumbers, chain: Sequence[Candidate]) -> Iterator[str]:
    """Say that lines begin with the signs that are markers, as the notes' own words do, though they were not told apart."""
    labels = {link.label for link in chain}
    left = [Span(*match.span()) for match in SIGN_NOTE.finditer(lines.text) if match["sign"] in labels]
    if left:
        yield (
            f"{len(left)} lines begin with a sign as notes' own words do, and were left in the text, the first in line "
            f"{lines.number(left[0].start)}, {lines.around(left[0])}"
        )


def _cut_brackets(chain: Sequence[Candidate], candidates: Sequence[Candidate]) -> tuple[Span, ...]:
    """Return the brackets of which only some numbers belong to the chain: what would be left of "[1, 3]" is no text."""
    stand, taken = (Counter(each.within for each in numbers if each.within) for numbers in (candidates, chain))
    return tuple(brackets for brackets, count in taken.items() if count < stand[brackets])


def _before_brackets(chain: Sequence[Candidate], cut: Sequence[Span]) -> Iterator[Candidate]:
    """Yield the links, those in brackets that stay in the text put before them."""
    for link in chain:
        yield replace(link, span=Span(link.within.start, link.within.start)) if link.within and link.within in cut else link


def _cut(lines: LineNumbers, brackets: Sequence[Span]) -> Iterator[str]:
    """Say which brackets were left in the text, of whose numbers only some fit the count."""
    if brackets:
        yield (
            f"of the numbers in brackets in line {lines.number(brackets[0].start)}, {lines.around(brackets[0])}, only some fit "
            f"the count: {len(brackets)} such were left in the text, and the notes placed before them"
        )


def _missing(lines: LineNumbers, chain: Sequence[Candidate]) -> Iterator[str]:
    """Say which numbers the chain had to skip, and between which places."""
    if chain and chain[0].number > 1:
        yield f"the first note marker found is {chain[0].label}, in line {lines.number(chain[0].span.start)}"
    for link, following in pairwise(chain):
        first = link.last + 1 if following.number > link.last else 1
        for number in range(first, following.number):
            between = f"{lines.number(link.span.start)} and {lines.number(following.span.start)}"
            yield f"note {number} has no marker that could be placed, between lines {between}"


def _rivals(lines: LineNumbers, chain: Sequence[Candidate], candidates: Sequence[Candidate]) -> Iterator[str]:
    """Say where another number would have served as well as the one taken; of several, the first."""
    starts, told = [link.span.start for link in chain], set[Candidate]()
    for candidate in candidates:
        at = bisect_right(starts, candidate.span.start)
        for link in chain[max(at - 1, 0) : at + 1]:
            as_good = candidate.number == link.number and candidate.weight >= link.weight - RIVAL_MARGIN
            if as_good and candidate.span != link.span and link not in told:
                told.add(link)
                taken, other = lines.number(link.span.start), lines.number(candidate.span.start)
                quoted = lines.around(candidate.span)
                yield f"note {link.label} is taken from line {taken}, but could stand in line {other}, {quoted}"


def _weak(lines: LineNumbers, chain: Sequence[Candidate]) -> Iterator[str]:
    """Say for which of the numbers taken little speaks but the count."""
    for link in chain:
        if link.weight < WEAK:
            place = f"line {lines.number(link.span.start)}, {lines.around(link.span)}"
            labels = " and ".join(part.label for part in link.parts)
            yield f"note {labels} is taken from {place}, by the count alone"


def _left_out(lines: LineNumbers, chain: Sequence[Candidate], candidates: Sequence[Candidate]) -> Iterator[str]:
    """Say which numbers look like markers but do not fit the count; of many, the first."""
    taken, rivals = {link.span for link in chain}, {part.label for link in chain for part in link.parts}
    left = [
        candidate
        for candidate in candidates
        if candidate.weight >= FAIR and candidate.span not in taken and candidate.label not in rivals and not candidate.glued
    ]
    for candidate in left[:MOST_LEFT_OUT]:
        place = f"line {lines.number(candidate.span.start)}, {lines.around(candidate.span)}"
        yield f"{candidate.label} looks like a note's marker in {place}, but does not fit the count, and was left in the text"
    if len(left) > MOST_LEFT_OUT:
        yield f"{len(left) - MOST_LEFT_OUT} more numbers look like notes' markers, but do not fit the count"


def _repeated(lines: LineNumbers, chain: Sequence[Candidate], candidates: Sequence[Candidate]) -> Iterator[str]:
    """Say where numbers stand that the count has elsewhere: references to a bibliography stand in any order, notes do not."""
    taken = {link.span for link in chain}
    first, last = {link.number: link.span.start for link in reversed(chain)}, {link.number: link.span.start for link in chain}
    strong = [each for each in candidates if each.weight >= STRONG and not each.spaced and each.span not in taken]
    again = [each for each in strong if last.get(each.number + 1, each.span.start) < each.span.start]
    early = [each for each in strong if each.number in first and first.get(each.number - 1, -1) > each.span.start]
    for stands, out_of_order in (("again", again), ("already", early)):
        if out_of_order:
            place, where = out_of_order[0].span, "behind higher" if stands == "again" else "before lower"
            yield (
                f"{out_of_order[0].label} stands {stands} in line {lines.number(place.start)}, {lines.around(place)}, {where} "
                f"numbers, as {len(out_of_order)} in all do: the markers may be references to a bibliography, and no notes"
            )


def _behind_last(lines: LineNumbers, chain: Sequence[Candidate], candidates: Sequence[Candidate]) -> Iterator[str]:
    """Say where the count could go on behind its last marker, though too little speaks for it."""
    last = chain[-1] if chain else None
    for candidate in candidates:
        if last and candidate.number == last.last + 1 and candidate.span.start >= last.span.end and candidate.weight > HOPELESS:
            place = f"line {lines.number(candidate.span.start)}, {lines.around(candidate.span)}"
            yield f"note {candidate.label} could stand in {place}, but too little speaks for it"
            return


def _other_forms(lines: LineNumbers, forms: Sequence[ChainOfForm]) -> Iterator[str]:
    """Say where markers of another form count upwards as well."""
    for chain, _ in forms:
        if chain.links:
            first = chain.links[0].span
            yield (
                f"{len(chain.links)} markers of another form count upwards as well and were left in the text, "
                f"the first in line {lines.number(first.start)}, {lines.around(first)}"
            )


class LineNumbers:
    """Where the lines of a text begin, so that a place can be told to a person."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._breaks = [match.start() for match in LINE_BREAK.finditer(text)]

    def number(self, offset: int) -> int:
        """Return the number of the line, from 1, in which `offset` lies."""
        return bisect_left(self._breaks, offset) + 1

    def around(self, span: Span) -> str:
        """Quote a place with its surroundings, on one line."""
        return "“…" + " ".join(self.text[max(span.start - CONTEXT, 0) : span.end + CONTEXT].split()) + "…”"
