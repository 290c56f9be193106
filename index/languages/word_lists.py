"""Words that each language has: stop words, abbreviations, elisions, negations. They stand in `words.json`.

A language that is not listed has none.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files


def stop_words(language: str) -> frozenset[str]:
    """Return the words too common to tell one passage from another, in lower case; English ones stand in `index.text`."""
    return _words("stop_words", language)


def abbreviated(language: str) -> frozenset[str]:
    """Return the abbreviations behind which a sentence goes on, in lower case and without their last point."""
    return _words("abbreviations", language)


def before_numbers(language: str) -> frozenset[str]:
    """Return the abbreviations that stand before numbers – page, volume, article – in lower case and without their point."""
    return _words("before_number", language)


def elided(language: str) -> frozenset[str]:
    """Return what is written together with the next word by an apostrophe: l’ in l’armée."""
    return _words("elisions", language)


def negations(language: str) -> frozenset[str]:
    """Return the words that deny, in lower case."""
    return _words("negations", language)


def hanging_words(language: str) -> frozenset[str]:
    """Return the quantifiers, modals and exceptions on which a statement hangs, in lower case."""
    return _words("hanging", language)


@cache
def _words(kind: str, language: str) -> frozenset[str]:
    return frozenset(_lists()[kind].get(language, "").split())


@cache
def _lists() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = json.loads(files("index.languages").joinpath("words.json").read_text("utf-8"))["lists"]
    return found
