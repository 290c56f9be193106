"""What assistants are offered over the Model Context Protocol: asking, reading, verifying, with the API's JSON."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version
from typing import Any, ParamSpec, TypeVar

from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import CallToolResult, InputRequiredResult, ToolAnnotations
from pydantic import ValidationError

from index.errors import LoccitError, shortened
from qa.answering import DEFAULT_LIMIT, asked_articles
from web.operation import IndexSource
from web.schemas import (
    MOST_A_PAGE,
    ArticleList,
    AskResponse,
    PassageJson,
    PreviousQuestion,
    VerdictJson,
    article_list,
    ask_response,
    listing,
    passage_json,
    verdict_json,
)

INSTRUCTIONS = (
    "Answers questions on footnoted scholarly articles with sentences quoted word for word, each with the author's own note "
    "numbers, section and page. Quote `quote.text` exactly as it is and cite `passage.section`, `quote.pages` and the notes "
    "whose role is in_quote. Where `pages_printed` is false, pages are only counted in the file: cite the paragraph instead. "
    "Where `quote.recognised` is not null, the words were recognised in a picture of the page and may be misread: say beside "
    "them “recognised text; check the page”. "
    "An outcome no_answer means that the articles do not seem to answer: say so; `nearest` is no answer. "
    "`partial` names articles that could not be asked now: where it is not empty, say that the answer may lack them."
)
READS_ONLY = ToolAnnotations(read_only_hint=True, open_world_hint=False)

Given = ParamSpec("Given")
Returned = TypeVar("Returned")


class AssistantServer(MCPServer):
    """A server that says in a sentence which argument of a tool is missing or of the wrong type."""

    async def call_tool(
        self, name: str, arguments: dict[str, Any], context: Context[Any, Any] | None = None
    ) -> CallToolResult | InputRequiredResult:
        """Call a tool.

        Raises:
            ToolError: it refuses, or cannot be called with these arguments.
        """
        try:
            return await super().call_tool(name, arguments, context)
        except ToolError as error:
            if not isinstance(error.__cause__, ValidationError):
                raise
            first = error.__cause__.errors()[0]
            argument = shortened(".".join(map(str, first["loc"])))
            raise ToolError(f"The argument {argument}: {first['msg']}. The tool's schema says what it takes.") from error


def assistant_server(source: IndexSource) -> MCPServer:
    """Return a server whose tools answer from `source`, with the same JSON as the HTTP API."""
    server = AssistantServer("loccit", instructions=INSTRUCTIONS, version=version("loccit"), log_level="WARNING")
    for tool in (*_asking(source), *_reading(source)):
        server.tool(name=tool.__name__, description=tool.__doc__, annotations=READS_ONLY)(tool)
    return server


def _asking(source: IndexSource) -> tuple[Callable[..., object], ...]:
    def ask(
        question: str,
        limit: int = DEFAULT_LIMIT,
        article: str | None = None,
        articles: list[str] | None = None,
        collection: str | None = None,
        previous: list[PreviousQuestion] | None = None,
    ) -> AskResponse:
        """Answer a question with cited passages, or say that the articles do not answer it.

        All articles are asked, or one, several, or those of a collection; `list_articles` names them. `previous` are the
        questions asked before, the latest last, with what was quoted: "Why?" is read with them.
        """
        opened = source.current()
        within = _or_tool_error(asked_articles, opened.collection.catalogue, article, articles, collection)
        turns = [each.turn for each in previous or ()]
        result = _or_tool_error(opened.answerer.ask, question, limit, within or None, previous=turns)
        return ask_response(opened.collection, result, 0.0)

    def verify_quotation(quotation: str, article: str | None = None) -> VerdictJson:
        """Say whether a quotation is in the articles' text.

        It is exact, typography, as recognised, edited, altered, stitched or absent. Where `faithful` is false, do not quote it
        so; one as recognised, only with the advice to check the page. Of an edited one, `alters_meaning` tells why.
        """
        opened = source.current()
        return verdict_json(opened.collection, _or_tool_error(opened.verifier.verify, quotation, article))

    return ask, verify_quotation


def _reading(source: IndexSource) -> tuple[Callable[..., object], ...]:
    def read_passage(passage_id: str) -> PassageJson:
        """Show a passage, by the id that an answer names."""
        collection = source.current().collection
        return passage_json(collection, _or_tool_error(collection.passage, passage_id))

    def list_articles(
        q: str = "",
        author: str = "",
        year: str = "",
        journal: str = "",
        collection: str = "",
        kind: str = "",
        sort: str = "",
        page: int = 1,
        limit: int = MOST_A_PAGE,
    ) -> ArticleList:
        """List the articles that can be asked, with the ids by which `ask` and `verify_quotation` take them.

        `q` searches titles, names, journals and files; `year` may be a range, 1990–1999; `facets` tell what there is.
        """
        catalogue = source.current().collection.catalogue
        asked = {"q": q, "author": author, "year": year, "journal": journal, "collection": collection, "kind": kind, "sort": sort}
        listed = _or_tool_error(listing, catalogue, {**asked, "page": str(page), "limit": str(limit)})
        return article_list(listed, catalogue.facets)

    return read_passage, list_articles


def _or_tool_error(call: Callable[Given, Returned], *given: Given.args, **named: Given.kwargs) -> Returned:
    """Return what `call` returns, or let the assistant read the sentence with which it refuses."""
    try:
        return call(*given, **named)
    except LoccitError as error:
        raise ToolError(str(error)) from error
