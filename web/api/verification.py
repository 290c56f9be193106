"""Whether quotations are in the text: one, or all of a draft."""

from __future__ import annotations

from math import inf

from flask import Blueprint, Response

from web.api.json_bodies import as_json, parse, request_object
from web.operation import IndexSource
from web.schemas import DraftRequest, VerifyRequest, draft_verdicts, verdict_json

# What a body looks like, for whoever sent another.
VERIFY = '{"quotation": "…", "article": null}'
DRAFT = '{"draft": "…", "article": null}'


def verify_blueprint(source: IndexSource, time_limit: float = inf) -> Blueprint:
    """Return the routes `/api/verify` and `/api/verify/draft`; a draft may take `time_limit` seconds."""
    blueprint = Blueprint("verify", __name__, url_prefix="/api")

    @blueprint.post("/verify")
    def verify() -> Response:
        """Verify a quotation."""
        asked, opened = parse(VerifyRequest, request_object(VERIFY), VERIFY), source.current()
        return as_json(verdict_json(opened.collection, opened.verifier.verify(asked.quotation, asked.article)))

    @blueprint.post("/verify/draft")
    def verify_draft() -> Response:
        """Verify all quotations of a draft."""
        asked, opened = parse(DraftRequest, request_object(DRAFT), DRAFT), source.current()
        return as_json(draft_verdicts(opened.verifier, opened.collection, asked.draft, asked.article, time_limit))

    return blueprint
