"""A judge: reads a question together with a stretch of text, and says how far the one is answered by the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from index.records import Span


@dataclass(frozen=True, slots=True)
class Stretch:
    """What is judged: a text, and its sentences as spans of it."""

    text: str
    sentences: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a judge says of a question and a stretch, in logits: the higher, the more likely.

    stretch: that the answer stands in the stretch. sentences: of each of its sentences, that this one answers.
    """

    stretch: float
    sentences: tuple[float, ...]


class Judge(Protocol):
    """Says how far stretches answer a question; may be called from several threads."""

    @property
    def description(self) -> str:
        """A sentence about what judges, for people."""

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of its weights."""

    def judge(self, question: str, stretches: Sequence[Stretch]) -> tuple[Judgement, ...]:
        """Return a judgement of each stretch; that of one does not depend on the others."""
