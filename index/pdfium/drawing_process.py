"""PDFium in a process of its own that draws pages one by one, as they are asked for, and tells the digest of what they show."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, TypeAlias

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from index.errors import ArticleError
from index.pdfium.child_process import begun, ending, send
from index.pdfium.opening import opened

if TYPE_CHECKING:  # the process that only reads a file's print goes without it
    import numpy as np
    import numpy.typing as npt

MODULE = "index.pdfium.drawing_process"
MOST_SILENT = 60.0  # seconds for a page
POINTS_PER_INCH = 72.0
USUAL = 300.0  # dots per inch, for which recognition is made
SHORTEST, LONGEST = 2200.0, 5000.0  # pixels of a page's longer side: a file may tell a wrong size of its pages
REMEDY = "Print the file to a new PDF, without that page if need be, and give that."

Grey: TypeAlias = "npt.NDArray[np.uint8]"


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as it is in the file, black being 0: `scale` pixels a point; `turn`, quarters with the clock, sets it upright."""

    grey: Grey
    scale: float
    turn: int


class PageDrawer:
    """Asks the child for one page after the other. Safe to use from several threads."""

    def __init__(self, child: subprocess.Popen[bytes], path: Path) -> None:
        self._child = child
        self._path = path
        self._lock = Lock()
        self._told: SimpleQueue[Any] = SimpleQueue()
        Thread(target=self._listen, name="drawing", daemon=True).start()

    def picture(self, page: int) -> PagePicture:
        """Draw a page, counted from 0.

        Raises:
            ArticleError: PDFium hangs or breaks down at it.
        """
        found = self._asked(("draw", page), page)
        assert isinstance(found, PagePicture)  # noqa: S101  # for the types
        return found

    def digest(self, page: int) -> str:
        """Return the SHA-256 of what a page shows, without drawing it: of its pictures, and where they stand.

        Raises:
            ArticleError: PDFium hangs or breaks down at it.
        """
        return str(self._asked(("digest", page), page))

    def _asked(self, request: tuple[str, int], page: int) -> Any:
        place = f"{self._path}, page {page + 1},"
        with self._lock:
            try:
                send(self._child.stdin, request)
                found = self._told.get(timeout=MOST_SILENT)
            except Empty as error:
                self._child.kill()
                raise ArticleError(
                    f"{place} cannot be drawn: PDFium was busy with it for over {MOST_SILENT:g} s and was ended. {REMEDY}"
                ) from error
            except OSError:
                found = None
        if found is None:
            raise ArticleError(f"{place} cannot be drawn: PDFium broke down ({ending(self._child)}). {REMEDY}")
        if isinstance(found, Exception):
            raise found
        return found

    def _listen(self) -> None:
        try:
            while True:
                self._told.put(pickle.load(self._child.stdout))  # type: ignore[arg-type]  # noqa: S301  # our own process's words
        except (OSError, EOFError, ValueError, pickle.UnpicklingError):
            self._told.put(None)


@contextmanager
def drawing(data: bytes, path: Path) -> Iterator[PageDrawer]:
    """Open the PDF whose bytes are `data` in a process of its own, which draws its pages."""
    with begun(MODULE) as child:
        send(child.stdin, (data, path))
        yield PageDrawer(child, path)


def main() -> None:
    """Be the child."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends this process
    data, path = pickle.load(sys.stdin.buffer)  # noqa: S301  # our own parent's words
    requests: SimpleQueue[tuple[str, int]] = SimpleQueue()
    Thread(target=_take, args=(requests,), daemon=True).start()
    with opened(data, path) as document:
        while True:
            kind, page = requests.get()
            try:
                found: Any = (picture_of if kind == "draw" else digest_of)(document[page])
            except Exception as error:  # noqa: BLE001  # whatever it is, the parent raises it
                found = ArticleError(f"{path}, page {page + 1}, cannot be drawn: {error}. {REMEDY}")
            send(sys.stdout.buffer, found)


def _take(requests: SimpleQueue[tuple[str, int]]) -> None:
    """Take requests until the parent ends, and then end, even amid a page."""
    try:
        while True:
            requests.put(pickle.load(sys.stdin.buffer))  # noqa: S301  # our own parent's words
    except EOFError:
        os._exit(0)


def picture_of(page: pdfium.PdfPage) -> PagePicture:
    """Draw a page in grey, at a size that suits recognition."""
    import numpy as np

    turn = page.get_rotation() // 90
    scale = _scale(page)
    bitmap = page.render(scale=scale, grayscale=True)
    pixels = bitmap.to_numpy()
    grey = np.array(np.rot90(pixels[..., 0] if pixels.ndim == 3 else pixels, turn))  # as it is in the file
    bitmap.close()
    page.close()
    return PagePicture(grey, scale, turn)


def _scale(page: pdfium.PdfPage) -> float:
    """Return the pixels a point: those of 300 dots an inch, unless the page then were smaller or larger than pages are."""
    longer = max(page.get_size())
    scale = USUAL / POINTS_PER_INCH
    if longer * scale < SHORTEST:
        scale = max(scale, min(_own_scale(page), 1.5 * SHORTEST / longer))
    return float(min(scale, LONGEST / longer))


def _own_scale(page: pdfium.PdfPage) -> float:
    """Return the pixels a point of the finest of a page's pictures."""
    scales = [0.0]
    for shown in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=2):
        left, _, right, _ = shown.get_bounds()
        scales.append(shown.get_px_size()[0] / max(right - left, 1.0))
    return max(scales)


def digest_of(page: pdfium.PdfPage) -> str:
    """Return the digest of what a page shows."""
    found = sha256(repr((page.get_size(), page.get_rotation(), page.get_cropbox())).encode())
    for shown in page.get_objects(max_depth=2):
        found.update(repr((shown.type, shown.get_bounds())).encode())
        if isinstance(shown, pdfium.PdfImage):
            found.update(bytes(shown.get_data()))
    page.close()
    return found.hexdigest()
