"""Finds the note markers that a PDF's text has left glued into the running text.

A digit alone cannot be judged: `1918.9` is a year and note 9, `3.5` a decimal. What settles it is the whole text, because
notes count upwards by one. So every number that could be a marker becomes a `Candidate` with a weight for its dress and
surroundings, and the best chain of consecutive labels through all candidates is taken – one decision for the whole text
(dynamic programming; time grows in proportion to the text). A label missing from the chain is reported, not invented.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from index.records import Span

# A number of one to four digits with the space before it, if any. Lookarounds are of fixed width: nothing backtracks.
NUMBER = re.compile(r"(?P<gap>(?<=\S)[ \u00a0])?(?<![\d])(?P<digits>[1-9]\d{0,3})(?!\d)")
BRACKETED = re.compile(r"(?P<gap>(?<=\S)[ \u00a0])?\[(?P<digits>[1-9]\d{0,3})\]")
SUPERSCRIPT = re.compile(r"(?P<gap>(?<=\S)[ \u00a0])?(?P<digits>[¹²³⁴⁵⁶⁷⁸⁹][⁰¹²³⁴⁵⁶⁷⁸⁹]{0,3})(?![⁰¹²³⁴⁵⁶⁷⁸⁹])")
SUPERSCRIPT_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
LINE_BREAK = re.compile(r"\n|\r(?!\n)")
LAST_WORD = re.compile(r"[^\W\d_]+$")

CLOSERS = "”’\"')]»"
STOPS = ".!?…"
PAUSES = ",;:"
# Abbreviations whose full stop is followed by a number that is not a note: "Fig.1", "vol. 3".
ABBREVIATIONS = frozenset(
    "art arts c ca cf ch chap eq fig figs l ll n nn no nos nr p par para pp pt sec sect tab v vol vols vv jan feb mar apr "
    "jun jul aug sep sept oct nov dec".split()
)

# Weights are log-odds in spirit: above zero speaks for a marker. The costs belong to the chain.
STRONG, FAIR, WEAK, POOR, HOPELESS = 3.0, 2.0, 0.5, -1.0, -3.0
START_COST = 2.0
MISSING_COST = 2.5
MOST_MISSING = 4
LATEST_START = 200
RIVAL_MARGIN = 0.5
CONTEXT = 25


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number that could be a marker: `span` in the file, with a space before it if it has one."""

    label: int
    span: Span
    weight: float


@dataclass(frozen=True, slots=True)
class Marker:
    """A note marker: its label as printed, and the stretch of the file that leaves the reading text."""

    label: str
    span: Span


@dataclass(frozen=True, slots=True)
class Markers:
    """The markers of a text in order, and a sentence for each thing that could not be settled."""

    found: tuple[Marker, ...]
    doubts: tuple[str, ...]


def find_markers(text: str) -> Markers:
    """Return the note markers of `text`, the file's characters as received.

    >>> [m.label for m in find_markers("It ended in 1918.1 He left.2 It cost 3.5 million.").found]
    ['1', '2']
    """
    dresses = (_numbers(text), _bracketed(text), _superscripts(text))
    chains = [(best_chain(candidates), candidates) for candidates in map(list, dresses)]
    chain, candidates = max(chains, key=lambda pair: _total(pair[0]))
    markers = tuple(Marker(str(link.label), link.span) for link in chain)
    lines = Lines(text)
    return Markers(markers, (*_missing(lines, chain), *_rivals(lines, chain, candidates)))


def best_chain(candidates: list[Candidate]) -> list[Candidate]:
    """Return the heaviest chain of rising labels, empty where no chain outweighs its costs.

    `candidates` stand in the order of the text. A step by one is free, each label skipped costs `MISSING_COST`.
    """
    totals: list[float] = []
    before: list[int | None] = []
    ending_in: dict[int, int] = {}
    for position, candidate in enumerate(candidates):
        total, link = _best_step(candidate.label, totals, ending_in)
        totals.append(total + candidate.weight)
        before.append(link)
        rival = ending_in.get(candidate.label)
        if rival is None or totals[position] > totals[rival]:
            ending_in[candidate.label] = position
    return _trace(candidates, totals, before)


def _best_step(label: int, totals: list[float], ending_in: dict[int, int]) -> tuple[float, int | None]:
    """Return the best total that a chain can bring to `label`, and the candidate that it comes from."""
    start = -START_COST - MISSING_COST * (label - 1) if label <= LATEST_START else float("-inf")
    steps: list[tuple[float, int | None]] = [(start, None)]
    for skipped in range(MOST_MISSING + 1):
        link = ending_in.get(label - 1 - skipped)
        if link is not None:
            steps.append((totals[link] - MISSING_COST * skipped, link))
    return max(steps, key=lambda step: step[0])


def _trace(candidates: list[Candidate], totals: list[float], before: list[int | None]) -> list[Candidate]:
    """Walk back from the heaviest end."""
    at: int | None = max(range(len(totals)), key=totals.__getitem__, default=None)
    if at is None or totals[at] <= 0:
        return []
    chain = []
    while at is not None:
        chain.append(candidates[at])
        at = before[at]
    return chain[::-1]


def _total(chain: list[Candidate]) -> float:
    return sum(link.weight for link in chain)


def _numbers(text: str) -> Iterator[Candidate]:
    """Yield the plain numbers that could be markers."""
    for match in NUMBER.finditer(text):
        span = Span(*match.span())
        weight = _weight(text, span, glued=match["gap"] is None)
        if weight is not None:
            yield Candidate(int(match["digits"]), span, weight)


def _bracketed(text: str) -> Iterator[Candidate]:
    for match in BRACKETED.finditer(text):
        yield Candidate(int(match["digits"]), Span(*match.span()), STRONG)


def _superscripts(text: str) -> Iterator[Candidate]:
    for match in SUPERSCRIPT.finditer(text):
        label = match["digits"].translate(SUPERSCRIPT_DIGITS)
        # m² and km³ are units.
        unit = LAST_WORD.search(text, max(match.start() - 3, 0), match.start())
        weight = POOR if unit and unit[0] in {"m", "km", "cm", "mm"} else STRONG
        yield Candidate(int(label), Span(*match.span()), weight)


def _weight(text: str, span: Span, *, glued: bool) -> float | None:
    """Weigh a number by what stands around it; None where it cannot be a marker at all."""
    before, after = text[max(span.start - 1, 0) : span.start], text[span.end : span.end + 2]
    if not before or before.isspace() or not _may_follow(after):
        return None
    weight = _weight_glued(text, span, before) if glued else _weight_spaced(text, span, before)
    if weight is None or after[:1].isspace() or not after:
        return weight
    # A marker before punctuation ("the war1,") is good printing; a number before it is far more often a date or a list.
    return weight + POOR if glued and before.isalpha() else HOPELESS


def _may_follow(after: str) -> bool:
    """Whether a marker can be followed so: by space, the end, or punctuation that does not run on into a number."""
    if not after or after[0].isspace():
        return True
    return after[0] in STOPS + PAUSES + CLOSERS + "—" and not after[1:].isdigit()


def _weight_glued(text: str, span: Span, before: str) -> float | None:
    ahead = text[max(span.start - 2, 0) : span.start - 1]
    if before.isalpha():
        return _weight_word(_word_before(text, span.start))
    if before in STOPS + PAUSES and ahead.isdigit():
        return _weight_behind_number(text, span, before)
    if before in CLOSERS and (not ahead or ahead.isspace()):
        return None  # an opening apostrophe: ’14
    if before in STOPS + PAUSES:
        return HOPELESS if _word_before(text, span.start - 1).lower() in ABBREVIATIONS else STRONG
    return STRONG if before in CLOSERS else None


def _weight_word(word: str) -> float:
    """Weigh a number glued to a word: improvement2 speaks for a note, H1 and CD4 against, Henry VIII4 is open."""
    if set(word) <= set("IVXLC"):
        return POOR
    return FAIR if len(word) > 1 and not word[1:].isupper() else HOPELESS


def _weight_behind_number(text: str, span: Span, before: str) -> float | None:
    """Weigh a number behind a number and a stop: `1918.9 He` may be a note, `3.5 million` and `72,400` are not."""
    if before in PAUSES:
        return None if span.length == len("400") else POOR
    return WEAK if _opens_sentence(text, span.end) else HOPELESS


def _weight_spaced(text: str, span: Span, before: str) -> float | None:
    if before.isdigit():
        return None
    if before.isalpha():
        return None
    if before in PAUSES:
        return POOR
    ahead = _word_before(text, span.start - 1).lower()
    if before not in STOPS + CLOSERS or ahead in ABBREVIATIONS:
        return None
    return WEAK if _opens_sentence(text, span.end) else POOR


def _opens_sentence(text: str, at: int) -> bool:
    """Whether what follows can begin a sentence: a capital, an opening quotation mark, a bracket, the end."""
    rest = text[at : at + 8].lstrip()
    return not rest or rest[0].isupper() or rest[0] in "“‘\"'(["


def _word_before(text: str, end: int) -> str:
    match = LAST_WORD.search(text, max(end - 30, 0), end)
    return match[0] if match else ""


def _missing(lines: Lines, chain: list[Candidate]) -> Iterator[str]:
    """Say which labels the chain had to skip, and between which places."""
    if chain and chain[0].label > 1:
        yield f"the first note marker found is {chain[0].label}, in line {lines.number(chain[0].span.start)}"
    for link, following in pairwise(chain):
        for label in range(link.label + 1, following.label):
            between = f"{lines.number(link.span.start)} and {lines.number(following.span.start)}"
            yield f"note {label} has no marker that could be placed, between lines {between}"


def _rivals(lines: Lines, chain: list[Candidate], candidates: list[Candidate]) -> Iterator[str]:
    """Say where another number would have served as well as the one taken; of several, the first."""
    taken, told = {link.label: link for link in chain}, set[int]()
    for candidate in candidates:
        link = taken.get(candidate.label)
        if link is None or link is candidate or link.label in told or candidate.weight < link.weight - RIVAL_MARGIN:
            continue
        before, after = taken.get(link.label - 1), taken.get(link.label + 1)
        if (before is None or before.span < candidate.span) and (after is None or candidate.span < after.span):
            told.add(link.label)
            taken_from, other = lines.number(link.span.start), lines.number(candidate.span.start)
            quoted = lines.around(candidate.span)
            yield f"note {link.label} is taken from line {taken_from}, but could stand in line {other}, {quoted}"


class Lines:
    """Where the lines of a text begin, so that a place can be told to a person."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._breaks = [match.start() for match in LINE_BREAK.finditer(text)]

    def number(self, offset: int) -> int:
        """Return the number of the line, from 1, in which `offset` lies."""
        return bisect_left(self._breaks, offset) + 1

    def around(self, span: Span) -> str:
        """Quote a place with its surroundings, on one line."""
        return "“…" + " ".join(self._text[max(span.start - CONTEXT, 0) : span.end + CONTEXT].split()) + "…”"
