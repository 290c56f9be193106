"""Articles are added and removed in a real browser, over a service in a process of its own: by mouse, and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from index.collection import Collection
from index.folder import article_ids
from index.maintenance import save_collection
from tests.accessible import RULES, SCROLLS_SIDEWAYS
from tests.conftest import BRIDGE, RAILWAY, SEED_ID
from tests.serving import process

Window = Callable[..., Page]
LONG = 900_000.0  # milliseconds that a job may take; it lets all others on these cores go first
# What Zotero exports, each entry with the attached file as it lies in its own folders.
EXPORT = r"""
@article{roe1931, title = {A Title of Its Own}, author = {Roe, Ann}, year = {1931},
  file = {Full Text:files/12/bridge.txt:text/plain;Notes:files/13/notes.html:text/html}}
@book{moore1950, title = {Elsewhere}, author = {Moore, Ann}, year = {1950}, file = {PDF:files/14/elsewhere.pdf:application/pdf}}
"""
# Drops files on the page as a person does.
DROP = """files => {
  const transfer = new DataTransfer();
  for (const [name, text] of Object.entries(files)) transfer.items.add(new File([text], name, { type: "text/plain" }));
  for (const kind of ["dragover", "drop"]) {
    document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: transfer, bubbles: true, cancelable: true }));
  }
}"""


@pytest.fixture(scope="module")
def folder(collection: Collection, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seed article's index."""
    path = tmp_path_factory.mktemp("changed") / "index"
    save_collection(collection, path)
    return path


@pytest.fixture(scope="module")
def writable(folder: Path) -> Iterator[str]:
    """The address of a service that lets articles be changed."""
    with process(folder, "--writable") as (_, address):
        yield address


def files(**texts: str) -> list[Any]:
    """Files to be chosen."""
    return [{"name": f"{name}.txt", "mimeType": "text/plain", "buffer": text.encode()} for name, text in texts.items()]


def test_by_mouse(window: Window, writable: str, folder: Path) -> None:
    """Fifty files are dropped, of which two are bad: progress moves, the bad ones have their sentences, the rest answers."""
    texts = {f"article-{number}.txt": RAILWAY.replace("convicts", f"{number} convicts") for number in range(48)}
    texts |= {"empty.txt": "", "binary.txt": "\0\1\2" * 50}
    page = window()
    page.goto(f"{writable}/articles")
    page.evaluate(DROP, texts)
    expect(page.locator(".stage").first).to_be_visible(timeout=LONG)
    seen, end = set[str](), monotonic() + LONG / 1000
    while not page.locator("[data-settled]").count():
        assert monotonic() < end
        seen |= {text.split(":")[0] for text in page.locator(".stage").all_text_contents()}
        page.wait_for_timeout(50)
    assert len(seen) >= 2
    expect(page.get_by_text("48 added, 2 left out.", exact=True)).to_be_visible()
    refused = page.locator("li.refused").all_text_contents()
    assert [name in text for name, text in zip(("empty.txt", "binary.txt"), refused, strict=True)] == [True, True]
    expect(page.locator("li.indexed").first).to_contain_text("1 paragraph, 2 notes")
    expect(page.locator(".articles li")).to_have_count(49)
    assert len(article_ids(folder)) == 49
    page.goto(f"{writable}/?q=How+many+convicts+built+the+railway%3F")
    expect(page.locator("article.citation").first).to_contain_text("convicts")


def test_without_javascript(window: Window, writable: str) -> None:
    """A plain form adds, a page that refreshes itself tells, a bibliography is taken up, and another form removes."""
    page = window(390, java_script_enabled=False)
    page.goto(f"{writable}/articles")
    page.get_by_label("Files, or whole folders dropped here").set_input_files(files(bridge=BRIDGE))
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("heading", name="Added")).to_be_visible(timeout=LONG)
    expect(page.get_by_text("1 added.", exact=True)).to_be_visible()
    page.get_by_role("link", name="On the Bridge").click()
    assert "The bridge was never finished." in page.inner_text("main")
    page.goto(f"{writable}/articles")
    page.get_by_text("Authors and years from Zotero").click()
    export: Any = {"name": "zotero.bib", "mimeType": "text/x-bibtex", "buffer": EXPORT.encode()}
    page.get_by_label("Exports of a reference manager").set_input_files(export)
    page.get_by_role("button", name="Take up").click()
    expect(page.get_by_role("heading", name="Taken up")).to_be_visible(timeout=LONG)
    expect(page.get_by_text("It has 2 entries; one article here is described by it.")).to_be_visible()
    page.goto(f"{writable}/articles?q=bridge")
    expect(page.locator(".articles li")).to_contain_text("Roe, Ann, 1931")
    page.goto(f"{writable}/articles/bridge/change")
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_role("heading", name="Removed")).to_be_visible(timeout=LONG)
    page.goto(f"{writable}/articles")
    expect(page.get_by_role("link", name="On the Bridge", exact=True)).to_have_count(0)


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("path", ["/articles", f"/articles/{SEED_ID}/change", "job"])
def test_pages_that_change_articles_are_accessible(window: Window, writable: str, width: int, path: str) -> None:
    """Axe-core finds nothing, and nothing scrolls sideways."""
    page = window(width, color_scheme="dark" if width == 390 else "light")
    page.goto(f"{writable}/articles")
    if path == "job":
        page.get_by_text("Latest changes").click()
        page.locator(".jobs a").last.click()
    else:
        page.goto(f"{writable}{path}")
    results = Axe().run(page, options=RULES)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate(SCROLLS_SIDEWAYS) is False
