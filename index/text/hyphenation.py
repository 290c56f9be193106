"""Whether a hyphen at a line's end belongs to the word or only to the line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import zip_longest

from index.languages import ENGLISH, is_in, main_language, sample
from index.text.dictionaries import common_words
from index.text.web_addresses import goes_on

SOFT_HYPHEN, HYPHEN = "\u00ad", "\u2010"
WITHIN_WORD = re.compile(r"\w\u2010\w")
LAST_PART = re.compile(r"([^\W\d_]+)[-‐\u00ad]$")
FIRST_PART = re.compile(r"^([^\W\d_]+)")
TIGHT_DASH, SPACED_DASH = re.compile(r"\w[—–]\w"), re.compile(r"\w [—–] \w")
DASH_BEHIND, DASH_BEFORE = re.compile(r"[^\s—–][—–]$"), re.compile(r"^[—–][^\s—–]")
ACROSS_LINES = re.compile(r"(?<![^\W\d_])(?P<last>[^\W\d_]+)[-‐]\r?\n[ \t]*(?P<first>[^\W\d_]+)")
SUSPENDING = frozenset(("and", "or", "to", "und", "oder", "bzw", "sowie"))  # what stands between two halves, one left out
WITHOUT_HYPHENS = frozenset(("es", "it", "la"))  # languages in which two words of small letters are seldom joined by one
WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


class Hyphenation:
    """Judges the hyphens at line ends by the words that the text itself, or its language, knows.

    In lines of print – `printed` says that they are, or line ends of the text have plainly broken more words than kept hyphens –
    a hyphen at the end of one breaks a word unless it joins two that are known; else it stays where the whole word is not known.
    With `printed` a dash glues two lines where most stand without spaces.
    """

    def __init__(self, text: str, *, printed: bool = False) -> None:
        self._text = text
        self._printed = printed
        self._tight_dashes = printed and len(TIGHT_DASH.findall(text)) > len(SPACED_DASH.findall(text))
        self._known = {word.casefold() for word in WORDS.findall(text)}
        # Some typesetters break words with a sign of its own, U+2010, that stands in no word.
        self._breaks_only = not WITHIN_WORD.search(text)

    def joint(self, line: str, following: str) -> tuple[int, str]:
        """Return how two lines are joined: the characters that fall off the end of the first, and what stands between them."""
        if goes_on(line, following):
            return 0, ""
        soft = self.is_soft(line, following)
        if not soft and self._is_suspended(line, following):
            return 0, " "
        glued = ends_in_hyphen(line) or (self._tight_dashes and _meet_at_dash(line, following))
        return int(soft), "" if glued else " "

    def joined(self, lines: Sequence[str]) -> str:
        """Return lines as one, the words that were broken between them whole again."""
        parts: list[str] = []
        for line, following in zip_longest(lines, lines[1:]):
            dropped, separator = self.joint(line, following) if following else (0, "")
            parts += [line[: len(line) - dropped], separator]
        return "".join(parts)

    def is_soft(self, line: str, following: str) -> bool:
        """Whether the hyphen at the end of `line` only breaks a word that goes on in the line `following`.

        Before a capital a hyphen is the word's own (Inter-Allied); so it is where the text writes it within a line.
        """
        last, first = LAST_PART.search(line), FIRST_PART.match(following)
        if last is None or first is None or not first[1][0].islower():
            return False
        if line.endswith(SOFT_HYPHEN) or (line.endswith(HYPHEN) and self._breaks_only):
            return True
        verdict = self._verdict(last[1], first[1])
        return self._breaks_words if verdict is None else verdict

    def _verdict(self, last: str, first: str) -> bool | None:
        """Whether a hyphen between two parts only breaks a word, by the words that are known; None where they do not tell."""
        joined, hyphened = (last + first).casefold(), f"{last}-{first}".casefold()
        if hyphened in self._known and joined not in self._known:
            return False
        if joined in self._known or joined in self._words:
            return True
        joins = self._language not in WITHOUT_HYPHENS and all(part.casefold() in self._words for part in (last, first))
        return False if joins else None

    @property
    def _words(self) -> frozenset[str]:
        return common_words(self._language)

    @cached_property
    def _language(self) -> str:
        """The text's language, told when the first hyphen asks for it."""
        read = sample(self._text)
        return ENGLISH if is_in(read, ENGLISH) else main_language(read) or ENGLISH

    @cached_property
    def _breaks_words(self) -> bool:
        """Whether a hyphen that no known word explains breaks a word here."""
        verdicts = Counter(self._verdict(found["last"], found["first"]) for found in ACROSS_LINES.finditer(self._text))
        return self._printed or verdicts[True] > verdicts[False] or self._language in WITHOUT_HYPHENS

    def _is_suspended(self, line: str, following: str) -> bool:
        """Whether a hyphen stands for a word's other half, as in "pre- and post-war"."""
        first = FIRST_PART.match(following)
        return ends_in_hyphen(line) and first is not None and first[1] in SUSPENDING


def ends_in_hyphen(line: str) -> bool:
    """Whether a line ends in a hyphen behind a letter, so that what follows belongs to the same word."""
    return LAST_PART.search(line) is not None


def _meet_at_dash(line: str, following: str) -> bool:
    """Whether a line was broken behind or before a dash that stands between two words without a space."""
    if DASH_BEHIND.search(line):
        return not following[0].isspace()
    return DASH_BEFORE.match(following) is not None and line[-1].isalpha()
