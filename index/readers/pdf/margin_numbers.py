"""Numbers in the margin that count a text's lines, as editions have every five lines: they are none of its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from index.pdfium import PageGlyphs, Piece

EVERY = frozenset({5, 10})  # lines
FEWEST = 3  # numbers of a file
ALIGNED = 3.0  # points, that their edges may differ
EVEN = 0.15  # of their distance, by which another may differ
BESIDE = 1.0  # percent of the words, that may stand as far out


@dataclass(frozen=True, slots=True)
class Unnumbered:
    """Pages without the numbers of their lines, and what is to be said of them."""

    pages: tuple[PageGlyphs, ...]
    doubts: tuple[str, ...] = ()


def without_line_numbers(pages: Sequence[PageGlyphs]) -> Unnumbered:
    """Return the pages without the numbers that count lines in their margins."""
    found = [frozenset(_line_numbers(page)) for page in pages]
    numbered = [at for at, numbers in enumerate(found) if numbers]
    if sum(map(len, found)) < FEWEST:
        return Unnumbered(tuple(pages))
    rest = tuple(
        replace(page, pieces=tuple(piece for piece in page.pieces if piece not in numbers)) if numbers else page
        for page, numbers in zip(pages, found, strict=True)
    )
    doubt = (
        f"numbers in the margins of {len(numbered)} pages of the file (the first is page {numbered[0] + 1}) count lines, and "
        "were left out of the text"
    )
    return Unnumbered(rest, (doubt,))


def _line_numbers(page: PageGlyphs) -> Iterator[Piece]:
    """Yield the numbers in either margin that count by fives or tens from the top down, evenly spaced and aligned."""
    numbers = [piece for piece in page.pieces if piece.text.isdecimal() and not piece.lifted]
    words = [piece for piece in page.pieces if not piece.text.isdecimal()]
    if len(numbers) < 2 or not words:
        return
    left, right = np.percentile([piece.x0 for piece in words], BESIDE), np.percentile([piece.x1 for piece in words], 100 - BESIDE)
    for side in ([piece for piece in numbers if piece.x1 < left], [piece for piece in numbers if piece.x0 > right]):
        yield from _counting(sorted(side, key=lambda piece: -piece.y))


def _counting(numbers: Sequence[Piece]) -> Iterator[Piece]:
    """Yield those of a column of numbers, from the top down, that count by fives or tens at even distances."""
    links = [
        (one, other) for one, other in pairwise(numbers) if int(other.text) - int(one.text) in EVERY and _aligned(one, other)
    ]
    distances = [(one.y - other.y) / (int(other.text) - int(one.text)) for one, other in links]
    usual = float(np.median(distances)) if distances else 0.0
    for piece in numbers:
        if any(
            piece in link and int(link[0].text) % 5 == 0 and abs(distance - usual) <= EVEN * usual
            for link, distance in zip(links, distances, strict=True)
        ):
            yield piece


def _aligned(one: Piece, other: Piece) -> bool:
    return abs(one.x0 - other.x0) <= ALIGNED or abs(one.x1 - other.x1) <= ALIGNED
