"""One question in a request."""

from __future__ import annotations

from flask import Blueprint, Response

from web.api.json_bodies import as_json, parse, request_object
from web.operation import CountedQuestions, IndexSource
from web.schemas import AskRequest, ask_response

# What a body looks like, for whoever sent another.
ASK = '{"question": "…", "limit": 5, "article": null}'


def questions_blueprint(source: IndexSource, questions: CountedQuestions) -> Blueprint:
    """Return the route `/api/ask`."""
    blueprint = Blueprint("questions", __name__, url_prefix="/api")

    @blueprint.post("/ask")
    def ask() -> Response:
        """Answer a question."""
        asked, opened = parse(AskRequest, request_object(ASK), ASK), source.current()
        result, took_ms = questions.ask(opened.answerer, asked.question, asked.limit, asked.article, tuple(asked.section or ()))
        return as_json(ask_response(opened.collection, result, took_ms))

    return blueprint
