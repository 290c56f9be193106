"""What was read of files before a build was interrupted, kept until the index is written."""

from __future__ import annotations

import os
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from pydantic import TypeAdapter

from index.encoding import file_sha256
from index.folder import FORMAT
from index.indexing.indexed_articles import IndexedArticle, indexed_article
from index.metadata import sidecar_sha256
from index.records import Article
from index.settings import Settings

DIGEST = 64  # characters of a SHA-256
_ARTICLES = TypeAdapter(tuple[Article, ...])


class KeptReading:
    """Articles that were read, by their file as it is now, and how it is to be read; in a folder, or nowhere if that is None."""

    def __init__(self, progress: Path | None, settings: Settings) -> None:
        self._progress = progress
        self._settings = settings

    def find(self, path: Path) -> list[IndexedArticle] | None:
        """Return what was read of a file, None where nothing was, or not of what it is now."""
        kept = self._path(path) if self._progress and path.is_file() and os.access(path, os.R_OK) else None
        if kept is None or not kept.is_file():
            return None
        content = kept.read_bytes()
        digest, articles = content[:DIGEST], content[DIGEST:]
        if sha256(articles).hexdigest().encode() != digest:
            return None
        absolute, sidecar = os.path.abspath(path), sidecar_sha256(path)  # noqa: PTH100  # a link is an article of its own name
        return [indexed_article(article, absolute, sidecar, self._settings) for article in _ARTICLES.validate_json(articles)]

    def keep(self, path: Path, found: list[IndexedArticle]) -> None:
        """Keep what was read of a file, behind its digest."""
        if self._progress is None:
            return
        kept = self._path(path)
        kept.parent.mkdir(exist_ok=True)
        articles = _ARTICLES.dump_json(tuple(each.article for each in found))
        beside = kept.with_suffix(".new")
        beside.write_bytes(sha256(articles).hexdigest().encode() + articles)
        beside.replace(kept)

    def _path(self, path: Path) -> Path:
        """Return where a file's articles are kept: another version of loccit, or other settings of reading, look elsewhere."""
        settings = self._settings
        read_with = settings.markers, settings.ocr, settings.ocr_languages
        absolute = os.path.abspath(path)  # noqa: PTH100  # a link is an article of its own name
        named = version("loccit"), str(FORMAT), absolute, file_sha256(path), sidecar_sha256(path), *read_with
        key = sha256("\0".join(named).encode("utf-8", "surrogatepass")).hexdigest()
        return (self._progress or Path()) / f"{key}.articles"
