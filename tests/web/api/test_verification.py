"""verification.py: quotations and drafts."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from qa.answering.answerer import Answerer
from tests.conftest import SEED_ID
from tests.web.responses import content


def test_verify_a_quotation(client: FlaskClient, answerer: Answerer) -> None:
    """A true quotation is exact, with its place and notes; a changed number is altered, and named."""
    true = "at its peak, the total number of troops reached 72,400"
    exact = content(client.post("/api/verify", json={"quotation": true, "article": SEED_ID}))
    place = exact["places"][0]
    assert (exact["kind"], exact["occurrences"], exact["differences"]) == ("exact", 1, [])
    assert answerer.collection.articles[0].text[place["start"] : place["end"]] == place["text"] == true
    assert [(note["label"], note["role"]) for note in place["notes"]] == [("5", "covers_quote")]
    altered = content(client.post("/api/verify", json={"quotation": true.replace("400", "500")}))
    difference = altered["differences"][0]
    assert (altered["kind"], difference["kind"]) == ("altered", "number")
    assert (difference["quoted"], difference["original"]) == ("72,500", "72,400")
    absent = content(client.post("/api/verify", json={"quotation": "Borscht is eaten on Tuesdays in Vladivostok."}))
    assert (absent["kind"], absent["places"]) == ("absent", [])


def test_verify_a_draft(client: FlaskClient) -> None:
    """Each quotation of a draft gets its verdict; a draft is faithful if all are as the text has them."""
    true = "He writes that “at its peak, the total number of troops reached 72,400.” A “scare quote” is none."
    found = content(client.post("/api/verify/draft", json={"draft": true}))
    assert found["faithful"] is True
    assert next((quotation["short"], quotation["verdict"]["kind"]) for quotation in found["quotations"]) == (False, "exact")
    false = content(client.post("/api/verify/draft", json={"draft": true.replace("its peak", "their peak")}))
    assert false["faithful"] is False
    assert false["quotations"][0]["verdict"]["kind"] == "altered"
    assert content(client.post("/api/verify/draft", json={"draft": "No quotation here."})) == {
        "faithful": True,
        "counts": {},
        "ranking": [],
        "quotations": [],
    }


def test_an_ellipsis_over_a_negation_is_not_vouched_for(client: FlaskClient) -> None:
    """The seed says that the United States was not able to fight; without the "not", no yes is given."""
    found = content(client.post("/api/verify", json={"quotation": "The United States … able to fight the Bolsheviks."}))
    assert (found["kind"], found["faithful"]) == ("edited", False)
    assert [(change["reason"], change["original"]) for change in found["alters_meaning"]] == [("negation", "not")]


@pytest.mark.parametrize(
    "body", [{"quotation": ""}, {"quotation": "…"}, {"quotation": "x" * 20_001}, {"quotation": 5}, {"text": "a"}]
)
def test_verify_refuses_what_is_no_quotation(client: FlaskClient, body: dict[str, Any]) -> None:
    """What cannot be verified is refused with a sentence."""
    refused = client.post("/api/verify", json=body)
    assert refused.status_code == 422
    assert refused.get_json()["detail"].endswith(".")


def test_verify_in_an_unknown_article(client: FlaskClient) -> None:
    """An article that is not there is not found."""
    assert client.post("/api/verify", json={"quotation": "the troops", "article": "nowhere"}).status_code == 404


def test_half_a_character_gets_a_sentence(client: FlaskClient) -> None:
    """A quotation or a draft with a lone surrogate is refused, with the field that holds it."""
    for route, field in (("/api/verify", "quotation"), ("/api/verify/draft", "draft")):
        body = '{"%s": "He said “troops \\ud800 reached 72,400 men”."}' % field  # noqa: UP031  # braces stand in it
        response = client.post(route, data=body, content_type="application/json")
        assert (response.status_code, content(response)["field"]) == (422, f"/{field}")
