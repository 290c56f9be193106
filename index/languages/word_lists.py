"""Words that each language has: stop words, abbreviations, elisions, what a statement hangs on. They stand in `words.json`.

A language that is not listed has none. Those on which a statement hangs are listed for languages other than English;
English ones stand in `qa.verifying.meaning`.
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


def quantifiers(language: str) -> frozenset[str]:
    """Return the words that say how many, how much or how often, in lower case."""
    return _words("quantifiers", language)


def modals(language: str) -> frozenset[str]:
    """Return the words that make a statement possible, necessary, conditional or hearsay, in lower case."""
    return _words("modals", language)


def number_words(language: str) -> frozenset[str]:
    """Return the numbers in words, and the names of months and days, in lower case."""
    return _words("numbers", language)


def conditions(language: str) -> frozenset[str]:
    """Return the words with which a condition or an exception begins, in lower case."""
    return _words("conditions", language)


def prepositions(language: str) -> frozenset[str]:
    """Return the words with which a phrase or a relative clause begins, in lower case."""
    return _words("prepositions", language)


@cache
def _words(kind: str, language: str) -> frozenset[str]:
    return frozenset(_lists()[kind].get(language, "").split())


@cache
def _lists() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = json.loads(files("index.languages").joinpath("words.json").read_text("utf-8"))["lists"]
    return found
