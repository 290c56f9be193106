"""Whether a text that somebody laid over a page's picture stands where the picture has these words, and not lines or pages away.

The ink tells at little cost: it is under the words, and not under the white between them. Where it is not, recognition decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from index.pdfium import PageGlyphs, PagePicture, Piece

SAMPLED = 4  # pages of a file that are looked at
FEWEST_GAPS = 60  # of a page that can tell
PIXELS = 2.0  # a point
LOW = 0.45  # of the size: as high as small letters are
NARROWEST, WIDEST, INNER = 0.12, 1.5, 0.2  # of the size, the white between words; and of that, what is left out at either side
SHIFT = 2.5  # of the size, up and down, by which a text may have been moved
UNDER_WORDS = 0.7  # of the most ink that words may have, moved or not: less is under those that were moved
UNDER_GAPS = 0.6  # of the ink under words: as much is under the white between those of another page
FAINTEST = 4.0  # of 255: paper with less ink under words has no print
SAME_PLACE, SAME_LINE = 3.0, 0.6  # of the size, along and across a line, by which a word's place may differ
AGREEING = 0.5  # of the words, that stand where they were recognised
LONG = 4  # letters of a word that is compared

Floats = npt.NDArray[np.float64]


def looked_at(pages: Sequence[int]) -> list[int]:
    """Return the pages of some, evenly spread, that are looked at.

    >>> looked_at(range(100)), looked_at([7])
    ([12, 37, 62, 87], [7])
    """
    number = min(SAMPLED, len(pages))
    return [pages[(2 * at + 1) * len(pages) // (2 * number)] for at in range(number)]


def can_tell(page: PageGlyphs) -> bool:
    """Whether a page has enough words beside each other for its ink to tell anything."""
    return len(list(_gaps(page.pieces))) >= FEWEST_GAPS


def may_stand_elsewhere(page: PageGlyphs, picture: PagePicture) -> bool:
    """Whether the ink of a page's picture is not where its words are, or is between them as well."""
    ink = _summed_ink(picture)
    words = np.array([page.box(*_low(piece, piece.x0, piece.x1)) for piece in page.pieces if len(piece.text) >= LONG])
    gaps = np.array([page.box(*gap) for gap in _gaps(page.pieces)])
    if not len(words) or not len(gaps):
        return False
    size = float(np.median([piece.size for piece in page.pieces]))
    shifts = np.arange(-SHIFT * size, SHIFT * size, 1.0)
    across = page.turn % 2
    most = max(_under(words, ink, page, shift * across, shift * (1 - across)) for shift in shifts)
    under = _under(words, ink, page)
    return most >= FAINTEST and (under < UNDER_WORDS * most or _under(gaps, ink, page) > UNDER_GAPS * under)


def agrees(layer: PageGlyphs, read: PageGlyphs) -> bool:
    """Whether most of the longer words that were recognised on a page stand in its layer, at about the same places."""
    places: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for piece in layer.pieces:
        places[_plain(piece)].append(_middle(layer, piece))
    words = [piece for piece in read.pieces if len(_plain(piece)) >= LONG]
    across = layer.turn % 2

    def stands(piece: Piece) -> bool:
        x, y = _middle(read, piece)
        away = ((abs(x - one), abs(y - other)) for one, other in places[_plain(piece)])
        return any(apart[across] <= SAME_PLACE * piece.size and apart[1 - across] <= SAME_LINE * piece.size for apart in away)

    return not words or sum(map(stands, words)) >= AGREEING * len(words)


def _plain(piece: Piece) -> str:
    return "".join(filter(str.isalpha, piece.text.casefold()))


def _middle(page: PageGlyphs, piece: Piece) -> tuple[float, float]:
    x0, y0, x1, y1 = page.box(*_low(piece, piece.x0, piece.x1))
    return (x0 + x1) / 2, (y0 + y1) / 2


def _low(piece: Piece, x0: float, x1: float) -> tuple[float, float, float, float]:
    """Return the box from one place of a piece's line to another that small letters fill."""
    return x0, piece.y, x1, piece.y + LOW * piece.size


def _gaps(pieces: Sequence[Piece]) -> Iterator[tuple[float, float, float, float]]:
    """Yield the boxes of the white between words."""
    for one, other in pairwise(pieces):
        white = other.x0 - one.x1
        if abs(one.y - other.y) <= LOW * one.size and NARROWEST * one.size <= white <= WIDEST * one.size:
            yield _low(one, one.x1 + INNER * white, other.x0 - INNER * white)


def _summed_ink(picture: PagePicture) -> Floats:
    """Return the ink above and to the left of each pixel, of which there are about two a point."""
    step = max(round(picture.scale / PIXELS), 1)
    height, width = picture.grey.shape[0] // step, picture.grey.shape[1] // step
    coarse = picture.grey[: height * step, : width * step].reshape(height, step, width, step).mean(axis=(1, 3))
    ink = np.clip(float(np.median(coarse)) - coarse, 0.0, None)
    return np.pad(ink.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))


def _under(boxes: Floats, ink: Floats, page: PageGlyphs, dx: float = 0.0, dy: float = 0.0) -> float:
    """Return the mean ink under boxes of a page, which are moved by some points."""
    high, wide = ink.shape[0] - 1, ink.shape[1] - 1
    columns = np.clip(np.rint((boxes[:, [0, 2]] + dx) / page.width * wide), 0, wide).astype(np.int64)
    rows = np.clip(np.rint((1 - (boxes[:, [3, 1]] + dy) / page.height) * high), 0, high).astype(np.int64)
    (left, right), (top, bottom) = columns.T, rows.T
    areas = (right - left) * (bottom - top)
    sums = ink[bottom, right] - ink[top, right] - ink[bottom, left] + ink[top, left]
    return float(sums.sum() / max(areas.sum(), 1))
