"""A stretch of an article as a notebook keeps it: with all that cites it when the article is there no more."""

from __future__ import annotations

from index.errors import Kind, LoccitError
from index.records import Article, Span
from qa.citing import publication_of
from qa.locators import locate
from qa.note_roles import notes_at
from qa.notebook.records import MarkedStretch
from qa.verifying import LONGEST_QUOTATION, text_quote


class UnkeptStretchError(LoccitError):
    """The article has no such stretch, or it is not one that can be kept."""

    kind = Kind.UNFIT
    field = "/end"
    remedy = "Give two offsets of the text that GET /api/articles/{id} returns, the first before the second."


def stretch_of(article: Article, span: Span, question: str = "") -> MarkedStretch:
    """Return a stretch as it is kept, without the space around its words; `question` is what was asked when it was found.

    Raises:
        UnkeptStretchError: the article has no such stretch, it is too long to be verified again, or it has no words.
    """
    inner = _without_space(article, _checked(article, span))
    return MarkedStretch(
        article_id=article.id,
        title=article.title,
        span=inner,
        words=inner.of(article.text),
        quote=text_quote(article, inner),
        publication=publication_of(article),
        locator=locate(article, inner, notes_at(article, inner)),
        question=question.strip(),
        recognised=article.source.is_recognised(inner),
    )


def _checked(article: Article, span: Span) -> Span:
    if not 0 <= span.start < span.end <= len(article.text):
        raise UnkeptStretchError(
            f"There is no stretch from {span.start} to {span.end} in {article.id}: its text runs from 0 to {len(article.text)}. "
            "Give two offsets of its reading text, the first before the second."
        )
    if span.length > LONGEST_QUOTATION:
        raise UnkeptStretchError(
            f"The stretch has {span.length:,} characters, but at most {LONGEST_QUOTATION:,} are kept at once. Keep it in parts."
        )
    if not any(character.isalnum() for character in span.of(article.text)):
        raise UnkeptStretchError(f"The stretch from {span.start} to {span.end} has neither letter nor digit. Choose words.")
    return span


def _without_space(article: Article, span: Span) -> Span:
    words = span.of(article.text)
    return Span(span.start + len(words) - len(words.lstrip()), span.end - len(words) + len(words.rstrip()))
