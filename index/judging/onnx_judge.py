"""An exported judge: a question and a stretch to logits, by ONNX Runtime and its tokenizer, without PyTorch.

FOLDER/judge.onnx       the network, tokens of a pair to a logit of the pair and one of each token
FOLDER/tokenizer.json   as the tokenizers library reads it
FOLDER/judge.json       what it was made from
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter
from tokenizers import Encoding

from index.encoding import file_sha256
from index.errors import ModelError, first_line
from index.judging.judge import Judgement, Stretch
from index.judging.pair_network import MODEL, PairNetwork
from index.records import Span

CARD = "judge.json"
PAIR, TOKENS = "pair", "tokens"  # the network's outputs: of the pair (1,), of its tokens (1, t)


@dataclass(frozen=True, slots=True)
class JudgeCard:
    """What an exported judge was made from.

    sha256: of judge.onnx. question_tokens: where a question is cut off, at a word. max_tokens: where a pair is.
    """

    name: str
    sha256: str
    question_tokens: int
    max_tokens: int


CARDS = TypeAdapter(JudgeCard)


class OnnxJudge:
    """A judge by ONNX Runtime; may be called from several threads. Each pair is a batch of its own: none changes another."""

    def __init__(self, folder: Path) -> None:
        """Load the exported judge in `folder`.

        Raises:
            ModelError: it cannot be read, or is not the one that its card describes.
        """
        try:
            self.card = CARDS.validate_json((folder / CARD).read_bytes())
            self.fingerprint = file_sha256(folder / MODEL)
            self._network = PairNetwork(folder, self.card.question_tokens, self.card.max_tokens)
        except Exception as error:  # tokenizers raises Exception itself, ONNX Runtime classes of its own below it
            raise ModelError(f"The judge in {folder} cannot be read: {first_line(error)}. Install loccit again.") from error
        if self.fingerprint != self.card.sha256:
            raise ModelError(
                f"The judge in {folder} is damaged: its SHA-256 is {self.fingerprint}, not {self.card.sha256}. "
                "Install loccit again."
            )

    @property
    def description(self) -> str:
        """A sentence about what judges, for people."""
        return f"{self.card.name}, SHA-256 {self.fingerprint[:12]}…"

    def judge(self, question: str, stretches: Sequence[Stretch]) -> tuple[Judgement, ...]:
        """Return a judgement of each stretch."""
        read = self._network.shortened(question)
        if len(stretches) == 1:
            return (self._judged(read, stretches[0]),)
        return tuple(self._pool.map(lambda stretch: self._judged(read, stretch), stretches))

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="judge")

    def _judged(self, question: str, stretch: Stretch) -> Judgement:
        encoding, (pair, tokens) = self._network.run([PAIR, TOKENS], question, stretch.text)
        return Judgement(float(pair[0]), tuple(_of_sentences(encoding, tokens[0], stretch.sentences)))


def _of_sentences(encoding: Encoding, logits: NDArray[np.float32], sentences: Sequence[Span]) -> list[float]:
    """Return the mean logit of each sentence's tokens; of one that was cut off, the lowest of all."""
    starts = np.array([start for start, _ in encoding.offsets])
    own = np.array([sequence == 1 for sequence in encoding.sequence_ids])
    found: list[float] = []
    for sentence in sentences:
        within = own & (starts >= sentence.start) & (starts < sentence.end)
        found.append(float(logits[within].mean()) if within.any() else float(logits[own].min() if own.any() else logits.min()))
    return found
