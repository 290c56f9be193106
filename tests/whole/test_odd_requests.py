"""Odd requests: whatever is sent as bytes, each gets an answer in time, none a 5xx, and every error of the API is a problem."""

from __future__ import annotations

from collections import Counter

from flask import Flask

from index.collection import Collection
from tests.odd_requests import Drawer, OddRequest, Verdicts, send

NUMBER, SEED = 400, 8
SECONDS = 10.0  # of a machine on which other tests may run; a request that is forgotten waits for thirty


def test_odd_requests_are_answered(address: str, app: Flask, collection: Collection) -> None:
    """Of requests with odd methods, targets, headers, framings and bodies, pipelined and cut, none is forgotten."""
    drawer = Drawer(app.url_map.iter_rules(), [collection.articles[0].id, collection.passages[0].id, "5"], SEED)
    verdicts, port = Verdicts(), int(address.rpartition(":")[2])
    for _ in range(NUMBER):
        send(port, drawer.draw(), verdicts, SECONDS)
    assert [(why, request.sent[:200]) for why, request in verdicts.faults] == []
    assert verdicts.statuses.total() >= NUMBER
    assert {200, 400, 404, 405, 413, 415, 422, 431} <= verdicts.statuses.keys()


def test_faults_are_seen(address: str) -> None:
    """What is not answered in time, and what is answered fewer times than it was asked, is found."""
    verdicts, port = Verdicts(statuses=Counter()), int(address.rpartition(":")[2])
    half = b"POST /api/ask HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\n{"
    send(port, OddRequest((half,), ("POST",), ("/api/ask",), plain=True), verdicts, 0.3)
    whole = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
    send(port, OddRequest((whole,), ("GET", "GET"), ("/healthz", "/healthz"), plain=True), verdicts, 0.3)
    assert [why.split(":")[0] for why, _ in verdicts.faults] == ["TimeoutError", "TimeoutError"]
    assert verdicts.statuses == {}
