"""questions.py: one question to the JSON API."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from index.collection import Collection
from qa.opened_index import OpenedIndex
from tests.conftest import SEED_ID
from tests.web.responses import content, problem
from web import create_app

PEAK = {"question": "How many Japanese troops were there at the peak?"}


def test_answer_has_the_form_of_version_1(client: FlaskClient) -> None:
    """An answer has the design's fields, and its quotation is the reading text between its offsets."""
    found = content(client.post("/api/ask", json=PEAK))
    assert list(found) == [
        "question",
        "outcome",
        "confidence",
        "reason",
        "citations",
        "nearest",
        "read_as",
        "follow_up",
        "remark",
        "partial",
        "took_ms",
    ]
    assert (found["question"], found["outcome"], found["reason"], found["nearest"]) == (PEAK["question"], "answer", None, [])
    first = found["citations"][0]
    assert set(first) == {"rank", "score", "scores", "confidence", "quote", "passage", "notes", "note_quote", "copies"}
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
    assert {"label": "5", "anchor": quote["end"], "text": None, "recognised": None, "role": "in_quote"} in first["notes"]
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
    assert set(found["nearest"][0]["quote"]) == {
        "text",
        "start",
        "end",
        "pages",
        "pages_printed",
        "quoting",
        "recognised",
        "lang",
    }


@pytest.mark.parametrize("question", ["", "   ", "x" * 5000, "a\x00b", "\ud800 Graves", "🚂🚂", "what is it?"])
def test_what_is_no_question(client: FlaskClient, question: str) -> None:
    """A question that cannot be searched for is a 422 with a sentence, and the next one is answered."""
    assert problem(client.post("/api/ask", json={"question": question}), 422).endswith(".")
    assert client.post("/api/ask", json=PEAK).status_code == 200


@pytest.mark.parametrize("limit", [0, -1, 10**9, "x", 1.5, True, None, [5], 10**400])
def test_impossible_limit(client: FlaskClient, limit: object) -> None:
    """A limit that cannot be kept is a 422 that names it."""
    assert "limit" in problem(client.post("/api/ask", json={**PEAK, "limit": limit}), 422)


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


def test_section_null_is_a_section_left_out(client: FlaskClient) -> None:
    """`null` asks the whole article, as it does for the other fields that may be left out."""
    asked = {**PEAK, "article": SEED_ID}
    found = [content(client.post("/api/ask", json=body)) for body in (asked, {**asked, "section": None})]
    assert found[0]["citations"] == found[1]["citations"]


def test_several_articles_or_a_collection_are_asked(shelves: Collection) -> None:
    """Nothing else is quoted; what is named wrongly is refused with its field."""
    client = create_app(OpenedIndex.over(shelves)).test_client()
    asked = {"question": "What did the ice take in April?", "limit": 9}

    def quoted(**named: object) -> set[str]:
        found = content(client.post("/api/ask", json=asked | named))
        return {citation["passage"]["article"] for citation in found["citations"] + found["nearest"]}

    assert quoted(articles=["harbour", "bridge"]) == {"harbour", "bridge"}
    assert quoted(collection="war") == quoted(articles=["railway", "bridge"]) == {"railway", "bridge"}
    assert quoted() == {"railway", "bridge", "harbour"}
    for named, status, sentence, field in (
        ({"articles": ["nowhere", "bridge"]}, 404, "There is no article 'nowhere'", "/articles"),
        ({"articles": []}, 422, "The list of articles is empty", "/articles"),
        ({"collection": "navy"}, 404, "There is no collection 'navy'. There are: war.", "/collection"),
        ({"article": "bridge", "collection": "war"}, 422, "Both article and collection", "/collection"),
        (
            {"articles": ["bridge", "harbour"], "section": ["I. The Ice"]},
            422,
            "A section is asked for, but 2 articles",
            "/section",
        ),
        ({"articles": "bridge"}, 422, "The field 'articles': Input should be a valid list", "/articles"),
    ):
        answer = client.post("/api/ask", json=asked | named)
        assert sentence in problem(answer, status)
        assert answer.get_json()["field"] == field


def test_a_follow_up_is_read_with_what_was_asked_before(client: FlaskClient) -> None:
    """`previous` is read where a question goes on from it, and said; a question that stands alone is answered as without."""
    first = content(client.post("/api/ask", json=PEAK))["citations"][0]
    previous = [{**PEAK, "quoted": first["quote"]["text"], "passage": first["passage"]["id"]}]
    found = content(client.post("/api/ask", json={"question": "And why did they stay?", "previous": previous}))
    assert found["follow_up"] == {"read_as": f"And why did they stay? – {PEAK['question']}", "after": PEAK["question"]}
    alone, with_previous = (content(client.post("/api/ask", json={**PEAK, "previous": turns})) for turns in (None, previous))
    assert alone["follow_up"] is None
    assert {**alone, "took_ms": 0} == {**with_previous, "took_ms": 0}


@pytest.mark.parametrize(
    ("previous", "status", "field"),
    [
        ([{"question": ""}], 422, "/previous/0/question"),
        ([{"question": "Who was Graves?"}] * 21, 422, "/previous"),
        ([{"question": "Who was Graves?", "quoted": 5}], 422, "/previous/0/quoted"),
        ([{"question": "Who was Graves?", "passage": "nowhere.1"}], 404, None),
        ([{"asked": "Who was Graves?"}], 422, "/previous/0/question"),
        ("Who was Graves?", 422, "/previous"),
    ],
)
def test_questions_before_that_cannot_be_read(client: FlaskClient, previous: object, status: int, field: str | None) -> None:
    """Each is refused with a sentence and the place in the request."""
    response = client.post("/api/ask", json={"question": "And why?", "previous": previous})
    problem(response, status)
    assert content(response)["field"] == field
