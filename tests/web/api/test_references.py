"""references.py: references from the API and the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
import rispy
from flask.testing import FlaskClient

from index.collection import Collection
from index.maintenance import build_collection
from index.settings import Settings
from qa.opened_index import OpenedIndex
from tests.doubles import WordEncoder
from tests.web.responses import content, problem
from web import create_app

SIDECAR = 'author = "Ann Roe"\ncontainer = "Journal of Ice"\nyear = 1998\nvolume = 12\npages = "101-126"\n'


@pytest.fixture
def published(harbour_file: Path) -> Collection:
    """The small article with a sidecar."""
    harbour_file.with_suffix(".toml").write_text(SIDECAR, "utf-8")
    return build_collection([harbour_file], Settings(), WordEncoder())


@pytest.fixture
def harbour_client(published: Collection) -> FlaskClient:
    """Somebody who sends requests to an application over it."""
    return create_app(OpenedIndex.over(published)).test_client()


def test_reference_of_a_stretch(harbour_client: FlaskClient, published: Collection) -> None:
    """A stretch gets its locator and all styles, with italics in HTML."""
    text = published.articles[0].text
    start = text.index("The pilot")
    found = content(harbour_client.get(f"/api/articles/harbour/reference?start={start}&end={text.index('Nobody') - 1}"))
    assert (found["article"], found["start"]) == ("harbour", start)
    assert found["locator"] == {
        "pages": [],
        "section": "I",
        "heading": "",
        "paragraphs": [1],
        "notes": ["2"],
        "covering_notes": [],
    }
    assert found["chicago"]["note"] == "Ann Roe, “On the Harbour,” Journal of Ice 12 (1998): sec. I, para. 1, n. 2."
    assert found["html"]["chicago"]["note"] == (
        "Ann Roe, “On the Harbour,” <i>Journal of Ice</i> 12 (1998): sec. I, para. 1, n. 2."
    )
    assert found["mla"]["in_text"] == "(Roe, sec. I, par. 1, n. 2)"
    assert found["apa"]["in_text"] == "(Roe, 1998, Section I, para. 1, n. 2)"
    assert found["csl_json"]["container-title"] == "Journal of Ice"
    assert found["bibtex"].startswith("@article{roe1998harbour,\n")
    assert rispy.loads(found["ris"])[0]["authors"] == ["Roe, Ann"]


def test_reference_of_the_article(harbour_client: FlaskClient) -> None:
    """Without offsets the article is cited as a whole."""
    found = content(harbour_client.get("/api/articles/harbour/reference"))
    assert (found["start"], found["end"], found["locator"]["paragraphs"]) == (None, None, [])
    assert found["chicago"]["note"] == "Ann Roe, “On the Harbour,” Journal of Ice 12 (1998): 101–26."


@pytest.mark.parametrize(
    ("query", "status", "sentence"),
    [
        ("?start=5", 422, "The address has no end."),
        ("?end=5", 422, "The address has no start."),
        ("?start=&end=5", 422, "start is '', but must be a whole number from 0"),
        ("?start=-1&end=5", 422, "start is '-1', but must be a whole number"),
        ("?start=1&end=٣", 422, "end is '٣', but must be a whole number"),
        ("?start=1&end=" + "9" * 5000, 422, "end is '999"),
        ("?start=5&end=5", 422, "There is no stretch from 5 to 5 in harbour: its text runs from 0 to "),
        ("?start=0&end=99999", 422, "There is no stretch from 0 to 99999"),
        ("?style=word", 422, "style is 'word', but must be one of bibtex, ris, csl, or a style"),
    ],
)
def test_bad_references(harbour_client: FlaskClient, query: str, status: int, sentence: str) -> None:
    """What cannot be cited gets a sentence."""
    assert sentence in problem(harbour_client.get("/api/articles/harbour/reference" + query), status)


def test_reference_of_no_article(harbour_client: FlaskClient) -> None:
    """An article that is not there is not found."""
    assert "There is no article 'nowhere'" in problem(harbour_client.get("/api/articles/nowhere/reference"), 404)


@pytest.mark.parametrize(
    ("style", "kind", "name", "beginning"),
    [
        ("bibtex", "application/x-bibtex; charset=utf-8", "harbour.bib", "@article{roe1998harbour,"),
        ("ris", "application/x-research-info-systems; charset=utf-8", "harbour.ris", "TY  - JOUR"),
        ("csl", "application/vnd.citationstyles.csl+json; charset=utf-8", "harbour.json", "["),
    ],
)
def test_files_for_reference_managers(harbour_client: FlaskClient, style: str, kind: str, name: str, beginning: str) -> None:
    """A style of a reference manager is a file to be kept."""
    response = harbour_client.get(f"/api/articles/harbour/reference?style={style}")
    assert (response.status_code, response.content_type) == (200, kind)
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response.text.startswith(beginning)
