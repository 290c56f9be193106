"""The pages for people. They work without JavaScript, and the question stands in the address."""

from __future__ import annotations

import re

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from index.collection import Collection
from index.errors import QuestionError, UnknownArticleError, brief
from index.records import Article, Span
from qa.answering import DEFAULT_LIMIT, Answerer
from qa.display import Piece, note_id, passage_paragraphs, pieces
from qa.records import Answer, Citation, NoAnswer
from web.links import article_url, stretch_url, target
from web.operation import Instruments, Source
from web.problems import status_of

Shown = tuple[Citation, Article, tuple[tuple[Piece, ...], ...]]

NUMBER = re.compile(r"-?[0-9]{1,12}")


def pages_blueprint(source: Source, instruments: Instruments) -> Blueprint:
    """Return the routes `/`, `/articles` and `/articles/{id}`."""
    blueprint = Blueprint("pages", __name__)

    @blueprint.get("/")
    def ask() -> ResponseReturnValue:
        """Show the form and, where a question is asked, what it gets."""
        answerer = source.current()
        question, article_id = request.args.get("q"), request.args.get("article") or None
        page = {
            "question": question or "",
            "article_id": article_id,
            "articles": answerer.collection.articles,
            "article_url": article_url,
            "stretch_url": stretch_url,
            "note_id": note_id,
        }
        if question is None:
            return render_template("ask.html", **page)
        try:
            result, took_ms = instruments.ask(answerer, question, _limit(request.args.get("limit")), article_id)
        except (QuestionError, UnknownArticleError) as error:
            return render_template("ask.html", problem=str(error), **page), status_of(error)
        likely, others = _grouped(answerer, result)
        return render_template("ask.html", result=result, likely=likely, others=others, took_ms=took_ms, **page)

    @blueprint.get("/articles")
    def articles() -> ResponseReturnValue:
        """List the articles."""
        return render_template("articles.html", articles=source.current().collection.articles, article_url=article_url)

    @blueprint.get("/articles/<article_id>")
    def article(article_id: str) -> ResponseReturnValue:
        """Show an article to be read, with the stretch that the address asks for marked."""
        found = source.current().collection.article(article_id)
        wanted = target(found, request.args)
        title = pieces(found, Span(0, len(found.title))) if found.text.startswith(found.title) else None
        return render_template(
            "article.html", note_id=note_id, article=found, title=title, target=wanted, pieces=pieces, blocks=_blocks(found)
        )

    @blueprint.get("/favicon.ico")
    def favicon() -> ResponseReturnValue:
        """Send browsers that ask for an icon by habit to ours."""
        return redirect(url_for("static", filename="icon.svg"), 301)

    return blueprint


def _grouped(answerer: Answerer, result: Answer | NoAnswer) -> tuple[list[Shown], list[Shown]]:
    """Return what is shown as an answer, and what is shown below it as less likely or as not an answer."""
    collection = answerer.collection
    if isinstance(result, NoAnswer):
        return [], [_shown(collection, citation) for citation in result.nearest]
    likely = [_shown(collection, citation) for citation in result.citations if answerer.is_likely(citation)]
    others = [_shown(collection, citation) for citation in result.citations if not answerer.is_likely(citation)]
    return likely, others


def _shown(collection: Collection, citation: Citation) -> Shown:
    """Return a citation with its article and the pieces of its passage, paragraph by paragraph."""
    article = collection.article(citation.passage.article_id)
    return citation, article, passage_paragraphs(article, citation)


def _limit(raw: str | None) -> int:
    if raw is None:
        return DEFAULT_LIMIT
    if not NUMBER.fullmatch(raw):
        raise QuestionError(f"The limit is {brief(raw)}, but must be a whole number. Leave it out for {DEFAULT_LIMIT}.")
    return int(raw)


def _blocks(article: Article) -> list[tuple[Span, int, int | None]]:
    """Return headings and paragraphs in the order of the text: the span, the heading's level or 0, the paragraph's number."""
    headings = [(heading.span, heading.level, None) for heading in article.headings]
    paragraphs = [(paragraph.span, 0, paragraph.number) for paragraph in article.paragraphs]
    return sorted([*headings, *paragraphs], key=lambda block: block[0])
