"""In which language pages are recognised where nobody tells: that of their words, if the engine has its data, or else English."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from index.languages import base, main_language, name_of
from index.pdfium import PageGlyphs
from index.recognition.engine import Engine

# Tesseract's names of its data, by the languages' tags.
CODES = {
    "ar": "ara", "bg": "bul", "ca": "cat", "cs": "ces", "da": "dan", "de": "deu", "el": "ell", "en": "eng", "es": "spa",
    "et": "est", "fi": "fin", "fr": "fra", "he": "heb", "hr": "hrv", "hu": "hun", "it": "ita", "ja": "jpn", "la": "lat",
    "lt": "lit", "lv": "lav", "nb": "nor", "nl": "nld", "no": "nor", "pl": "pol", "pt": "por", "ro": "ron", "ru": "rus",
    "sk": "slk", "sl": "slv", "sr": "srp", "sv": "swe", "tr": "tur", "uk": "ukr",
}  # fmt: skip
SAMPLED = 2  # pages by which the language of a file is told


def sampled(wanted: Sequence[int]) -> list[int]:
    """Return the pages, of those that are to be recognised, that tell in which language they are.

    >>> sampled([3, 4, 5, 6, 7, 8, 9]), sampled([3])
    ([5, 8], [3])
    """
    places = {round(len(wanted) * part / (SAMPLED + 1)) for part in range(1, SAMPLED + 1)}
    return [wanted[min(at, len(wanted) - 1)] for at in sorted(places)][: len(wanted)]


def language_of(pages: Iterable[PageGlyphs]) -> str:
    """Return the tag of the language in which the words of pages are; empty where they do not tell."""
    return main_language(" ".join(piece.text for page in pages for piece in page.pieces))


def code_of(language: str) -> str:
    """Return Tesseract's name of a language; empty where none is known.

    >>> code_of("fr"), code_of("de-AT"), code_of("")
    ('fra', 'deu', '')
    """
    return CODES.get(base(language), "")


def doubts_about_language(pages: Iterable[PageGlyphs], engine: Engine, installed: Sequence[str]) -> Iterator[str]:
    """Say that recognised pages are in a language other than those that the engine was told, and how to have it read."""
    language = language_of(pages)
    code = code_of(language)
    if not code or code in engine.languages.split("+"):
        return
    package = f"install its data (Debian and Ubuntu: apt install tesseract-ocr-{code}) and " if code not in installed else ""
    yield (
        f"the text is in {name_of(language)}, but was recognised with Tesseract's data for {engine.languages}, so that letters "
        f"may be misread, as œ is as ce: {package}name it with --ocr-languages {code}"
    )
