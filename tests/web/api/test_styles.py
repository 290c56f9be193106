"""styles.py: styles of citation by the API."""

from __future__ import annotations

import errno
from io import BytesIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from index.collection import Collection
from index.intake import JobQueue
from qa.citing.csl_styles import described
from qa.opened_index import OpenedIndex
from tests.qa.citing.styles import IN_TEXT, NOTES
from tests.web.responses import content, problem
from web import create_app
from web.service_settings import ServiceSettings


@pytest.fixture
def writable(harbour: Collection, tmp_path: Path) -> FlaskClient:
    """Somebody who sends requests to a service that lets styles be put in."""
    settings = ServiceSettings(writable=True, notebook=tmp_path / "notebook.sqlite")
    return create_app(OpenedIndex.over(harbour), settings, queue=JobQueue(tmp_path / "index")).test_client()


def sent(client: FlaskClient, data: bytes, name: str = "style.csl"):  # type: ignore[no-untyped-def]  # Werkzeug's response
    """What a file that is sent gets."""
    return client.post("/api/styles", data={"style": (BytesIO(data), name)})


def test_style_is_put_in_used_and_removed(writable: FlaskClient) -> None:
    """It is listed, references and exports can be had in it, and it is gone when it is removed."""
    made = content(sent(writable, IN_TEXT.encode()))
    assert made == {"name": "in-text", "title": "Hafentext", "in_notes": False, "removable": True}
    assert content(writable.get("/api/styles"))["styles"][3] == made
    reference = content(writable.get("/api/articles/harbour/reference?style=in-text"))
    assert (reference["chosen"]["citation"], reference["chicago"]["note"]) == ("[On the Harbour]", "“On the Harbour.”")
    assert content(writable.get("/api/articles/harbour/reference"))["chosen"] is None
    writable.post("/api/notebook/marks", json={"article": "harbour", "start": 204, "end": 241})
    exported = writable.get("/api/notebook/export?format=markdown&style=in-text").text
    assert "\\[On the Harbour, sec. I, para. 2, n. 3\\]" in exported
    assert content(writable.delete("/api/styles/in-text")) == made
    assert "There is no style 'in-text'" in problem(writable.delete("/api/styles/in-text"), 404)
    assert "style is 'in-text'" in problem(writable.get("/api/articles/harbour/reference?style=in-text"), 422)


def test_built_in_styles_stay(writable: FlaskClient) -> None:
    """A style that is always there is not removed."""
    assert "“MLA” is always there" in problem(writable.delete("/api/styles/mla"), 409)


@pytest.mark.parametrize(("data", "why"), [(b"Smith 1998", "is not well-formed XML"), (b"<html/>", "its root is <html>")])
def test_what_is_no_style_is_refused(writable: FlaskClient, data: bytes, why: str) -> None:
    """It gets the sentence, and nothing is put in."""
    assert why in problem(sent(writable, data), 422)
    assert len(content(writable.get("/api/styles"))["styles"]) == 3


def test_what_is_no_upload_is_refused(writable: FlaskClient) -> None:
    """A body that is no form, and a form without a file, get a sentence."""
    assert "must be multipart/form-data" in problem(writable.post("/api/styles", json={}), 415)
    assert "The upload has no file" in problem(writable.post("/api/styles", data={"style": (BytesIO(b""), "")}), 422)


def test_full_disk_is_told(writable: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the disk takes nothing, nothing is put in."""

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    monkeypatch.setattr("qa.citing.style_shelf.csl_style", described)
    assert "cannot be kept: No space left on device. Nothing was changed." in problem(sent(writable, NOTES.encode()), 507)


def test_service_that_is_not_writable_takes_none(harbour: Collection) -> None:
    """Who asks hears how it could be; the styles that there are can be read."""
    client = create_app(OpenedIndex.over(harbour)).test_client()
    assert "--writable" in problem(sent(client, NOTES.encode()), 403)
    assert "--writable" in problem(client.delete("/api/styles/mla"), 403)
    assert [each["name"] for each in content(client.get("/api/styles"))["styles"]] == ["chicago", "mla", "apa"]
