"""Text to terms, by the same steps for passages and questions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import Stemmer

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
STOP_WORDS = frozenset(
    "a about above after again against all am an and any are as at be because been before being below between both but by "
    "can could did do does doing done down during each else ever few for from further had has have having he her here hers "
    "herself him himself his how i if in into is it its itself just let many me more most much my myself no nor not of off "
    "on once only or other ought our ours out over own please same say says shall she should so some such tell than that "
    "the their theirs them themselves then there these they this those through to too under until up us very was we were "
    "what when where whether which while who whom whose why will with would you your yours yourself aren't can't couldn't "
    "didn't doesn't don't hadn't hasn't haven't isn't shouldn't wasn't weren't won't wouldn't i'm i've you're he's she's "
    "it's we're they're that's there's who's what's where's when's why's how's let's".split()
)

_STEMMER = Stemmer.Stemmer("english")


def terms(text: str, *, stemming: bool = True) -> list[str]:
    """Return the terms of `text` in order: folded, split at hyphens, without stop words, stemmed (Snowball English) or not.

    >>> terms("Why did Ōtani’s 72,400 troops join the AustroGerman retreat?")
    ['otani', '72400', 'troop', 'join', 'austrogerman', 'austro', 'german', 'retreat']
    """
    found = tokens(text)
    shouted = len(found) > 1 and text.isupper()
    return [term for token in found for term in _terms_of(token, shouted=shouted, stemming=stemming)]


@lru_cache(maxsize=65536)
def _terms_of(token: str, *, shouted: bool, stemming: bool) -> tuple[str, ...]:
    """Return a token's terms; the capitals of a `shouted` text make no acronyms."""
    kept = _is_acronym(token) and not shouted
    return tuple(stem(word) if stemming else word for word in forms(token) if kept or word not in STOP_WORDS)


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
    stemmed: str = _STEMMER.stemWord(word)
    return stemmed.replace("'", "")
