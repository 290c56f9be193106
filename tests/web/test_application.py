"""application.py: the routes, and what stands before them."""

from __future__ import annotations

from pathlib import Path

from flask.testing import FlaskClient

from index.collection import Collection
from qa.opened_index import OpenedIndex
from web.application import application
from web.guards.tokens import new_token
from web.service_settings import ServiceSettings


def client_of(collection: Collection, settings: ServiceSettings | None = None) -> FlaskClient:
    """Return somebody who sends requests to the application over a collection."""
    return application(OpenedIndex.over(collection), settings).test_client()


def test_pages_and_programs_have_their_routes(harbour: Collection) -> None:
    """People are answered in HTML and programs in JSON, and so is who asks for what is not there."""
    client = client_of(harbour)
    shown = {path: client.get(path) for path in ("/", "/articles", "/verify", "/api/docs", "/nothing", "/articles/nowhere")}
    assert [response.status_code for response in shown.values()] == [200, 200, 200, 200, 404, 404]
    assert {response.content_type for response in shown.values()} == {"text/html; charset=utf-8"}
    told = {path: client.get(path) for path in ("/api/articles", "/api/openapi.json", "/healthz", "/readyz")}
    assert {(response.status_code, response.content_type) for response in told.values()} == {(200, "application/json")}
    assert client.get("/api/nothing").content_type == "application/problem+json"


def test_fields_keep_their_order(harbour: Collection) -> None:
    """JSON has its fields in the order in which they are described, not in that of the alphabet."""
    assert '[{"id":"harbour","title":"On the Harbour","authors":[],"editors":[],' in client_of(harbour).get("/api/articles").text


def test_token_is_asked_for_before_requests_are_counted(harbour: Collection, tmp_path: Path) -> None:
    """Who has no token is told so however often, and uses up nothing of what a holder may ask."""
    token, holder = new_token("ada")
    (tmp_path / "tokens").write_text(f"{holder.line}\n")
    client = client_of(harbour, ServiceSettings(tokens=tmp_path / "tokens", rate_limit="2 per hour"))
    assert [client.get("/api/articles").status_code for _ in range(4)] == [401] * 4
    held = {"Authorization": f"Bearer {token}"}
    assert [client.get("/api/articles", headers=held).status_code for _ in range(3)] == [200, 200, 429]


def test_refusals_are_numbered_and_secured_as_well(harbour: Collection, tmp_path: Path) -> None:
    """What is refused at the door still has the request's number and the headers of every response."""
    (tmp_path / "tokens").write_text(f"{new_token('ada')[1].line}\n")
    refused = client_of(harbour, ServiceSettings(tokens=tmp_path / "tokens")).get("/api/articles")
    assert (refused.status_code, len(refused.headers["X-Request-ID"])) == (401, 32)
    assert refused.headers["X-Content-Type-Options"] == "nosniff"


def test_settings_bound_hosts_and_bodies(harbour: Collection) -> None:
    """Another host name than the trusted ones, and a body longer than the longest, are refused."""
    client = client_of(harbour, ServiceSettings(trusted_host=("loccit.example",), longest_body=1024))
    assert client.get("/api/articles", headers={"Host": "elsewhere.example"}).status_code == 400
    assert client.get("/api/articles", headers={"Host": "loccit.example"}).status_code == 200
    long = {"quotation": "x" * 1024}
    assert client.post("/api/verify", json=long, headers={"Host": "loccit.example"}).status_code == 413
