"""The OpenAPI 3.1 document, made from the same pydantic models that check requests and shape responses.

No Flask library makes it, though three were looked at. SpecTree 3.0.0 takes a body that is not JSON, or is null or a list, for
`{}`, declares every response as application/json, which problem details are not, and shows its pages from another host.
Flask-OpenAPI3 4.3.2 takes such a body for null and decodes a JSON string twice. APIFlask 3 brings marshmallow, webargs and
Flask-HTTPAuth for what pydantic does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any

from flask import Blueprint
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from qa.exporting import FORMATS
from web.api.references import FILES
from web.operation import Health, Readiness
from web.problem_details import Problem
from web.schemas import (
    CRITERIA,
    MOST_A_PAGE,
    ArticleJson,
    ArticleList,
    ArticleSourceJson,
    AskRequest,
    AskResponse,
    BatchRequest,
    BatchResponse,
    BibliographyList,
    ChangeRequest,
    DraftRequest,
    DraftVerdicts,
    HistoryJson,
    HistoryRequest,
    JobJson,
    JobList,
    KeepRequest,
    MarkJson,
    MarkList,
    NotePlaceJson,
    PassageJson,
    ReferenceJson,
    StandingMarkList,
    StyleJson,
    StyleList,
    VerdictJson,
    VerifyRequest,
)

REFERENCE = "#/components/schemas/{model}"


@dataclass(frozen=True, slots=True)
class Operation:
    """What can be asked of the API: GET, or POST where a body is `sent`; `verb` is another method.

    What `changes` articles is done later, by the job that comes back; `uploads` is the form with files that is sent.
    `queries` are what may stand behind the question mark of the address; `files` the other media types that may come back;
    `refusals` the statuses of its own errors, beside those that follow from all that.
    """

    path: str
    summary: str
    returned: type[BaseModel]
    sent: type[BaseModel] | None = None
    example: Any = None
    queries: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    verb: str = ""
    changes: bool = False
    uploads: Mapping[str, Any] = field(default_factory=dict)
    refusals: tuple[int, ...] = ()

    @property
    def method(self) -> str:
        """The HTTP method, in small letters as the document has it."""
        return self.verb or ("post" if self.sent else "get")

    @property
    def names(self) -> list[str]:
        """The names of what the path leaves open."""
        return [part.strip("{}") for part in self.path.split("/") if part.startswith("{")]

    @property
    def id(self) -> str:
        """A name for programs: `ask`, `get_articles`, `get_articles_one`."""
        fixed = "_".join(part for part in self.path.strip("/").split("/") if not part.startswith("{")).replace("api_", "")
        if self.sent and not self.verb:
            return fixed
        return f"{self.method}_{fixed}{'_one' if self.names else ''}"

    @property
    def problems(self) -> tuple[int, ...]:
        """The statuses of the errors that it may end with, beside those that any may."""
        if self.sent:
            return (404, 413, 415, 422)
        refused = ((404,) if self.names else ()) + ((403, 413, 415, 422, 507) if self.uploads else ())
        return (*refused, *((403, 507) if self.changes else ()), *((422,) if self.queries else ()))


WHOLE = {"type": "integer", "minimum": 0, "maximum": 999_999_999}
STRETCH = {"start": WHOLE, "end": WHOLE}
LISTED: dict[str, dict[str, Any]] = {
    **{name: {"type": "string"} for name in (*CRITERIA, "sort")},
    "page": {"type": "integer", "minimum": 1},
    "limit": {"type": "integer", "minimum": 1, "maximum": MOST_A_PAGE},
}
ANY = (400, 401, 406, 429, 500, 503)
ASKED = {"question": "Who was Graves?", "limit": 3}
FILE = {"contentMediaType": "application/octet-stream"}  # without a type, for its bytes are no JSON: OpenAPI 3.1.1, 4.4.1.2
UPLOAD = {
    "type": "object",
    "properties": {"files": {"type": "array", "items": FILE, "minItems": 1}},
    "required": ["files"],
}
STYLE = {"type": "object", "properties": {"style": FILE}, "required": ["style"]}
CHOSEN: dict[str, dict[str, Any]] = {"tag": {"type": "string"}, "article": {"type": "string"}}
OPERATIONS = (
    Operation(
        "/api/ask", "Answer a question with cited passages, or say that it is not answered", AskResponse, AskRequest, ASKED
    ),
    Operation("/api/ask/batch", "Answer up to 100 questions at once", BatchResponse, BatchRequest, {"questions": [ASKED]}),
    Operation(
        "/api/verify",
        "Say whether a quotation is in the text, exactly",
        VerdictJson,
        VerifyRequest,
        {"quotation": "the troops reached 72,400"},
    ),
    Operation(
        "/api/verify/draft",
        "Find the quotations of a draft and verify them",
        DraftVerdicts,
        DraftRequest,
        {"draft": "He writes of “the total number of troops”."},
    ),
    Operation("/api/articles", "List the articles, or search, narrow and sort them", ArticleList, queries=LISTED),
    Operation("/api/articles/{article_id}", "Show an article with its reading text", ArticleJson),
    Operation(
        "/api/articles/{article_id}/notes/{label}",
        "Show a note and the sentence that it stands behind",
        NotePlaceJson,
        queries={"anchor": WHOLE},
    ),
    Operation(
        "/api/articles/{article_id}/source",
        "Show where a stretch of an article stands in its file",
        ArticleSourceJson,
        queries=STRETCH,
    ),
    Operation(
        "/api/articles/{article_id}/reference",
        "Show how a stretch of an article, or all of it, is cited",
        ReferenceJson,
        queries={
            **STRETCH,
            "style": {"type": "string", "description": f"{', '.join(FILES)}: a file; the name of a style: that one, too."},
        },
        files=tuple(kind for kind, _ in FILES.values()),
    ),
    Operation("/api/articles", "Add the articles in files", JobJson, verb="post", changes=True, uploads=UPLOAD),
    Operation("/api/articles/{article_id}", "Remove an article", JobJson, verb="delete", changes=True),
    Operation("/api/articles/{article_id}/reread", "Read an article's file anew", JobJson, verb="post", changes=True),
    Operation(
        "/api/bibliographies",
        "Take up what bibliographies say of the articles",
        JobJson,
        verb="post",
        changes=True,
        uploads=UPLOAD,
    ),
    Operation("/api/bibliographies", "List the bibliographies that were added", BibliographyList),
    Operation("/api/bibliographies/{name}", "Give up what a bibliography says", JobJson, verb="delete", changes=True),
    Operation("/api/jobs", "List the latest changes of articles", JobList),
    Operation("/api/jobs/{job_id}", "Show how far a change is, and what became of each file", JobJson),
    Operation("/api/notebook/marks", "List what is kept", MarkList, queries=CHOSEN, refusals=(404,)),
    Operation(
        "/api/notebook/marks",
        "Keep a stretch of an article",
        MarkJson,
        KeepRequest,
        {"article": "americas-withdrawal-from-siberia", "start": 0, "end": 50, "tags": ["title"]},
        refusals=(403, 409),
    ),
    Operation("/api/notebook/marks/{number}", "Show a mark", MarkJson),
    Operation(
        "/api/notebook/marks/{number}",
        "Change a mark's remark and tags",
        MarkJson,
        ChangeRequest,
        {"version": 1, "remark": "Compare Graves.", "tags": []},
        verb="put",
        refusals=(403, 409),
    ),
    Operation("/api/notebook/marks/{number}", "Delete a mark", MarkJson, verb="delete", refusals=(403,)),
    Operation("/api/notebook/history", "List the questions asked on the page", HistoryJson, refusals=(404,)),
    Operation(
        "/api/notebook/history",
        "Have questions kept from now on, or not",
        HistoryJson,
        HistoryRequest,
        {"kept": True},
        verb="put",
        refusals=(403,),
    ),
    Operation("/api/notebook/history", "Forget the questions asked", HistoryJson, verb="delete", refusals=(403, 404)),
    Operation(
        "/api/notebook/export",
        "Show how what is kept stands in the text now, or export it as a file",
        StandingMarkList,
        queries={
            **CHOSEN,
            "mark": WHOLE,
            "format": {"type": "string", "enum": [each.name for each in FORMATS]},
            "style": {"type": "string", "description": "The name of a style."},
        },
        files=tuple(each.media_type for each in FORMATS),
        refusals=(404,),
    ),
    Operation("/api/styles", "List the styles of citation", StyleList),
    Operation("/api/styles", "Put in a style from a file (CSL)", StyleJson, verb="post", uploads=STYLE, refusals=(409,)),
    Operation("/api/styles/{name}", "Remove a style", StyleJson, verb="delete", refusals=(403, 409, 507)),
    Operation("/api/passages/{passage_id}", "Show a passage", PassageJson),
    Operation("/healthz", "Say that the process runs", Health),
    Operation("/readyz", "Say that questions can be asked", Readiness),
)


def openapi_blueprint() -> Blueprint:
    """Return the route `/api/openapi.json`."""
    blueprint = Blueprint("openapi", __name__, url_prefix="/api")

    @blueprint.get("/openapi.json")
    def openapi() -> dict[str, Any]:
        """Describe this API."""
        return openapi_document()

    return blueprint


def openapi_document() -> dict[str, Any]:
    """Return the document as JSON-ready dictionaries."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "loccit", "version": version("loccit"), "summary": "Ask a footnoted article a question."},
        "paths": _paths(),
        "components": {
            "schemas": _schemas(),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": "Where the service asks for one."}},
        },
        "security": [{}, {"token": []}],
    }


def _paths() -> dict[str, dict[str, Any]]:
    paths: dict[str, dict[str, Any]] = {}
    for each in OPERATIONS:
        paths.setdefault(each.path, {})[each.method] = _operation(each)
    return paths


def _schemas() -> dict[str, Any]:
    """Return the schemas of all models: of those sent as they are checked, of those returned as they are written."""
    sent = [(each.sent, "validation") for each in OPERATIONS if each.sent]
    returned = [(each.returned, "serialization") for each in OPERATIONS]
    models: list[Any] = [(Problem, "serialization"), *sent, *returned]
    _, schemas = models_json_schema(models, ref_template=REFERENCE)
    return dict(schemas["$defs"])


def _operation(each: Operation) -> dict[str, Any]:
    described: dict[str, Any] = {"operationId": each.id, "summary": each.summary, "responses": _responses(each)}
    if each.sent:
        described["requestBody"] = {"required": True, "content": _content(each.sent, example=each.example)}
    if each.uploads:
        described["requestBody"] = {"required": True, "content": {"multipart/form-data": {"schema": each.uploads}}}
    places = [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in each.names]
    queries = [{"name": name, "in": "query", "required": False, "schema": schema} for name, schema in each.queries.items()]
    return described | ({"parameters": places + queries} if places or queries else {})


def _responses(each: Operation) -> dict[str, Any]:
    problem = {"application/problem+json": {"schema": {"$ref": REFERENCE.format(model=Problem.__name__)}}}
    return {
        "202" if each.changes else "200": {
            "description": (each.returned.__doc__ or "").splitlines()[0],
            "content": _content(each.returned) | {kind: {} for kind in each.files},
        },
        **{
            str(status): {"description": "What was wrong, in a sentence", "content": problem}
            for status in sorted({*ANY, *each.problems, *each.refusals})
        },
    }


def _content(model: type[BaseModel], **more: Any) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": REFERENCE.format(model=model.__name__)}, **more}}
