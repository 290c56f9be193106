"""Many questions in one request."""

from __future__ import annotations

from time import perf_counter

from flask import Blueprint, Response

from index.errors import LoccitError
from qa.answering import Answerer
from web.api.json_bodies import as_json, json_object, parse, request_object
from web.api.questions import ASK, ask_counted
from web.operation import CountedQuestions, IndexSource
from web.problem_details import problem, problem_of
from web.schemas import AskRequest, BatchItem, BatchRequest, BatchResponse, ask_response

BATCH = '{"questions": [{"question": "…", "limit": 5, "article": null}]}'


def batch_blueprint(source: IndexSource, questions: CountedQuestions, time_limit: float) -> Blueprint:
    """Return the route `/api/ask/batch`; what is not answered within `time_limit` seconds gets a problem instead."""
    blueprint = Blueprint("batch", __name__, url_prefix="/api")

    @blueprint.post("/ask/batch")
    def ask_batch() -> Response:
        """Answer several questions, each as if it were asked alone, all of one index."""
        asked, opened, start = parse(BatchRequest, request_object(BATCH), BATCH), source.current(), perf_counter()
        results = [_item(questions, opened.answerer, question, start + time_limit) for question in asked.questions]
        return as_json(BatchResponse(results=results, took_ms=round((perf_counter() - start) * 1000.0, 1)))

    return blueprint


def _item(questions: CountedQuestions, answerer: Answerer, sent: object, until: float) -> BatchItem:
    if perf_counter() > until:
        return BatchItem(result=None, problem=problem(503, "The time for the batch was over before this question's turn came."))
    try:
        asked = parse(AskRequest, json_object(sent, ASK, "question"), ASK)
        result, took_ms = ask_counted(questions, answerer, asked)
    except LoccitError as error:
        return BatchItem(result=None, problem=problem_of(error, sent))
    return BatchItem(result=ask_response(answerer.collection, result, took_ms), problem=None)
