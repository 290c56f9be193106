"""How near a stretch of an article stands to what was quoted before: what goes on from there is often what is asked for next."""

from __future__ import annotations

from index.records import Article, Span
from index.searching import Searchable
from qa.records import Turn

FAR = 6000  # characters, beyond which nothing is near


def nearness_to(turn: Turn, article: Article, span: Span, collection: Searchable) -> float:
    """Return 1 where a stretch holds what was quoted, 1/2 where it is the next sentence, 1/3 behind that, and so on; 0 if far.

    Raises:
        UnknownPassageError: what was quoted is named by a passage that is not there.
    """
    quoted = _quoted(turn, article, collection)
    if quoted is None:
        return 0.0
    if quoted.overlaps(span):
        return 1.0
    between = Span(quoted.end, span.start) if quoted.end <= span.start else Span(span.end, quoted.start)
    if between.length > FAR:
        return 0.0
    sentences = (sentence for paragraph in article.paragraphs_of(between) for sentence in paragraph.sentences)
    return 1.0 / (2 + sum(between.contains(sentence) for sentence in sentences))


def _quoted(turn: Turn, article: Article, collection: Searchable) -> Span | None:
    """Return where in an article a turn quoted; None where it did in another, or nothing."""
    within = Span(0, len(article.text))
    if turn.passage_id:
        passage = collection.passage(turn.passage_id)
        if passage.article_id != article.id:
            return None
        if passage.note is not None:
            return article.stretch_at(passage.note.anchor)
        within = passage.span
    at = article.text.find(turn.quoted, within.start, within.end) if turn.quoted else -1
    if at >= 0:
        return Span(at, at + len(turn.quoted))
    return within if turn.passage_id else None
