"""openapi.py: the API's description."""

from __future__ import annotations

import re
from pathlib import Path

from flask.testing import FlaskClient

from qa.opened_index import OpenedIndex
from tests.web.responses import content
from web import create_app
from web.service_settings import ServiceSettings


def test_openapi_describes_every_route(client: FlaskClient) -> None:
    """The document names every route of the API, and each reference in it leads somewhere."""
    document = content(client.get("/api/openapi.json"))
    assert document["openapi"] == "3.1.0"
    rules = {re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", str(rule)) for rule in client.application.url_map.iter_rules()}
    described = {rule for rule in rules if rule.startswith(("/api/", "/healthz", "/readyz"))} - {"/api/openapi.json", "/api/docs"}
    assert set(document["paths"]) == described
    references = set(re.findall(r"#/components/schemas/(\w+)", client.get("/api/openapi.json").text))
    assert references <= set(document["components"]["schemas"])
    ids = [operation["operationId"] for path in document["paths"].values() for operation in path.values()]
    assert len(set(ids)) == len(ids)


def test_openapi_examples_work(opened: OpenedIndex, tmp_path: Path) -> None:
    """Each example in the document is answered, by a service that keeps a notebook."""
    client = create_app(opened, ServiceSettings(notebook=tmp_path / "notebook.sqlite")).test_client()
    for path, methods in content(client.get("/api/openapi.json"))["paths"].items():
        for method, operation in methods.items():
            if method == "post" and "application/json" in operation.get("requestBody", {}).get("content", {}):
                body = operation["requestBody"]["content"]["application/json"]["example"]
                assert client.post(path, json=body).status_code == 200, path


def test_openapi_describes_changes(client: FlaskClient) -> None:
    """What changes articles is accepted, not done, and may be refused; files are sent as a form."""
    paths = content(client.get("/api/openapi.json"))["paths"]
    changes = [paths["/api/articles"]["post"], paths["/api/articles/{article_id}"]["delete"]]
    assert [sorted(change["responses"])[0] for change in changes] == ["202", "202"]
    assert all({"401", "403", "503", "507"} <= set(change["responses"]) for change in changes)
    assert set(changes[0]["requestBody"]["content"]) == {"multipart/form-data"}
    assert {"413", "415", "422"} <= set(changes[0]["responses"])
