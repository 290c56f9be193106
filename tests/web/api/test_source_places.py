"""source_places.py: where a stretch of an article stands in its file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from index.maintenance import build_collection
from index.settings import Settings
from qa.opened_index import OpenedIndex
from tests.doubles import WordEncoder
from web import create_app

PAGE = "<h1>Army</h1><p>Ōtani left.<sup>1</sup></p><p>Snow fell.</p>"


def places(path: Path, query: str) -> list[dict[str, Any]]:
    client = create_app(OpenedIndex.over(build_collection([path], Settings(), WordEncoder()))).test_client()
    body = client.get(f"/api/articles/army/source?{query}").get_json()
    assert body == client.get(f"/articles/army/source?{query}").get_json()
    assert body["name"] == path.name
    found: list[dict[str, Any]] = body["places"]
    return found


def test_text_is_told_by_bytes(tmp_path: Path) -> None:
    """A stretch of a text file is told by characters and by bytes, which a letter with an accent tells apart."""
    path = tmp_path / "army.txt"
    path.write_text("Army\n\nŌtani left the harbour of the town.  He slept there.\n", "utf-8")
    (place,) = places(path, "start=6&end=18")
    assert (place["source_start"], place["source_end"]) == (6, 18)
    first, last = place["bytes"]
    assert path.read_bytes()[first:last].decode() == "Ōtani left t"


def test_structured_files_are_told_by_elements(tmp_path: Path) -> None:
    """A stretch over two paragraphs is told by two elements, each with its part."""
    path = tmp_path / "army.html"
    path.write_text(PAGE, "utf-8")
    found = places(path, "start=6&end=25")
    assert [place["path"] for place in found] == ["/html/body/p[1]", "/html/body/p[2]"]
    assert [place["bytes"] for place in found] == [None, None]


def test_offsets_that_are_none_are_refused(tmp_path: Path) -> None:
    """An address with offsets that the article does not have is refused."""
    path = tmp_path / "army.html"
    path.write_text(PAGE, "utf-8")
    client = create_app(OpenedIndex.over(build_collection([path], Settings(), WordEncoder()))).test_client()
    for query, field in (
        ("start=5&end=9999", "/end"),
        ("start=5&end=3", "/end"),
        ("start=a&end=3", "/start"),
        ("start=5", "/end"),
    ):
        refused = client.get(f"/api/articles/army/source?{query}")
        assert (refused.status_code, refused.get_json()["field"]) == (422, field)
        assert refused.get_json()["remedy"].startswith("Give two offsets of the text that GET /api/articles/{id} returns")
