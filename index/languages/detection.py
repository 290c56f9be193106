"""In which language a text is: what its file tells, checked against what the library py3langid (BSD) detects.

A detector always has an answer, also for a list of names. So its answer counts only where the text's commonest words bear it out.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from index.errors import Kind, LoccitError
from index.languages.tags import LISTED
from index.languages.word_lists import stop_words

WORD = re.compile(r"[^\W\d_]+")
LONGEST_READ = 20_000  # characters of a text from which its language is told
ENOUGH_LETTERS = 300  # of a text in a language that is not listed
SURE = 0.7
COMMON = 0.2  # share of a text's words that are its language's commonest; running text has .35 and more
PLAINLY = 0.3
COMMON_ELSEWHERE = 0.25  # of those of a listed language, no more have texts in one that is not listed


class DetectorError(LoccitError):
    """The detector of languages cannot be unpacked."""

    kind = Kind.AWAY


def detected(text: str, among: Collection[str] = LISTED) -> str:
    """Return the language of a text, one of those listed; empty where it has too few words to tell.

    Raises:
        DetectorError: there is no room for the detector's temporary file. `spoken` and `main_language` raise it as well.

    >>> detected("Der Krieg endete im Jahre 1918, und die Truppen kehrten in ihre Heimat zurück.")
    'de'
    >>> detected("Kolchak, Graves, Semenov")
    ''
    """
    words = _words(text)
    language, likely = _classified(text, LISTED)
    if language not in among or likely < SURE:
        return ""
    shares = {other: _share(words, other) for other in LISTED}
    return language if shares[language] >= COMMON and shares[language] == max(shares.values()) else ""


def spoken(question: str, among: Collection[str]) -> str:
    """Return the language of a question, one of `among`; empty where its words do not tell.

    A question is too short for shares: one word of the language that is none of the others' is wanted, and the detector's word.
    """
    words = {word.casefold() for word in WORD.findall(question) if len(word) > 1}
    counts = {language: len(words & stop_words(language)) for language in among}
    best = max(counts.values(), default=0)
    leading = [language for language in among if counts[language] == best]
    if not best:
        return ""
    if len(leading) == 1:
        return leading[0]
    return _classified(question, leading)[0]


def main_language(text: str) -> str:
    """Return the language of most of a long text, also one that is not listed; empty where it has too few words to tell."""
    read = sample(text)
    listed = detected(read)
    if listed:
        return listed
    words = _words(read)
    if sum(map(len, words)) < ENOUGH_LETTERS or max(_share(words, each) for each in LISTED) > COMMON_ELSEWHERE:
        return ""
    language, likely = _classified(read, ())
    return language if likely >= SURE and language not in LISTED else ""


def is_in(text: str, language: str) -> bool:
    """Whether a text's commonest words are plainly those of a language, so that no detector needs to be asked."""
    words = _words(text)
    share = _share(words, language)
    return share >= PLAINLY and share == max(_share(words, other) for other in LISTED)


def sample(text: str) -> str:
    """Return what is read of a text: all, or a piece each of its beginning, its middle and its end."""
    if len(text) <= LONGEST_READ:
        return text
    piece, middle = LONGEST_READ // 3, len(text) // 2
    return "\n".join((text[:piece], text[middle : middle + piece], text[-piece:]))


def _words(text: str) -> list[str]:
    return [word.casefold() for word in WORD.findall(text)]


def _share(words: Sequence[str], language: str) -> float:
    common = stop_words(language)
    return sum(word in common for word in words) / max(len(words), 1)


def _classified(text: str, among: Collection[str]) -> tuple[str, float]:
    """Return which of some languages the detector names, and how likely it is; `among` empty stands for all that it knows."""
    ranked = [(str(language), float(likely)) for language, likely in _identifier().rank(text)]
    wanted = [(language, likely) for language, likely in ranked if not among or language in among]
    language, likely = max(wanted, key=lambda each: each[1])
    return language, likely / max(sum(each for _, each in wanted), 1e-12)


@cache
def _identifier() -> Any:
    # Loaded when first asked for: it takes a third of a second, and questions about English texts do without.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    try:
        return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    except OSError as error:
        # The library unpacks its model into a temporary file, for which there may be no room.
        raise DetectorError(
            f"In which language a text is cannot be told, for py3langid's model cannot be unpacked in {_unpacked_in()}: "
            f"{error.strerror or error}. Make room there, or name another folder in TMPDIR."
        ) from error


def _unpacked_in() -> str:
    """Return the folder for temporary files, or, where none can be written to, those that were tried."""
    try:
        return tempfile.gettempdir()
    except FileNotFoundError:
        return "any folder for temporary files"
