"""Scans from the file to the answer: what is recognised reads as it was set, and is never vouched for."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from index.maintenance import build_collection
from index.readers.article_files import read_article, read_with_sources
from index.readers.integrity_report import maps_back
from index.records import Article, Span
from index.settings import Settings
from qa.citing import clipboard_texts, references
from qa.verifying import VerdictKind, Verifier
from tests.doubles import WordEncoder
from tests.index.readers.pdf.set_articles import NOTES, SENTENCES, SMALL, TITLE, alternating, paragraphs
from tests.scans import blurred, both, needs_tesseract, opened_book, scan, skewed, speckled
from tests.typesetter import Style, reads, typeset
from web.schemas import article_json, passage_json, source_json, verdict_json

pytestmark = needs_tesseract
SET = Style(width=SMALL.width, height=SMALL.height, margin=SMALL.margin, head=alternating)


@cache
def scanned() -> bytes:
    """The article about the harbour, three pages of it, worn as scans are."""
    worn = both(blurred(0.7), both(speckled(0.0004), skewed(0.8)))
    return scan(typeset(paragraphs(0), NOTES, SET, TITLE).data, worn=worn)


@pytest.fixture
def path(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The scan's file; its pages are read but once for all tests."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "recognised"))
    (tmp_path / "scan.pdf").write_bytes(scanned())
    return tmp_path / "scan.pdf"


@pytest.fixture
def article(path: Path) -> Article:
    """What is read of it."""
    return read_article(path)


def test_scan_reads_as_it_was_set(article: Article) -> None:
    """Title, paragraphs, markers and notes are those that were set, to the letter."""
    assert article.title == TITLE
    assert [one.span.of(article.text) for one in article.paragraphs] == [
        reads(t) for t in paragraphs(0) if not t.startswith("# ")
    ]
    places = {key: reads(text.split(f"{{{key}}}")[0])[-25:] for text in paragraphs(0) for key in NOTES if f"{{{key}}}" in text}
    assert [note.label for note in article.notes] == [str(at) for at in range(1, 7)]
    assert [article.text[note.anchor - 25 : note.anchor] for note in article.notes] == [places[key] for key in NOTES]
    assert [note.text for note in article.notes] == list(NOTES.values())
    assert [doubt.split(" (")[0] for doubt in article.doubts] == [
        "the text of 3 of the file's 3 pages was recognised in their pictures"
    ]


def test_double_pages_read_as_two(path: Path) -> None:
    """Of an open book, each side is a page with its own number and notes; lines lead to their half of the picture."""
    path.with_name("book.pdf").write_bytes(opened_book(typeset(paragraphs(0), NOTES, SET, TITLE).data))
    article = read_article(path.with_name("book.pdf"))
    assert [one.span.of(article.text) for one in article.paragraphs] == [
        reads(t) for t in paragraphs(0) if not t.startswith("# ")
    ]
    assert [(page.label, page.printed) for page in article.pages] == [("87", True), ("88", True), ("89", True)]
    assert [note.text for note in article.notes] == list(NOTES.values())
    assert any(doubt.startswith("2 of the file's 2 pages show two printed pages") for doubt in article.doubts)
    second = article.source.regions_of(Span(article.pages[1].start, article.pages[1].start + 1))[0]
    assert second.page == 1
    assert second.box is not None
    assert second.box[0] > SET.width


def test_asterisks_and_daggers_are_markers(path: Path) -> None:
    """Notes that are marked by signs, anew on each page, are placed as those with numbers are."""
    signs = typeset(paragraphs(0), NOTES, replace(SET, label="symbols", restart=True), TITLE)
    path.with_name("signs.pdf").write_bytes(scan(signs.data))
    article = read_article(path.with_name("signs.pdf"))
    assert [note.label for note in article.notes] == list(signs.labels.values()) == ["*", "†", "‡", "*", "*", "†"]
    assert [note.text for note in article.notes] == list(NOTES.values())
    assert [one.span.of(article.text) for one in article.paragraphs] == [
        reads(t) for t in paragraphs(0) if not t.startswith("# ")
    ]


def test_each_word_has_a_confidence_and_each_line_a_box(article: Article, path: Path) -> None:
    """Every word of the text and of the notes tells how sure it is; sentences lead to boxes on the page."""
    recognised = article.recognised_in(Span(0, len(article.text)))
    assert recognised is not None
    assert [word.span.of(article.text) for word in recognised.words] == article.text.split()
    assert all(word.confidence is not None and word.confidence > 20 for word in recognised.words)
    for note in article.notes:
        assert note.recognised_words is not None
        assert [word.span.of(note.text or "") for word in note.recognised_words.words] == (note.text or "").split()
    assert all(region.box and 30 < region.box[0] < region.box[2] < 310 for region in article.source.regions)
    ((again, source),) = read_with_sources(path)
    assert all(maps_back(again, source, sentence) for sentence in again.sentences)


def test_quotation_is_as_recognised_and_never_exact(path: Path) -> None:
    """What stands there to the letter is as recognised; an altered one is altered; the same words in print are exact."""
    collection = build_collection([path], Settings(), WordEncoder())
    verifier = Verifier(collection)
    verdict = verifier.verify(SENTENCES[1])
    assert verdict.kind is VerdictKind.RECOGNISED
    assert not verdict.is_faithful
    assert verdict.places[0].recognised is not None
    assert verifier.verify(SENTENCES[1].replace("Nobody", "[No one]")).kind is not VerdictKind.EXACT
    assert verifier.verify(SENTENCES[1].replace("capital", "country")).kind is VerdictKind.ALTERED
    told = verdict_json(collection, verdict)
    assert (told.kind, told.faithful) == ("as recognised", False)
    assert told.places[0].recognised is not None
    assert told.places[0].recognised.confidence is not None
    assert told.places[0].recognised.confidence > 0.8
    assert all(passage_json(collection, each).recognised is not None for each in collection.passages)
    (path.parent / "printed.txt").write_text(f"In print\n\nHe said it. {SENTENCES[1]} So he did.\n", "utf-8")
    both_ways = Verifier(build_collection([path, path.parent / "printed.txt"], Settings(), WordEncoder())).verify(SENTENCES[1])
    assert both_ways.kind is VerdictKind.EXACT
    assert [place.article_id for place in both_ways.places][:2] == ["printed", "scan"]


def test_references_and_json_say_so(article: Article) -> None:
    """References carry the remark, for reference managers as a note, and so does what is copied; the JSON has the words."""
    span, remark = article.sentences[1], "recognised text; check the page"
    cited = references(article, span)
    assert cited.remark == references(article).remark == cited.csl_json["note"] == remark
    assert f"\r\nN1  - {remark}\r\n" in cited.ris
    chicago, mla, apa, bibtex = (each.text for each in clipboard_texts(article, span))
    assert all("[recognised text; check the page]" in text for text in (chicago, mla, apa))
    assert f"annote = {{{remark}}}" in bibtex
    told = article_json(article)
    assert told.recognised is not None
    assert len(told.recognised.words) == len(article.text.split())
    assert told.notes[0].recognised is not None
    assert source_json(article, span).places[0].box is not None
