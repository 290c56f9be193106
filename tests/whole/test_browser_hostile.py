"""Articles that mean harm, of every format, on every page in a real browser: text, nothing run, the layout intact."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page

from index.collection import Collection
from index.maintenance import build_collection
from index.records import Article
from index.settings import Settings
from qa.opened_index import OpenedIndex
from tests.conftest import serving
from tests.doubles import WordEncoder
from tests.hostile_articles import HARM, MARKUP, heap, hostile_articles
from web import create_app

Window = Callable[..., Page]
MARKS, MOST_MARKS = 60, 10_000  # a browser, too, takes longer the more marks there are, by their square
SHOWN = "<script>window.ran=1</script>"
# What was run, what could be run, what is wider than the window, and words of the page itself that run backwards.
FINDINGS = """() => {
  const of_articles = "main script, [onerror], [onload], [onclick], iframe, object, embed, base, main img"
  const place = (words, at) => {
    const range = new Range()
    range.setStart(words, at)
    range.setEnd(words, at + 1)
    return range.getBoundingClientRect()
  }
  const own = ".place > span:not(.section), .articles .small, header nav a, .follow a, .roles a, .lead, h1.quiet, label"
  const backwards = [...document.querySelectorAll(own)].filter(element => {
    const words = element.firstChild
    const places = words?.nodeType === Node.TEXT_NODE ? [...words.data].map((_, at) => place(words, at)) : []
    return places.some((each, at) => at && each.top === places[at - 1].top && each.left < places[at - 1].left)
  })
  return {
    ran: window.ran === undefined ? [] : ["script"],
    elements: [...document.querySelectorAll(of_articles)].map(element => element.outerHTML.slice(0, 80)),
    links: [...document.querySelectorAll("a, form")].map(a => a.href || a.action).filter(link => !/^https?:/.test(link)),
    sideways: document.documentElement.scrollWidth > document.documentElement.clientWidth ? ["wide"] : [],
    backwards: backwards.map(element => element.outerHTML.slice(0, 80)),
  }
}"""
NOTHING: dict[str, list[str]] = {"ran": [], "elements": [], "links": [], "sideways": [], "backwards": []}


def collected(paths: list[Path]) -> Collection:
    """Those articles, indexed by words alone."""
    return build_collection(paths, Settings(), WordEncoder())


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    """An article of each format."""
    return collected(hostile_articles(tmp_path_factory.mktemp("hostile"), MARKS))


@pytest.fixture(scope="module")
def served(hostile: Collection) -> Iterator[str]:
    """The address at which they are served."""
    with serving(create_app(OpenedIndex.over(hostile))) as address:
        yield address


def visit(page: Page, address: str) -> str:
    """Open a page, find nothing wrong with it, and return the words on it."""
    page.goto(address)
    assert page.evaluate(FINDINGS) == NOTHING, address
    return page.locator("main").inner_text()


def of_article(article: Article) -> list[str]:
    """The pages on which an article is shown."""
    span = article.paragraphs[0].span
    cited = urlencode({"start": span.start, "end": span.end})
    asked = urlencode({"q": "Who imported flour when the harbour froze?", "article": article.id})
    return [f"/articles/{article.id}", f"/articles/{article.id}/cite?{cited}", f"/?{asked}"]


def test_all_formats_are_there(hostile: Collection) -> None:
    """An article of each format was read, with markup in its title, and in its notes where the format has any."""
    assert len(hostile.articles) == 14
    assert sum(MARKUP[:8] in article.title for article in hostile.articles) >= 10
    assert sum(MARKUP[:8] in (note.text or "") for article in hostile.articles for note in article.notes) >= 8


def test_markup_runs_nowhere(window: Window, served: str, hostile: Collection) -> None:
    """On the pages of every article, and of all of them, markup is text, no link leads to a script, and nothing is displaced."""
    page = window(390)
    assert SHOWN in visit(page, f"{served}/articles")
    visit(page, f"{served}/?q=Who+imported+flour%3F")
    for article in hostile.articles:
        read, _, _ = (visit(page, served + path) for path in of_article(article))
        assert SHOWN in read or article.id == "page-article"


def test_quotation_that_is_verified(window: Window, served: str) -> None:
    """A quotation of markup and controls, verified, is shown as it was sent."""
    page = window()
    page.goto(f"{served}/verify")
    page.get_by_label("A quotation").fill(f"Ships waited {HARM} outside, {heap(MARKS)} and the mayor imported flour")
    page.get_by_role("button", name="Verify").click()
    page.wait_for_selector("article.verdict")
    assert page.evaluate(FINDINGS) == NOTHING
    assert SHOWN in page.locator("article.verdict").first.inner_text()


def test_ten_thousand_marks(window: Window, tmp_path: Path) -> None:
    """Ten thousand combining marks on one letter, in a title, move nothing."""
    paths = [path for path in hostile_articles(tmp_path, MOST_MARKS) if path.suffix == ".txt"]
    collection = collected(paths)
    with serving(create_app(OpenedIndex.over(collection))) as address:
        page = window(390)
        assert heap(MOST_MARKS)[:50] in visit(page, f"{address}/articles")
        assert page.evaluate("document.documentElement.scrollHeight") == 900
