"""assistant_server.py: what assistants are offered."""

from __future__ import annotations

import json
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import anyio
import pytest
from flask.testing import FlaskClient

pytest.importorskip("mcp", reason="the extra loccit[mcp] is not installed")

from mcp import ClientSession, StdioServerParameters, stdio_client
from mcp_types import CallToolResult, TextContent

from index.collection import Collection
from index.maintenance import save_collection
from tests.conftest import REPOSITORY, SEED_ID

PEAK = "How many Japanese troops were there at the peak?"


@pytest.fixture(scope="module")
def folder(collection: Collection, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the seed article."""
    path = tmp_path_factory.mktemp("mcp") / "index"
    save_collection(collection, path)
    return path


def talk(folder: Path, calls: Callable[[ClientSession], Awaitable[Any]], *flags: str) -> Any:
    """What `calls` gets from `loccit mcp`, run as assistants run it."""
    program = StdioServerParameters(
        command=sys.executable,
        args=["-m", "web", "mcp", "--index", str(folder), *flags],
        cwd=str(REPOSITORY),
        env={"HF_HUB_OFFLINE": "1"},
    )

    async def run() -> Any:
        async with stdio_client(program) as (reading, writing), ClientSession(reading, writing) as session:
            await session.initialize()
            return await calls(session)

    # In a thread of its own: the browser's tests leave an event loop behind in this one.
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(anyio.run, run).result()


def told(result: CallToolResult) -> Any:
    """The JSON that a tool returned."""
    (content,) = result.content
    assert isinstance(content, TextContent)
    return json.loads(content.text)


def test_tools_return_the_json_of_the_api(folder: Path, client: FlaskClient) -> None:
    """Asking, reading, verifying and listing give what the HTTP API gives; what is refused, a sentence."""

    async def calls(session: ClientSession) -> tuple[list[str], list[CallToolResult]]:
        names = sorted(tool.name for tool in (await session.list_tools()).tools)
        asked = await session.call_tool("ask", {"question": PEAK, "limit": 2})
        passage = told(asked)["citations"][0]["passage"]["id"]
        return names, [
            asked,
            await session.call_tool("read_passage", {"passage_id": passage}),
            await session.call_tool("verify_quotation", {"quotation": "troops reached 72,400", "article": SEED_ID}),
            await session.call_tool("list_articles", {}),
            await session.call_tool("ask", {"question": ""}),
            await session.call_tool("ask", {"question": PEAK, "limit": "a"}),
            await session.call_tool("ask", {"question": PEAK, "limit": 2, "articles": [SEED_ID]}),
            await session.call_tool("list_articles", {"q": "siberia", "limit": 1}),
            await session.call_tool("ask", {"question": PEAK, "collection": "navy"}),
            await session.call_tool("list_articles", {"year": "soon"}),
            await session.call_tool("ask", {"question": "And why did they stay?", "previous": [{"question": PEAK}]}),
        ]

    names, (asked, passage, verdict, articles, refused, mistyped, again, narrowed, nowhere, never, followed) = talk(folder, calls)
    assert names == ["ask", "list_articles", "read_passage", "verify_quotation"]
    expected = json.loads(client.post("/api/ask", json={"question": PEAK, "limit": 2}).text)
    assert {**told(asked), "took_ms": 0} == {**expected, "took_ms": 0}
    assert told(passage) == json.loads(client.get(f"/api/passages/{told(passage)['id']}").text)
    body = {"quotation": "troops reached 72,400", "article": SEED_ID}
    assert told(verdict) == json.loads(client.post("/api/verify", json=body).text)
    assert told(articles) == json.loads(client.get("/api/articles").text)
    assert told(followed)["follow_up"] == {"read_as": f"And why did they stay? – {PEAK}", "after": PEAK}
    assert refused.is_error
    assert "The question is empty" in str(refused.content)
    assert mistyped.is_error
    assert "The argument 'limit': Input should be a valid integer" in str(mistyped.content)
    assert "pydantic" not in str(mistyped.content)
    assert {**told(again), "took_ms": 0} == {**expected, "took_ms": 0}
    assert told(narrowed)["articles"][0]["id"] == SEED_ID
    assert "There is no collection 'navy'" in str(nowhere.content)
    assert "The year is 'soon'" in str(never.content)
