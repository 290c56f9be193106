"""A library of several articles in a real browser: the list, and what is asked of some of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from index.collection import Collection
from qa.opened_index import OpenedIndex
from tests.accessible import assert_accessible, assert_fits
from tests.conftest import serving
from web import create_app

PATHS = {
    "list": "/articles",
    "found": "/articles?q=otani&sort=author",
    "nothing": "/articles?author=nobody",
    "refused": "/articles?year=soon",
    "metadata": "/articles/harbour/metadata",
    "metadata refused": "/articles/harbour/metadata?written=1&year=soon",
    "several": "/?q=What+rusted+by+the+harbour&article=railway&article=bridge&article=harbour&limit=9",
    "collection": "/?q=What+rusted+by+the+harbour&collection=war",
}
Window = Callable[..., Page]


@pytest.fixture(scope="module")
def library(shelves: Collection) -> Iterator[str]:
    """The address of a server over three articles in two folders."""
    with serving(create_app(OpenedIndex.over(shelves, threshold=0.0))) as url:
        yield url


@pytest.mark.parametrize(("width", "narrower"), [(1440, 720), (390, 320)])
@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_pages_are_accessible_and_fit(window: Window, library: str, path: str, width: int, narrower: int) -> None:
    """No page of a library breaks a rule that axe-core can test, light or dark, and none scrolls sideways."""
    page = window(width)
    page.goto(library + path)
    assert_accessible(page)
    assert_fits(page, narrower)


@pytest.mark.parametrize("scripted", [True, False], ids=["JavaScript", "no JavaScript"])
def test_ticked_articles_are_asked(window: Window, library: str, scripted: bool) -> None:
    """A list is narrowed and its articles ticked and asked, by plain forms; the next question is asked of them too."""
    page = window(390, java_script_enabled=scripted)
    page.goto(f"{library}/articles")
    page.get_by_label("collection").select_option("war")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("ul.articles > li")).to_have_count(2)
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Ask the ticked ones").click()
    for question in ("What rusted by the harbour?", "What did the ice take in April?"):
        page.get_by_role("searchbox").fill(question)
        page.get_by_role("button", name="Ask", exact=True).click()
        expect(page.get_by_text("in 2 articles")).to_be_visible()
        expect(page.locator("#outcome h1")).to_contain_text("that may answer")
        places = " ".join(page.locator(".citation .read").evaluate_all("links => links.map(link => link.pathname)"))
        assert "/articles/harbour" not in places
        assert "/articles/railway" in places or "/articles/bridge" in places
