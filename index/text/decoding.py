"""A file's bytes to characters: UTF-8, or else Western encodings as a library tells them."""

from __future__ import annotations

import re

from index.errors import ArticleError

WORDS = re.compile(r"\S+")
# Control characters that no text file has; a text with one of them is something else under a text's name.
BINARY = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
LONGEST_WORD = 20_000  # characters; an address or a formula may be long, but no article has more without a space
# What is looked for where a file is not UTF-8, by name for people. Windows-1252 has all that Latin-1 prints.
OTHERS = {"cp1252": "Windows-1252", "utf_16": "UTF-16", "utf_16_le": "UTF-16", "utf_16_be": "UTF-16"}
FEWEST_BYTES = 200  # with fewer, an encoding would be guessed


def decode(data: bytes, place: str) -> tuple[str, tuple[str, ...]]:
    """Return the characters of a file and, where they are not UTF-8, the doubt that this raises.

    Raises:
        ArticleError: it is empty, blank, binary, of an unknown encoding, or no running text.
    """
    if not data.strip():
        raise ArticleError(f"{place} is empty: it has {len(data)} bytes and no text. Give a file that holds the article.")
    try:
        text, doubts = data.decode("utf-8"), tuple[str, ...]()
    except UnicodeDecodeError as error:
        text, doubts = _decode_other(data, place, error)
    require_text(text, place)
    return text, doubts


def require_text(text: str, place: str) -> None:
    """Refuse characters that are no running text.

    Raises:
        ArticleError: they are binary, blank, or without a space.
    """
    binary = BINARY.search(text)
    if binary:
        raise ArticleError(
            f"{place} is not plain text: it holds the control character U+{ord(binary[0]):04X} at offset {binary.start()}. "
            "Export the article as plain UTF-8 text and try again."
        )
    if not any(character.isalnum() for character in text):
        raise ArticleError(f"{place} is blank: there is no letter in it, only signs. Give a file that holds the article.")
    longest = max(WORDS.finditer(text), key=lambda word: word.end() - word.start())
    if longest.end() - longest.start() > LONGEST_WORD:
        line = text.count("\n", 0, longest.start()) + 1
        raise ArticleError(
            f"{place} is not running text: line {line} holds {longest.end() - longest.start():,} characters without a space. "
            "Give a file that holds the article."
        )


def _decode_other(data: bytes, place: str, error: UnicodeDecodeError) -> tuple[str, tuple[str, ...]]:
    """Decode what is not UTF-8, where charset-normalizer finds a Western encoding in which nothing looks wrong."""
    from charset_normalizer import from_bytes  # here, because few files need it and every question would load it

    found = from_bytes(data, cp_isolation=list(OTHERS)).best() if len(data) >= FEWEST_BYTES else None
    if found is None or found.encoding not in OTHERS or found.chaos > 0:
        line = data.count(b"\n", 0, error.start) + 1
        raise ArticleError(
            f"{place} is not UTF-8 text: byte 0x{data[error.start]:02x} at offset {error.start} (line {line}) cannot be read. "
            "Save it as UTF-8 and try again."
        ) from error
    return str(found), (f"the file is not UTF-8 and was read as {OTHERS[found.encoding]}",)
