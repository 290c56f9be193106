"""The notebook in a real browser: kept by mouse and without JavaScript, remarked on, exported, and there after a restart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from index.collection import Collection
from qa.opened_index import OpenedIndex
from tests.accessible import RULES, SCROLLS_SIDEWAYS
from tests.conftest import serving
from web import create_app
from web.service_settings import ServiceSettings

FLOUR = "The mayor imported flour from Canada."
Window = Callable[..., Page]


@pytest.fixture
def noting(harbour: Collection, tmp_path: Path) -> Iterator[str]:
    """The address of a service that keeps a notebook over the small article."""
    with serving(create_app(OpenedIndex.over(harbour), ServiceSettings(notebook=tmp_path / "notebook.sqlite"))) as url:
        yield url


def test_answer_is_kept_and_there_after_a_restart(window: Window, noting: str, harbour: Collection, tmp_path: Path) -> None:
    """The button keeps without leaving the page; a remark follows; another process of the service has it, and exports it."""
    page = window()
    page.goto(f"{noting}/?q=Who imported flour from Canada?")
    page.get_by_role("button", name="Keep").first.click()
    page.get_by_role("link", name="Kept: add a remark").click()
    page.get_by_label("Remark").fill("Again Canada.")
    page.get_by_label("Tags, parted by commas").fill("trade")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".remark")).to_have_text("Again Canada.")
    with serving(create_app(OpenedIndex.over(harbour), ServiceSettings(notebook=tmp_path / "notebook.sqlite"))) as again:
        page.goto(f"{again}/notebook?tag=trade")
        expect(page.locator(".marks blockquote")).to_have_text(FLOUR)
        page.get_by_label("export as").select_option("markdown")
        page.get_by_label("export mark 1").check()
        with page.expect_download() as download:
            page.get_by_role("button", name="Export").click()
        assert f"> {FLOUR}[^1]" in Path(download.value.path()).read_text("utf-8")


def test_words_of_the_reader_are_kept(window: Window, noting: str) -> None:
    """A sentence that is clicked can be kept, and then another."""
    page = window(390)
    page.goto(f"{noting}/articles/harbour")
    chosen = page.get_by_role("region", name="The chosen words")
    for paragraph, number in (("#p2", 1), ("#p3", 2)):
        page.locator(paragraph).click(position={"x": 5, "y": 5})
        chosen.get_by_role("button", name="Keep").click()
        expect(chosen.get_by_role("link", name="Kept: add a remark")).to_have_attribute(
            "href", f"{noting}/notebook/marks/{number}"
        )


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_without_javascript(window: Window, noting: str, width: int, scheme: str) -> None:
    """Kept, remarked on and deleted by forms alone; axe-core finds nothing on the pages, and nothing scrolls sideways."""
    page = window(width, java_script_enabled=False, color_scheme=scheme)
    page.goto(f"{noting}/articles/harbour/cite?start=204&end=241")
    page.get_by_role("button", name="Keep").click()
    page.get_by_label("Remark").fill("word " * 200)
    page.get_by_role("button", name="Save").click()
    looking = window(width, color_scheme=scheme)
    for path in ("/notebook", "/notebook/marks/1"):
        looking.goto(noting + path)
        assert looking.evaluate(SCROLLS_SIDEWAYS) is False
        results = Axe().run(looking, options=RULES)
        assert results.violations_count == 0, results.generate_report()
    page.get_by_role("link", name="change the remark, mark 1").click()
    page.get_by_role("button", name="Delete this mark").click()
    expect(page.locator(".lead").first).to_contain_text("Nothing is kept yet.")
    for each in (page, looking):  # the service ends before the window does, and what a page still loads would be refused
        each.close()
