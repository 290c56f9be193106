"""page_cache.py: what was recognised is kept."""

from __future__ import annotations

from pathlib import Path

from index.pdfium import PageGlyphs, Piece, Rule
from index.recognition.engine import Engine
from index.recognition.page_cache import PageCache

WORD = Piece("frøze", 1.0, 2.0, 3.5, 10.5, False, False, True, False, 93)
FIGURE = Piece("7", 2.0, 2.5, 7.0, 6.5, False, False, False, True, None)
PAGE = PageGlyphs((WORD, FIGURE), (Rule(1.0, 90.0, 40.0),), 340.0, 400.0, 2, 6, 0, True, True, 0.0209)


def test_page_is_kept_as_it_is(cache_folder: Path) -> None:
    """What is got is what was put, by another cache too; nothing else lies in the folder."""
    cache = PageCache(Engine("eng", "5.3.0"))
    assert cache.get("abc") is None
    cache.put("abc", PAGE)
    assert PageCache(Engine("eng", "5.3.0")).get("abc") == PAGE
    assert [path.suffixes for path in cache_folder.rglob("*") if path.is_file()] == [[".json", ".z"]]


def test_another_engine_has_pages_of_its_own() -> None:
    """Other languages or another version read anew."""
    PageCache(Engine("eng", "5.3.0")).put("abc", PAGE)
    assert PageCache(Engine("deu", "5.3.0")).get("abc") is None
    assert PageCache(Engine("eng", "5.4.0")).get("abc") is None


def test_damaged_page_is_none(cache_folder: Path) -> None:
    """A page that was kept only by half is read anew."""
    cache = PageCache(Engine("eng", "5.3.0"))
    cache.put("abc", PAGE)
    (file,) = (path for path in cache_folder.rglob("*") if path.is_file())
    for content in (file.read_bytes()[:20], b"", b"nothing"):
        file.write_bytes(content)
        assert cache.get("abc") is None
