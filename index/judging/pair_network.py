"""An exported network that reads a question together with a text, with its tokenizer; each pair is a batch of its own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Encoding, Tokenizer

from index.encoding import onnx_session

MODEL, TOKENIZER = "judge.onnx", "tokenizer.json"
INPUTS = {"input_ids": "ids", "token_type_ids": "type_ids"}  # the network's, and the tokenizer's names for them


class PairNetwork:
    """The network and the tokenizer of a folder; may be called from several threads."""

    def __init__(self, folder: Path, question_tokens: int, max_tokens: int) -> None:
        """Load them; a question is cut off behind `question_tokens`, at a word, and a text where the pair has `max_tokens`.

        Raises:
            Exception: one of the files cannot be read; tokenizers raises that itself, ONNX Runtime classes of its own below it.
        """
        self._question_tokens = question_tokens
        self._pairs, self._questions = (Tokenizer.from_file(str(folder / TOKENIZER)) for _ in range(2))
        for each in (self._pairs, self._questions):
            each.no_padding()
            each.no_truncation()
        self._pairs.enable_truncation(max_tokens, strategy="only_second")
        self._session = onnx_session(folder / MODEL)
        self._inputs = [node.name for node in self._session.get_inputs()]

    def run(self, outputs: Sequence[str], question: str, text: str) -> tuple[Encoding, list[Any]]:
        """Return a pair's tokens, and those outputs of the network; the question is one of `shortened`."""
        encoding = self._pairs.encode(question, text)
        feed = {name: np.array([getattr(encoding, INPUTS[name])], dtype=np.int64) for name in self._inputs}
        return encoding, self._session.run(list(outputs), feed)

    def shortened(self, question: str) -> str:
        """Return as much of a question as is read, cut off at a word."""
        encoding = self._questions.encode(question, add_special_tokens=False)
        if len(encoding.ids) <= self._question_tokens:
            return question
        words = encoding.word_ids
        first = next(at for at in range(self._question_tokens, -1, -1) if at == 0 or words[at] != words[at - 1])
        return question[: encoding.offsets[first or self._question_tokens][0]].rstrip()
