"""articles.py: articles, notes and passages by their ids."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from index.collection import Collection
from index.maintenance import build_collection
from index.settings import Settings
from qa.opened_index import OpenedIndex
from tests.conftest import SEED_ID
from tests.doubles import WordEncoder
from tests.web.responses import content, problem
from web import create_app


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


def test_the_list_is_narrowed_by_its_address(shelves: Collection) -> None:
    """The same arguments as on the page; what cannot be meant is a 422 with its field."""
    client = create_app(OpenedIndex.over(shelves)).test_client()
    found = content(client.get("/api/articles?collection=war&sort=title&limit=1&page=2"))
    assert [article["id"] for article in found["articles"]] == ["railway"]
    assert (found["found"], found["page"], found["page_count"]) == (2, 2, 2)
    assert found["facets"]["collections"] == [{"value": "war", "articles": 2}]
    (harbour,) = content(client.get("/api/articles?author=otani&year=1990-&journal=slavic&q=harbour"))["articles"]
    assert (harbour["authors"][1], harbour["year"], harbour["kind"]) == (
        {"family": "Moore", "given": "Ann"},
        1998,
        "article-journal",
    )
    refused = client.get("/api/articles?year=soon")
    assert "The year is 'soon'" in problem(refused, 422)
    assert refused.get_json()["field"] == "/year"


def test_note(client: FlaskClient) -> None:
    """A note leads to the sentence that it stands behind, with its page and address."""
    note = content(client.get(f"/api/articles/{SEED_ID}/notes/21"))
    assert (note["label"], note["text"], note["page"], note["page_printed"]) == ("21", None, "7", False)
    assert note["sentence"]["text"].endswith("others guarding the railway.”")
    assert note["anchor"] == note["sentence"]["end"]
    assert f"?start={note['sentence']['start']}&end={note['sentence']['end']}&exact=" in note["url"]


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


def test_passage(client: FlaskClient) -> None:
    """A passage that an answer names can be had by its id."""
    passage = content(client.post("/api/ask", json={"question": "Who was Graves?"}))["citations"][0]["passage"]
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
