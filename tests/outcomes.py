"""Outcomes made by hand, for tests of what is measured over them."""

from __future__ import annotations

from index.records import Span
from qa.evaluating.run_records import JudgedCitation, Outcome, Run, RunSetup
from qa.records import Evidence, GoldQuestion

PLACES = tuple(Span(start, start + 10) for start in range(0, 100, 10))


def evidence(*places: int, labels: tuple[str, ...] = ()) -> tuple[Evidence, ...]:
    """Return evidence at these of ten places of ten characters each, behind each a note of these labels."""
    return tuple(Evidence(PLACES[at], labels[number : number + 1]) for number, at in enumerate(places))


def question(name: str, *wanted: Evidence, needs: str = "any", kind: str = "who", split: str | None = None) -> GoldQuestion:
    """Return a question with that evidence."""
    return GoldQuestion(name, kind, f"{name}?", "harbour", wanted, split, needs)


def outcome(
    asked: GoldQuestion,
    *places: int,
    confidence: float = 0.9,
    refused: bool = False,
    labels: tuple[str, ...] = (),
    milliseconds: float = 1.0,
) -> Outcome:
    """Return what a question got: citations that quote these places, their passages reaching over the next place too."""
    found = tuple(_found(asked, at, labels[rank : rank + 1], confidence) for rank, at in enumerate(places))
    return Outcome(asked, tuple("words" for _ in asked.evidence), found, refused, confidence, milliseconds)


def run(*outcomes: Outcome, name: str = "as it is") -> Run:
    """Return a run of these outcomes."""
    setup = RunSetup(name, "gold.jsonl", "00", None, 10, {"threshold": 0.25})
    return Run(setup, {"python": "3"}, "2026-01-01T00:00:00+00:00", len(outcomes), outcomes)


def _found(asked: GoldQuestion, at: int, labels: tuple[str, ...], confidence: float) -> JudgedCitation:
    passage = Span(PLACES[at].start, PLACES[at].end + 10)
    held = tuple(number for number, wanted in enumerate(asked.evidence) if passage.contains(wanted.span))
    quoted = tuple(number for number, wanted in enumerate(asked.evidence) if PLACES[at].contains(wanted.span))
    return JudgedCitation("harbour", passage, PLACES[at], f"place {at}", labels, confidence, held, quoted)


# A question that got its place first, one that got it second, one that was refused and one that should have been.
RIGHT = outcome(question("right", *evidence(3), split="dev"), 3, confidence=0.9)
LATER = outcome(question("later", *evidence(3), split="test"), 8, 2, confidence=0.8)
NEVER = outcome(question("never", *evidence(3), kind="why", split="test"), 8, confidence=0.2, refused=True)
WRONGLY = outcome(question("<b>wrongly</b>", kind="absent", split="dev"), 8, confidence=0.7)
FOUR = run(RIGHT, LATER, NEVER, WRONGLY)
WORSE = run(NEVER, name="lexical only")
