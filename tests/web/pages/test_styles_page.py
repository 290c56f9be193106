"""styles_page.py: a style is chosen, for this browser."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from index.collection import Collection
from index.intake import JobQueue
from qa.opened_index import OpenedIndex
from tests.qa.citing.styles import IN_TEXT, NOTES
from web import create_app
from web.service_settings import ServiceSettings

ASKED = "/?q=Who+imported+flour?"
CITED = "/articles/harbour/cite?start=204&end=241"


@pytest.fixture
def writable(harbour: Collection, tmp_path: Path) -> FlaskClient:
    """Somebody who sends requests to a service that lets styles be put in."""
    settings = ServiceSettings(writable=True, notebook=tmp_path / "notebook.sqlite")
    return create_app(OpenedIndex.over(harbour), settings, queue=JobQueue(tmp_path / "index")).test_client()


def test_chosen_style_is_shown_everywhere(writable: FlaskClient) -> None:
    """What is put in is chosen: answers, “Cite” and the notebook's export have it first; another choice takes its place."""
    sent = writable.post("/styles", data={"style": (BytesIO(IN_TEXT.encode()), "a.csl"), "back": ASKED})
    assert (sent.status_code, sent.headers["Location"]) == (303, ASKED)
    assert '<p class="reference">[On the Harbour, sec. I, para. 2, n. 3]</p>' in writable.get(ASKED).text
    cited = writable.get(CITED).text
    assert "“The mayor imported flour from Canada.” [On the Harbour, sec. I, para. 2, n. 3]</pre>" in cited
    assert '<button type="button" data-copy="chosen">Hafentext</button>' in cited
    writable.post("/notebook/marks", data={"article": "harbour", "start": "204", "end": "241"})
    assert '<option value="in-text" selected>Hafentext</option>' in writable.get("/notebook").text
    assert writable.post("/styles/choose", data={"style": "apa"}).headers["Location"] == "/styles"
    page = writable.get(ASKED).text
    assert "(<i>On the Harbour</i>, n.d., Section I, para. 2, n. 3) <i>On the Harbour</i>. (n.d.).</p>" in page
    assert 'data-copy="chosen"' not in page
    assert writable.post("/styles/in-text/remove").status_code == 303
    assert "Hafentext" not in writable.get("/styles").text


def test_file_that_is_no_style_gets_its_sentence(writable: FlaskClient) -> None:
    """The page comes again with what is wrong, and nothing is put in."""
    response = writable.post("/styles", data={"style": (BytesIO(b"Smith 1998"), "a.csl")})
    assert (response.status_code, "The style a.csl is not well-formed XML" in response.text) == (422, True)
    response = writable.post("/styles", data={})
    assert (response.status_code, "The upload is " in response.text) == (415, True)


@pytest.mark.parametrize("back", ["//evil.test/", "https://evil.test/", "/\\evil.test", "/a\r\nSet-Cookie: b=c", ""])
def test_nobody_is_led_elsewhere(writable: FlaskClient, back: str) -> None:
    """Only an address of this service is led back to."""
    response = writable.post("/styles/choose", data={"style": "mla", "back": back})
    assert (response.status_code, response.headers["Location"]) == (303, "/styles")


def test_unknown_choice_and_one_of_another_host_are_refused(writable: FlaskClient) -> None:
    """A style that there is not cannot be chosen, and no other host's page chooses."""
    assert writable.post("/styles/choose", data={"style": "word"}).status_code == 422
    refused = writable.post("/styles/choose", data={"style": "mla"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert refused.status_code == 403


def test_without_the_right_styles_are_chosen_alone(harbour: Collection, tmp_path: Path) -> None:
    """A service that is not writable offers its own styles, the first of which is shown unless another is chosen."""
    (tmp_path / "notes.csl").write_text(NOTES, "utf-8")
    client = create_app(OpenedIndex.over(harbour), ServiceSettings(csl=(tmp_path / "notes.csl",))).test_client()
    page = client.get("/styles").text
    assert "--csl FILE.csl" in page
    assert 'type="file"' not in page
    assert '<p class="reference">On the Harbour, sec. I, para. 2, n. 3.</p>' in client.get(ASKED).text
    assert client.post("/styles", data={"style": (BytesIO(NOTES.encode()), "a.csl")}).status_code == 403
