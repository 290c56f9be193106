"""Which numbers and signs could be note markers, and how much speaks for each.

A marker has one of four forms: a plain number, a number in brackets, superscript digits, a symbol. What stands around it
weighs for or against; nothing is decided here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile

from index.languages import before_numbers
from index.records import Span
from index.text import SMALL_WORDS, Line, is_capitalised

# A number with the space before it, if any: of one to four digits, of more where several notes' numbers are glued together.
# Lookarounds are of fixed width: nothing backtracks.
NUMBER = re.compile(r"(?P<gap>(?<=\S)[ \u00a0]|(?<=\n))?(?<![\d])(?P<digits>[1-9]\d{0,8})(?!\d)")
LONGEST_NUMBER = 4
MOST_GLUED = 3
# One note or several in brackets: [12], [4, 5], [7–9].
BRACKETED = re.compile(r"(?:(?<=\S)[ \u00a0])?\[[1-9]\d{0,3}(?:[,;–-] ?[1-9]\d{0,3}){0,20}\]")
IN_BRACKETS = re.compile(r"(?P<range>[–-] ?)?(?P<digits>\d+)")
LONGEST_RANGE = 20
# A number in brackets that begins a line or follows a sentence's end, before what can begin an entry.
ENTRY = re.compile(
    r"(?:(?:\A|(?<=[\n\f\r]))[ \t]*|(?<=[.;!?”’)])(?P<gap>[ \u00a0]))\[(?P<digits>[1-9]\d{0,3})\]"
    r"(?=(?:[ \u00a0\t]+|\r?\n)[“‘\"'(]?[^\W_])"
)
FEWEST_ENTRIES = 3
# The beginning of a bibliography's entry: its author, and a year.
REFERENCE = re.compile(
    r"\s+(?:[^\W\d_][\w’'-]+, [^\W\d_]|[^\W\d_]\. ?(?:[^\W\d_]\. ?){0,3}[^\W\d_])[^\[]{0,250}?(?:1[5-9]|20)\d\d(?!\d)", re.DOTALL
)
ABOVE = re.compile(r"(?:\A|(?<=[\n\f\r]))(?P<line>[^\n\f\r]*)(?:\r\n|[\r\n\f])(?P<blank>[\r\n\f]*)[ \t]*\Z")
LONGEST_ABOVE = 60  # characters of a heading above entries
SUPERSCRIPT = re.compile(r"(?P<gap>(?<=\S)[ \u00a0])?(?P<digits>[¹²³⁴⁵⁶⁷⁸⁹][⁰¹²³⁴⁵⁶⁷⁸⁹]{0,8})(?![⁰¹²³⁴⁵⁶⁷⁸⁹])")
SUPERSCRIPT_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
# A symbol, alone or doubled, behind what it notes and before space or punctuation; a spaced § or * begins something.
SYMBOL = re.compile(r"(?<=[^\s*†‡§‖¶])(?P<symbol>([*†‡§‖¶])\2?)(?=[\s.,;:!?)\]”’\"']|$)")
SYMBOLS = ("*", "†", "‡", "§", "‖", "¶", "**", "††", "‡‡", "§§", "‖‖", "¶¶")
STARRED = re.compile(r"([^\W\d_]+)\*(?![\w*])")
EMPHASIS = re.compile(r"(?:^|[\s(“])\*{1,2}[^\s*][^*\n]*$")
NUMBERED_WORD = re.compile(r"(?<![^\W_])([^\W\d_]+)([1-9]\d{0,3})(?![^\W_])")
ANOTHER = re.compile(r"[,;] ?(?P<digits>[1-9]\d{0,3})(?![\w.,]\d|\d)")
GLUED_BEFORE = re.compile(r"[^\s\d](?P<digits>[1-9]\d{0,3})[,;]$")
PARAGRAPH_END = re.compile(r"[ \t]*(?:\r\n|\r|\n)[ \t]*[\r\n\f]")
YEAR = re.compile(r"(?<![\d.,])(?:1[0-9]|20)\d\d$")
LAST_WORD = re.compile(r"[^\W\d_]+$")
INVISIBLE = re.compile(r"^[\u00ad\u200b-\u200f\u2060\ufeff]+")

INWARD, OUTWARD = re.compile(r"(?<!\S)[»›]\w"), re.compile(r"(?<!\S)[«‹](?:\w|[ \u00a0\u202f\u2009]\w)")
CLOSERS = "”’“\"')]»«›‹"  # “ closes in German, « in German books
OPENERS = "“‘\"'([„‚«»‹›¿¡"
STOPS = ".!?…。！？"
PAUSES = ",;:"
AMBIGUOUS_QUOTES = "’'\"“"  # that may open as well as close
SHORT_NAME = 4  # letters of what rather is a name with a number, as of a gene or a model, when it begins with a capital
UNITS = frozenset({"m", "km", "cm", "mm"})
INITIALISM = re.compile(r"(?:[A-Z]\.)+[A-Z]$")
# Abbreviations whose full stop is followed by a number that is not a note: "Fig.1", "vol. 3".
ABBREVIATIONS = frozenset(
    "art arts c ca cf ch chap eq fig figs l ll n nn no nos nr p par para pp pt sec sect tab v vol vols vv jan feb mar apr "
    "jun jul aug sep sept oct nov dec".split()
)

# Words before a number with a space between that is a date, a place in a text or an amount, rarely a note.
NUMBERED_THINGS = frozenset("article book chapter division figure line note page part section table verse volume".split())
BEFORE_AMOUNTS = (
    SMALL_WORDS
    | NUMBERED_THINGS
    | frozenset(
        "about almost is are was were be been has have had january february march april may june july august september "
        "october november december nearly no number only some year years".split()
    )
)

# Weights are log-odds in spirit: above zero speaks for a marker.
STRONG, FAIR, LIKELY, WEAK, BARE = 3.0, 2.0, 1.5, 0.5, 0.25
POOR, DOUBTFUL, UNLIKELY, HOPELESS = -1.0, -1.5, -2.0, -3.0
GLUED = -1.0  # on top of what speaks for a number, where it is read as several


@dataclass(frozen=True, slots=True)
class Candidate:
    """What could be a marker: its place in the count, its label as printed, and its span of the file, space included.

    `glued` counts the numbers that follow it in the same digits: in "foot.1112", 11 has 12 behind it. `within` are the brackets
    in which it stands with others, as in "[1, 3]".
    """

    number: int
    label: str
    span: Span
    weight: float
    spaced: bool = False
    glued: int = 0
    within: Span | None = None

    @property
    def last(self) -> int:
        """The last number of those glued together; else the number itself."""
        return self.number + self.glued

    @property
    def parts(self) -> tuple[Candidate, ...]:
        """The numbers glued together, each alone; the space before them belongs to the first."""
        if not self.glued:
            return (self,)
        labels = [str(number) for number in range(self.number, self.last + 1)]
        ends = [self.span.end - sum(map(len, labels[at + 1 :])) for at in range(len(labels))]
        starts = [self.span.start, *ends]
        return tuple(
            Candidate(self.number + at, label, Span(starts[at], ends[at]), self.weight, self.spaced)
            for at, label in enumerate(labels)
        )


def plain_numbers(text: str, *, loose: bool = False, language: str = "") -> Iterator[Candidate]:
    """Yield the plain numbers; `loose` takes those behind a word and a space too, where the text is known to have such.

    `language` is the text's, empty where that is not known; its abbreviations count beside the English ones.
    """
    names, abbreviations, opening = _names(text), before_numbers(language), _opening_guillemets(text)
    for match in NUMBER.finditer(text):
        span, spaced = Span(*match.span()), match["gap"] is not None
        if match["gap"] == "" and not loose:
            continue  # at the beginning of a line rather a list's number than a note's
        if text[max(span.start - 1, 0) : span.start] in opening:
            continue
        weight = _weight(text, span, loose=loose, spaced=spaced)
        if weight is not None and _word_before(text, span.start - 1).lower() in abbreviations and text[span.start - 1] == ".":
            weight = None if spaced else min(weight, _weight_behind_abbreviation(text, span))
        if weight is not None and not (not spaced and _word_before(text, span.start) + match["digits"] in names):
            yield from _readings(match["digits"], span, weight, spaced=spaced)


def _opening_guillemets(text: str) -> frozenset[str]:
    """Return the guillemets that open quotations in a text: «so» in most languages, »so« in German books."""
    if "»" not in text and "«" not in text and "›" not in text:
        return frozenset()
    return frozenset("»›" if len(INWARD.findall(text)) > len(OUTWARD.findall(text)) else "«‹")


def bracketed_numbers(text: str) -> Iterator[Candidate]:
    """Yield the numbers in square brackets; those that begin the entries of a list are none."""
    entries = frozenset(entries_in_brackets(text))
    for match in BRACKETED.finditer(text):
        if Span(*match.span()) in entries:
            continue
        start, before = match.start(), 0
        numbers = list(IN_BRACKETS.finditer(text, match.start(), match.end()))
        within = Span(*match.span()) if len(numbers) > 1 else None
        for number in numbers:
            digits = int(number["digits"])
            if number["range"] and 1 < digits - before <= LONGEST_RANGE:
                # The notes that a range only implies stand at the same place.
                for implied in range(before + 1, digits):
                    yield Candidate(implied, str(implied), Span(start, start), STRONG, within=within)
            end = match.end() if number is numbers[-1] else number.end()
            yield Candidate(digits, number["digits"], Span(start, end), STRONG, within=within)
            start, before = end, digits


def entries_in_brackets(text: str) -> tuple[Span, ...]:
    """Return the numbers in brackets that begin entries, as of a bibliography: they count up, the first at a line's start.

    Each begins a line or stands behind a sentence's end, with words of the entry behind it. Few are entries where the first
    begins a block; amid a line they are where each stands before an author and a year.
    """
    found: list[Span] = []
    run: list[re.Match[str]] = []
    for match in (*ENTRY.finditer(text), None):
        if match and run and int(match["digits"]) == int(run[-1]["digits"]) + 1:
            run.append(match)
            continue
        found += [
            Span(entry.start() if entry["gap"] else entry.start("digits") - 1, entry.end()) for entry in _entries_of(text, run)
        ]
        run = [match] if match else []
    return tuple(found)


def _entries_of(text: str, run: Sequence[re.Match[str]]) -> Sequence[re.Match[str]]:
    """Return those of some numbers in brackets, which count up, that begin a list's entries."""
    if len(run) >= FEWEST_ENTRIES and all(REFERENCE.match(text, entry.end()) for entry in run):
        return run
    listed = list(dropwhile(lambda entry: entry["gap"], run))
    return listed if len(listed) >= FEWEST_ENTRIES or (listed and _begins_block(text, listed[0])) else ()


def _begins_block(text: str, entry: re.Match[str]) -> bool:
    """Whether a number that begins a line stands below a blank line or a heading, with nothing above that it could note."""
    above = ABOVE.search(text, max(entry.start("digits") - 1 - LONGEST_ABOVE, 0), entry.start("digits") - 1)
    if above is None:
        return not text[: entry.start("digits") - 1].strip()
    return above["blank"] != "" or is_capitalised(above["line"])


def superscripts(text: str) -> Iterator[Candidate]:
    """Yield the numbers in superscript digits; behind a unit of length they rather are powers."""
    for match in SUPERSCRIPT.finditer(text):
        label = match["digits"].translate(SUPERSCRIPT_DIGITS)
        unit = LAST_WORD.search(text, max(match.start() - 3, 0), match.start())
        weight = POOR if unit and unit[0] in UNITS else STRONG
        yield from _readings(label, Span(*match.span()), weight, spaced=False)


def symbols(text: str) -> Iterator[Candidate]:
    """Yield the symbols, numbered by their traditional order.

    An asterisk is none that closes emphasis, leaves a date open ("2009–*"), or belongs to a word, as where the word stands
    with it again ("FLINTA*").
    """
    words = Counter(STARRED.findall(text))
    for match in SYMBOL.finditer(text):
        word = _word_before(text, match.start())
        if match["symbol"] == "*" and (text[match.start() - 1] in "-–—" or words[word] > 1 or (len(word) > 1 and word.isupper())):
            continue
        line = text[max(text.rfind("\n", 0, match.start()), match.start() - 300) + 1 : match.start()]
        if match["symbol"][0] != "*" or not EMPHASIS.search(line):
            yield Candidate(SYMBOLS.index(match["symbol"]) + 1, match["symbol"], Span(*match.span()), FAIR)


def may_hold_marker(line: Line, number: int) -> bool:
    """Whether a line could hold the marker of a note of that number, in any form."""
    text = line.text + "\n"
    forms = (plain_numbers(text, loose=True), bracketed_numbers(text), superscripts(text))
    return any(candidate.number <= number <= candidate.last for candidates in forms for candidate in candidates)


def _readings(digits: str, span: Span, weight: float, *, spaced: bool) -> Iterator[Candidate]:
    """Yield what digits may stand for: one number, or two or three that follow one another."""
    if len(digits) <= LONGEST_NUMBER:
        yield Candidate(int(digits), digits, span, weight, spaced)
    for count in range(2, MOST_GLUED + 1):
        first = int(digits[: len(digits) // count] or 0)
        if first and "".join(str(first + at) for at in range(count)) == digits:
            yield Candidate(first, digits, span, weight + GLUED, spaced, glued=count - 1)


def _names(text: str) -> frozenset[str]:
    """Return the words with a number that are names: they occur more than once, or stand with 1 and with 2.

    Akt1 comes again, and group1 stands beside group2; a word with a note does neither.
    """
    counts = Counter(NUMBERED_WORD.findall(text))
    return frozenset(
        word + digits for (word, digits), count in counts.items() if count > 1 or {(word, "1"), (word, "2")} <= counts.keys()
    )


def _weight(text: str, span: Span, *, loose: bool, spaced: bool) -> float | None:
    """Weigh a number by what stands around it; None where it cannot be a marker at all."""
    before = text[max(span.start - 1, 0) : span.start]
    after = INVISIBLE.sub("", text[span.end : span.end + 4])[:2]
    if before == "\n" and loose:
        return _weight_line_start(text, span, after)
    if not before or before.isspace():
        return None
    if _follows_another(text, span):
        return FAIR
    weight = _weight_spaced(text, span, before, loose=loose) if spaced else _weight_glued(text, span, before)
    if weight is not None and not spaced and _precedes_another(text, span):
        return weight
    return _weight_before(after, weight, spaced=spaced)


def _weight_line_start(text: str, span: Span, after: str) -> float | None:
    """Weigh a number that begins a line: the line was broken between a sentence's end and its marker."""
    ended = text[max(span.start - 3, 0) : span.start].rstrip()[-1:]
    if not ended or ended not in STOPS + CLOSERS or not (not after or after[0].isspace()):
        return None
    if not after or after[0] in "\r\n":
        return WEAK
    return BARE if _opens_sentence(text, span.end) else None


def _precedes_another(text: str, span: Span) -> bool:
    """Whether the next number up stands just behind: the first of "war.1, 2"."""
    match = ANOTHER.match(text, span.end)
    return match is not None and int(match["digits"]) == int(text[span.start : span.end]) + 1


def _follows_another(text: str, span: Span) -> bool:
    """Whether the next number down stands just before, glued to a word or stop: the second of "war.1, 2"."""
    match = GLUED_BEFORE.search(text, max(span.start - 8, 0), span.start)
    return match is not None and int(match["digits"]) + 1 == int(text[span.start : span.end])


def _weight_before(after: str, weight: float | None, *, spaced: bool) -> float | None:
    """Weigh again by what follows: space or the end is best, punctuation may be, a letter or digit hardly ever."""
    if weight is None or not after or after[0].isspace():
        return weight
    if after[0] == "—":
        return weight
    if after[0].isupper() and weight > DOUBTFUL:
        return POOR  # the space behind the marker was lost: transgress.6He
    if after[0] not in STOPS + PAUSES + CLOSERS:
        return None
    if after[0] == "," and after[1:].isdigit():
        return POOR if weight == STRONG else None  # two notes, war.1,2 – or a large number
    if after[1:].isdigit():
        return None
    # A marker before punctuation ("the war1,") is good printing; a number before it is far more often a date or a list.
    return HOPELESS if spaced else min(weight + POOR, WEAK)


def _weight_glued(text: str, span: Span, before: str) -> float | None:
    ahead = text[max(span.start - 2, 0) : span.start - 1]
    if before.isalpha():
        word = _word_before(text, span.start)
        return FAIR if word == "s" and text[span.start - 2] in "’'" else _weight_word(word)
    if before in STOPS + PAUSES and ahead.isdigit():
        return _weight_behind_number(text, span, before)
    if before in AMBIGUOUS_QUOTES and (not ahead or ahead.isspace()):
        return None  # an opening apostrophe: ’14
    if before in STOPS + PAUSES:
        return _weight_behind_abbreviation(text, span) if _is_abbreviated(text, span.start - 1) else STRONG
    return STRONG if before in CLOSERS else None


def _is_abbreviated(text: str, stop: int) -> bool:
    """Whether the word before a stop is one that is abbreviated before numbers; the last letter of "D.C." is none."""
    return _word_before(text, stop).lower() in ABBREVIATIONS and not INITIALISM.search(text, max(stop - 8, 0), stop)


def _weight_behind_abbreviation(text: str, span: Span) -> float:
    """Weigh a number glued behind an abbreviation and a stop: a sentence may end in the word ("art.71 He"), if it is one."""
    word = _word_before(text, span.start - 1)
    return POOR if word.islower() and len(word) > 1 and _opens_sentence(text, span.end) else HOPELESS


def _weight_word(word: str) -> float:
    """Weigh a number glued to a word: improvement2 speaks for a note, H1 and CD4 against, Henry VIII4 is open."""
    if set(word) <= set("IVXLC"):
        return POOR
    if word.lower() in NUMBERED_THINGS:
        return UNLIKELY  # Chapter1, table2
    if len(word) == 1 or not word[1:].islower():
        return HOPELESS
    return POOR if word[0].isupper() and len(word) <= SHORT_NAME else FAIR


def _weight_behind_number(text: str, span: Span, before: str) -> float | None:
    """Weigh a number behind a number and a stop: `1918.9 He` may be a note, `3.5 million` and `72,400` are not."""
    year = YEAR.search(text, max(span.start - 6, 0), span.start - 1) is not None
    if before in PAUSES:
        if before == ";":
            return LIKELY if year else WEAK  # no large number is written so
        if before == ":" or span.length == len("400"):
            return None
        return LIKELY if year else HOPELESS
    opens = _opens_sentence(text, span.end)
    if year:
        return FAIR if opens else LIKELY  # no year has decimals
    return WEAK if opens else HOPELESS


def _weight_spaced(text: str, span: Span, before: str, *, loose: bool) -> float | None:
    if before.isalpha():
        word = _word_before(text, span.start).lower()
        return DOUBTFUL if loose and word not in BEFORE_AMOUNTS and len(word) > 1 else None
    if before in PAUSES:
        return POOR if loose and not text[span.start - 2].isdigit() else None
    if before not in STOPS + CLOSERS or _is_abbreviated(text, span.start - 1):
        return None
    return LIKELY if _opens_sentence(text, span.end) else POOR


def _opens_sentence(text: str, at: int) -> bool:
    """Whether what follows can begin a sentence: a capital, an opening quotation mark, a bracket, the end."""
    rest = text[at : at + 8]
    if PARAGRAPH_END.match(rest):
        return True
    rest = rest.lstrip()
    return not rest or rest[0].isupper() or rest[0] in OPENERS


def _word_before(text: str, end: int) -> str:
    match = LAST_WORD.search(text, max(end - 30, 0), end)
    return match[0] if match else ""
