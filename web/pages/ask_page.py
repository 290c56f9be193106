"""The front page: ask, and see what is answered. It works without JavaScript, and the question stands in the address."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from index.catalogue import UnknownCollectionError
from index.collection import UnknownSectionError
from index.errors import UnknownArticleError, shortened
from index.records import Article
from qa.answering import DEFAULT_LIMIT, Answerer, Examples
from qa.citing import Styled, references
from qa.display import Piece, passage_paragraphs
from qa.errors import QuestionError
from qa.records import Answer, Citation, NoAnswer
from web.operation import CountedQuestions, IndexSource
from web.pages.ask_form import ask_form
from web.problem_details import status_of

NUMBER = re.compile(r"-?[0-9]{1,12}")


@dataclass(frozen=True, slots=True)
class Shown:
    """A citation as the page shows it: with its article, its passage in pieces, and the reference that is printed."""

    rank: int
    citation: Citation
    article: Article
    paragraphs: tuple[tuple[Piece, ...], ...]
    likely: bool
    reference: Styled


def pages_blueprint(source: IndexSource, questions: CountedQuestions) -> Blueprint:
    """Return the route `/`."""
    blueprint, examples = Blueprint("pages", __name__), Examples()

    @blueprint.get("/")
    def ask() -> ResponseReturnValue:
        """Show the form and, where a question is asked, what it gets."""
        answerer, question = source.current().answerer, request.args.get("q")
        form = ask_form(answerer.collection, request.args)
        if question is None:
            return render_template("ask.html", examples=examples.of(answerer), form=form)
        try:
            limit = _limit(request.args.get("limit"))
            result, took_ms = questions.ask(answerer, question, limit, form.within(answerer.collection), form.path)
        except (QuestionError, UnknownArticleError, UnknownSectionError, UnknownCollectionError) as error:
            return render_template("ask.html", problem=str(error), form=form), status_of(error)
        return render_template(
            "ask.html",
            result=result,
            shown=_shown(answerer, result),
            readings=result.read_as,
            took_ms=took_ms,
            form=form,
        )

    @blueprint.get("/favicon.ico")
    def favicon() -> ResponseReturnValue:
        """Send browsers that ask for an icon by habit to ours."""
        return redirect(url_for("static", filename="icon.svg"), 301)

    return blueprint


def _shown(answerer: Answerer, result: Answer | NoAnswer) -> list[Shown]:
    """Return the citations of an answer, or the nearest ones where there is none, of which none is called likely."""
    collection, answered = answerer.collection, isinstance(result, Answer)
    citations = result.citations if isinstance(result, Answer) else result.nearest
    return [
        Shown(
            rank=rank,
            citation=citation,
            article=(article := collection.article(citation.passage.article_id)),
            paragraphs=passage_paragraphs(article, citation),
            likely=answered and answerer.is_likely(citation),
            reference=references(article, citation.quote, citation.notes).chicago.note,
        )
        for rank, citation in enumerate(citations, start=1)
    ]


def _limit(raw: str | None) -> int:
    if raw is None:
        return DEFAULT_LIMIT
    if not NUMBER.fullmatch(raw):
        raise QuestionError(f"The limit is {shortened(raw)}, but must be a whole number. Leave it out for {DEFAULT_LIMIT}.")
    return int(raw)
