"""Asks every gold question and keeps what each one got; `measures` makes figures of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from time import perf_counter

from index.errors import QuestionError
from index.records import Article, Span
from qa.answering import DEFAULT_LIMIT, Answerer
from qa.metrics import hit_at, mean_reciprocal_rank, precision, quantile, recall, share
from qa.records import Citation, GoldQuestion, NoAnswer, Role, Score

STANDING_BEHIND = (Role.IN_QUOTE, Role.COVERS_QUOTE)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one gold question got.

    `rank` is that of the first citation whose passage has a whole sentence of the evidence, None where none does;
    `quoted` whether the first citation's quotation is such a sentence. `notes` are the labels that stand in or behind
    that quotation, `wanted` those of the evidence that it meets, or of all the evidence where it meets none.
    """

    question: GoldQuestion
    citations: tuple[Citation, ...]
    refused: bool
    rank: int | None
    quoted: bool
    notes: frozenset[str]
    wanted: frozenset[str]
    milliseconds: float


def evaluate(answerer: Answerer, questions: Iterable[GoldQuestion], limit: int = DEFAULT_LIMIT) -> tuple[Outcome, ...]:
    """Ask each question of its own article and compare with the gold.

    Ranking is judged whether or not the question was refused; refusals are judged for themselves.
    """
    asked = list(questions)
    for question in asked[:1]:
        _ask(answerer, question, limit)  # the first question of a process pays for warming up
    return tuple(_outcome(answerer, question, limit) for question in asked)


def measures(outcomes: Sequence[Outcome]) -> tuple[Score, ...]:
    """Return the figures: ranking, quotations and notes over the answerable questions, refusals and times over all."""
    answerable = [outcome for outcome in outcomes if outcome.question.answerable]
    ranks = [outcome.rank for outcome in answerable]
    # A set whose gold names no note at all, as that of texts without notes, has nothing to judge notes by.
    noted = answerable if any(outcome.wanted for outcome in answerable) else []
    notes, wanted = [outcome.notes for outcome in noted], [outcome.wanted for outcome in noted]
    times = [outcome.milliseconds for outcome in outcomes]
    return (
        *(hit_at(ranks, k) for k in (1, 3, 5)),
        mean_reciprocal_rank(ranks),
        share("evidence-sentence hit", (outcome.quoted for outcome in answerable)),
        precision("note precision", notes, wanted),
        recall("note recall", notes, wanted),
        share("refusal precision", (not outcome.question.answerable for outcome in outcomes if outcome.refused)),
        share("refusal recall", (outcome.refused for outcome in outcomes if not outcome.question.answerable)),
        share("answerable, not refused", (not outcome.refused for outcome in answerable)),
        quantile("median ms", times, 0.5),
        quantile("p95 ms", times, 0.95),
    )


def _outcome(answerer: Answerer, question: GoldQuestion, limit: int) -> Outcome:
    start = perf_counter()
    citations, refused = _ask(answerer, question, limit)
    milliseconds = (perf_counter() - start) * 1000.0
    sentences = evidence_sentences(answerer.collection.article(question.article), question)
    quote = citations[0].quote if citations else Span(0, 0)
    return Outcome(
        question=question,
        citations=citations,
        refused=refused,
        rank=next(
            (rank for rank, citation in enumerate(citations, start=1) if holds_one(citation.passage.span, sentences)), None
        ),
        quoted=holds_one(quote, sentences),
        notes=_standing_behind(citations),
        wanted=_wanted_notes(question, quote),
        milliseconds=milliseconds,
    )


def _ask(answerer: Answerer, question: GoldQuestion, limit: int) -> tuple[tuple[Citation, ...], bool]:
    """Return the ranked citations and whether there was no answer; what is no question at all gets neither."""
    try:
        citations = answerer.rank(question.question, limit, question.article)
    except QuestionError:
        return (), True
    return citations, isinstance(answerer.decide(question.question, citations), NoAnswer)


def _standing_behind(citations: tuple[Citation, ...]) -> frozenset[str]:
    """Return the labels of the notes in or behind the first quotation."""
    notes = citations[0].notes if citations else ()
    return frozenset(cited.note.label for cited in notes if cited.role in STANDING_BEHIND)


def evidence_sentences(article: Article, question: GoldQuestion) -> tuple[Span, ...]:
    """Return the sentences that the question's evidence touches."""
    spans = [evidence.span for evidence in question.evidence]
    sentences = (sentence for paragraph in article.paragraphs for sentence in paragraph.sentences)
    return tuple(sentence for sentence in sentences if any(sentence.overlaps(span) for span in spans))


def holds_one(span: Span, sentences: Iterable[Span]) -> bool:
    """Whether `span` has at least one of the sentences whole."""
    return any(span.contains(sentence) for sentence in sentences)


def _wanted_notes(question: GoldQuestion, quote: Span) -> frozenset[str]:
    met = [evidence for evidence in question.evidence if evidence.span.overlaps(quote)]
    return frozenset(label for evidence in met or question.evidence for label in evidence.notes)
