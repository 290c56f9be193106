"""Initials that stand before several lines of a PDF, put back onto the first of them, to whose word they belong."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from index.pdfium.glyphs import Piece

LARGE = 1.7  # of the page's usual size: the least of an initial
BESIDE = 1.5  # of the size of the lines, the most by which they stand away from it
RISE = 0.85  # of the initial's size: as high above its baseline the first line may stand


def with_initials(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return a page's pieces, each initial as a letter of its word; what is merely large stays as it is."""
    if not pieces:
        return ()
    usual = median(piece.size for piece in pieces)
    found = list(pieces)
    for at, piece in enumerate(pieces):
        if len(piece.text) == 1 and piece.text.isupper() and piece.size >= LARGE * usual:
            first = _first_beside(piece, at, pieces)
            if first is not None:
                word = pieces[first]
                found[at] = piece._replace(y=word.y, size=word.size, bold=word.bold, italic=word.italic)
                found[first] = word._replace(x0=min(word.x0, piece.x1), spaced=False)
    return tuple(found)


def _first_beside(initial: Piece, at: int, pieces: Sequence[Piece]) -> int | None:
    """Return the first word of the first line beside an initial; None where fewer than two lines stand there."""
    beside = [
        other
        for other, piece in enumerate(pieces)
        if other != at
        and piece.size * LARGE <= initial.size * 1.05
        and 0 <= piece.x0 - initial.x1 + 0.2 * piece.size <= BESIDE * piece.size
        and -0.2 * piece.size <= piece.y - initial.y <= RISE * initial.size
    ]
    if len({round(pieces[other].y) for other in beside}) < 2:
        return None
    return max(beside, key=lambda other: pieces[other].y)
