"""All pages in a real browser, Debian's chromium: whole, accessible, and at home in any window."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page

from qa.reporting.report_page import ReportData
from qa.reporting.report_page import page as report_page
from tests.accessible import assert_accessible, assert_fits
from tests.conftest import SEED_ID
from tests.outcomes import evidence, outcome, question, run

PEAK = "How many Japanese troops were there at the peak?"
PATHS = {
    "ask": "/",
    "answer": "/?" + urlencode({"q": PEAK}),
    "section": "/?" + urlencode({"q": "Who opposed the withdrawal?", "section": "Conclusion"}),
    "no answer": "/?q=capital+of+Australia",
    "no question": "/?q=%3F",
    "articles": "/articles",
    "read": f"/articles/{SEED_ID}",
    "marked": f"/articles/{SEED_ID}?start=6657&end=6757#mark",
    "cite": f"/articles/{SEED_ID}/cite?start=6657&end=6957",
    "verify": "/verify",
    "styles": "/styles",
    "error": "/articles/nowhere",
    "docs": "/api/docs",
}
Window = Callable[..., Page]


@pytest.mark.parametrize(("width", "narrower"), [(1440, 720), (390, 320)])
@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_pages_are_accessible_and_fit(window: Window, address: str, path: str, width: int, narrower: int) -> None:
    """No page breaks a rule that axe-core can test, light or dark, nor is wider than its window.

    Not down to 320 pixels, nor at 200 % zoom, which halves a window of 1440.
    """
    page = window(width)
    page.goto(address + path)
    assert_accessible(page)
    assert_fits(page, narrower)


@pytest.mark.parametrize("width", [1440, 320])
def test_report_of_an_evaluation(window: Window, width: int) -> None:
    """The report's tables are scrolled inside the page, with the keyboard too, and axe-core finds nothing."""
    asked = run(outcome(question("a" * 100, *evidence(3)), 8, confidence=0.2, refused=True))
    page = window(width)
    page.set_content(report_page(ReportData(asked, (asked, asked))))
    assert_fits(page)
    assert_accessible(page)


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_every_page_works_without_javascript(window: Window, address: str, path: str) -> None:
    """Without JavaScript each page has its heading and its way to the others."""
    page = window(390, java_script_enabled=False)
    page.goto(address + path)
    assert page.locator("main h1").count() == 1
    assert page.get_by_role("navigation", name="Pages").get_by_role("link").all_text_contents() == ["Ask", "Read", "Verify"]


def test_skip_link_is_the_first_stop(window: Window, address: str) -> None:
    """The tab key first reaches a link to the text, which then can be seen."""
    page = window()
    page.goto(address + "/articles")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="To the text")
    box = skip.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_dark_and_light(window: Window, address: str) -> None:
    """The page follows the system: dark letters on light paper, or light ones on dark."""
    grounds = {}
    for scheme in ("light", "dark"):
        page = window(color_scheme=scheme)
        page.goto(address)
        grounds[scheme] = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert grounds == {"light": "rgb(253, 251, 246)", "dark": "rgb(23, 21, 19)"}
