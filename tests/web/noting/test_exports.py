"""exports.py: what is exported, and under which addresses."""

from __future__ import annotations

import json

from flask.testing import FlaskClient

from tests.web.noting.conftest import FLOUR, WORDS


def test_addresses_are_those_of_the_service(noting: FlaskClient) -> None:
    """An exported link leads back to the words, by the name under which the service was called."""
    noting.post("/api/notebook/marks", json=FLOUR)
    found = json.loads(noting.get("/api/notebook/export?format=annotations", base_url="https://127.0.0.1/").text)
    (annotation,) = found["first"]["items"]
    assert found["id"] == "https://127.0.0.1/notebook"
    assert annotation["id"] == "https://127.0.0.1/notebook/marks/1"
    assert annotation["target"]["source"] == "https://127.0.0.1/articles/harbour"
    page = noting.get(annotation["target"]["renderedVia"].removeprefix("https://127.0.0.1").partition("#")[0])
    assert f'<mark id="mark" tabindex="-1">{WORDS}' in page.text


def test_files_are_not_kept_by_caches(noting: FlaskClient) -> None:
    """What is somebody's own is stored nowhere on its way."""
    noting.post("/api/notebook/marks", json=FLOUR)
    headers = noting.get("/notebook/export?format=docx").headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Disposition"] == 'attachment; filename="notebook.docx"'
