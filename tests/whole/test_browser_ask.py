"""The front page in a real browser: asking, reading answers, opening notes, going back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from index.maintenance import build_collection
from index.settings import Settings
from qa.opened_index import OpenedIndex
from tests.conftest import SEED_ID, TEXT, serving
from tests.doubles import WordEncoder
from web import create_app

PEAK = "How many Japanese troops were there at the peak?"
MARKUP = '<script>alert(1)</script> "Graves" & <b>others</b>'
WIDTHS = [1440, 390]
ANSWERED = re.compile(r"\d passages that may answer, word for word")
TEXT_OF_MARKS = (
    "marks => marks.map(mark => [...mark.childNodes].filter(n => n.nodeType === 3).map(n => n.data).join('')).join('')"
)
Window = Callable[..., Page]


def first_citation(page: Page, address: str) -> dict[str, Any]:
    """What the API answers first."""
    headers = {"Content-Type": "application/json"}
    response = page.request.post(address + "/api/ask", data=json.dumps({"question": PEAK}), headers=headers)
    citation: dict[str, Any] = response.json()["citations"][0]
    return citation


def in_window(page: Page, selector: str) -> bool:
    """Whether an element's top stands in the window."""
    box, size = page.locator(selector).first.bounding_box(), page.viewport_size
    assert box is not None
    assert size is not None
    return 0 <= box["y"] < size["height"]


@pytest.mark.parametrize("scripted", [True, False], ids=["JavaScript", "no JavaScript"])
@pytest.mark.parametrize("width", [*WIDTHS, 320])
def test_ask_and_read_in_place(window: Window, address: str, width: int, scripted: bool) -> None:
    """A question typed in is answered; what is marked is the API's quotation, in the answer and in the article."""
    page = window(width, java_script_enabled=scripted)
    page.goto(address)
    page.get_by_label("Ask the article").fill(PEAK)
    page.get_by_role("button", name="Ask").click()
    page.wait_for_url("**/?q=**")
    quoted = first_citation(page, address)["quote"]["text"]
    first = page.locator("article.citation").first
    expect(first.locator("mark").first).to_be_visible()
    if scripted:
        assert first.locator("mark").evaluate_all(TEXT_OF_MARKS) == quoted
    assert first.locator("mark").all_text_contents() == [quoted + "5"]
    assert page.get_by_label("Ask the article").input_value() == PEAK
    first.get_by_role("link", name="Read in place").click()
    page.wait_for_url("**/articles/**")
    assert page.locator("mark").all_text_contents() == [quoted + "5"]
    assert in_window(page, "#mark")


def test_answer_arrives_without_a_reload(window: Window, address: str) -> None:
    """The document stays while answers come and go, and going back brings back the question before."""
    page = window()
    page.goto(address)
    page.evaluate("window.kept = true")
    heading = page.locator("#heard")
    page.get_by_label("Ask the article").fill(PEAK)
    page.keyboard.press("Enter")
    expect(heading).to_have_text(ANSWERED)
    assert page.title() == PEAK + " – loccit"
    page.get_by_label("Ask the article").fill("capital of Australia")
    page.keyboard.press("Enter")
    expect(heading).to_have_text("This article does not seem to answer that.")
    page.go_back()
    expect(heading).to_have_text(ANSWERED)
    assert page.get_by_label("Ask the article").input_value() == PEAK
    page.go_back()
    expect(heading).to_have_text("Ask, and read the place cited")
    page.go_forward()
    expect(heading).to_have_text(ANSWERED)
    assert page.evaluate("window.kept") is True


def test_outcome_is_announced_and_focused(window: Window, address: str) -> None:
    """Whoever does not see the page is told how the question ended, and stands at its heading."""
    page = window()
    page.goto(address)
    page.keyboard.type(PEAK)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text(ANSWERED)
    assert page.evaluate("document.activeElement.id") == "heard"


@pytest.mark.parametrize("way", ["mouse", "touch", "keyboard"])
@pytest.mark.parametrize("width", WIDTHS)
def test_note_opens(window: Window, address: str, way: str, width: int) -> None:
    """A note's number opens its note by mouse, touch and keyboard, and Escape closes it and goes back to the number."""
    page = window(width, has_touch=way == "touch")
    page.goto(address + "/?" + urlencode({"q": PEAK}))
    number, note = page.locator(".number a").first, page.locator("#c1-n5-text")
    expect(note).to_be_hidden()
    if way == "keyboard":
        number.focus()
        page.keyboard.press("Enter")
    elif way == "touch":
        number.tap()
    else:
        number.click()
    expect(note).to_be_visible()
    expect(note).to_contain_text("The source does not carry this note’s text.")
    assert number.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    assert number.evaluate("link => link === document.activeElement")


def test_note_opens_without_javascript(window: Window, address: str) -> None:
    """Without JavaScript the number is a link to the note, which shows when it is followed, and leads on to its place."""
    page = window(390, java_script_enabled=False)
    page.goto(address + "/?" + urlencode({"q": PEAK}))
    note = page.locator("#c1-n5-text")
    expect(note).to_be_hidden()
    page.locator(".number a").first.click()
    expect(note).to_be_visible()
    note.get_by_role("link", name="its place").click()
    page.wait_for_url("**#n5")
    assert in_window(page, "#n5")


def test_keys(window: Window, address: str) -> None:
    """The slash goes to the field, the arrows from citation to citation and back to the field."""
    page = window()
    page.goto(address + "/?" + urlencode({"q": PEAK}))
    focused = "document.activeElement.id"
    visited = []
    for key in ("/", "ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp"):
        page.keyboard.press(key)
        visited.append(page.evaluate(focused))
    assert visited == ["q", "c1", "c2", "c1", "q"]
    page.keyboard.press("End")
    page.keyboard.type("/")
    assert page.get_by_label("Ask the article").input_value() == PEAK + "/"


def test_markup_is_shown_as_text(window: Window, address: str) -> None:
    """A question of markup is shown as it was typed, with JavaScript and without."""
    for scripted in (True, False):
        page = window(java_script_enabled=scripted)
        page.goto(address)
        page.get_by_label("Ask the article").fill(MARKUP)
        page.keyboard.press("Enter")
        page.wait_for_url("**/?q=**")
        expect(page).to_have_title(MARKUP + " – loccit")
        assert page.get_by_label("Ask the article").input_value() == MARKUP
        assert page.locator("main script").count() == 0
        assert page.locator("b", has_text="others").count() == 0


def test_examples_are_answered(window: Window, address: str) -> None:
    """The questions of the first visit each get an answer."""
    page = window()
    page.goto(address)
    examples = page.locator(".examples a").all_text_contents()
    assert "What does note 24 support?" in examples
    for example in examples:
        page.goto(address)
        page.get_by_role("link", name=example).click()
        expect(page.locator("#heard")).to_contain_text("that may answer")
        assert page.get_by_label("Ask the article").input_value() == example


def test_section_is_asked_alone(window: Window, address: str) -> None:
    """Where a section is chosen, all citations are from it."""
    page = window()
    page.goto(address)
    page.get_by_label("Ask the article").fill("Who opposed the withdrawal?")
    page.get_by_label("section").select_option("Conclusion")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Ask").click()
    expect(page.locator("article.citation").first).to_be_visible()
    assert set(page.locator(".citation .section").all_text_contents()) == {"Conclusion"}


@pytest.mark.parametrize("style", ["Chicago", "MLA", "APA", "BibTeX", "Link"])
def test_copy(window: Window, address: str, style: str) -> None:
    """A click copies the quotation with its reference, as the page "Cite" and the API have it, or the link to its place."""
    page = window(permissions=["clipboard-read", "clipboard-write"])
    page.goto(address + "/?" + urlencode({"q": PEAK}))
    first = page.locator("article.citation").first
    quote = first_citation(page, address)["quote"]
    stretch = f"start={quote['start']}&end={quote['end']}"
    first.get_by_text("Copy", exact=True).click()
    first.get_by_role("button", name=style).click()
    expect(page.get_by_role("status")).to_have_text(f"Copied: {style}.")
    reference = page.request.get(f"{address}/api/articles/{SEED_ID}/reference?{stretch}").json()
    wanted = {
        "Chicago": f"“{quote['text']}”\n\n{reference['chicago']['note']}",
        "MLA": f"“{quote['text']}” {reference['mla']['in_text']}\n\n{reference['mla']['entry']}",
        "APA": f"“{quote['text']}” {reference['apa']['in_text']}\n\n{reference['apa']['entry']}",
        "BibTeX": reference["bibtex"],
        "Link": address + page.request.get(f"{address}/api/articles/{SEED_ID}/notes/5").json()["url"],
    }
    assert page.evaluate("navigator.clipboard.readText()") == wanted[style]


def test_copy_without_a_clipboard(window: Window, address: str) -> None:
    """Where the page is not served by HTTPS and the browser has no clipboard for it, copying works the old way."""
    page = window()
    page.add_init_script("delete window.ClipboardItem; document.addEventListener('copy', e => { window.copied = e; });")
    page.goto(address + "/?" + urlencode({"q": PEAK}))
    first = page.locator("article.citation").first
    first.get_by_text("Copy", exact=True).click()
    first.get_by_role("button", name="Link").click()
    expect(page.get_by_role("status")).to_have_text("Copied: Link.")
    assert page.evaluate("window.copied.defaultPrevented") is True


@pytest.mark.parametrize("scripted", [True, False], ids=["JavaScript", "no JavaScript"])
def test_article_and_section_are_chosen(window: Window, tmp_path: Path, scripted: bool) -> None:
    """Another article brings its own sections; a section that was chosen before belongs to the other, and is let go."""
    (tmp_path / "harbour.txt").write_text(TEXT, "utf-8")
    (tmp_path / "railway.txt").write_text(TEXT.replace("Harbour", "Railway").replace("I. The Ice", "I. The Coal"), "utf-8")
    app = create_app(OpenedIndex.over(build_collection([tmp_path], Settings(), WordEncoder())))
    with serving(app) as address:
        page = window(java_script_enabled=scripted)
        page.goto(address + "/?q=Who+imported+flour%3F&article=harbour&section=I.+The+Ice")
        page.get_by_label("in", exact=True).select_option("railway")
        if scripted:
            expect(page.get_by_label("section").locator("option")).to_have_text(["all sections", "I. The Coal", "II. The Thaw"])
        page.get_by_role("button", name="Ask").click()
        expect(page.locator("h2.work").first).to_have_text("On the Railway")
        expect(page.get_by_label("section").locator("option")).to_have_text(["all sections", "I. The Coal", "II. The Thaw"])
        page.wait_for_load_state()  # the service ends before the window does


def test_right_to_left_and_long_titles(window: Window, tmp_path: Path) -> None:
    """A quotation in Arabic runs from right to left, and a title of 300 characters widens no page."""
    title = "On the Harbour " + "and on Everything Else that is Known of It " * 7
    arabic = "قال الربان إن الميناء مغلق."
    (tmp_path / "harbour.txt").write_text(
        TEXT.replace("On the Harbour", title).replace("Bread became expensive.", arabic), "utf-8"
    )
    collection = build_collection([tmp_path], Settings(), WordEncoder())
    with serving(create_app(OpenedIndex.over(collection))) as address:
        page = window(320)
        for path in ("/?q=الميناء", "/articles", f"/articles/{collection.articles[0].id}"):
            page.goto(address + path)
            assert page.evaluate("document.documentElement.scrollWidth") == 320
        assert page.locator("#p2").evaluate("paragraph => getComputedStyle(paragraph).direction") == "rtl"


def test_answer_is_printed_with_its_references(window: Window, address: str) -> None:
    """On paper stand the passages, their places and their notes, and nothing to be clicked."""
    page = window()
    page.goto(address + "/?" + urlencode({"q": PEAK}))
    page.emulate_media(media="print")
    expect(page.locator("article.citation mark").first).to_be_visible()
    expect(page.locator("#c1-n5-text")).to_be_visible()
    expect(page.locator("article.citation .reference").first).to_contain_text("America’s Withdrawal from Siberia")
    expect(page.get_by_text(f"Asked of America’s Withdrawal from Siberia and Japan-US Relations: “{PEAK}”")).to_be_visible()
    expect(page.locator("#ask")).to_be_hidden()
    expect(page.get_by_role("link", name="Read in place").first).to_be_hidden()
    assert page.pdf()[:5] == b"%PDF-"
