"""Asks gold questions of a system, and judges what each one got."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from platform import machine, python_version
from time import perf_counter

from index.records import Article, Span
from qa.errors import EvaluationError
from qa.evaluating.gold_questions import ArticleLookup
from qa.evaluating.run_records import JudgedCitation, Outcome, Run, RunSetup
from qa.evaluating.systems import Cited, Response, System
from qa.records import Evidence, GoldQuestion

DEFAULT_DEPTH = 10  # citations asked for: as far as nDCG@10 looks
LIBRARIES = ("loccit", "numpy", "scipy", "onnxruntime", "faiss-cpu", "rank-bm25", "PyStemmer", "sentencex")


def start_run(setup: RunSetup, questions: Iterable[GoldQuestion], left_out: Iterable[str] = ()) -> Run:
    """Return a run in which nothing was asked yet."""
    versions = {name: found for name in LIBRARIES if (found := _version(name))}
    versions = {"python": python_version(), "machine": f"{sys.platform} {machine()}", **versions}
    return Run(setup, versions, datetime.now(UTC).isoformat(timespec="seconds"), len(list(questions)), (), tuple(left_out))


def outcomes(system: System, questions: Iterable[GoldQuestion], limit: int = DEFAULT_DEPTH) -> Iterator[Outcome]:
    """Ask each question of its own article, or of all, and yield what it got, judged.

    Ranking is judged whether or not the question was refused; refusals are judged for themselves.

    Raises:
        ServiceError: the system stopped answering; what was yielded before stays good.
    """
    asked = list(questions)
    for question in asked[:1]:
        system.ask(question.question, limit, question.article)  # the first question of a process pays for warming up
    for question in asked:
        begun = perf_counter()
        response = system.ask(question.question, limit, question.article)
        yield judged(question, response, (perf_counter() - begun) * 1000.0, system)


def resumed(run: Run, setup: RunSetup, questions: Iterable[GoldQuestion]) -> tuple[GoldQuestion, ...]:
    """Return the questions that a run which was broken off has still to ask.

    Raises:
        EvaluationError: it is of another setup.
    """
    for name in RunSetup.__dataclass_fields__:
        was, is_now = getattr(run.setup, name), getattr(setup, name)
        if was != is_now:
            raise EvaluationError(f"The run cannot be resumed: its {name} was {was!r}, and is {is_now!r} now. Begin a new one.")
    done = {outcome.question.id for outcome in run.outcomes}
    return tuple(question for question in questions if question.id not in done)


def by_article(outcome: Outcome) -> Outcome:
    """Return an outcome with the best citation of each article alone, for sets that judge whole articles."""
    best = {found.article: found for found in reversed(outcome.found)}
    return replace(outcome, found=tuple(found for found in outcome.found if best[found.article] is found))


def judged(question: GoldQuestion, response: Response, milliseconds: float, lookup: ArticleLookup) -> Outcome:
    """Compare what a question got with its evidence."""
    sentences = [_sentences(evidence, question, lookup) for evidence in question.evidence]
    return Outcome(
        question=question,
        wanted=tuple(evidence.span.of(_article_of(evidence, question, lookup).text) for evidence in question.evidence),
        found=tuple(_found(cited, question, sentences, lookup) for cited in response.citations),
        refused=response.refused,
        confidence=response.confidence,
        milliseconds=milliseconds,
        problem=response.problem,
    )


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a gold file."""
    return sha256(path.read_bytes()).hexdigest()


def evidence_sentences(article: Article, question: GoldQuestion) -> tuple[Span, ...]:
    """Return the sentences of its own article that a question's evidence touches."""
    spans = [evidence.span for evidence in question.evidence]
    return tuple(sentence for sentence in article.sentences if any(sentence.overlaps(span) for span in spans))


def holds_one(span: Span, sentences: Iterable[Span]) -> bool:
    """Whether `span` has at least one of the sentences whole."""
    return any(span.contains(sentence) for sentence in sentences)


def _sentences(evidence: Evidence, question: GoldQuestion, lookup: ArticleLookup) -> tuple[Span, ...]:
    """Return the sentences that a piece of evidence touches."""
    article = _article_of(evidence, question, lookup)
    touched = article.paragraphs_of(evidence.span)
    sentences = (sentence for paragraph in touched for sentence in paragraph.sentences)
    return tuple(sentence for sentence in sentences if sentence.overlaps(evidence.span))


def _article_of(evidence: Evidence, question: GoldQuestion, lookup: ArticleLookup) -> Article:
    return lookup.article(evidence.article or question.article or "")


def _found(cited: Cited, question: GoldQuestion, sentences: list[tuple[Span, ...]], lookup: ArticleLookup) -> JudgedCitation:
    own = [at for at, evidence in enumerate(question.evidence) if (evidence.article or question.article) == cited.article]
    return JudgedCitation(
        article=cited.article,
        passage=cited.passage,
        quote=cited.quote,
        text=cited.quote.of(lookup.article(cited.article).text),
        notes=cited.notes,
        confidence=cited.confidence,
        held=tuple(at for at in own if holds_one(cited.passage, sentences[at])),
        quoted=tuple(at for at in own if holds_one(cited.quote, sentences[at])),
    )


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
