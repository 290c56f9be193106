"""api: the JSON API's routes. They parse, call once, and present.

In: requests. Out: the shapes of `web.schemas`, or problem details.
May import: `web.errors`, `web.links`, `web.operation`, `web.problem_details`, `web.schemas`, `web.styling`.
"""

from web.api.articles import articles_blueprint
from web.api.batches import batch_blueprint
from web.api.json_bodies import as_json, parse, request_object
from web.api.openapi import openapi_blueprint, openapi_document
from web.api.questions import questions_blueprint
from web.api.references import referencing_blueprint
from web.api.source_places import source_blueprint
from web.api.styles import removed_style, styles_blueprint, uploaded_style
from web.api.verification import verify_blueprint

__all__ = [
    "articles_blueprint",
    "as_json",
    "batch_blueprint",
    "openapi_blueprint",
    "openapi_document",
    "parse",
    "questions_blueprint",
    "referencing_blueprint",
    "removed_style",
    "request_object",
    "source_blueprint",
    "styles_blueprint",
    "uploaded_style",
    "verify_blueprint",
]
