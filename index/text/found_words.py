"""Where words stand in a text, whatever their case, accents, apostrophes and line ends: what a reader looks for in it."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from functools import cache

from index.records import Span

LONGEST = 200  # characters that are looked for
LATIN = range(0xC0, 0x250)  # letters with accents
APOSTROPHES = "'’‘ʼ"
QUOTATION_MARKS = '"“”„«»'
DASHES = "-‐‑‒–—"


def occurrences(text: str, words: str) -> tuple[Span, ...]:
    """Return the stretches of `text` that are `words`, in order; none where `words` are blank.

    >>> occurrences("The harbour froze. The Harbour", "harbour")
    (Span(start=4, end=11), Span(start=23, end=30))
    """
    parts = words[:LONGEST].split()
    if not parts:
        return ()
    pattern = re.compile(r"\s+".join("".join(map(_any_form, part)) for part in parts), re.IGNORECASE)
    return tuple(Span(*found.span()) for found in pattern.finditer(text))


def _any_form(sign: str) -> str:
    """Return a pattern of a sign in all the forms in which it may be printed."""
    for alike in (APOSTROPHES, QUOTATION_MARKS, DASHES):
        if sign in alike:
            return f"[{re.escape(alike)}]"
    forms = _accented().get(unicodedata.normalize("NFD", sign)[0].casefold(), "")
    return f"[{re.escape(sign)}{forms}]" if forms else re.escape(sign)


@cache
def _accented() -> dict[str, str]:
    """Return each plain letter's forms, itself and those with accents."""
    forms: dict[str, str] = defaultdict(str)
    for code in LATIN:
        plain = unicodedata.normalize("NFD", chr(code))[0].casefold()
        if plain.isascii() and plain.isalpha():
            forms[plain] = (forms[plain] or plain) + chr(code)
    return dict(forms)
