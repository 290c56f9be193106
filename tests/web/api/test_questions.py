"""questions.py: the JSON API and its errors."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from index.maintenance import build_collection
from index.settings import Settings
from qa.answering.answerer import Answerer
from qa.opened_index import OpenedIndex
from tests.conftest import SEED_ID
from tests.doubles import WordEncoder
from web import create_app

PEAK = {"question": "How many Japanese troops were there at the peak?"}


def problem(response: TestResponse, status: int) -> str:
    """The detail of an error, which must be problem details with that status and no traceback."""
    assert response.status_code == status
    assert response.content_type == "application/problem+json"
    assert set(content(response)) == {"type", "title", "status", "detail", "field", "remedy"}
    assert content(response)["status"] == status
    assert "Traceback" not in response.text
    assert len(response.text) < 1000
    return str(content(response)["detail"])


def content(response: TestResponse) -> Any:
    """What a response has as JSON."""
    return json.loads(response.text)


def test_answer_has_the_form_of_version_1(client: FlaskClient) -> None:
    """An answer has the design's fields, and its quotation is the reading text between its offsets."""
    found = content(client.post("/api/ask", json=PEAK))
    assert list(found) == ["question", "outcome", "confidence", "reason", "citations", "nearest", "read_as", "took_ms"]
    assert (found["question"], found["outcome"], found["reason"], found["nearest"]) == (PEAK["question"], "answer", None, [])
    first = found["citations"][0]
    assert set(first) == {"rank", "score", "scores", "confidence", "quote", "passage", "notes", "note_quote"}
    assert first["note_quote"] is None
    assert (first["rank"], set(first["scores"])) == (1, {"lexical", "semantic"})
    quote, passage = first["quote"], first["passage"]
    assert quote["text"].endswith("the total number of troops reached 72,400.")
    assert (quote["pages"], quote["pages_printed"], passage["pages_printed"]) == (["4"], False, False)
    assert passage["section"] == ["I. The Decision to Intervene and the Confusion in Siberia"]
    assert passage["article"] == SEED_ID
    assert passage["url"].startswith(
        f"/articles/{SEED_ID}?start={quote['start']}&end={quote['end']}&exact=Japan%20continued%20to"
    )
    assert {"label": "5", "anchor": quote["end"], "text": None, "role": "in_quote"} in first["notes"]
    text = content(client.get(f"/api/articles/{SEED_ID}"))["text"]
    for citation in found["citations"]:
        for part in (citation["quote"], citation["passage"]):
            assert text[part["start"] : part["end"]] == part["text"]


def test_misspelt_words_are_told(client: FlaskClient) -> None:
    """What was read otherwise than it was typed is said, by the API and on the page."""
    asked = "Who supported Koltchak?"
    assert content(client.post("/api/ask", json={"question": asked}))["read_as"] == [{"typed": "Koltchak", "read": "Kolchak"}]
    assert content(client.post("/api/ask", json=PEAK))["read_as"] == []
    assert "“Koltchak” was read as “Kolchak”." in client.get("/", query_string={"q": asked}).text
    assert "was read as" not in client.get("/", query_string={"q": PEAK["question"]}).text


def test_no_answer_has_a_reason_and_the_nearest(client: FlaskClient) -> None:
    """A no has no citations, a sentence, and the nearest passages in the same form."""
    found = content(client.post("/api/ask", json={"question": "What is the capital of Australia?", "limit": 2, "article": None}))
    assert (found["outcome"], found["citations"]) == ("no_answer", [])
    assert "Australia" in found["reason"]
    assert [citation["rank"] for citation in found["nearest"]] == [1, 2]
    assert set(found["nearest"][0]["quote"]) == {"text", "start", "end", "pages", "pages_printed", "quoting"}


@pytest.mark.parametrize("question", ["", "   ", "x" * 5000, "a\x00b", "\ud800 Graves", "🚂🚂", "what is it?"])
def test_what_is_no_question(client: FlaskClient, question: str) -> None:
    """A question that cannot be searched for is a 422 with a sentence, and the next one is answered."""
    assert problem(client.post("/api/ask", json={"question": question}), 422).endswith(".")
    assert client.post("/api/ask", json=PEAK).status_code == 200


@pytest.mark.parametrize("limit", [0, -1, 10**9, "x", 1.5, True, None, [5], 10**400])
def test_impossible_limit(client: FlaskClient, limit: object) -> None:
    """A limit that cannot be kept is a 422 that names it."""
    assert "limit" in problem(client.post("/api/ask", json={**PEAK, "limit": limit}), 422)


@pytest.mark.parametrize(
    ("body", "status", "sentence"),
    [
        (b"", 400, "The body is not JSON that can be read"),
        (b"{question: 1}", 400, "The body is not JSON that can be read"),
        (b"\xff\xfe", 400, "The body is not JSON that can be read"),
        (b"[" * 50_000, 400, "The body is not JSON that can be read"),
        (b'{"question": "Who?", "limit": ' + b"9" * 5000 + b"}", 400, "The body is not JSON that can be read"),
        (b"[1]", 400, "The body is JSON, but a list, not an object"),
        (b'"Who was Graves?"', 400, "The body is JSON, but a string, not an object"),
        (b"null", 400, "The body is JSON, but a null, not an object"),
        (b"{}", 422, "The field 'question': Field required"),
        (b'{"question": 5}', 422, "The field 'question': Input should be a valid string"),
        (b'{"question": "Who?", "lang": "en"}', 422, "The field 'lang': Extra inputs are not permitted"),
        (b'{"question": "Who was Graves?", "article": "nowhere"}', 404, "There is no article 'nowhere'"),
        (b'{"question": "Who was Graves?", "article": "\\ud800"}', 404, "There is no article"),
        (b'{"question": "' + b"x" * 1_100_000 + b'"}', 413, "The request is too large"),
    ],
)
def test_bad_body(client: FlaskClient, body: bytes, status: int, sentence: str) -> None:
    """A body that cannot be read, or has the wrong fields, gets a sentence that says which and what to send."""
    assert sentence in problem(client.post("/api/ask", data=body, content_type="application/json"), status)


def test_body_of_another_type(client: FlaskClient) -> None:
    """A form sent to the API is told how to be JSON."""
    assert "Content-Type: application/json" in problem(client.post("/api/ask", data={"question": "Who?"}), 415)


def test_wrong_method(client: FlaskClient) -> None:
    """A wrong method is told the right one."""
    response = client.get("/api/ask")
    assert problem(response, 405) == "GET is not possible here; use POST."
    assert response.headers["Allow"] == "POST"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_wrong_method_of_the_documentation(client: FlaskClient, method: str) -> None:
    """The documentation is a page below /api: who sends something there is a program, and gets problem details."""
    response = client.open("/api/docs", method=method)
    assert problem(response, 405) == f"{method} is not possible here; use GET."
    assert response.headers["Allow"] == "GET"


def test_articles(client: FlaskClient) -> None:
    """The list of articles counts what each has, and each can be had whole."""
    (summary,) = content(client.get("/api/articles"))["articles"]
    assert (summary["id"], summary["notes"], summary["pages"]) == (SEED_ID, 46, 13)
    article = content(client.get(f"/api/articles/{SEED_ID}"))
    assert [note["label"] for note in article["notes"]] == [str(number) for number in range(1, 47)]
    assert [page["printed"] for page in article["pages"]] == [False] * 13
    paragraph = article["paragraphs"][0]
    assert article["text"][paragraph["start"] : paragraph["end"]].startswith("Japan-US relations after the Russo-Japanese War")
    assert paragraph["sentences"][-1][1] == paragraph["end"]
    heading = article["headings"][0]
    assert article["text"][heading["start"] : heading["end"]] == heading["text"] == "Introduction"
    assert re.fullmatch(r"[0-9a-f]{64}", article["source"]["sha256"])


def test_note(client: FlaskClient) -> None:
    """A note leads to the sentence that it stands behind, with its page and address."""
    note = content(client.get(f"/api/articles/{SEED_ID}/notes/21"))
    assert (note["label"], note["text"], note["page"], note["page_printed"]) == ("21", None, "7", False)
    assert note["sentence"]["text"].endswith("others guarding the railway.”")
    assert note["anchor"] == note["sentence"]["end"]
    assert f"?start={note['sentence']['start']}&end={note['sentence']['end']}&exact=" in note["url"]


def test_passage(client: FlaskClient) -> None:
    """A passage that an answer names can be had by its id."""
    passage = content(client.post("/api/ask", json=PEAK))["citations"][0]["passage"]
    found = content(client.get(f"/api/passages/{passage['id']}"))
    assert {**found, "url": None} == {**passage, "url": None}


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/api/articles/nowhere", "There is no article 'nowhere'"),
        (f"/api/articles/{SEED_ID}/notes/47", "There is no note '47': the article's notes run from 1 to 46."),
        (f"/api/articles/{SEED_ID}/notes/%00", "There is no note '\\x00'"),
        ("/api/articles/..%2F..%2Fetc%2Fpasswd", "There is nothing at this address"),
        ("/api/passages/nothing", "There is no passage 'nothing'"),
        ("/api", "There is nothing at this address"),
        ("/healthz/", "There is nothing at this address"),
        ("/api/articles/" + "x" * 5000, "There is no article 'xxx"),
        ("/api/nothing", "There is nothing at this address"),
    ],
)
def test_what_is_not_there(client: FlaskClient, path: str, sentence: str) -> None:
    """What does not exist is a 404 with a sentence."""
    assert sentence in problem(client.get(path), 404)


def test_unexpected_error_is_a_sentence(answerer: Answerer, monkeypatch: pytest.MonkeyPatch, client: FlaskClient) -> None:
    """What nobody foresaw is a 500 with a sentence, without a word of what failed inside."""

    def fails(*_: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(answerer.collection, "query", fails)
    detail = problem(client.post("/api/ask", json=PEAK), 500)
    assert "not your fault" in detail
    assert "secret" not in detail


def test_section_of_an_article(client: FlaskClient) -> None:
    """A section can be asked alone; one that is not there is not found, and one without its article is refused."""
    section = ["Conclusion"]
    body = {"question": "Why did the troops leave Siberia?", "article": SEED_ID, "section": section}
    found = client.post("/api/ask", json=body).get_json()
    assert {tuple(c["passage"]["section"]) for c in found["citations"] + found["nearest"]} == {tuple(section)}
    missing = client.post("/api/ask", json=body | {"section": ["Prologue"]})
    assert (missing.status_code, "has no section 'Prologue'" in missing.get_json()["detail"]) == (404, True)
    alone = client.post("/api/ask", json={"question": "Why?  Siberia?", "section": section})
    assert (alone.status_code, "no article" in alone.get_json()["detail"]) == (422, True)


def test_somebody_elses_words(client: FlaskClient) -> None:
    """Where the sentence quotes somebody, the API says which of its words are theirs, with offsets."""
    found = content(client.post("/api/ask", json={"question": "What did March want kept secret?", "limit": 1}))
    quote = (found["citations"] + found["nearest"])[0]["quote"]
    words = next(stretch for stretch in quote["quoting"] if "secret" in stretch["text"])
    assert (words["text"][0], words["text"][-1]) == ("“", "”")
    assert quote["text"][words["start"] - quote["start"] : words["end"] - quote["start"]] == words["text"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"question": ""}, "/question"),
        ({**PEAK, "limit": 0}, "/limit"),
        ({**PEAK, "limit": "x"}, "/limit"),
        ({**PEAK, "a/b~c": 1}, "/a~1b~0c"),
        ({**PEAK, "article": "nowhere"}, "/article"),
        ({**PEAK, "article": SEED_ID, "section": ["Prologue"]}, "/section"),
        ({**PEAK, "article": SEED_ID, "section": [5]}, "/section/0"),
        ({}, "/question"),
    ],
)
def test_problems_name_the_field_and_the_remedy(client: FlaskClient, body: dict[str, Any], field: str) -> None:
    """A problem in a field points at it (RFC 6901) and says what to do."""
    found = content(client.post("/api/ask", json=body))
    assert found["field"] == field
    assert found["remedy"].endswith(".")


def test_section_null_is_a_section_left_out(client: FlaskClient) -> None:
    """`null` asks the whole article, as it does for the other fields that may be left out."""
    asked = {**PEAK, "article": SEED_ID}
    found = [content(client.post("/api/ask", json=body)) for body in (asked, {**asked, "section": None})]
    assert found[0]["citations"] == found[1]["citations"]


def test_notes_whose_label_repeats(harbour_file: Path) -> None:
    """Where a label stands twice, all its anchors are listed, and each is had by its anchor."""
    harbour_file.write_text("A\n\nI. One\n\nShips came in.1 Ice went.2\n\nII. Two\n\nBread rose.1 Flour fell.2\n", "utf-8")
    collection = build_collection([harbour_file], Settings(), WordEncoder())
    client = create_app(OpenedIndex.over(collection)).test_client()
    path = f"/api/articles/{collection.articles[0].id}/notes/1"
    first = content(client.get(path))
    assert (len(first["anchors"]), first["anchor"]) == (2, first["anchors"][0])
    second = content(client.get(f"{path}?anchor={first['anchors'][1]}"))
    assert (second["anchor"], second["sentence"]["text"]) == (first["anchors"][1], "Bread rose.")
    assert "there are: " in problem(client.get(f"{path}?anchor=0"), 404)
    assert "whole number" in problem(client.get(f"{path}?anchor=x"), 422)


@pytest.mark.parametrize("path", ["/api/articles", f"/api/articles/{SEED_ID}", f"/api/articles/{SEED_ID}/notes/1"])
def test_etags(client: FlaskClient, path: str) -> None:
    """What a client has already is not sent again, compressed or not."""
    for encoding in ("identity", "gzip"):
        first = client.get(path, headers={"Accept-Encoding": encoding})
        again = client.get(path, headers={"Accept-Encoding": encoding, "If-None-Match": first.headers["ETag"]})
        assert (first.status_code, again.status_code, again.data) == (200, 304, b"")
        other = client.get(path, headers={"Accept-Encoding": encoding, "If-None-Match": '"other"'})
        assert other.status_code == 200


def test_gzip(client: FlaskClient) -> None:
    """Long responses are compressed for who can read that, and are the same inside."""
    plain = client.get(f"/api/articles/{SEED_ID}", headers={"Accept-Encoding": "identity"})
    packed = client.get(f"/api/articles/{SEED_ID}", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert 2 * len(packed.data) < len(plain.data)
    assert "Accept-Encoding" in packed.headers["Vary"]


@pytest.mark.parametrize(
    ("accept", "status"), [("text/html", 406), ("application/json", 200), ("*/*", 200), ("application/*", 200)]
)
def test_not_acceptable(client: FlaskClient, accept: str, status: int) -> None:
    """Who takes no JSON is told that there is nothing else."""
    response = client.get("/api/articles", headers={"Accept": accept})
    assert response.status_code == status
    if status == 406:
        assert "JSON" in problem(response, 406)
