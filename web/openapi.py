"""The OpenAPI 3.1 document, made from the same pydantic models that check requests and shape responses."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from web.referencing import FILES, ReferenceJson
from web.schemas import (
    ArticleJson,
    ArticleList,
    AskRequest,
    AskResponse,
    Health,
    NotePlaceJson,
    PassageJson,
    Problem,
    Readiness,
)
from web.sources import ArticleSourceJson
from web.verifying import DraftRequest, DraftVerdicts, VerdictJson, VerifyRequest

REFERENCE = "#/components/schemas/{model}"
GETS: tuple[tuple[str, str, type[BaseModel]], ...] = (
    ("/api/articles", "List the articles", ArticleList),
    ("/api/articles/{article_id}", "Show an article with its reading text", ArticleJson),
    ("/api/articles/{article_id}/notes/{label}", "Show a note and the sentence that it stands behind", NotePlaceJson),
    ("/api/articles/{article_id}/source", "Show where a stretch of an article stands in its file", ArticleSourceJson),
    ("/api/articles/{article_id}/reference", "Show how a stretch of an article, or all of it, is cited", ReferenceJson),
    ("/api/passages/{passage_id}", "Show a passage", PassageJson),
    ("/healthz", "Say that the process runs", Health),
    ("/readyz", "Say that questions can be asked", Readiness),
)
# What may stand behind the question mark of an address.
QUERIES: dict[str, dict[str, dict[str, Any]]] = {
    "/api/articles/{article_id}/reference": {
        "start": {"type": "integer", "minimum": 0},
        "end": {"type": "integer", "minimum": 1},
        "style": {"type": "string", "enum": list(FILES)},
    }
}
# Path, name, summary, and what is sent and returned.
POSTS: tuple[tuple[str, str, str, type[BaseModel], type[BaseModel]], ...] = (
    ("/api/ask", "ask", "Answer a question with cited passages, or say that it is not answered", AskRequest, AskResponse),
    ("/api/verify", "verify", "Say whether a quotation is in the text, exactly", VerifyRequest, VerdictJson),
    ("/api/verify/draft", "verify_draft", "Find the quotations of a draft and verify them", DraftRequest, DraftVerdicts),
)
MODELS: tuple[type[BaseModel], ...] = (
    Problem,
    *(model for *_, sent, returned in POSTS for model in (sent, returned)),
    *(model for _, _, model in GETS),
)


def openapi_document() -> dict[str, Any]:
    """Return the document as JSON-ready dictionaries."""
    _, schemas = models_json_schema([(model, "serialization") for model in MODELS], ref_template=REFERENCE)
    return {
        "openapi": "3.1.0",
        "info": {"title": "loccit", "version": version("loccit"), "summary": "Ask a footnoted article a question."},
        "paths": {
            **{path: {"post": _post(name, summary, sent, back)} for path, name, summary, sent, back in POSTS},
            **{path: {"get": _get(path, summary, model)} for path, summary, model in GETS},
        },
        "components": {"schemas": schemas["$defs"]},
    }


def _post(name: str, summary: str, sent: type[BaseModel], returned: type[BaseModel]) -> dict[str, Any]:
    return {
        "operationId": name,
        "summary": summary,
        "requestBody": {"required": True, "content": _content(sent)},
        "responses": _responses(returned, 400, 404, 413, 415, 422),
    }


def _get(path: str, summary: str, model: type[BaseModel]) -> dict[str, Any]:
    names = [part.strip("{}") for part in path.split("/") if part.startswith("{")]
    operation: dict[str, Any] = {
        "operationId": "get_" + "_".join(part for part in path.strip("/").split("/") if not part.startswith("{")),
        "summary": summary,
        "responses": _responses(model, *([404] if names else []), *([400, 422] if path in QUERIES else [])),
    }
    if names:
        operation["operationId"] += "_one"
        operation["parameters"] = [
            *({"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in names),
            *({"name": name, "in": "query", "schema": schema} for name, schema in QUERIES.get(path, {}).items()),
        ]
    return operation


def _responses(model: type[BaseModel], *problems: int) -> dict[str, Any]:
    problem = {"application/problem+json": {"schema": {"$ref": REFERENCE.format(model=Problem.__name__)}}}
    return {
        "200": {"description": (model.__doc__ or "").splitlines()[0], "content": _content(model)},
        **{str(status): {"description": "What was wrong, in a sentence", "content": problem} for status in problems},
    }


def _content(model: type[BaseModel]) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": REFERENCE.format(model=model.__name__)}}}
