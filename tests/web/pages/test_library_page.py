"""library_page.py: the list of articles."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from index.collection import Collection
from qa.opened_index import OpenedIndex
from tests.web.pages.test_ask_page import Page
from web import create_app
from web.pages import library_page


def words(html: str) -> str:
    """The text of a page, a space between words."""
    return " ".join(Page(html).text.split())


@pytest.fixture
def library(shelves: Collection) -> FlaskClient:
    """Somebody who looks at them."""
    return create_app(OpenedIndex.over(shelves)).test_client()


def test_one_article_is_listed_without_a_search(harbour: Collection) -> None:
    """The list leads to it, and says how many paragraphs and notes it has; there is nothing to be narrowed."""
    html = create_app(OpenedIndex.over(harbour)).test_client().get("/articles").text
    assert '<a href="/articles/harbour">On the Harbour</a>' in html
    assert "harbour.txt · 3 paragraphs, 4 notes" in words(html)
    assert 'id="narrow"' not in html
    assert 'type="checkbox"' not in html


def test_each_article_is_told_by_author_year_journal_kind_collection_and_file(library: FlaskClient) -> None:
    """What is known is told, and what is not is left out."""
    text = words(library.get("/articles").text)
    assert "Ōtani, K., and Ann Moore, 1998 On the Harbour Slavic Review · journal article · harbour.txt · 3 paragraphs" in text
    assert "On the Railway war · railway.txt · 1 paragraph, 2 notes" in text
    assert "3 articles" in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=railway", ["railway"]),
        ("author=otani", ["harbour"]),
        ("year=1990-2000&journal=slavic&kind=article-journal", ["harbour"]),
        ("collection=war&sort=-title", ["railway", "bridge"]),
        ("q=&author=&year=&sort=title", ["bridge", "harbour", "railway"]),
    ],
)
def test_the_list_is_searched_narrowed_and_sorted_by_its_address(library: FlaskClient, query: str, found: list[str]) -> None:
    """A plain form makes the address, and what was chosen is chosen again."""
    html = library.get(f"/articles?{query}").text
    assert re.findall(r'name="article" value="(\w+)"', html) == found


def test_nothing_found_leads_back_to_all(library: FlaskClient) -> None:
    """The search says so, and keeps what was typed, which is no part of the page's code."""
    html = library.get('/articles?q="><script>alert(1)</script>').text
    assert "No article is like that." in html
    assert "<script>alert" not in html


@pytest.mark.parametrize(
    ("query", "sentence"), [("year=soon", "The year is"), ("sort=size", "The order is"), ("page=x", "page is")]
)
def test_what_cannot_be_meant_is_said_in_a_sentence(library: FlaskClient, query: str, sentence: str) -> None:
    """The form stays, with what was typed."""
    answer = library.get(f"/articles?{query}")
    assert answer.status_code == 422
    assert sentence in words(answer.text)
    assert 'id="narrow"' in answer.text


def test_long_lists_have_pages(library: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each page leads to those beside it and keeps the search; one that is not there leads to the last."""
    monkeypatch.setattr(library_page, "A_PAGE", 1)
    middle = library.get("/articles?sort=title&page=2").text
    assert 'href="/articles?sort=title&amp;page=1" rel="prev"' in middle
    assert 'href="/articles?sort=title&amp;page=3" rel="next"' in middle
    assert "page 2 of 3" in middle
    assert 'href="/articles?page=3" rel="prev"' in library.get("/articles?page=9").text


def test_what_was_found_can_be_asked(library: FlaskClient) -> None:
    """A collection is asked by its name, others one by one, and all need no link."""
    assert 'href="/?collection=war"' in library.get("/articles?collection=war").text
    assert 'href="/?article=harbour&amp;article=railway"' in library.get("/articles?q=on+the&sort=title").text.replace(
        "article=bridge&amp;", ""
    )
    assert ">Ask these<" not in library.get("/articles").text
