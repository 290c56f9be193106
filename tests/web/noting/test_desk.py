"""desk.py: whose notebook a request is about, and where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from index.collection import Collection
from qa.notebook.records import NotebookError
from qa.notebook.store import Notebook
from qa.opened_index import OpenedIndex
from tests.web.noting.conftest import FLOUR
from tests.web.responses import content, problem
from web import create_app
from web.guards.tokens import new_token
from web.service_settings import ServiceSettings


def test_without_a_notebook_nothing_is_kept(harbour: Collection) -> None:
    """A service that is not told to keeps nothing, shows no buttons, and says so where it is asked to."""
    client = create_app(OpenedIndex.over(harbour)).test_client()
    assert "--notebook FILE" in problem(client.get("/api/notebook/marks"), 404)
    assert client.post("/api/notebook/marks", json=FLOUR).status_code == 404
    assert client.get("/notebook").status_code == 404
    page = client.get("/?q=Who imported flour?").text
    assert "<article" in page
    assert "/notebook" not in page


def test_each_holder_has_a_notebook(harbour: Collection, tmp_path: Path) -> None:
    """What one token's holder keeps, no other sees; pages that all may see lead nobody without a token to a notebook."""
    (ann, ann_holder), (bob, bob_holder) = new_token("ann"), new_token("bob")
    (tmp_path / "tokens").write_text(f"{ann_holder.line}\n{bob_holder.line}\n")
    settings = ServiceSettings(notebook=tmp_path / "notebook.sqlite", tokens=tmp_path / "tokens", public_pages=True)
    client = create_app(OpenedIndex.over(harbour), settings).test_client()
    for_ann, for_bob = {"Authorization": f"Bearer {ann}"}, {"Authorization": f"Bearer {bob}"}
    mark = content(client.post("/api/notebook/marks", json=FLOUR, headers=for_ann))
    assert [each["id"] for each in content(client.get("/api/notebook/marks", headers=for_ann))["marks"]] == [mark["id"]]
    assert content(client.get("/api/notebook/marks", headers=for_bob))["marks"] == []
    assert client.delete(f"/api/notebook/marks/{mark['id']}", headers=for_bob).status_code == 404
    assert client.get("/notebook").status_code == 401
    assert client.post("/notebook/marks", data=FLOUR).status_code == 401
    assert "/notebook" not in client.get("/?q=Who imported flour?").text
    assert Notebook(tmp_path / "notebook.sqlite").asked("") == ()


def test_questions_of_the_page_are_remembered(noting: FlaskClient, notebook: Notebook) -> None:
    """What is asked on the page and answered or not stands in the history, what cannot be asked does not."""
    noting.get("/?q= Who imported flour? &section=I. The Ice&article=harbour")
    noting.get("/?q=Who imported flour?")
    noting.get("/?q=?")
    noting.head("/?q=Who drowned?")
    noting.post("/api/ask", json={"question": "Who froze?"})
    asked = [(each.question, each.article_id, each.section) for each in notebook.asked("")]
    assert sorted(asked) == [("Who imported flour?", "", ""), ("Who imported flour?", "harbour", "I. The Ice")]


def test_answer_comes_though_the_history_fails(noting: FlaskClient, file: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Where the notebook cannot be written, the answer comes and the log says why; what is kept there gets a sentence."""
    file.unlink()
    file.mkdir()
    assert noting.get("/?q=Who imported flour?").status_code == 200
    assert "cannot be read or written" in caplog.text
    assert "cannot be read or written" in problem(noting.post("/api/notebook/marks", json=FLOUR), 500)


def test_history_can_be_forbidden(harbour: Collection, file: Path) -> None:
    """Where the service keeps no history, nobody can switch it on."""
    client = create_app(OpenedIndex.over(harbour), ServiceSettings(notebook=file, no_history=True)).test_client()
    client.get("/?q=Who imported flour?")
    assert content(client.put("/api/notebook/history", json={"kept": True})) == {"kept": False, "asked": []}
    assert "This service keeps no questions." in client.get("/notebook").text


def test_file_that_is_no_notebook_stops_the_start(harbour: Collection, tmp_path: Path) -> None:
    """A service does not begin with a notebook that it cannot open."""
    with pytest.raises(NotebookError, match="unable to open database file"):
        create_app(OpenedIndex.over(harbour), ServiceSettings(notebook=tmp_path / "nowhere" / "notebook.sqlite"))
