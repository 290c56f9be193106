"""metadata_page.py: the form for an article's metadata."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from index.collection import Collection
from index.maintenance import build_collection
from index.settings import Settings
from qa.opened_index import OpenedIndex
from tests.conftest import TEXT
from tests.doubles import WordEncoder
from tests.web.pages.test_ask_page import Page
from web import create_app

PATH = "/articles/harbour/metadata"


@pytest.fixture
def library(shelves: Collection) -> FlaskClient:
    """Somebody who looks at three articles."""
    return create_app(OpenedIndex.over(shelves)).test_client()


def test_the_form_shows_what_is_known(library: FlaskClient) -> None:
    """What the sidecar says stands in its fields; the list leads here."""
    html = library.get(PATH).text
    assert "Ōtani, K.\nMoore, Ann</textarea>" in html
    assert 'name="year" value="1998"' in html
    assert 'name="title" value="On the Harbour"' in html
    assert '<option value="article-journal" selected>journal article</option>' in html
    assert f'href="{PATH}"' in library.get("/articles").text
    assert library.get("/articles/nowhere/metadata").status_code == 404


def test_what_is_filled_in_comes_as_a_sidecar(library: FlaskClient) -> None:
    """The file has the name that it must have beside the article."""
    sent = {"written": "1", "author": "Ōtani, K.\r\nIce Board,", "title": 'On "Ice"', "year": "1999", "kind": "report"}
    got = library.get(PATH, query_string=sent)
    assert got.headers["Content-Disposition"] == "attachment; filename=harbour.toml"
    assert tomllib.loads(got.text) == {
        "author": [{"family": "Ōtani", "given": "K."}, {"family": "Ice Board", "given": ""}],
        "title": 'On "Ice"',
        "year": 1999,
        "kind": "report",
    }


def test_what_cannot_be_is_told_and_nothing_is_lost(library: FlaskClient) -> None:
    """Each fault has its sentence, and the form what was typed, which is no part of the page's code."""
    sent = {"written": "1", "year": "soon", "doi": "x", "title": '"><script>alert(1)</script>'}
    refused = library.get(PATH, query_string=sent)
    text = Page(refused.text).text
    assert refused.status_code == 422
    assert "year is 'soon', but must be a year" in text
    assert "doi is 'x', but must be a DOI" in text
    assert 'value="soon"' in refused.text
    assert "<script>alert" not in refused.text


def test_an_article_of_a_collection_gets_its_table(tmp_path: Path) -> None:
    """The sidecar of a file of several articles names which is meant."""
    lines = (json.dumps({"id": name, "title": name, "text": TEXT}) for name in ("one", "two"))
    (tmp_path / "all.jsonl").write_text("\n".join(lines), "utf-8")
    collection = build_collection([tmp_path / "all.jsonl"], Settings(), WordEncoder())
    client = create_app(OpenedIndex.over(collection)).test_client()
    got = client.get("/articles/two/metadata", query_string={"written": "1", "year": "1999"})
    assert got.headers["Content-Disposition"] == "attachment; filename=all.toml"
    assert tomllib.loads(got.text) == {"articles": {"two": {"year": 1999}}}
