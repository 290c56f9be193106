"""verify_page.py: the page on which quotations are held against the text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from index.collection import Collection
from index.maintenance import build_collection
from index.settings import Settings
from qa.opened_index import OpenedIndex
from tests.doubles import WordEncoder
from tests.web.pages.test_ask_page import Page
from web import create_app

ALTERED = "The mayor imported coal from Canada."


@pytest.fixture
def harbour_client(harbour: Collection) -> FlaskClient:
    """Somebody who sends requests to an application over the small article."""
    return create_app(OpenedIndex.over(harbour)).test_client()


def headings(html: str) -> list[str]:
    """Return the headings of a page."""
    return re.findall(r"<h[12][^>]*>(.*?)</h[12]>", html)


def test_altered_word_is_shown_beside_the_text(harbour_client: FlaskClient) -> None:
    """What the quotation has is struck out, what the text has stands beside it, and the whole sentence can be read in place."""
    html = harbour_client.post("/verify", data={"text": ALTERED}).text
    assert headings(html) == ["Altered"]
    assert "The mayor imported <del>coal</del> <ins>flour</ins> from Canada.</p>" in html
    assert "/articles/harbour/cite?start=204&end=241" in Page(html).links
    assert f">\n{ALTERED}</textarea>" in html


def test_quotations_of_a_draft_are_judged_each(harbour_client: FlaskClient) -> None:
    """A draft gets a verdict on each quotation, and is told how many were too short to be one."""
    draft = f"He writes “{ALTERED}”, calls it “the thaw”, and says: “Nobody replaced him.”"
    html = harbour_client.post("/verify", data={"text": draft}).text
    assert re.findall(r'<article class="verdict (\w+)"', html) == ["altered", "exact"]
    assert re.findall(r'<p class="asked" dir="auto">(.*?)</p>', html) == [ALTERED, "Nobody replaced him."]
    assert "One of one or two words was left out" in html


def test_words_are_read_as_whoever_pastes_them_says(harbour_client: FlaskClient) -> None:
    """The same words are one quotation or a draft, as is chosen; the choice is kept."""
    as_quotation = harbour_client.post("/verify", data={"text": "Nobody replaced him.", "as": "quotation"})
    assert (as_quotation.status_code, '<option value="quotation" selected>' in as_quotation.text) == (200, True)
    as_draft = harbour_client.post("/verify", data={"text": "Nobody replaced him.", "as": "draft"})
    assert (as_draft.status_code, '<option value="draft" selected>' in as_draft.text) == (422, True)
    assert "The draft has no quotation of more than two words" in as_draft.text


@pytest.mark.parametrize(
    ("form", "status", "sentence"),
    [
        ({}, 422, "The quotation is empty. Give the words that are to be verified."),
        ({"text": ALTERED, "article": "nowhere"}, 404, "There is no article 'nowhere'. There are: harbour."),
    ],
)
def test_what_cannot_be_verified_gets_a_sentence(
    harbour_client: FlaskClient, form: dict[str, str], status: int, sentence: str
) -> None:
    """The form is shown again, with what was wrong."""
    refused = harbour_client.post("/verify", data=form)
    assert (refused.status_code, headings(refused.text)) == (status, ["That could not be verified."])
    assert sentence in Page(refused.text).text
    assert '<textarea id="text"' in refused.text


def test_at_most_five_places_are_shown(tmp_path: Path) -> None:
    """Words that stand in the text seven times are shown in five places, and the rest are counted."""
    path = tmp_path / "snow.txt"
    path.write_text("On Snow\n\n" + "".join(f"Snow fell on the town. Day {day} was dark.\n\n" for day in range(7)), "utf-8")
    client = create_app(OpenedIndex.over(build_collection([path], Settings(), WordEncoder()))).test_client()
    html = client.post("/verify", data={"text": "Snow fell on the town."}).text
    assert (headings(html), html.count(">Read in place</a>")) == (["Word for word"], 5)
    assert "And 2 more places." in html


def test_reasons_to_doubt_are_shown_in_words(harbour_client: FlaskClient) -> None:
    """An editor's mark that may alter the meaning is named under the heading, before the place."""
    html = harbour_client.post("/verify", data={"text": "The mayor [never] imported flour from Canada."}).text
    assert headings(html) == ["Edited, and may say something else than the text"]
    reason = "“never” is put in: what is denied or affirmed may be another thing."
    assert html.index(reason) < html.index('class="place"')
    assert '<article class="verdict edited doubted"' in html


def test_what_concerns_most_is_shown_first(harbour_client: FlaskClient) -> None:
    """A draft's quotations are counted at the top, and stand in the order of what may be wrong."""
    draft = "“Nobody replaced him.” “the mayor imported flour” “The mayor [never] imported flour” “borscht on Tuesdays”"
    html = harbour_client.post("/verify", data={"text": draft}).text
    assert "1 absent, 1 edited with reasons, 1 edited, 1 exact. What concerns most comes first." in html
    assert re.findall(r'<article class="verdict ([\w ]+)"', html) == ["absent", "edited doubted", "edited", "exact"]
