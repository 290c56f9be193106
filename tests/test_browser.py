"""The pages in a real browser: Debian's chromium, driven by Playwright, at desktop and phone width, without JavaScript."""

from __future__ import annotations

import json
import os
import shutil
import threading
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from waitress import create_server

CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PEAK = "How many Japanese troops were there at the peak?"
WIDTHS = [(1440, 900), (390, 844), (320, 700)]

pytestmark = pytest.mark.skipif(
    CHROMIUM is None and not os.environ.get("CI"), reason="chromium is not installed; .ci/run installs it, and CI never skips"
)


@pytest.fixture(scope="module")
def address(app: Flask) -> Iterator[str]:
    """The address of a server over the seed article."""
    server = create_server(app, host="127.0.0.1", port=0, threads=2)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(5)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser of this machine, never a downloaded one."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(params=WIDTHS, ids=lambda size: f"{size[0]}px")
def context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A window of one size, without JavaScript."""
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height}, java_script_enabled=False)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, address: str) -> Iterator[Page]:
    """A page that must ask no other host for anything and report no error."""
    page = context.new_page()
    requests, errors = list[str](), list[str]()
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: errors.append(message.text))
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert [url for url in requests if not url.startswith(address)] == []
    assert errors == []


def test_ask_and_read_in_place(page: Page, address: str) -> None:
    """A question typed into the form is answered; the marked text is the API's quotation, there and in the article."""
    page.goto(address)
    page.get_by_label("Ask the article").fill(PEAK)
    page.get_by_role("button", name="Ask").click()
    page.wait_for_url("**/?q=**")
    first = page.locator(".citations article").first
    headers = {"Content-Type": "application/json"}
    response = page.request.post(address + "/api/ask", data=json.dumps({"question": PEAK}), headers=headers)
    citation = response.json()["citations"][0]
    assert first.locator("mark").text_content() == citation["quote"]["text"] + "5"
    assert page.get_by_label("Ask the article").input_value() == PEAK
    first.get_by_role("link", name="Read in place").click()
    page.wait_for_url("**/articles/**")
    marked = page.locator("mark")
    assert marked.count() == 1
    assert marked.text_content() == citation["quote"]["text"] + "5"
    box, size = marked.bounding_box(), page.viewport_size
    assert box is not None
    assert size is not None
    assert 0 <= box["y"] < size["height"], "the marked text is in the window"


def test_note_number_leads_to_its_place(page: Page, address: str) -> None:
    """A note's number in an answer leads to that number in the article."""
    page.goto(address + "/?" + urlencode({"q": PEAK}))
    page.get_by_role("link", name="note 5", exact=True).first.click()
    page.wait_for_url("**#n5")
    assert page.locator("#n5").text_content() == "5"


@pytest.mark.parametrize("path", ["/", f"/?{urlencode({'q': PEAK})}", "/?q=capital+of+Australia", "/articles"])
def test_nothing_is_cut_off(page: Page, address: str, path: str) -> None:
    """No page is wider than its window, so that nobody has to scroll sideways."""
    page.goto(address + path)
    body, size = page.locator("main").bounding_box(), page.viewport_size
    assert body is not None
    assert size is not None
    assert body["x"] >= 0
    assert body["x"] + body["width"] <= size["width"]
    for blockquote in page.locator("blockquote").all():
        box = blockquote.bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= size["width"]


def test_keyboard_alone(page: Page, address: str) -> None:
    """The field has the focus on the first visit; a question and the enter key are enough."""
    page.goto(address)
    page.keyboard.type("What is the capital of Australia?")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?q=**")
    assert page.get_by_role("heading", name="This article does not seem to answer that.").is_visible()


def test_markup_is_shown_as_text(page: Page, address: str) -> None:
    """A question of markup is shown as it was typed."""
    question = '<script>alert(1)</script> "Graves" & <b>others</b>'
    page.goto(address + "/?" + urlencode({"q": question}))
    assert page.get_by_label("Ask the article").input_value() == question
    assert page.locator("script").count() == 0
    assert page.title() == question + " – loccit"
