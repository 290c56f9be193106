"""recognised_file.py: which pages of a file are recognised, and what is said of them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from index.errors import ArticleError
from index.pdfium import PageGlyphs, PagePicture, Piece
from index.recognition import recognised_file
from index.recognition.engine import Engine, EngineHangsError, RecognitionError
from index.recognition.recognised_file import RecognisedFile, with_recognised_pages
from index.settings import ALWAYS, NEVER, Recognition
from tests.chapters import read_chapter
from tests.index.pdfium.drawn_pdfs import drawn, scan, words
from tests.index.readers.pdf.set_articles import SENTENCES

PATH = Path("scan.pdf")
AUTO = Recognition()
GOOD = " ".join(SENTENCES[:3])
POOR = GOOD.replace("e", "c").replace("h", "b")


def page(text: str = "", confidence: int | None = None, **told: Any) -> PageGlyphs:
    """A page that is a picture with these words over it."""
    pieces = tuple(Piece(word, 0.0, 1.0, 1.0, 10.0, False, False, True, False, confidence) for word in text.split())
    return replace(PageGlyphs(pieces, (), 400.0, 600.0, 0, len(text), 0, True, bool(text)), **told)


def pictures(number: int) -> bytes:
    """A PDF of pages that are pictures, each in another place."""

    def draw(canvas: object) -> None:
        for at in range(number):
            canvas.translate(at, at)  # type: ignore[attr-defined]
            scan(canvas)
            canvas.showPage()  # type: ignore[attr-defined]

    return drawn(draw)


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[int]]:
    """An engine that reads a text in each picture, or raises an error; the list counts what it read."""

    def install(text: str | Exception = GOOD, confidence: int = 96, **told: bool | int | float) -> list[int]:
        done: list[int] = []

        def read(picture: PagePicture, engine: Engine) -> PageGlyphs:
            del picture, engine
            done.append(1)
            if isinstance(text, Exception):
                raise text
            return page(text, confidence, recognised=True, **told)

        monkeypatch.setattr(recognised_file, "recognised_page", read)
        monkeypatch.setattr(recognised_file, "engine_for", lambda languages: Engine(languages, "5.3.0"))
        monkeypatch.setattr(recognised_file, "installed_languages", lambda: ("deu", "eng"))
        return done

    return install


def texts(file: RecognisedFile) -> list[str]:
    """The words of each page."""
    return [" ".join(piece.text for piece in page.pieces) for page in file.pages]


def test_pictures_are_recognised_and_told(reads: Callable[..., list[int]]) -> None:
    """Pages without text are read in their pictures, others are not, and how surely is told."""
    done = reads()
    file = with_recognised_pages(pictures(3), PATH, [page(), page(POOR, pictured=False, recognised=False), page()], AUTO)
    assert texts(file) == [GOOD, POOR, GOOD]
    assert len(done) == 2
    assert file.doubts == (
        (
            "the text of 2 of the file's 3 pages was recognised in their pictures (Tesseract 5.3.0, eng), with a mean confidence "
            "of 96 %: check what you quote against the page"
        ),
    )


def test_pages_are_read_once(reads: Callable[..., list[int]]) -> None:
    """A file that is read again, or goes on after it was stopped, is taken from the cache; another language is not."""
    done = reads()
    data = pictures(3)
    first = with_recognised_pages(data, PATH, [page(), page(GOOD), page(GOOD)], AUTO)
    again = with_recognised_pages(data, PATH, [page()] * 3, AUTO)
    assert len(done) == 3
    assert texts(again) == [GOOD] * 3
    assert first.pages[0] == again.pages[0]
    with_recognised_pages(data, PATH, [page()] * 3, Recognition(languages="deu"))
    assert len(done) == 6


@pytest.mark.parametrize(
    ("layer", "new", "chosen"),
    [(POOR, GOOD, GOOD), (POOR, POOR[::-1], POOR), (GOOD, "No more", GOOD), ("Ice", GOOD, GOOD)],
)
def test_text_layer_is_replaced_where_the_new_one_is_better(
    layer: str, new: str, chosen: str, reads: Callable[..., list[int]]
) -> None:
    """What somebody else recognised stays where its words are known, and where the new reading knows no more."""
    reads(new)
    file = with_recognised_pages(pictures(1), PATH, [page(layer)], AUTO)
    assert texts(file) == [chosen]
    replaced = "the file's own text was replaced where more of the recognised words are known: page 1 of the file"
    assert (replaced in file.doubts) == (layer == POOR and chosen == GOOD)


def test_wish_is_followed(reads: Callable[..., list[int]]) -> None:
    """Always takes the place of printed text too; never reads nothing."""
    done = reads()
    assert texts(with_recognised_pages(pictures(1), PATH, [page(POOR, pictured=False)], Recognition(ALWAYS))) == [GOOD]
    never = with_recognised_pages(pictures(2), PATH, [page(POOR), page()], Recognition(NEVER))
    assert texts(never) == [POOR, ""]
    assert never.doubts == ("1 pages of the file are pictures without text, and were passed over: page 2 of the file",)
    assert len(done) == 1


def test_fonts_that_tell_nothing_are_read_in_the_picture(reads: Callable[..., list[int]]) -> None:
    """A page of which many glyphs have no character is read, and believed where its words are better known."""
    reads()
    assert texts(with_recognised_pages(pictures(1), PATH, [page(POOR, pictured=False, unmapped=40)], AUTO)) == [GOOD]


def test_page_that_fails_costs_itself_alone(reads: Callable[..., list[int]]) -> None:
    """An engine that hangs at one page is told, and the other pages are read; if it hangs at all, the file is refused."""
    reads(RecognitionError("Tesseract was busy with it for over 180 s and was ended"))
    file = with_recognised_pages(pictures(2), PATH, [page(), page(GOOD, pictured=False, recognised=False)], AUTO)
    assert texts(file) == ["", GOOD]
    assert file.doubts == (
        "page 1 of the file was passed over by recognition: Tesseract was busy with it for over 180 s and was ended",
        "1 pages of the file are pictures without text, and were passed over: page 1 of the file",
    )
    told = r"none was recognised in them \(pages 1–2 of the file were passed over by recognition: Tesseract was busy"
    with pytest.raises(ArticleError, match=told):
        with_recognised_pages(pictures(2), PATH, [page(), page()], AUTO)


def test_engine_that_hangs_at_every_page_is_not_waited_for(
    reads: Callable[..., list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where it hangs at five pages in a row, those behind them are not tried: each would cost minutes."""
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    tried = reads(EngineHangsError("Tesseract was busy with it for over 180 s and was ended"))
    file = with_recognised_pages(pictures(9), PATH, [page()] * 8 + [page(GOOD, pictured=False)], AUTO)
    assert (len(tried), texts(file)[8]) == (5, GOOD)
    assert file.doubts[:2] == (
        "pages 1–5 of the file were passed over by recognition: Tesseract was busy with it for over 180 s and was ended",
        (
            "pages 6–8 of the file were passed over by recognition: Tesseract hung at 5 pages in a row, and none was tried "
            "after them"
        ),
    )


def test_missing_engine_is_told_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Tesseract, a scan is refused with how to get it; a file with some text is read, and what is missing is told."""
    monkeypatch.setattr(recognised_file, "engine_for", lambda _languages: None)
    with pytest.raises(ArticleError, match=r"pip install 'loccit\[ocr\]', and Tesseract: on Debian and Ubuntu, apt install"):
        with_recognised_pages(pictures(1), PATH, [page()], AUTO)
    file = with_recognised_pages(pictures(2), PATH, [page(), page(GOOD)], AUTO)
    assert file.doubts[0].startswith("1 pages of the file are pictures without text, and were passed over: page 1 of the file")
    with pytest.raises(ArticleError, match=r"has no text on its 1 pages: there is nothing to search in it"):
        with_recognised_pages(drawn(words), PATH, [page(pictured=False)], AUTO)


def test_what_is_doubtful_is_told(reads: Callable[..., list[int]]) -> None:
    """Pages that were read unsurely, stood upside down, or have words of another language are named."""
    reads(POOR, 61, turn=2)
    doubts = with_recognised_pages(pictures(2), PATH, [page()] * 2, AUTO).doubts
    assert "recognition is unsure (under 80 %) of pages 1–2 of the file" in doubts
    assert "stood sideways or upside down, and was turned to be read: pages 1–2 of the file" in doubts
    assert any(
        "on pages 1–2 of the file are known in eng: name the text's languages with --ocr-languages" in one for one in doubts
    )


def test_cache_that_cannot_be_written_is_told(reads: Callable[..., list[int]], cache_folder: Path) -> None:
    """Where nothing can be kept, the file is read all the same, and that is told once."""
    reads()
    cache_folder.parent.mkdir(parents=True)
    cache_folder.write_text("in the way", "utf-8")
    file = with_recognised_pages(pictures(3), PATH, [page()] * 3, AUTO)
    assert texts(file) == [GOOD] * 3
    assert sum("cannot be kept for another time" in doubt for doubt in file.doubts) == 1


def test_sizes_that_differ_by_chance_are_made_one() -> None:
    """What measuring cannot tell apart is one size; the notes' is another."""
    sizes = (10.0, 10.3, 9.8, 8.1, 8.0)
    pieces = tuple(Piece("harbours", 0.0, 1.0, 1.0, size, False, False, True, False, 90) for size in sizes)
    (found,) = recognised_file._with_common_sizes([page(GOOD, 90, recognised=True, pieces=pieces)])
    assert [piece.size for piece in found.pieces] == [10.03, 10.03, 10.03, 8.05, 8.05]


def test_stopped_run_goes_on_where_it_was(reads: Callable[..., list[int]], monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a long scan that was stopped amid its pages, only those are read that were not read before."""
    done = reads()
    data, quick = pictures(24), vars(recognised_file)["recognised_page"]

    def stopped(picture: PagePicture, engine: Engine) -> PageGlyphs:
        if len(done) >= 9:
            raise KeyboardInterrupt
        return cast("PageGlyphs", quick(picture, engine))

    monkeypatch.setattr(recognised_file, "recognised_page", stopped)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    with pytest.raises(KeyboardInterrupt):
        with_recognised_pages(data, PATH, [page()] * 24, AUTO)
    assert 9 <= len(done) < 24
    monkeypatch.setattr(recognised_file, "recognised_page", quick)
    assert texts(with_recognised_pages(data, PATH, [page()] * 24, AUTO)) == [GOOD] * 24
    assert len(done) < 9 + 24


def test_ended_reading_leaves_nothing_waiting(reads: Callable[..., list[int]], monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends it at once: pages that nobody has begun are not begun any more."""
    done = reads()
    quick = vars(recognised_file)["recognised_page"]

    def interrupted(*told: object) -> object:
        del told
        raise KeyboardInterrupt

    def slowly(picture: PagePicture, engine: Engine) -> PageGlyphs:
        time.sleep(0.3)
        return cast("PageGlyphs", quick(picture, engine))

    monkeypatch.setattr(recognised_file, "recognised_page", slowly)
    monkeypatch.setattr(recognised_file, "as_completed", interrupted)
    with pytest.raises(KeyboardInterrupt):
        with_recognised_pages(pictures(40), PATH, [page()] * 40, AUTO)
    assert len(done) < 40


@pytest.mark.parametrize(("language", "engine"), [("de", "deu"), ("fr", "eng")])
def test_language_of_the_words_is_read_where_there_is_data(language: str, engine: str, reads: Callable[..., list[int]]) -> None:
    """Two pages tell in which language a file is; it is read in that, or, without its data, in English, and a doubt says so."""
    done = reads(" ".join(read_chapter(language).sentences))
    file = with_recognised_pages(pictures(4), PATH, [page()] * 4, AUTO)
    assert f"(Tesseract 5.3.0, {engine})" in file.doubts[0]
    assert any("apt install tesseract-ocr-fra" in doubt for doubt in file.doubts) == (language == "fr")
    assert len(done) == (6 if language == "de" else 4)  # what was read for telling is not read again
    told = with_recognised_pages(pictures(4), PATH, [page()] * 4, Recognition(languages="eng"))
    assert "(Tesseract 5.3.0, eng)" in told.doubts[0]
    assert any(f"name it with --ocr-languages {'deu' if language == 'de' else 'fra'}" in doubt for doubt in told.doubts)


def test_language_that_the_file_tells_counts_where_the_words_do_not(reads: Callable[..., list[int]]) -> None:
    """Of few words the file's own language is believed."""
    reads("Kolchak 1919 Semenov 1920")
    assert "(Tesseract 5.3.0, deu)" in with_recognised_pages(pictures(1), PATH, [page()], AUTO, "de-AT").doubts[0]
    assert "(Tesseract 5.3.0, eng)" in with_recognised_pages(pictures(1), PATH, [page()], AUTO, "").doubts[0]


def test_text_in_the_wrong_place_is_replaced(reads: Callable[..., list[int]], monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a page's ink makes its text doubtful and what is read does not stand there, all such are read anew, and told."""
    far = [piece._replace(y=300.0) for piece in page(GOOD).pieces]
    layers = [page(GOOD), page(GOOD, pieces=tuple(far))]
    done = reads()
    monkeypatch.setattr(recognised_file, "can_tell", lambda _page: True)
    assert texts(with_recognised_pages(pictures(2), PATH, layers, AUTO)) == [GOOD, GOOD]
    assert not done  # their pictures have no ink that speaks against them
    monkeypatch.setattr(recognised_file, "may_stand_elsewhere", lambda layer, _picture: layer is layers[1])
    file = with_recognised_pages(pictures(2), PATH, layers, AUTO)
    assert [one.pieces[0].y for one in file.pages] == [1.0, 1.0]
    assert (
        "the file's own text stands elsewhere than the words in the pictures, and was replaced: page 2 of the file" in file.doubts
    )
    assert [one.confidence for one in file.pages[0].pieces] == [None] * len(file.pages[0].pieces)
    monkeypatch.setattr(recognised_file, "engine_for", lambda _languages: None)
    (doubt,) = with_recognised_pages(pictures(2), PATH, layers, AUTO).doubts
    assert doubt.startswith("the file's own text does not stand where the pictures have print, as on page 2 of the file")
