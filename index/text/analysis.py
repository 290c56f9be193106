"""Text to terms, by the same steps for passages and questions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache, partial
from typing import Any

import Stemmer

from index.languages import ENGLISH, LISTED, elided, stop_words
from index.text.normalisation import normalized

# A word with what scholars put inside one: Inter-Allied, aide-mémoire, Wilson’s, 72,400, U.S.
TOKEN = re.compile(r"[^\W_]+(?:['’.,\-‐‑][^\W_]+)*")
APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-", "\u00ad": None, "\u2060": None})
THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")
INITIALISM = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
# "AustroGerman": a hyphen lost at a line's end leaves a capital inside a word.
LOST_HYPHEN = re.compile(r"(?<=[a-z]{2})(?=[A-Z][a-z]{2})")
SEPARATORS = re.compile(r"[-.,]")

# Words too common to tell one passage from another, after the Snowball project's English list, and the words that only
# make a sentence a question.
STOP_WORDS = stop_words(ENGLISH)
FOREIGN = frozenset(LISTED) - {ENGLISH}  # the languages whose words are known

# Snowball's algorithms. It has none for Latin, whose words are searched as they are written.
STEMMERS = {
    "de": "german", ENGLISH: "english", "es": "spanish", "fr": "french", "it": "italian", "nl": "dutch", "pt": "portuguese",
    "ru": "russian",
}  # fmt: skip


def terms(text: str, *, stemming: bool = True, language: str = ENGLISH) -> list[str]:
    """Return the terms of `text` in order: folded, split at hyphens, without stop words, stemmed by Snowball or not.

    >>> terms("Why did Ōtani’s 72,400 troops join the AustroGerman retreat?")
    ['otani', '72400', 'troop', 'join', 'austrogerman', 'austro', 'german', 'retreat']
    >>> terms("Warum kehrten die Häuser der l’Armée heim?", language="de"), terms("Pourquoi l’armée partit", language="fr")
    (['kehrt', 'haus', 'larme', 'heim'], ['arme', 'part'])
    """
    found = tokens(text)
    shouted = len(found) > 1 and text.isupper()
    of = _terms_of if language not in FOREIGN else partial(_foreign_terms_of, language=language)
    return [term for token in found for term in of(token, shouted=shouted, stemming=stemming)]


@lru_cache(maxsize=65536)
def _terms_of(token: str, *, shouted: bool, stemming: bool) -> tuple[str, ...]:
    """Return a token's terms; the capitals of a `shouted` text make no acronyms."""
    kept = _is_acronym(token) and not shouted
    return tuple(stem(word) if stemming else word for word in forms(token) if kept or word not in STOP_WORDS)


@lru_cache(maxsize=65536)
def _foreign_terms_of(token: str, *, shouted: bool, stemming: bool, language: str) -> tuple[str, ...]:
    """Return the terms of a token that is not English: its stem is taken first, for its rules know the diacritics."""
    kept = _is_acronym(token) and not shouted
    parts = SEPARATORS.split(_without_elision(token, language))
    compound = ["".join(parts), *parts] if len(parts) > 1 and not token.isdigit() else parts
    words = [token.replace(",", "")] if THOUSANDS.fullmatch(token) else compound
    if INITIALISM.fullmatch(token):
        words = [token.replace(".", "")]
    lowered = (word.lower() for word in words if word)
    common = _folded_stop_words(language)
    stems = (word for word in lowered if kept or fold(word) not in common)
    return tuple(fold(_stemmed(word, language) if stemming else word).replace("'", "") for word in stems)


def _without_elision(token: str, language: str) -> str:
    """Return a token without the article or pronoun that an apostrophe binds to it: armée, of l'armée."""
    before, apostrophe, word = token.partition("'")
    return word if apostrophe and before.lower() in elided(language) else token


@cache
def _folded_stop_words(language: str) -> frozenset[str]:
    return frozenset(map(fold, stop_words(language)))


def _stemmed(word: str, language: str) -> str:
    return str(_stemmer(language).stemWord(word)) if language in STEMMERS else word


@cache
def _stemmer(language: str) -> Any:
    return Stemmer.Stemmer(STEMMERS[language])


def _is_acronym(token: str) -> bool:
    """Whether capitals make a name of what would be a common word: US, IT, WHO."""
    return len(token) > 1 and token.isupper()


def tokens(text: str) -> list[str]:
    """Return the words of `text` as they stand, hyphens and inner points kept."""
    return TOKEN.findall(normalized("NFC", text).translate(APOSTROPHES))


def forms(token: str) -> Iterator[str]:
    """Yield a token's searchable forms, lower case and without diacritics: itself, and its parts if it is a compound.

    >>> list(forms("Inter-Allied")), list(forms("InterAllied"))
    (['interallied', 'inter', 'allied'], ['interallied', 'inter', 'allied'])
    """
    if THOUSANDS.fullmatch(token):
        yield token.replace(",", "")
        return
    if INITIALISM.fullmatch(token):
        yield fold(token.replace(".", ""))
        return
    parts = [part for piece in SEPARATORS.split(token) for part in LOST_HYPHEN.split(piece)]
    whole = fold("".join(parts))
    # "1918.9" is two numbers; "aide-mémoire" is a word and two words.
    if not whole.isdigit() or len(parts) == 1:
        yield without_possessive(whole)
    if len(parts) > 1:
        yield from (without_possessive(fold(part)) for part in parts)


def fold(word: str) -> str:
    """Return `word` in lower case and without diacritics: Ōtani and otani are one."""
    if word.isascii():  # has none, and most words are
        return word.lower()
    decomposed = normalized("NFKD", word)
    return "".join(character for character in decomposed if not unicodedata.combining(character)).casefold()


def plain(text: str) -> str:
    """Return `text` as somebody may type it: folded, with straight apostrophes and single spaces."""
    return " ".join(fold(text.translate(APOSTROPHES)).split())


def without_possessive(word: str) -> str:
    """Return `word` without its 's."""
    return word[:-2] if word.endswith("'s") and word not in STOP_WORDS else word


def stem(word: str) -> str:
    """Return the Snowball stem; a remaining apostrophe goes too, so that d'Orsay meets dOrsay."""
    return _stemmed(word, ENGLISH).replace("'", "")
