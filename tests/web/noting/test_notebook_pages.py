"""notebook_pages.py: the notebook's pages."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from index.maintenance import build_collection
from index.settings import Settings
from qa.notebook.store import Notebook
from qa.opened_index import OpenedIndex
from tests.doubles import WordEncoder
from tests.scans import read_by_others
from tests.web.noting.conftest import FLOUR, WORDS
from tests.web.pages.test_ask_page import Page
from web import create_app
from web.service_settings import ServiceSettings

LINK = "http://elsewhere.test/articles/harbour?" + urlencode({"exact": "Bread became expensive."}) + "#mark"


def _led(response: TestResponse) -> str:
    assert response.status_code == 303
    return response.headers["Location"]


def test_button_below_an_answer_keeps_it(noting: FlaskClient, notebook: Notebook) -> None:
    """The form below a citation keeps it with the question, also posted twice, and leads to its mark."""
    page = noting.get("/?q=Who imported flour from Canada?").text
    assert '<form class="keep" action="/notebook/marks" method="post">' in page
    assert '<input type="hidden" name="start" value="204"><input type="hidden" name="end" value="241">' in page
    sent = {**FLOUR, "question": "Who imported flour from Canada?"}
    for _ in range(2):
        assert _led(noting.post("/notebook/marks", data=sent)) == "/notebook/marks/1"
    (mark,) = notebook.marks("")
    assert (mark.stretch.words, mark.stretch.question) == (WORDS, "Who imported flour from Canada?")
    assert WORDS in Page(noting.get("/notebook/marks/1").text).text


def test_every_way_to_keep_is_on_the_pages(noting: FlaskClient) -> None:
    """The reader, and the page that cites sentence by sentence, have the button too."""
    assert noting.get("/articles/harbour/cite?start=180&end=241").text.count('class="keep"') == 3
    assert noting.get("/articles/harbour").text.count('class="keep"') == 1


def test_link_is_kept(noting: FlaskClient, notebook: Notebook) -> None:
    """A link to a place, of whatever host, keeps the words that it marks; any other gets a sentence, and stands in the form."""
    assert _led(noting.post("/notebook/marks", data={"link": f" {LINK} "})) == "/notebook/marks/1"
    assert notebook.mark("", 1).stretch.words == "Bread became expensive."
    for link, status, words in (
        ("http://[", 422, "This is no link"),
        ("https://example.org/", 422, "leads to no article"),
        ("/articles/nowhere?start=1&end=2", 404, "nowhere"),
        ("/articles/harbour", 422, "marks no words"),
        ("/articles/harbour?start=5&end=99999", 422, "needs two offsets"),
    ):
        response = noting.post("/notebook/marks", data={"link": link})
        assert response.status_code == status
        assert words in response.text
        assert f'value="{link.replace("&", "&amp;")}"' in response.text


def test_remark_is_changed(noting: FlaskClient, notebook: Notebook) -> None:
    """The form changes remark and tags once; the notebook shows them, and those of a tag alone."""
    noting.post("/notebook/marks", data=FLOUR)
    sent = {"version": "1", "remark": "<b>Canada</b>\r\nagain", "tags": "trade, ice age,"}
    for _ in range(2):
        assert _led(noting.post("/notebook/marks/1", data=sent)) == "/notebook#mark-1"
    mark = notebook.mark("", 1)
    assert (mark.remark, mark.tags, mark.version) == ("<b>Canada</b>\nagain", ("trade", "ice age"), 2)
    html = noting.get("/notebook?tag=ice+age").text
    assert "&lt;b&gt;Canada&lt;/b&gt;" in html
    assert WORDS in Page(html).text
    assert "Nothing has this tag." in noting.get("/notebook?tag=war").text


def test_stale_form_loses_nothing(noting: FlaskClient, notebook: Notebook) -> None:
    """A form that was loaded before another change is refused, with what stands and what was sent, ready to be sent again."""
    noting.post("/notebook/marks", data=FLOUR)
    noting.post("/notebook/marks/1", data={"version": "1", "remark": "first"})
    stale = noting.post("/notebook/marks/1", data={"version": "1", "remark": "second"})
    assert stale.status_code == 409
    assert "was changed at" in stale.text
    assert '<p class="remark" dir="auto">first</p>' in stale.text
    assert ">\nsecond</textarea>" in stale.text
    assert '<input type="hidden" name="version" value="2">' in stale.text
    assert notebook.mark("", 1).remark == "first"
    again = noting.post("/notebook/marks", data={**FLOUR, "remark": "third"})
    assert again.status_code == 409
    assert ">\nthird</textarea>" in again.text


@pytest.mark.parametrize(
    ("length", "status", "words"),
    [(20_001, 422, "has 20,001 characters"), (1_000_000, 422, "has 1,000,000 characters"), (2_000_000, 413, "too large")],
)
def test_long_remark_gets_a_sentence(noting: FlaskClient, length: int, status: int, words: str) -> None:
    """A remark that is too long is refused; where it could be read, it stands in the form to be shortened."""
    noting.post("/notebook/marks", data=FLOUR)
    response = noting.post("/notebook/marks/1", data={"version": "1", "remark": "a" * length})
    assert response.status_code == status
    assert words in response.text
    assert ("a" * length in response.text) is (status == 422)


def test_mark_is_deleted(noting: FlaskClient, notebook: Notebook) -> None:
    """Deleted, it is gone; a form that is sent again gets a sentence."""
    noting.post("/notebook/marks", data=FLOUR)
    assert _led(noting.post("/notebook/marks/1/delete")) == "/notebook"
    assert notebook.marks("") == ()
    again = noting.post("/notebook/marks/1/delete")
    assert (again.status_code, "There is no mark 1 in your notebook." in again.text) == (404, True)
    assert "Nothing is kept yet." in noting.get("/notebook").text


def test_forms_that_lack_something_get_a_sentence(noting: FlaskClient) -> None:
    """A form without offsets, or one that says nothing of the history, is refused."""
    assert "no whole number as its start" in noting.post("/notebook/marks", data={"article": "harbour"}).text
    assert noting.post("/notebook/marks/1", data={"version": "-1"}).status_code == 422
    assert noting.post("/notebook/history", data={"do": "burn"}).status_code == 422


def test_history_is_shown_and_switched(noting: FlaskClient) -> None:
    """The questions lead to their answers; they are cleared, and kept no more."""
    noting.get("/?q=Who imported flour?")
    assert "/?q=Who+imported+flour?" in noting.get("/notebook").text.replace("%3F", "?")
    assert _led(noting.post("/notebook/history", data={"do": "off"})) == "/notebook#history"
    assert _led(noting.post("/notebook/history", data={"do": "clear"})) == "/notebook#history"
    noting.get("/?q=Who drowned?")
    html = noting.get("/notebook").text
    assert "Questions are not kept." in html
    assert "Who drowned?" not in html
    noting.post("/notebook/history", data={"do": "on"})
    assert "are kept here" in noting.get("/notebook").text


def test_words_that_changed_are_told_of(noting: FlaskClient, notebook: Notebook) -> None:
    """A mark whose words do not stand any more says so, in the notebook and on its page."""
    noting.post("/notebook/marks", data=FLOUR)
    with sqlite3.connect(notebook.path) as database:
        database.execute("UPDATE marks SET words = 'The mayor imported bread from Canada.'")
    for address in ("/notebook", "/notebook/marks/1"):
        assert "no longer stand word for word" in noting.get(address).text


def test_recognised_words_carry_the_remark(tmp_path: Path) -> None:
    """What was kept of a scan says, in the notebook and on its own page, that the page is to be checked, and is no problem."""
    (tmp_path / "scan.pdf").write_bytes(read_by_others(["The pilot drowned in 1918. Nobody replaced him."]))
    opened = OpenedIndex.over(build_collection([tmp_path / "scan.pdf"], Settings(), WordEncoder()))
    scans = create_app(opened, ServiceSettings(notebook=tmp_path / "notebook.sqlite")).test_client()
    assert _led(scans.post("/notebook/marks", data={"article": "scan", "start": 0, "end": 26})) == "/notebook/marks/1"
    for page in ("/notebook", "/notebook/marks/1"):
        shown = scans.get(page).text
        assert '<p class="small recognised">Recognised text; check the page.</p>' in shown
        assert 'class="problem"' not in shown
    (mark,) = scans.get("/api/notebook/export").get_json()["marks"]
    assert (mark["kind"], mark["holds"], mark["check"]) == ("as recognised", False, "recognised text; check the page")


def test_marks_are_cited_in_the_chosen_style(noting: FlaskClient) -> None:
    """Each says where its words stand, as the style that this browser has chosen has it; an unknown style exports nothing."""
    noting.post("/notebook/marks", data=FLOUR)
    assert "“On the Harbour,” sec. I, para. 2, n. 3.</p>" in noting.get("/notebook").text
    noting.post("/styles/choose", data={"style": "apa"})
    page = noting.get("/notebook").text
    assert "(<i>On the Harbour</i>, n.d., Section I, para. 2, n. 3)</p>" in page
    assert '<option value="apa" selected>APA</option>' in page
    refused = noting.get("/notebook/export?style=word")
    assert (refused.status_code, "style is &#39;word&#39;, but must be one of" in refused.text) == (422, True)
