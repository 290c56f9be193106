"""notes.py: the notebook over HTTP."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.collection import Collection
from index.records import Span
from qa.client import Client, ServiceError
from qa.opened_index import OpenedIndex
from tests.serving import serving
from web import create_app
from web.service_settings import ServiceSettings

FLOUR = Span(204, 241)


@pytest.fixture
def client(harbour: Collection, tmp_path: Path) -> Iterator[Client]:
    """Somebody with a notebook at a service."""
    settings = ServiceSettings(port=0, notebook=tmp_path / "notebook.sqlite")
    with serving(create_app(OpenedIndex.over(harbour), settings), settings) as running, Client(running.address) as asking:
        yield asking


def test_marks_are_kept_changed_exported_and_deleted(client: Client) -> None:
    """What is kept comes back, with its remark and its tags, and is exported in a format and a style."""
    mark = client.keep("harbour", FLOUR, "Compare prices.", ["bread"], "Who imported flour?")
    assert (mark.words, mark.remark, mark.tags) == ("The mayor imported flour from Canada.", "Compare prices.", ("bread",))
    changed = client.change_mark(mark, "Compare 1917.")
    assert (client.marks(), client.marks(tag="bread"), client.marks(article_id="harbour")) == ((changed,), (), (changed,))
    assert json.loads(client.export("csl"))[0]["id"] == "harbour"
    assert b"(On the Harbour, n.d." in client.export("markdown", "apa").replace(b"*", b"")
    assert client.delete_mark(changed) == changed
    assert client.marks() == ()


def test_refusals_are_errors(client: Client) -> None:
    """A stretch that there is not, a mark that was changed meanwhile, and a format that there is not, get the sentence."""
    mark = client.keep("harbour", FLOUR)
    client.change_mark(mark, "One.")
    with pytest.raises(ServiceError, match="changed") as found:
        client.change_mark(mark, "Two.")
    assert found.value.status == 409
    with pytest.raises(ServiceError, match="harbour"):
        client.keep("harbour", Span(0, 99_999))
    with pytest.raises(ServiceError, match="is not exported as 'pdf'"):
        client.export("pdf")
