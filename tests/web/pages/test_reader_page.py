"""reader_page.py: the list of articles, and each of them to be read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from index.collection import Collection
from index.maintenance import build_collection
from index.records import Span
from index.settings import Settings
from qa.answering.answerer import Answerer
from qa.opened_index import OpenedIndex
from tests.conftest import SEED_ID, TEXT
from tests.doubles import WordEncoder
from tests.web.pages.test_ask_page import PEAK, Page
from web import create_app
from web.pages.reader_page import bulk


def test_a_note_that_is_looked_for_is_gone_to(harbour: Collection) -> None:
    """The number of a note leads to its place in the text; one that the article has not is not found."""
    client = create_app(OpenedIndex.over(harbour)).test_client()
    found = client.get("/articles/harbour?note= 2 ")
    assert (found.status_code, found.headers["Location"]) == (302, "/articles/harbour#n2")
    lost = client.get("/articles/harbour?note=9")
    assert lost.status_code == 404
    assert "There is no note '9': the article's notes run from 1 to 4." in Page(lost.text).text


@pytest.mark.parametrize(("length", "name"), [(0, "b0"), (249, "b0"), (250, "b1"), (3999, "b4"), (4000, "b5"), (90_000, "b5")])
def test_blocks_are_classed_by_their_length(length: int, name: str) -> None:
    """Blocks of about the same length have the same class, by which their height is estimated."""
    assert bulk(Span(7, 7 + length)) == name


def test_article_page_marks_just_the_stretch(client: FlaskClient, answerer: Answerer) -> None:
    """A link from an answer opens the article with that stretch marked, and nothing else."""
    citation = answerer.rank(PEAK, 1)[0]
    html = client.get(f"/articles/{SEED_ID}?start={citation.quote.start}&end={citation.quote.end}").text
    page = Page(html)
    assert page.marked == citation.quotation
    assert page.ids.count("mark") == 1
    assert [label for label in page.ids if re.fullmatch(r"n\d+", label)] == [f"n{number}" for number in range(1, 47)]
    assert Page(client.get(f"/articles/{SEED_ID}").text).marked == ""


@pytest.mark.parametrize(
    "query", ["start=5&end=3", "start=x&end=9", "start=5", "end=5", "start=0&end=10000000", "start=-1&end=5"]
)
def test_link_whose_text_is_not_there(client: FlaskClient, query: str) -> None:
    """A link to a stretch that the article does not have says so."""
    response = client.get(f"/articles/{SEED_ID}?{query}")
    assert response.status_code == 422
    assert "two offsets from 0 to" in response.text


def test_printed_pages_are_shown_as_such(tmp_path: Path) -> None:
    """Where the number is printed at the foot of a page, it is the one that the reader shows."""
    path = tmp_path / "harbour.txt"
    body = "the army was withdrawn and nobody\nhad been told of it at all, or asked.\n"
    path.write_text("\f".join(f"{body.capitalize()}{number}\n" for number in (7, 8, 9)), "utf-8")
    client = create_app(OpenedIndex.over(build_collection([path], Settings(), WordEncoder()))).test_client()
    assert re.findall(r'<span class="page">(.*?)</span>', client.get("/articles/harbour").text) == ["pp. 7–9"]


def test_a_sidecars_title_is_the_articles_and_the_text_keeps_its_own(harbour_file: Path) -> None:
    """Page, list and API show the title that a sidecar gives; what the text begins with stays, with its notes and marks."""
    later = re.sub(r"(?<=[a-z0-9]\.)\d", lambda found: str(int(found[0]) + 1), TEXT)
    harbour_file.write_text(later.replace("On the Harbour", "On the Harbour1"), "utf-8")
    plain = build_collection([harbour_file], Settings(), WordEncoder())
    harbour_file.with_suffix(".toml").write_text('title = "Ice and <i>War</i>"', "utf-8")
    told = build_collection([harbour_file], Settings(), WordEncoder())
    assert (told.articles[0].text, told.articles[0].notes) == (plain.articles[0].text, plain.articles[0].notes)
    client = create_app(OpenedIndex.over(told)).test_client()
    html = client.get("/articles/harbour?start=7&end=14").text
    assert '<h1 dir="auto">Ice and War</h1>' in html
    assert re.search(r'In the file:</span> On the <mark id="mark" tabindex="-1">Harbour<sup class="number" id="n1"', html)
    assert html.count('id="mark"') == 1
    assert ">Ice and War</a>" in client.get("/articles").text
    for address in ("/api/articles", "/api/articles/harbour", f"/api/passages/{told.passages[0].id}"):
        assert '"title":"Ice and War"' in client.get(address).text


def test_words_are_found_in_the_text(client: FlaskClient) -> None:
    """Each place is listed with what stands around it, and leads to the words, marked; what is nowhere is said to be."""
    html = client.get(f"/articles/{SEED_ID}?find=72,400").text
    assert re.search(r"“<span dir=\"auto\">72,400</span>” stands \d times", html)
    start = html.index("start=", html.index('aria-labelledby="found"'))
    assert "of troops reached <b>72,400</b>" in html
    place = re.match(r"start=(\d+)&amp;end=(\d+)", html[start:])
    assert place is not None
    marked = client.get(f"/articles/{SEED_ID}?start={place[1]}&end={place[2]}").text
    assert re.search(r"<mark[^>]*>72,400</mark>", marked)
    assert "stands nowhere in the text" in client.get(f"/articles/{SEED_ID}?find=zebra").text
    assert "<script>" not in client.get(f"/articles/{SEED_ID}?find=<script>").text
