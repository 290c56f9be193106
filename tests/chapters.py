"""Chapters in other languages, as `tests/cases/chapters/` has them, and what PDFs leave of such: lines, and notes at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap

FOLDER = Path(__file__).parent / "cases" / "chapters"
NOTE = re.compile(r"\{(?P<text>[^}]*)\}")
HEADINGS = {"de": "Anmerkungen", "fr": "Notes", "it": "Note"}  # of the list of notes
STYLES = ("glued", "spaced", "bracketed", "superscript", "paged")
WIDTH = 72
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
BREAKABLE = re.compile(r"(?P<first>[^\W\d_A-ZÀ-Ý]{4,})(?P<second>[^\W\d_]{4,}\S*)$")
LINES_ON_PAGE = 38


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: its blocks in order, each a heading of one line or a paragraph of sentences, markers still in braces.

    `questions` are pairs: a question, and the first words of the sentence that answers.
    """

    language: str
    title: str
    blocks: tuple[tuple[str, ...], ...]
    questions: tuple[tuple[str, str], ...]

    @property
    def notes(self) -> list[str]:
        """The notes' own texts, in order."""
        return NOTE.findall("\n".join("\n".join(block) for block in self.blocks))

    @property
    def sentences(self) -> list[str]:
        """The sentences of all paragraphs, without markers."""
        return [NOTE.sub("", line) for block in self.blocks if not block[0].startswith("## ") for line in block]

    @property
    def headings(self) -> list[str]:
        """The headings below the title."""
        return [block[0].removeprefix("## ") for block in self.blocks if block[0].startswith("## ")]

    @property
    def anchors(self) -> list[str]:
        """What stands before each note's marker in its sentence."""
        lines = [line for block in self.blocks for line in block]
        return [NOTE.sub("", line[: found.start()]) for line in lines for found in NOTE.finditer(line)]


def read_chapter(language: str) -> Chapter:
    """Read the chapter in a language."""
    text, _, asked = (FOLDER / f"{language}.txt").read_text("utf-8").partition("\n\n? ")
    blocks = [tuple(block.split("\n")) for block in text.strip().split("\n\n")]
    questions = [line.removeprefix("? ").split(" = ") for line in asked.strip().split("\n")]
    return Chapter(language, blocks[0][0].removeprefix("# "), tuple(blocks[1:]), tuple((q, a) for q, a in questions))


def flattened(chapter: Chapter, style: str) -> str:
    """Return a chapter as the text that a PDF leaves behind, in one of the styles."""
    numbers = iter(range(1, 1000))
    parts = [chapter.title]
    for block in chapter.blocks:
        words = NOTE.sub(lambda _: _marker(next(numbers), style), " ".join(block)).removeprefix("## ")
        parts += list(_lines(words, broken=style == "paged")) if not block[0].startswith("## ") else [words]
    listed = [line for number, text in enumerate(chapter.notes, 1) for line in wrap(f"{number}. {text}", WIDTH)]
    lines = [*parts, HEADINGS[chapter.language], *listed]
    if style != "paged":
        return "\n".join(lines) + "\n"
    pages = [lines[at : at + LINES_ON_PAGE] for at in range(0, len(lines), LINES_ON_PAGE)]
    return "\f".join(f"{chapter.title} {at}\n" * (at > 1) + "\n".join(page) + "\n" for at, page in enumerate(pages, 1))


def _marker(number: int, style: str) -> str:
    if style == "bracketed":
        return f"[{number}]"
    if style == "superscript":
        return str(number).translate(SUPERSCRIPTS)
    return f" {number}" if style == "spaced" and number % 4 == 0 else str(number)


def _lines(words: str, *, broken: bool) -> Iterator[str]:
    """Yield lines of a column; with `broken`, words are hyphenated at their ends where they are long enough."""
    line = ""
    for word in words.split(" "):
        if len(line) + len(word) + 1 <= WIDTH:
            line = f"{line} {word}".strip()
            continue
        parts = BREAKABLE.fullmatch(word) if broken and len(line) + 6 < WIDTH else None
        if parts:
            room = min(WIDTH - len(line) - 2, len(word) - 4)
            yield f"{line} {word[:room]}-"
            line = word[room:]
        else:
            yield line
            line = word
    yield line
