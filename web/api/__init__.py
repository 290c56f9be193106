"""api: the JSON API's routes. They parse, call once, and present.

In: requests. Out: the shapes of `web.schemas`, or problem details.
May import: `web.errors`, `web.links`, `web.operation`, `web.problem_details`, `web.schemas`.
"""

from web.api.batches import batch_blueprint
from web.api.openapi import openapi_document
from web.api.questions import api_blueprint
from web.api.references import referencing_blueprint
from web.api.source_places import source_blueprint
from web.api.verification import verify_blueprint

__all__ = [
    "api_blueprint",
    "batch_blueprint",
    "openapi_document",
    "referencing_blueprint",
    "source_blueprint",
    "verify_blueprint",
]
