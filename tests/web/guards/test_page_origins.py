"""page_origins.py: no page of another host changes anything here."""

from __future__ import annotations

from pathlib import Path

import pytest
from werkzeug.datastructures import Headers

from index.collection import Collection
from qa.opened_index import OpenedIndex
from web import create_app
from web.guards.page_origins import is_from_elsewhere
from web.service_settings import ServiceSettings

FLOUR = {"article": "harbour", "start": 204, "end": 241}


def test_other_pages_change_nothing(harbour: Collection, tmp_path: Path) -> None:
    """What another page sends is refused, by form and by program; it may be led here, and this service's own pages may send."""
    client = create_app(OpenedIndex.over(harbour), ServiceSettings(notebook=tmp_path / "n.sqlite")).test_client()
    other, own = {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-origin"}
    for response in (
        client.post("/notebook/marks", data=FLOUR, headers=other),
        client.post("/api/notebook/marks", json=FLOUR, headers=other),
        client.delete("/api/notebook/history", headers=other),
        client.post("/notebook/history", data={"do": "clear"}, headers={"Origin": "http://evil.test"}),
    ):
        assert response.status_code == 403
        assert "A page of another host has sent this" in response.text
    assert client.get("/notebook", headers=other).status_code == 200
    assert client.post("/notebook/marks", data=FLOUR, headers=own).status_code == 303


@pytest.mark.parametrize(
    ("headers", "elsewhere"),
    [
        ({}, False),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost:8000"}, False),
        ({"Sec-Fetch-Site": "none"}, False),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}, True),
        ({"Sec-Fetch-Site": "same-site", "Origin": "http://localhost:9000"}, True),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "https://friend.example"}, False),
        ({"Origin": "http://localhost:8000"}, False),
        ({"Origin": "http://localhost:9000"}, True),
        ({"Origin": "null"}, True),
    ],
)
def test_pages_of_other_hosts_are_told_by_their_headers(headers: dict[str, str], elsewhere: bool) -> None:
    """By what browsers say of the page that sends, also older ones; an origin that is allowed is none of them."""
    assert is_from_elsewhere(Headers(headers), "localhost:8000", ("https://friend.example",)) is elsewhere
