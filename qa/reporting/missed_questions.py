"""The questions that went wrong, each with what was returned instead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qa.evaluating import Outcome, Run, complete_rank, evidence_ranks, in_passage, is_right

SHOWN = 3  # citations of a miss


@dataclass(frozen=True, slots=True)
class Miss:
    """A question that went wrong, and in which ways."""

    outcome: Outcome
    ways: tuple[str, ...]


def misses(run: Run) -> tuple[Miss, ...]:
    """Return the questions that went wrong, in order: nothing found, not first, not quoted, parts left out, refusals."""
    found = (Miss(outcome, tuple(_ways(outcome))) for outcome in run.outcomes)
    return tuple(miss for miss in found if miss.ways)


def show_misses(run: Run) -> str:
    """Return the misses as text."""
    return "\n\n".join("\n".join(_show(miss)) for miss in misses(run)) or "No question went wrong."


def _ways(outcome: Outcome) -> Iterator[str]:
    if outcome.problem:
        yield f"could not be asked: {outcome.problem}"
    if not outcome.question.answerable:
        if not outcome.refused:
            yield "answered, though the article does not"
        return
    if outcome.refused and not outcome.problem:
        yield "refused, though the article answers"
    yield from _ranking(outcome)


def _ranking(outcome: Outcome) -> Iterator[str]:
    rank = min((rank for rank in evidence_ranks(outcome, in_passage) if rank is not None), default=None)
    if rank is None:
        yield f"evidence not among the first {len(outcome.found)}"
    elif rank > 1:
        yield f"evidence only at rank {rank}"
    elif not is_right(outcome):
        yield "right passage, but another sentence is quoted"
    if rank is not None and complete_rank(outcome, in_passage) is None:
        yield "parts of the answer not found"


def _show(miss: Miss) -> Iterator[str]:
    outcome = miss.outcome
    question = outcome.question
    yield f"{question.id} ({question.type}): {question.question}"
    yield f"   {'; '.join(miss.ways)} (confidence {outcome.confidence:.2f})"
    yield from (f"   wanted: {wanted}" for wanted in outcome.wanted)
    for rank, found in enumerate(outcome.found[:SHOWN], start=1):
        yield f"   {'right' if found.quoted else 'held' if found.held else 'got'} {rank}: {found.text}"
