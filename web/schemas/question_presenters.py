"""Presents what a question got as JSON."""

from __future__ import annotations

from index.records import Article
from index.searching import Searchable
from qa.records import Answer, Citation, Copy, NoAnswer, NoteQuote
from web.links import stretch_url
from web.schemas.article_presenters import cited_note_json, passage_json, quote_json
from web.schemas.question_shapes import AskResponse, CitationJson, CopyJson, FollowUpJson, NoteQuoteJson, ReadingJson, Scores

DIGITS = 4  # of scores, cosines and probabilities


def ask_response(collection: Searchable, result: Answer | NoAnswer, took_ms: float) -> AskResponse:
    """Present what a question got."""
    followed = result.follow_up
    follow_up = FollowUpJson(read_as=followed.read, after=followed.turn.question) if followed else None
    read_as = [ReadingJson(typed=typed, read=read) for typed, read in result.read_as]
    if isinstance(result, Answer):
        return AskResponse(
            question=result.question,
            outcome="answer",
            confidence=round(result.confidence, DIGITS),
            reason=None,
            citations=_citations(collection, result.citations),
            nearest=[],
            read_as=read_as,
            follow_up=follow_up,
            remark=result.remark or None,
            partial=list(result.not_asked),
            took_ms=round(took_ms, 1),
        )
    return AskResponse(
        question=result.question,
        outcome="no_answer",
        confidence=round(result.confidence, DIGITS),
        reason=result.reason,
        citations=[],
        nearest=_citations(collection, result.nearest),
        read_as=read_as,
        follow_up=follow_up,
        remark=None,
        partial=list(result.not_asked),
        took_ms=round(took_ms, 1),
    )


def _citations(collection: Searchable, citations: tuple[Citation, ...]) -> list[CitationJson]:
    return [_citation(collection, rank, citation) for rank, citation in enumerate(citations, start=1)]


def _citation(collection: Searchable, rank: int, citation: Citation) -> CitationJson:
    article = collection.article(citation.passage.article_id)
    return CitationJson(
        rank=rank,
        score=round(citation.score, DIGITS),
        scores=Scores(lexical=round(citation.lexical, DIGITS), semantic=round(citation.semantic, DIGITS)),
        confidence=round(citation.confidence, DIGITS),
        quote=quote_json(article, citation.quote),
        passage=passage_json(collection, citation.passage, citation.quote),
        notes=[cited_note_json(cited) for cited in citation.notes],
        note_quote=_note_quote(article, citation.note_quote) if citation.note_quote else None,
        copies=[_copy(collection.article(copy.article_id), copy) for copy in citation.copies],
    )


def _copy(article: Article, copy: Copy) -> CopyJson:
    return CopyJson(
        article=article.id,
        title=article.title,
        quote=quote_json(article, copy.quote),
        notes=[cited_note_json(cited) for cited in copy.notes],
        note_quote=_note_quote(article, copy.note_quote) if copy.note_quote else None,
        url=stretch_url(article, copy.quote),
    )


def _note_quote(article: Article, quoted: NoteQuote) -> NoteQuoteJson:
    note, span = quoted.note, quoted.span
    return NoteQuoteJson(
        lang=note.language or article.language or None,
        label=note.label,
        anchor=note.anchor,
        text=quoted.text,
        start=span.start,
        end=span.end,
    )
