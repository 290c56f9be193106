"""A run as the files that other tools of the field read: TREC's run and qrels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from index.records import Span
from qa.errors import EvaluationError
from qa.evaluating.measures import Level, gains, in_passage, in_quotation
from qa.evaluating.run_records import JudgedCitation, Outcome, Run

TAG = "loccit"


def write_trec(run: Run, folder: Path, *, whole_articles: bool = False) -> tuple[Path, ...]:
    """Write `KIND.run` and `KIND.qrels` for passages and for quotations, or for whole articles; return the files.

    A passage is named by its article and its offsets. As every system cuts passages in its own way, what is right among them is
    what was found to be, and for evidence that was not found, the evidence itself: the qrels belong to this run.

    Raises:
        EvaluationError: a file cannot be written.
    """
    levels: dict[str, Level] = (
        {"articles": in_passage} if whole_articles else {"passages": in_passage, "quotations": in_quotation}
    )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return tuple(path for kind, level in levels.items() for path in _write(run.outcomes, folder, kind, level))
    except OSError as error:
        raise EvaluationError(f"The files cannot be written to {folder}: {error.strerror}. Name another folder.") from error


def _write(outcomes: Sequence[Outcome], folder: Path, kind: str, level: Level) -> tuple[Path, Path]:
    paths = folder / f"{kind}.run", folder / f"{kind}.qrels"
    answerable = [outcome for outcome in outcomes if outcome.question.answerable]
    paths[0].write_text("".join(line for outcome in answerable for line in _run_lines(outcome, kind)), "utf-8")
    paths[1].write_text("".join(line for outcome in answerable for line in _qrels_lines(outcome, kind, level)), "utf-8")
    return paths


def _run_lines(outcome: Outcome, kind: str) -> Iterator[str]:
    for rank, found in enumerate(outcome.found, start=1):
        yield f"{_field(outcome.question.id)} Q0 {_document(found, kind)} {rank} {1 / rank:.6f} {TAG}\n"


def _qrels_lines(outcome: Outcome, kind: str, level: Level) -> Iterator[str]:
    known: set[int] = set()
    worth, _ = gains(outcome, level)
    for found, gain in zip(outcome.found, worth, strict=True):
        known |= set(level(found))
        if gain:
            yield f"{_field(outcome.question.id)} 0 {_document(found, kind)} {gain:.0f}\n"
    for at, evidence in enumerate(outcome.question.evidence):
        if at not in known:
            article = evidence.article or outcome.question.article or ""
            name = article if kind == "articles" else f"{_stretch(article, evidence.span)}:evidence"
            yield f"{_field(outcome.question.id)} 0 {_field(name)} {evidence.grade}\n"


def _document(found: JudgedCitation, kind: str) -> str:
    if kind == "articles":
        return _field(found.article)
    return _field(_stretch(found.article, found.passage if kind == "passages" else found.quote))


def _stretch(article: str, span: Span) -> str:
    return f"{article}:{span.start}-{span.end}"


def _field(name: str) -> str:
    """Return a name as one field: the files are split at spaces."""
    return "_".join(name.split())
