"""`/api/docs`: the OpenAPI document for people, as a page of this service's own, without scripts and without another host."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, render_template

from web.api import openapi_document

DONE = ("200", "202")


def docs_blueprint() -> Blueprint:
    """Return the route `/api/docs`."""
    blueprint = Blueprint("docs", __name__, url_prefix="/api")

    @blueprint.get("/docs")
    def docs() -> str:
        """Show what the API can be asked."""
        document = openapi_document()
        return render_template("docs.html", operations=_operations(document), models=_models(document))

    return blueprint


def _operations(document: dict[str, Any]) -> list[dict[str, Any]]:
    """Return each operation: method, path, summary, example, and the models sent and returned."""
    return [
        {
            "id": operation["operationId"],
            "method": method.upper(),
            "path": path,
            "summary": operation["summary"],
            "queries": [given["name"] for given in operation.get("parameters", []) if given["in"] == "query"],
            "curl": _curl(method, path, operation),
            "sent": _model(operation["requestBody"]["content"]) if "requestBody" in operation else None,
            "returned": _model(next(operation["responses"][each] for each in DONE if each in operation["responses"])["content"]),
            "problems": [status for status in operation["responses"] if status not in DONE],
        }
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]


def _models(document: dict[str, Any]) -> list[dict[str, Any]]:
    """Return each model: its name, what it is, and its fields with their types."""
    return [
        {
            "name": name,
            "description": schema.get("description", ""),
            "fields": [(field, _type(part), field in schema.get("required", [])) for field, part in schema["properties"].items()],
        }
        for name, schema in document["components"]["schemas"].items()
        if "properties" in schema
    ]


def _model(content: dict[str, Any]) -> str | None:
    """Return the model of JSON; None of a form with files."""
    return _last(content["application/json"]["schema"]["$ref"]) if "application/json" in content else None


def _last(reference: str) -> str:
    return reference.rpartition("/")[2]


def _type(schema: dict[str, Any]) -> str:
    """Return a field's type in words."""
    if "$ref" in schema:
        return _last(schema["$ref"])
    if "anyOf" in schema:
        return " or ".join(_type(part) for part in schema["anyOf"])
    if "enum" in schema or "const" in schema:
        return " or ".join(f"“{value}”" for value in schema.get("enum", [schema.get("const")]))
    if schema.get("type") == "array":
        return "list of " + (_type(schema["items"]) if "items" in schema else "pairs of integers")
    return str(schema.get("type", "any"))


def _is_named(method: str, operation: dict[str, Any]) -> bool:
    """Whether curl has to be told the method: it takes GET, and POST where something is sent."""
    return method != ("post" if "requestBody" in operation else "get")


def _curl(method: str, path: str, operation: dict[str, Any]) -> str:
    asked = f"curl{f' -X {method.upper()}' if _is_named(method, operation) else ''} http://127.0.0.1:8000{path}"
    if "requestBody" not in operation:
        return asked
    sent = operation["requestBody"]["content"]
    if "application/json" not in sent:
        return f"{asked} -F files=@article.pdf"
    example = json.dumps(sent["application/json"]["example"], ensure_ascii=False)
    return f"{asked} -H 'Content-Type: application/json' -d '{example}'"
