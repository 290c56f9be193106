"""The abbreviations that a text defines: "American Expeditionary Forces (AEF)", "AEF (American Expeditionary Forces)".

Source: Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text", Pacific Symposium
on Biocomputing, 2003. Stricter than theirs in one thing: a short form has two capitals, or a capital and a digit, so that the
parentheses of history ("in spring (March)") define nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.text.analysis import STOP_WORDS

LONGEST_INSIDE = 120  # characters of a parenthesis that are looked at
LONGEST_SHORT = 10  # characters, as in the source
PARENTHESIS = re.compile(rf"[(\[](?P<inside>[^()\[\]\n]{{2,{LONGEST_INSIDE}}})[)\]]")
# What stands round a short form: (hereafter “AEF”), (the AEF; see below).
LEAD = re.compile(
    r"(?:(?:hereafter|henceforth|hereinafter|abbreviated(?: as| to)?|or|the|called)\b[,:]?\s+|[“‘\"'\s])+", re.IGNORECASE
)
QUOTES = "“”‘’\"' "
ASIDE = re.compile(r"[;,]\s")
SHORT = re.compile(r"[^\W_](?:[^\W_]|[-–‑./&'’](?=[^\W_])|\.$)+")
SENTENCE_END = re.compile(r"[.?!;:]\s+(?=[^\W\d_a-z])|\n")
BRACKETS = re.compile(r"[()\[\]]")
WORD = re.compile(r"\S+")
FIRST_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form and the long form that a text gives for it, both as printed."""

    short: str
    long: str


def defined_abbreviations(text: str) -> Iterator[Abbreviation]:
    """Yield the abbreviations that a text defines, in the order of their definitions, each as often as it is defined.

    >>> [*defined_abbreviations("He led the American Expeditionary Forces (AEF) to the CER (Chinese Eastern Railway).")]
    [Abbreviation(short='AEF', long='American Expeditionary Forces'), Abbreviation(short='CER', long='Chinese Eastern Railway')]
    """
    for parenthesis in PARENTHESIS.finditer(text):
        inside = ASIDE.split(parenthesis["inside"], maxsplit=1)[0]
        inside = inside[lead.end() if (lead := LEAD.match(inside)) else 0 :].strip(QUOTES)
        before = text[max(parenthesis.start() - 2 * LONGEST_INSIDE, 0) : parenthesis.start()].rstrip(QUOTES)
        found = _behind_long(before, inside) if is_short(inside) else _behind_short(before, inside)
        if found:
            yield found


def is_short(form: str) -> bool:
    """Whether something can be a short form.

    >>> is_short("AEF"), is_short("mRNA"), is_short("H5N1"), is_short("March"), is_short("1918")
    (True, True, True, False, False)
    """
    if not 2 <= len(form) <= LONGEST_SHORT or not SHORT.fullmatch(form):
        return False
    capitals, digits = sum(letter.isupper() for letter in form), sum(letter.isdigit() for letter in form)
    return capitals >= 2 or (capitals == 1 and digits > 0)


def _behind_long(before: str, short: str) -> Abbreviation | None:
    """Return what the words before a parenthesis define, which holds `short`."""
    sentence = before[max((end.end() for end in SENTENCE_END.finditer(before)), default=0) :]
    words = [word.start() for word in WORD.finditer(sentence)][-_most_words(short) :]
    return _defined(short, sentence[words[0] :]) if words else None


def _behind_short(before: str, inside: str) -> Abbreviation | None:
    """Return what a parenthesis defines if a short form stands before it; all of its words are then the long form."""
    short = WORD.findall(before[-LONGEST_SHORT - 3 :])[-1:]
    form = short[0].strip(QUOTES + "(,;") if short else ""
    words = WORD.findall(inside)
    if len(words) < 2 or len(words) > _most_words(form) or not is_short(form):
        return None
    found = _defined(form, inside)
    return found if found and found.long == inside else None


def _defined(short: str, words: str) -> Abbreviation | None:
    start = _long_form_start(short, words)
    if start is None:
        return None
    long = words[start:].strip(QUOTES)
    named = {word.strip(QUOTES + ",;.") for word in WORD.findall(long)}
    plausible = len(long) > len(short) and short not in named and not BRACKETS.search(long)
    return Abbreviation(short, long) if plausible else None


def _most_words(short: str) -> int:
    """Return how many words a long form has at most, after the source."""
    letters = sum(letter.isalnum() for letter in short)
    return min(letters + 5, letters * 2)


def _long_form_start(short: str, words: str) -> int | None:
    """Return where in `words` the long form begins: each letter of `short` found from the right, the first where a word begins.

    No long form begins with "of" or "and".
    """
    at = len(words)
    letters = [letter for letter in short.casefold() if letter.isalnum()]
    for number in reversed(range(len(letters))):
        at -= 1
        while at >= 0 and not (words[at].casefold() == letters[number] and (number or _begins_word(words, at))):
            at -= 1
        if at < 0:
            return None
    return at


def _begins_word(words: str, at: int) -> bool:
    word = FIRST_WORD.match(words, at)
    return (at == 0 or not words[at - 1].isalnum()) and word is not None and word[0].casefold() not in STOP_WORDS
