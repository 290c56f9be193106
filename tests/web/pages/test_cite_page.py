"""cite_page.py: how to cite a stretch of an article."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from index.collection import Collection
from index.records import Span
from qa.opened_index import OpenedIndex
from tests.web.pages.test_ask_page import Page
from web import create_app
from web.pages.cite_page import sentences_of

SECOND_PARAGRAPH, ITS_LAST_SENTENCE = Span(180, 241), Span(204, 241)


@pytest.fixture
def harbour_client(harbour: Collection) -> FlaskClient:
    """Somebody who sends requests to an application over the small article."""
    return create_app(OpenedIndex.over(harbour)).test_client()


def test_stretch_is_quoted_and_cited_in_every_style(harbour_client: FlaskClient) -> None:
    """The words stand with their reference as each style has it, to be copied."""
    html = harbour_client.get("/articles/harbour/cite?start=204&end=241").text
    copies = {
        name: unescape(text) for name, text in re.findall(r'<pre class="[^"]*" id="copy-(\w+)"[^>]*>(.*?)</pre>', html, re.S)
    }
    assert copies == {
        "chicago": "“The mayor imported flour from Canada.”\n\n“On the Harbour,” sec. I, para. 2, n. 3.",
        "mla": "“The mayor imported flour from Canada.” (“On the Harbour,” sec. I, par. 2, n. 3)\n\n“On the Harbour.”",
        "apa": "“The mayor imported flour from Canada.” (On the Harbour, n.d., Section I, para. 2, n. 3)\n\n"
        "On the Harbour. (n.d.).",
        "bibtex": "@misc{harbour,\n  title = {{On the Harbour}},\n}\n",
    }


def test_sentences_can_be_cited_one_by_one(harbour_client: FlaskClient) -> None:
    """A stretch of several sentences leads to a page of its own for each; a single sentence does not."""
    several = Page(harbour_client.get("/articles/harbour/cite?start=180&end=241").text)
    cited = [link for link in several.links if link.startswith("/articles") and "/cite?" in link]
    assert cited == ["/articles/harbour/cite?start=180&end=203", "/articles/harbour/cite?start=204&end=241"]
    single = Page(harbour_client.get(cited[1]).text)
    assert [link for link in single.links if link.startswith("/articles") and "/cite?" in link] == []


def test_sentences_are_those_that_the_stretch_touches(harbour: Collection) -> None:
    """A sentence counts if one character of it is in the stretch, across paragraphs too; one alone is not set apart."""
    article = harbour.articles[0]
    assert sentences_of(article, SECOND_PARAGRAPH) == (Span(180, 203), ITS_LAST_SENTENCE)
    assert sentences_of(article, Span(177, 181)) == (Span(158, 178), Span(180, 203))
    assert sentences_of(article, ITS_LAST_SENTENCE) == ()
    assert sentences_of(article, Span(16, 26)) == ()


def test_without_a_stretch_the_article_is_shown(harbour_client: FlaskClient) -> None:
    """An address without offsets leads to the article, and one whose offsets it does not have is refused."""
    led = harbour_client.get("/articles/harbour/cite")
    assert (led.status_code, led.headers["Location"]) == (302, "/articles/harbour")
    assert harbour_client.get("/articles/harbour/cite?start=5&end=314").status_code == 422
    assert harbour_client.get("/articles/nowhere/cite?start=5&end=9").status_code == 404
