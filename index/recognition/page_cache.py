"""What was recognised, kept by what the pages show: a run that was stopped goes on where it was, and a page is read but once.

It lies in the user's cache, `$XDG_CACHE_HOME/loccit/recognised`, a small file a page; removing it costs time alone.
"""

from __future__ import annotations

import os
import tempfile
import zlib
from hashlib import sha256
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from index.pdfium import PageGlyphs
from index.recognition.engine import Engine

WAY = 8  # raised whenever a new version would read the same picture otherwise
PAGES: TypeAdapter[PageGlyphs] = TypeAdapter(PageGlyphs)


def cache_folder() -> Path:
    """Return the folder in which recognised pages are kept."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "loccit" / "recognised"


class PageCache:
    """Keeps the pages that one engine read. Safe to use from several threads and processes."""

    def __init__(self, engine: Engine) -> None:
        self._read_by = f"{WAY} {engine.version} {engine.languages}"

    def get(self, digest: str) -> PageGlyphs | None:
        """Return the page of that digest, None where it is not kept or what is kept is damaged."""
        try:
            return PAGES.validate_json(zlib.decompress(self._file(digest).read_bytes()))
        except (OSError, zlib.error, ValidationError):
            return None

    def put(self, digest: str, page: PageGlyphs) -> None:
        """Keep a page.

        Raises:
            OSError: it cannot be written.
        """
        file = self._file(digest)
        file.parent.mkdir(parents=True, exist_ok=True)
        descriptor, beside = tempfile.mkstemp(dir=file.parent)
        try:
            with os.fdopen(descriptor, "wb") as written:
                written.write(zlib.compress(PAGES.dump_json(page)))
            Path(beside).replace(file)
        except OSError:
            Path(beside).unlink(missing_ok=True)
            raise

    def _file(self, digest: str) -> Path:
        name = sha256(f"{self._read_by} {digest}".encode()).hexdigest()
        return cache_folder() / name[:2] / f"{name}.json.z"
