"""openapi.py: the API's description."""

from __future__ import annotations

import re

from flask.testing import FlaskClient

from tests.web.responses import content


def test_openapi_describes_every_route(client: FlaskClient) -> None:
    """The document names every route of the API, and each reference in it leads somewhere."""
    document = content(client.get("/api/openapi.json"))
    assert document["openapi"] == "3.1.0"
    rules = {re.sub(r"<(\w+)>", r"{\1}", str(rule)) for rule in client.application.url_map.iter_rules()}
    described = {rule for rule in rules if rule.startswith(("/api/", "/healthz", "/readyz"))} - {"/api/openapi.json", "/api/docs"}
    assert set(document["paths"]) == described
    references = set(re.findall(r"#/components/schemas/(\w+)", client.get("/api/openapi.json").text))
    assert references <= set(document["components"]["schemas"])
    ids = [operation["operationId"] for path in document["paths"].values() for operation in path.values()]
    assert len(set(ids)) == len(ids)


def test_openapi_examples_work(client: FlaskClient) -> None:
    """Each example in the document is answered."""
    for path, methods in content(client.get("/api/openapi.json"))["paths"].items():
        for method, operation in methods.items():
            if method == "post":
                body = operation["requestBody"]["content"]["application/json"]["example"]
                assert client.post(path, json=body).status_code == 200, path
