"""api_docs_page.py: the API's description for people."""

from __future__ import annotations

import re

from flask.testing import FlaskClient

from tests.web.responses import content


def test_docs(client: FlaskClient) -> None:
    """The documentation names every operation and model, and fetches nothing from another host, nor any script."""
    page = client.get("/api/docs", headers={"Accept": "text/html"}).text
    document = content(client.get("/api/openapi.json"))
    for path in document["paths"]:
        assert f"{path}</code>" in page
    for name in document["components"]["schemas"]:
        assert f'id="{name}"' in page
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', page)
    assert "<style" not in page
    assert 'It takes <a href="#AskRequest">AskRequest</a> and gives <a href="#AskResponse">AskResponse</a>.' in " ".join(
        page.split()
    )
    assert "</code>.Errors" not in page
