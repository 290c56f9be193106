"""One question in a request."""

from __future__ import annotations

from flask import Blueprint, Response

from qa.answering import Answerer, asked_articles
from qa.records import Answer, NoAnswer
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
        result, took_ms = ask_counted(questions, opened.answerer, asked)
        return as_json(ask_response(opened.collection, result, took_ms))

    return blueprint


def ask_counted(questions: CountedQuestions, answerer: Answerer, asked: AskRequest) -> tuple[Answer | NoAnswer, float]:
    """Ask what a request asks, of the articles that it names; return the result and the milliseconds it took."""
    within = asked_articles(answerer.collection.catalogue, asked.article, asked.articles, asked.collection)
    return questions.ask(answerer, asked.question, asked.limit, within or None, tuple(asked.section or ()), asked.turns)
