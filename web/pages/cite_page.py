"""The page that says how to cite a stretch of an article, as a whole and sentence by sentence."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from index.records import Article, Span
from qa.answering import LONGEST_QUESTION
from qa.citing import CslError, clipboard_texts
from qa.display import paragraph_pieces
from web.links import article_url, target
from web.operation import IndexSource
from web.styling import StyleChoice


def citing_blueprint(source: IndexSource, choice: StyleChoice) -> Blueprint:
    """Return the route `/articles/{id}/cite`."""
    blueprint = Blueprint("citing", __name__)

    @blueprint.get("/articles/<article_id>/cite")
    def cite(article_id: str) -> ResponseReturnValue:
        """Show how to cite the stretch from `start` to `end`."""
        article = source.current().collection.article(article_id)
        span = target(article, request.args).span
        if span is None:
            return redirect(article_url(article.id))
        try:
            copies, problem = clipboard_texts(article, span, choice.chosen()), ""
        except CslError as error:
            copies, problem = clipboard_texts(article, span), str(error)
        return render_template(
            "cite.html",
            problem=problem,
            article=article,
            span=span,
            paragraphs=article.paragraphs_of(span),
            parts=paragraph_pieces(article, span),
            copies=copies,
            sentences=sentences_of(article, span),
            longest=LONGEST_QUESTION,
        )

    return blueprint


def sentences_of(article: Article, span: Span) -> tuple[Span, ...]:
    """Return the sentences that share a character with a stretch; none where it has no two."""
    found = [sentence for paragraph in article.paragraphs_of(span) for sentence in paragraph.sentences if sentence.overlaps(span)]
    return tuple(found) if len(found) > 1 else ()
