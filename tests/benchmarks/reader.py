"""How fast the reader opens a long book: `python -m tests.benchmarks.reader`, chapters of `flattened/` put end to end.

The book has 400,000 words. Times are the medians of five visits by chromium: until the first text is painted, until the page
is loaded, and until a stretch near the end stands in the window, marked.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from itertools import cycle
from statistics import median
from time import perf_counter
from typing import Any, cast

from playwright.sync_api import Browser, sync_playwright

from index.readers.article_files import read_article
from index.records import Article, Heading, Note, Page, Paragraph, Source, Span
from qa.opened_index import OpenedIndex
from tests.benchmarks.data import DATA
from tests.conftest import CHROMIUM_FLAGS
from tests.serving import serving
from web import create_app
from web.service_settings import ServiceSettings

WORDS = 400_000
VISITS = 5
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
LOADED = "performance.getEntriesByType('navigation')[0].loadEventEnd"


class Shelf:
    """A collection of one book, without an index."""

    def __init__(self, book: Article) -> None:
        self.articles = (book,)
        self.collection = self

    def article(self, article_id: str) -> Article:  # noqa: ARG002  # there is no other
        """Return the book."""
        return self.articles[0]

    def current(self) -> Shelf:
        """Return itself."""
        return self


def main() -> None:
    chromium = shutil.which("chromium")
    if chromium is None:
        print("not measured: chromium is not installed")
        return
    long = book(WORDS)
    words, texts = len(long.text.split()), sum(note.text is not None for note in long.notes)
    print(f"{words:,} words, {len(long.paragraphs):,} paragraphs, {len(long.notes):,} notes, {texts:,} with their texts")
    app = create_app(cast("OpenedIndex", Shelf(long)))
    start = perf_counter()
    body = app.test_client().get(f"/articles/{long.id}").data
    print(f"page written in {(perf_counter() - start) * 1000:.0f} ms, {len(body) / 1e6:.1f} MB")
    stretch = long.sentences[-100]
    with serving(app, ServiceSettings()) as served, sync_playwright() as playwright:
        address = f"{served.address}/articles/{long.id}"
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        for name, query in (("from the beginning", ""), ("at a mark near the end", f"?start={stretch.start}&end={stretch.end}")):
            visits = [visit(browser, address + query + ("#mark" if query else "")) for _ in range(VISITS)]
            painted, loaded, shown = (median(times) for times in zip(*visits, strict=True))
            print(f"{name:<24} painted {painted:6.0f} ms, loaded {loaded:6.0f} ms, in place {shown:6.0f} ms")
        browser.close()


def visit(browser: Browser, address: str) -> tuple[float, float, float]:
    """Open a page in a window of its own; return the milliseconds until it is painted, loaded, and in place."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    start = perf_counter()
    page.goto(address)
    target = page.locator("#mark" if "#mark" in address else ".text").first
    box = target.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 900, f"what is asked for is not in the window, but at {box['y']}"
    shown = (perf_counter() - start) * 1000
    times = (float(page.evaluate(PAINTED)), float(page.evaluate(LOADED)), shown)
    page.close()
    return times


def book(words: int) -> Article:
    """Return chapters put end to end until they have so many words."""
    chapters = [read_article(path) for path in sorted((DATA / "flattened" / "paged").glob("*.txt"))]
    parts: dict[str, list[Any]] = {name: [] for name in ("text", "headings", "paragraphs", "pages", "notes")}
    at = count = 0
    for number, chapter in enumerate(cycle(chapters)):
        if count >= words:
            break
        count += len(chapter.text.split())
        parts["headings"].append(Heading(Span(at, at + len(chapter.title)), 1))
        behind = len(chapter.title)
        for paragraph in chapter.paragraphs:
            if paragraph.span.start >= behind:
                parts["paragraphs"].append(shifted(paragraph, at, len(parts["paragraphs"]) + 1))
        parts["notes"] += [Note(note.label, note.anchor + at, note.text) for note in chapter.notes if note.anchor > behind]
        parts["pages"] += [Page(f"{number + 1}.{page.label}", page.start + at) for page in chapter.pages]
        parts["text"].append(chapter.text)
        at += len(chapter.text) + 2
    return Article(
        id="a-long-book",
        title="A Long Book",
        text="\n\n".join(parts["text"]),
        headings=tuple(parts["headings"]),
        paragraphs=tuple(parts["paragraphs"]),
        pages=tuple(parts["pages"]),
        notes=tuple(parts["notes"]),
        doubts=(),
        source=Source("a-long-book.txt", "", 0, ()),
    )


def shifted(paragraph: Paragraph, by: int, number: int) -> Paragraph:
    """Return a paragraph as it stands further on."""
    span = Span(paragraph.span.start + by, paragraph.span.end + by)
    sentences = tuple(Span(sentence.start + by, sentence.end + by) for sentence in paragraph.sentences)
    return replace(paragraph, number=number, span=span, sentences=sentences)


if __name__ == "__main__":
    main()
