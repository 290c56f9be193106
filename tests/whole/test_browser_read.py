"""The reader in a real browser: marks, notes, contents, sentences."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from index.collection import Collection
from index.maintenance import build_collection
from index.records import Article
from index.settings import Settings
from qa.opened_index import OpenedIndex
from tests.conftest import SEED_ID, TEXT, serving
from tests.doubles import WordEncoder
from web import create_app
from web.pages import reader_page as reader

READ = f"/articles/{SEED_ID}"
NOTES = """

Notes

1. The Harbour Book, p. 12.
2. The Pilots' Register, p. 3.
3. The Mayor's Letters, p. 40.
4. The Harbour Book, p. 77.
"""
# The characters of a paragraph in a line of the first, as it is set.
LINE = """() => {
  const text = document.querySelector("#p1"), range = document.createRange(), lines = new Map();
  const node = text.firstChild;
  for (let at = 0; at < node.data.length; at++) {
    range.setStart(node, at); range.setEnd(node, at + 1);
    const top = Math.round(range.getBoundingClientRect().top);
    lines.set(top, (lines.get(top) ?? 0) + 1);
  }
  const full = [...lines.values()].slice(0, -1);
  return full.reduce((sum, count) => sum + count, 0) / full.length;
}"""
# Where the character stands in the window that is so far behind the beginning of the second paragraph.
PLACE = """at => {
  const range = document.createRange(), node = document.querySelector("#p2").firstChild;
  range.setStart(node, at);
  range.setEnd(node, at + 1);
  const box = range.getBoundingClientRect();
  return [box.x + 1, box.y + 5];
}"""
Window = Callable[..., Page]


def top_of(page: Page, selector: str) -> float:
    """Where an element's top stands in the window, in pixels."""
    return float(page.locator(selector).first.evaluate("element => element.getBoundingClientRect().top"))


@pytest.fixture
def noted(tmp_path: Path) -> Collection:
    """A small article whose source carries its notes' texts."""
    (tmp_path / "harbour.txt").write_text(TEXT + NOTES, "utf-8")
    collection = build_collection([tmp_path], Settings(), WordEncoder())
    assert collection.articles[0].notes[0].text == "The Harbour Book, p. 12."
    return collection


def test_measure(window: Window, address: str) -> None:
    """A line has 60 to 75 characters."""
    page = window()
    page.goto(address + READ)
    assert 60 <= page.evaluate(LINE) <= 75


@pytest.mark.parametrize("scripted", [True, False], ids=["JavaScript", "no JavaScript"])
@pytest.mark.parametrize("length", ["short", "long"])
@pytest.mark.parametrize("width", [1440, 390])
def test_marked_stretch_stands_in_the_window(
    window: Window, address: str, article: Article, width: int, scripted: bool, length: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever stretch an address asks for, also one at the end, it is marked and in the window, whole."""
    if length == "long":
        monkeypatch.setattr(reader, "LONG", 1000)
        monkeypatch.setattr(reader, "NEAR", 3)
    for sentence in (article.sentences[0], article.sentences[len(article.sentences) // 2], article.sentences[-1]):
        page = window(width, java_script_enabled=scripted)
        page.goto(f"{address}{READ}?start={sentence.start}&end={sentence.end}#mark")
        expect(page.locator("#mark")).to_be_in_viewport()
        assert page.locator("mark").all_text_contents()[0].startswith(sentence.of(article.text)[:40])


def test_mark_is_gone_to_without_a_fragment(window: Window, address: str, article: Article) -> None:
    """An address that asks for a stretch, but not to be scrolled there, is scrolled there by the script."""
    page, sentence = window(390), article.sentences[-1]
    page.goto(f"{address}{READ}?start={sentence.start}&end={sentence.end}")
    expect(page.locator("#mark")).to_be_in_viewport()


def test_each_paragraph_has_its_address(window: Window, address: str) -> None:
    """A paragraph's number is a link to it."""
    page = window()
    page.goto(address + READ)
    page.get_by_role("link", name="paragraph 20", exact=True).click()
    assert page.url.endswith("#p20")
    expect(page.locator("#p20")).to_be_in_viewport()


def test_contents_lead_to_headings(window: Window, address: str, article: Article) -> None:
    """The contents list all headings, and each leads to its own, not hidden behind the bar at the top."""
    page = window()
    page.goto(address + READ)
    page.get_by_text("Contents").click()
    links = page.get_by_role("navigation", name="Contents").get_by_role("link")
    assert links.all_text_contents() == [heading.span.of(article.text) for heading in article.headings]
    links.last.click()
    heading = page.locator("h2", has_text="Conclusion")
    expect(heading).to_be_in_viewport()


def test_contents_make_room_in_a_narrow_window(window: Window, address: str) -> None:
    """On a telephone, contents that were followed, or left open while a sentence is chosen, do not cover the text."""
    page = window(390)
    page.goto(address + READ)
    contents = page.locator(".contents ol")
    page.get_by_text("Contents").click()
    page.get_by_role("navigation", name="Contents").get_by_role("link").last.click()
    expect(page.locator("h2", has_text="Conclusion")).to_be_in_viewport()
    expect(contents).to_be_hidden()
    page.get_by_text("Contents").click()
    expect(contents).to_be_visible()
    page.locator("#p35").click()
    expect(page.get_by_role("region", name="The chosen words")).to_be_visible()
    expect(contents).to_be_hidden()


@pytest.mark.parametrize("scripted", [True, False], ids=["JavaScript", "no JavaScript"])
def test_find_a_note(window: Window, address: str, scripted: bool) -> None:
    """A note is found by its number; one that there is not gets a sentence."""
    page = window(390, java_script_enabled=scripted)
    page.goto(address + READ)
    page.get_by_label("Find note").fill("40")
    page.get_by_role("button", name="Go").click()
    page.wait_for_url("**#n40")
    expect(page.locator("#n40")).to_be_in_viewport()
    page.goto(address + READ + "?note=99")
    expect(page.get_by_role("alert")).to_have_text("There is no note '99': the article's notes run from 1 to 46.")


def test_note_number_that_stands_twice(window: Window, tmp_path: Path) -> None:
    """Where labels begin again, finding one lists all its places."""
    (tmp_path / "harbour.txt").write_text(TEXT.replace("again.4", "again.1 It stayed open.2"), "utf-8")
    app = create_app(OpenedIndex.over(build_collection([tmp_path], Settings(), WordEncoder())))
    with serving(app) as address:
        page = window()
        page.goto(address + "/articles/harbour")
        page.get_by_label("Find note").fill("1")
        page.keyboard.press("Enter")
        expect(page.get_by_text("There are 2 notes numbered 1:")).to_be_visible()
        page.get_by_role("link", name="note 1, in paragraph 3, II. The Thaw").click()
        expect(page.locator(".number:target")).to_have_text("1")


def test_notes_stand_in_the_margin_of_wide_windows(window: Window, noted: Collection) -> None:
    """With room, a note stands beside its paragraph; without, it is folded until its number is followed, and leads back."""
    with serving(create_app(OpenedIndex.over(noted))) as address:
        wide = window(1440)
        wide.goto(address + "/articles/harbour")
        note, text = wide.locator("#n1-text").bounding_box(), wide.locator("#p1").bounding_box()
        assert note is not None
        assert text is not None
        assert note["x"] >= text["x"] + text["width"]
        assert abs(note["y"] - text["y"]) < 30
        assert Axe().run(wide).violations_count == 0
        for scripted in (True, False):
            narrow = window(390, java_script_enabled=scripted)
            narrow.goto(address + "/articles/harbour")
            expect(narrow.locator("#n2-text")).to_be_hidden()
            narrow.get_by_role("link", name="note 2", exact=True).click()
            expect(narrow.locator("#n2-text")).to_contain_text("The Pilots' Register, p. 3.")
            expect(narrow.locator("#n2-text")).to_be_in_viewport()
            narrow.get_by_role("link", name="back to the number of note 2").click()
            expect(narrow.locator("#n2")).to_be_in_viewport()


def test_sentence_that_is_clicked(window: Window, address: str, article: Article) -> None:
    """A click chooses the sentence, word for word, to be asked about, linked to, and cited; Escape leaves it."""
    page = window()
    page.goto(address + READ)
    paragraph = article.paragraphs[1]
    sentence = paragraph.sentences[1]
    where = sentence.start - paragraph.span.start + 10
    page.locator("#p2").scroll_into_view_if_needed()
    x, y = page.evaluate(PLACE, where)
    page.mouse.click(x, y)
    chosen = page.get_by_role("region", name="The chosen words")
    assert chosen.locator(".words").text_content() == sentence.of(article.text)
    page.keyboard.press("Escape")
    expect(chosen).to_be_hidden()
    page.mouse.click(x, y)
    chosen.get_by_role("link", name="Link to this").click()
    page.wait_for_url("**start=**")
    assert page.locator("mark").all_text_contents() == [sentence.of(article.text)]


def test_words_that_are_selected(window: Window, address: str, article: Article) -> None:
    """Selected words, across a note's number, are cited with the offsets that the text has for them."""
    page = window()
    page.goto(address + READ)
    page.locator("#p10").scroll_into_view_if_needed()
    page.evaluate(
        """() => { const [one, two] = [...document.querySelector("#p10").childNodes].filter(n => n.nodeType === 3);
        getSelection().setBaseAndExtent(one, one.length - 30, two, 20);
        document.querySelector("#p10").click(); }"""
    )
    start = article.text.index("number of troops reached 72,400.") + len("number of troops reached 72,400.") - 30
    link = page.get_by_role("region", name="The chosen words").get_by_role("link", name="Cite")
    assert f"start={start}&end={start + 50}" in str(link.get_attribute("href")).replace("&amp;", "&")
    assert page.locator(".chosen .words").text_content() == article.text[start : start + 50].strip()


@pytest.mark.parametrize("scripted", [True, False], ids=["JavaScript", "no JavaScript"])
def test_sentences_by_keyboard(window: Window, address: str, article: Article, scripted: bool) -> None:
    """Each paragraph leads to a page where every sentence can be asked about and cited, with links alone."""
    page = window(java_script_enabled=scripted)
    page.goto(address + READ)
    page.get_by_role("link", name="cite paragraph 2", exact=True).press("Enter")
    page.wait_for_url("**/cite?**")
    paragraph = article.paragraphs[1]
    sentences = [sentence.of(article.text) for sentence in paragraph.sentences]
    assert page.locator(".sentences li > span").all_text_contents() == sentences
    page.get_by_role("link", name="Ask about sentence 2").press("Enter")
    page.wait_for_url("**/?q=**")
    assert page.locator("article.citation mark").first.text_content() == sentences[1]
