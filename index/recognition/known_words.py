"""How well a text was recognised, by the share of its words that a dictionary knows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from index.pdfium import PageGlyphs, Piece
from index.text import common_words

WORD = re.compile(r"[^\W\d_]{3,}(?:['’][^\W\d_]+)?")
BETTER = 0.02  # by how much more of the words must be known
FEWEST_WORDS = 20  # of a page, by which it can be judged
# Tesseract's codes of the languages of which pyspellchecker has a dictionary.
DICTIONARIES = {"eng": "en", "deu": "de", "fra": "fr", "spa": "es", "ita": "it", "por": "pt", "rus": "ru", "nld": "nl"}


@dataclass(frozen=True, slots=True)
class KnownWords:
    """Of how many words how many are known; `share` is None where there are too few to tell."""

    words: int
    known: int

    @property
    def share(self) -> float | None:
        """The share that is known."""
        return self.known / self.words if self.words >= FEWEST_WORDS else None


def known_words(pieces: Sequence[Piece], languages: str) -> KnownWords | None:
    """Count a page's words, those that a line's end breaks left out; None where no dictionary is there for the languages."""
    dictionary = dictionary_of(languages)
    if not dictionary:
        return None
    text = " ".join(piece.text for piece in pieces if not piece.text.endswith(("-", "‐")))
    words = [match[0].casefold() for match in WORD.finditer(text)]
    return KnownWords(len(words), sum(_is_known(word, dictionary) for word in words))


def summed(counts: Iterable[KnownWords]) -> KnownWords:
    """Return the counts of several pages as one."""
    each = list(counts)
    return KnownWords(sum(count.words for count in each), sum(count.known for count in each))


def _is_known(word: str, dictionary: frozenset[str]) -> bool:
    return word in dictionary or word.replace("’", "'") in dictionary or re.split("['’]", word)[0] in dictionary


@cache
def dictionary_of(languages: str) -> frozenset[str]:
    """Return the words of all the languages, codes joined by a plus sign; none where one has no dictionary."""
    names = [DICTIONARIES.get(language) for language in languages.split("+")]
    return frozenset().union(*(common_words(name) for name in names if name)) if all(names) else frozenset()


def is_better(new: PageGlyphs, old: PageGlyphs, languages: str) -> bool:
    """Whether one reading of a page is better than another: whether more of its words are known, or it has words at all."""
    if not old.pieces or not new.pieces:
        return bool(new.pieces)
    newly, formerly = known_words(new.pieces, languages), known_words(old.pieces, languages)
    if newly is None or formerly is None or newly.share is None:
        return False
    return formerly.share is None or newly.share > formerly.share + BETTER
