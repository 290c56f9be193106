"""How well structured files are read: `python -m tests.benchmarks.formats`, on `formats/` of the outside data.

Markers, paragraphs and notes' texts are counted as in `reading.py`. The e-book is measured against its own XHTML, read here in
another way than loccit does: every link that is called a note's place, what stands before it in its block, and the list item
that it leads to. A table's row is a block.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Any
from zipfile import ZipFile

from lxml import etree

from index.readers.article_files import read_article
from index.records import Article
from tests.benchmarks.data import DATA
from tests.benchmarks.reading import BEFORE, Tally, first, flat, markers

FORMATS = ("docx", "odt", "epub", "html", "jats", "tei", "latex", "md")
BOOK = "wealth_of_nations.epub"
XHTML = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"
BLOCKS = frozenset(f"{XHTML}{tag}" for tag in "p h1 h2 h3 h4 h5 h6 tr caption dt dd li blockquote".split())
APART = BLOCKS | {f"{XHTML}{tag}" for tag in ("td", "th", "br")}


def main(arguments: list[str]) -> None:
    folder = DATA / "formats"
    print(f"{'format':<8}{'files':>6}{'notes':>7}{'markers':>9}{'texts':>8}{'paragraphs F1':>15}{'doubts':>8}{'seconds':>9}")
    for name in FORMATS:
        tallies = {kind: Tally() for kind in ("markers", "texts", "paragraphs")}
        start, doubts, files = perf_counter(), 0, 0
        for truth in sorted((folder / "truth").glob("*.json")):
            article = read_article(next((folder / name).glob(f"{truth.stem}.*")))
            _measure(article, json.loads(truth.read_text("utf-8")), tallies)
            doubts, files = doubts + len(article.doubts), files + 1
        _show(name, files, tallies, doubts, perf_counter() - start, "--details" in arguments)
    tallies = {kind: Tally() for kind in ("markers", "texts")}
    start = perf_counter()
    book = read_article(folder / BOOK)
    seconds = perf_counter() - start
    wanted = list(book_notes(folder / BOOK))
    tallies["markers"].add(markers(book), (f"{label} {before[-BEFORE:]}" for label, before, _ in wanted))
    tallies["texts"].add(
        (f"{note.label} {flat(note.text)}" for note in book.notes if note.text), (f"{n} {t}" for n, _, t in wanted)
    )
    _show("book", 1, tallies, len(book.doubts), seconds, "--details" in arguments)
    print(f"the book has {len(book.text.split()):,} words of running text, {len(book.notes):,} notes")


def _measure(article: Article, truth: dict[str, Any], tallies: dict[str, Tally]) -> None:
    wanted = truth["notes"]
    tallies["markers"].add(markers(article), (f"{note['label']} {flat(note['before'])[-BEFORE:]}" for note in wanted))
    found = (f"{note.label} {flat(note.text)}" for note in article.notes if note.text)
    tallies["texts"].add(found, (f"{note['label']} {flat(note['text'])}" for note in wanted if note["text"]))
    paragraphs = (first(paragraph.span.of(article.text)) for paragraph in article.paragraphs)
    tallies["paragraphs"].add(paragraphs, map(first, truth["paragraphs"]))


def _show(name: str, files: int, tallies: dict[str, Tally], doubts: int, seconds: float, details: bool) -> None:
    paragraphs = f"{tallies['paragraphs'].f1:15.4f}" if "paragraphs" in tallies else f"{'–':>15}"
    figures = f"{tallies['markers'].wanted:7}{tallies['markers'].f1:9.4f}{tallies['texts'].f1:8.4f}"
    print(f"{name:<8}{files:6}{figures}{paragraphs}{doubts:8}{seconds:9.1f}")
    if details:
        for kind, tally in tallies.items():
            print(*(f"    {kind} missed   {item!r}" for item in tally.missed[:20]), sep="\n")
            print(*(f"    {kind} invented {item!r}" for item in tally.invented[:20]), sep="\n")


def book_notes(path: Path) -> Iterator[tuple[str, str, str]]:
    """Yield the label of each note that the book's chapters refer to, the text before its place, and its own."""
    with ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.endswith(".xhtml")]
        roots = {name: etree.fromstring(archive.read(name)) for name in names}
    notes = {item.get("id"): item for root in roots.values() for item in root.iter(f"{XHTML}li") if item.get("id")}
    for name, root in roots.items():
        for link in root.iter(f"{XHTML}a"):
            if "noteref" in link.get(TYPE, "").split() and "endnotes" not in name:
                yield "".join(link.itertext()), _before(link), _text(notes[link.get("href", "").split("#")[1]])


def _before(link: etree._Element) -> str:
    """Return the text of the block in which a link stands, up to it."""
    block = next(above for above in link.iterancestors() if above.tag in BLOCKS)
    texts: list[str] = []
    for event, element in etree.iterwalk(block, events=("start", "end")):
        if element is link:
            break
        noteref = "noteref" in element.get(TYPE, "")
        texts += [" "] if element.tag in APART else []
        texts += [element.text or ""] if event == "start" and not noteref else []
        texts += [element.tail or ""] if event == "end" and element is not block else []
    return flat("".join(texts))


def _text(item: etree._Element) -> str:
    """Return an item's text, without the way back."""
    texts: list[str] = []
    for event, element in etree.iterwalk(item, events=("start", "end")):
        back = "backlink" in element.get(TYPE, "")
        texts += [" "] if element.tag in APART else []
        texts += [element.text or ""] if event == "start" and not back else []
        texts += [element.tail or ""] if event == "end" and element is not item else []
    return flat("".join(texts))


if __name__ == "__main__":
    main(sys.argv[1:])
