"""headers.py: what responses carry."""

from __future__ import annotations

import gzip

import pytest
from flask import Flask
from flask.testing import FlaskClient

from qa.opened_index import OpenedIndex
from tests.conftest import SEED_ID
from tests.web.responses import problem
from web import create_app
from web.service_settings import ServiceSettings

ORIGIN = "https://reader.example"


@pytest.mark.parametrize("path", ["/", "/articles/nowhere", "/api/articles", "/api/nothing", "/healthz", "/api/docs"])
def test_security_headers(app: Flask, path: str) -> None:
    """Every response forbids what is inline, frames, sniffing and referrers."""
    headers = app.test_client().get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert (headers["X-Content-Type-Options"], headers["Referrer-Policy"]) == ("nosniff", "same-origin")


def test_cors_is_off_unless_named(app: Flask) -> None:
    """A page elsewhere may not read the API."""
    assert "Access-Control-Allow-Origin" not in app.test_client().get("/api/articles", headers={"Origin": ORIGIN}).headers


def test_cors_for_those_named(opened: OpenedIndex) -> None:
    """An origin that is named may read the API, also after asking whether it may; another may not, nor the pages."""
    client = create_app(opened, ServiceSettings(cors_origin=(ORIGIN,))).test_client()
    assert client.get("/api/articles", headers={"Origin": ORIGIN}).headers["Access-Control-Allow-Origin"] == ORIGIN
    asked = {"Origin": ORIGIN, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    preflight = client.options("/api/ask", headers=asked)
    assert (preflight.status_code, preflight.headers["Access-Control-Allow-Origin"]) == (200, ORIGIN)
    for path, origin in (("/api/articles", "https://other.example"), ("/articles", ORIGIN)):
        assert "Access-Control-Allow-Origin" not in client.get(path, headers={"Origin": origin}).headers


@pytest.mark.parametrize(("host", "status"), [("localhost:8000", 200), ("127.0.0.1", 200), ("evil.example", 400)])
def test_trusted_hosts(app: Flask, host: str, status: int) -> None:
    """Who calls this machine's service by another machine's name is refused, and told the remedy."""
    response = app.test_client().get("/api/articles", headers={"Host": host})
    assert response.status_code == status
    if status == 400:
        assert "--trusted-host" in response.get_json()["remedy"]


def test_page_of_an_untrusted_host(app: Flask) -> None:
    """A page by another machine's name is refused in a sentence too, as problem details, for no link of it could be made."""
    response = app.test_client().get("/", headers={"Host": "evil.example"})
    assert (response.status_code, response.content_type) == (400, "application/problem+json")
    assert response.get_json()["detail"] == "Host 'evil.example' is not trusted."


@pytest.mark.parametrize("path", ["/api/articles", f"/api/articles/{SEED_ID}", f"/api/articles/{SEED_ID}/notes/1"])
def test_etags(client: FlaskClient, path: str) -> None:
    """What a client has already is not sent again, compressed or not."""
    for encoding in ("identity", "gzip"):
        first = client.get(path, headers={"Accept-Encoding": encoding})
        again = client.get(path, headers={"Accept-Encoding": encoding, "If-None-Match": first.headers["ETag"]})
        assert (first.status_code, again.status_code, again.data) == (200, 304, b"")
        other = client.get(path, headers={"Accept-Encoding": encoding, "If-None-Match": '"other"'})
        assert other.status_code == 200


def test_gzip(client: FlaskClient) -> None:
    """Long responses are compressed for who can read that, and are the same inside."""
    plain = client.get(f"/api/articles/{SEED_ID}", headers={"Accept-Encoding": "identity"})
    packed = client.get(f"/api/articles/{SEED_ID}", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert 2 * len(packed.data) < len(plain.data)
    assert "Accept-Encoding" in packed.headers["Vary"]


@pytest.mark.parametrize(
    ("accept", "status"), [("text/html", 406), ("application/json", 200), ("*/*", 200), ("application/*", 200)]
)
def test_not_acceptable(client: FlaskClient, accept: str, status: int) -> None:
    """Who takes no JSON is told that there is nothing else."""
    response = client.get("/api/articles", headers={"Accept": accept})
    assert response.status_code == status
    if status == 406:
        assert "JSON" in problem(response, 406)
