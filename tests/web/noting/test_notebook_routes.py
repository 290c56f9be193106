"""notebook_routes.py: the notebook as JSON."""

from __future__ import annotations

import json

from flask.testing import FlaskClient

from qa.notebook.store import Notebook
from tests.web.noting.conftest import FLOUR, WORDS
from tests.web.responses import content, problem


def test_mark_from_keeping_to_deleting(noting: FlaskClient, notebook: Notebook) -> None:
    """A mark is kept, read, listed, changed and deleted; the file has it in between."""
    kept = content(noting.post("/api/notebook/marks", json={**FLOUR, "remark": "Canada!", "tags": ["trade"], "question": "Who?"}))
    assert (kept["words"], kept["remark"], kept["tags"], kept["version"]) == (WORDS, "Canada!", ["trade"], 1)
    assert kept["url"].startswith("/articles/harbour?start=204&end=241&exact=The%20mayor")
    assert content(noting.get(f"/api/notebook/marks/{kept['id']}")) == kept
    assert notebook.mark("", kept["id"]).remark == "Canada!"
    listed = content(noting.get("/api/notebook/marks?tag=trade&article=harbour"))
    assert listed == {"marks": [kept], "tags": {"trade": 1}}
    assert content(noting.get("/api/notebook/marks?tag=ice"))["marks"] == []
    changed = content(noting.put(f"/api/notebook/marks/{kept['id']}", json={"version": 1, "remark": "Flour!"}))
    assert (changed["remark"], changed["tags"], changed["version"]) == ("Flour!", [], 2)
    assert content(noting.delete(f"/api/notebook/marks/{kept['id']}")) == changed
    assert notebook.marks("") == ()
    assert "no mark 1 in your notebook" in problem(noting.delete(f"/api/notebook/marks/{kept['id']}"), 404)


def test_what_collides_is_refused(noting: FlaskClient) -> None:
    """A stale change and a second remark on the same stretch get 409, and what stands stays."""
    kept = content(noting.post("/api/notebook/marks", json={**FLOUR, "remark": "one"}))
    assert content(noting.post("/api/notebook/marks", json=FLOUR)) == kept
    assert "kept already, as mark 1" in problem(noting.post("/api/notebook/marks", json={**FLOUR, "remark": "two"}), 409)
    address = f"/api/notebook/marks/{kept['id']}"
    assert noting.put(address, json={"version": 1, "remark": "two"}).status_code == 200
    assert "was changed at" in problem(noting.put(address, json={"version": 1, "remark": "three"}), 409)
    assert content(noting.get(address))["remark"] == "two"


def test_bad_requests_get_sentences(noting: FlaskClient) -> None:
    """Stretches that there are not, remarks of a megabyte, half characters, numbers beyond all: each its sentence."""
    for wrong, status, words in (
        ({**FLOUR, "article": "nowhere"}, 404, "nowhere"),
        ({**FLOUR, "end": 99_999}, 422, "its text runs from 0 to"),
        ({**FLOUR, "start": 241}, 422, "no stretch from 241 to 241"),
        ({**FLOUR, "remark": "a" * 20_001}, 422, "remark"),
        ({**FLOUR, "tags": ["a" * 61]}, 422, "has 61 characters"),
        ({"article": "harbour"}, 422, "start"),
    ):
        assert words in problem(noting.post("/api/notebook/marks", json=wrong), status)
    assert "too large" in problem(noting.post("/api/notebook/marks", json={**FLOUR, "remark": "a" * 2_000_000}), 413)
    half = json.dumps({**FLOUR, "remark": "X"}).replace("X", "\\ud83d")
    response = noting.post("/api/notebook/marks", data=half, content_type="application/json")
    assert "unable to parse raw data as a unicode string" in problem(response, 422)
    assert "no mark" in problem(noting.get("/api/notebook/marks/99999999999999999999999"), 404)
    assert content(noting.get("/api/notebook/marks"))["marks"] == []


def test_history(noting: FlaskClient) -> None:
    """The questions are listed, not kept any more, and forgotten."""
    noting.get("/?q=Who imported flour?")
    asked = content(noting.get("/api/notebook/history"))
    assert (asked["kept"], [each["question"] for each in asked["asked"]]) == (True, ["Who imported flour?"])
    assert content(noting.put("/api/notebook/history", json={"kept": False}))["kept"] is False
    noting.get("/?q=Who drowned?")
    assert len(content(noting.get("/api/notebook/history"))["asked"]) == 1
    assert content(noting.delete("/api/notebook/history")) == {"kept": False, "asked": []}


def test_export(noting: FlaskClient) -> None:
    """Without a format, how the marks stand; with one, a file; with a wrong one, a sentence."""
    noting.post("/api/notebook/marks", json=FLOUR)
    noting.post("/api/notebook/marks", json={**FLOUR, "start": 180, "end": 203, "tags": ["bread"]})
    found = content(noting.get("/api/notebook/export"))
    assert [(each["mark"]["words"], each["holds"]) for each in found["marks"]] == [
        ("Bread became expensive.", True),
        (WORDS, True),
    ]
    assert found["marks"][0]["sentence"] == "These words stand in the text, word for word."
    chosen = noting.get("/api/notebook/export?format=markdown&mark=1&style=mla", headers={"Accept": "text/markdown"})
    assert (chosen.status_code, chosen.headers["Content-Disposition"]) == (200, 'attachment; filename="notebook.md"')
    assert f"> {WORDS}[^1] (“On the Harbour,” sec. I, par. 2, n. 3)" in chosen.text
    assert "[^1]: <http://localhost/articles/harbour?start=204&end=241&exact=The%20mayor" in chosen.text
    assert "> Bread" not in chosen.text
    assert "Bread" in noting.get("/api/notebook/export?format=ris&tag=bread").text
    assert "not exported as 'pdf'" in problem(noting.get("/api/notebook/export?format=pdf"), 422)
    assert "style is 'harvard'" in problem(noting.get("/api/notebook/export?format=docx&style=harvard"), 422)
    assert "mark is 'x'" in problem(noting.get("/api/notebook/export?mark=x"), 422)
    assert "no mark 7" in problem(noting.get("/api/notebook/export?mark=7"), 404)
