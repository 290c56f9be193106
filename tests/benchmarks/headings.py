"""Which headings are found in text that has lost its markup: `python -m tests.benchmarks.headings`, on the outside e-book.

Each part of the book is flattened in eighteen ways: headings in title or in sentence case; with the book's numerals in lines of
their own, with "1. " before them, or without; lines broken at 72 characters, where a book's face would break them, or nowhere.
Neither blank lines nor note markers remain. Recall is the share of headings that are read as such, whole; beside it, how many
others were. `--details` names them.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, product
from textwrap import wrap

from index.readers import read_articles
from index.records import Article
from index.text import paged_lines
from index.text.layout import BlockKind, lay_out
from tests.benchmarks.data import DATA

EBOOK = DATA / "formats" / "wealth_of_nations.epub"
CASES, NUMBERS, LINES = ("title", "sentence"), ("alone", "before", "none"), ("counted", "set", "unbroken")
WIDTH = 72
FACE = {" ": 0.25, **dict.fromkeys("ijltI|.,;:'’‘!/", 0.28), **dict.fromkeys("mMWw@%", 0.8)}  # widths of characters, in ems
ORDINARY = 0.49


@dataclass(frozen=True, slots=True)
class Block:
    """A heading or a paragraph, without its notes."""

    text: str
    heading: bool


def parts(article: Article) -> Iterator[list[Block]]:
    """Yield the blocks of each part of a book: what stands between two headings of a chapter's number, or above the first."""
    spans = [*((heading.span, True) for heading in article.headings), *((one.span, False) for one in article.paragraphs)]
    blocks: list[Block] = []
    for span, heading in sorted(spans, key=lambda each: each[0].start):
        ended = heading and blocks and not blocks[-1].heading
        if ended and sum(not block.heading for block in blocks) >= FEWEST_PARAGRAPHS:
            yield blocks
            blocks = []
        blocks.append(Block(span.of(article.text), heading))
    yield blocks


FEWEST_PARAGRAPHS = 12


def flattened(blocks: Sequence[Block], case: str, number: str, lines: str) -> tuple[str, list[str]]:
    """Return the text of a part, and its headings as they stand there."""
    texts, headings, numbers = [], [], count(1)
    for block in blocks:
        if not block.heading:
            texts += _broken(block.text, lines)
            continue
        lone = len(block.text) <= LONGEST_NUMERAL and block.text.isupper()
        if lone and number != "alone":
            continue
        words = block.text if lone or case == "title" else _sentence_case(block.text)
        words = f"{next(numbers)}. {words}" if number == "before" else words
        headings.append(words)
        texts += _broken(words, lines)
    return "A Book\n\n" + "\n".join(texts) + "\n", headings


LONGEST_NUMERAL = 5


def _sentence_case(text: str) -> str:
    """Return a heading with a capital at its beginning alone, but for numerals."""
    first, *others = text.split(" ")
    return " ".join([first, *(word if word.isupper() else word.lower() for word in others)])


def _broken(text: str, lines: str) -> list[str]:
    if lines == "unbroken":
        return [text]
    if lines == "counted":
        return wrap(text, WIDTH, break_on_hyphens=False)
    broken, room = [""], WIDTH * ORDINARY
    for word in text.split():
        width = sum(FACE.get(each, ORDINARY) for each in f" {word}")
        if broken[-1] and width > room:
            broken.append("")
            room = WIDTH * ORDINARY
        broken[-1] = f"{broken[-1]} {word}".strip()
        room -= width
    return broken


def found(text: str) -> list[str]:
    """Return the headings that are read in a text."""
    return [block.text for block in lay_out(paged_lines(text).lines) if block.kind is BlockKind.HEADING]


def main(arguments: Sequence[str]) -> None:
    """Print a line for each way of flattening."""
    books = list(parts(read_articles(EBOOK)[0]))
    print(f"{'case':10}{'numbers':10}{'lines':10}{'headings':>9}{'recall':>8}{'others':>8}")
    for way in product(CASES, NUMBERS, LINES):
        missed, others, wanted = Counter[str](), Counter[str](), 0
        for blocks in books:
            text, headings = flattened(blocks, *way)
            have, want = Counter(found(text)), Counter(headings)
            missed, others, wanted = missed + (want - have), others + (have - want), wanted + want.total()
        shown = "".join(f"{each:10}" for each in way)
        print(f"{shown}{wanted:9}{1 - missed.total() / wanted:8.3f}{others.total():8}", flush=True)
        if "--details" in arguments:
            print(*(f"    missed {each!r}" for each in missed.elements()), sep="\n")
            print(*(f"    other {each!r}" for each in others.elements()), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
