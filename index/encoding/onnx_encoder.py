"""An exported model: texts to unit vectors by ONNX Runtime and its tokenizer, without PyTorch.

FOLDER/model.onnx       the network, tokens to a text's vector and to their own
FOLDER/tokenizer.json   as the tokenizers library reads it
FOLDER/encoder.json     what it was made from, and how near to the original it is
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from pydantic import TypeAdapter
from tokenizers import Encoding, Tokenizer

from index.encoding.encoder import Encoded, Vectors, unit
from index.encoding.model_files import file_sha256
from index.errors import ModelError, first_line

MODEL, TOKENIZER, CARD = "model.onnx", "tokenizer.json", "encoder.json"
MODEL_FILES = (MODEL, TOKENIZER, CARD)
VECTOR, TOKENS = "vector", "tokens"  # the network's outputs: a text's vector (1, dimension), its tokens' (1, t, width)
INPUTS = {"input_ids": "ids", "token_type_ids": "type_ids"}  # the network's, and the tokenizer's names for them


@dataclass(frozen=True, slots=True)
class Card:
    """What an exported model was made from, and how near to the original it is.

    precision: "int8" or "fp32". max_tokens: where a text is cut off. prompt: what the model wants before each text.
    cosine: the mean over `compared` texts, of the exported vectors with the original's.
    """

    model: str
    weights_sha256: str
    precision: str
    max_tokens: int
    dimension: int
    prompt: str
    cosine: float
    compared: int
    remark: str = ""


CARDS = TypeAdapter(Card)


class OnnxEncoder:
    """An encoder by ONNX Runtime; may be called from several threads.

    Each text is a batch of its own: int8 scales its activations by what else is in a batch, so that a text would get another
    vector in other company. One thread a text and as many texts at once as there are cores is no slower (measured: 5 times
    PyTorch's rate in batches of 64), and threads that do not wait for each other need not spin.
    """

    def __init__(self, folder: Path, threads: int | None = None) -> None:
        """Load the exported model in `folder`; so many texts are encoded at once, by default as many as there are cores.

        Raises:
            ModelError: it cannot be read.
        """
        try:
            self.card = CARDS.validate_json((folder / CARD).read_bytes())
            self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
            self._session = onnx_session(folder / MODEL)
        except Exception as error:  # tokenizers raises Exception itself, ONNX Runtime classes of its own below it
            raise ModelError(
                f"The exported model in {folder} cannot be read: {first_line(error)}. Build the index again."
            ) from error
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(self.card.max_tokens)
        self._inputs = [node.name for node in self._session.get_inputs()]
        self.dimension = self.card.dimension
        self.files = tuple(folder / name for name in MODEL_FILES)
        self.fingerprint = file_sha256(folder / MODEL)
        self._threads = threads or os.cpu_count() or 1

    @property
    def description(self) -> str:
        """A sentence about what encodes, and how well, for people."""
        card = self.card
        near = f"mean cosine {card.cosine:.4f} with the original on {card.compared} passages"
        return f"{card.model} by ONNX Runtime in {card.precision}: {near}.{f' {card.remark}' if card.remark else ''}"

    def moved(self, folder: Path) -> OnnxEncoder:
        """Return it with its files in another folder, where they are the same; nothing is loaded again."""
        found = copy(self)
        found.files = tuple(folder / path.name for path in self.files)
        return found

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors, float32 of shape (len(texts), dimension)."""
        if len(texts) == 1:
            return self._encode(texts[0])
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        with ThreadPoolExecutor(self._threads) as pool:
            for at, vector in enumerate(pool.map(self._encode, texts)):
                vectors[at] = vector[0]
        return vectors

    def _encode(self, text: str) -> Vectors:
        """Return the vector of one text, float32 (1, dimension)."""
        return unit(self._session.run([VECTOR], self._feed(self._read(text)))[0])

    def encode_tokens(self, texts: Sequence[str]) -> Encoded:
        """Return the same vectors, and with them those of the texts' tokens in the model's last layer."""
        if len(texts) == 1:
            found = [self._encode_tokens(texts[0])]
        else:
            with ThreadPoolExecutor(self._threads) as pool:
                found = list(pool.map(self._encode_tokens, texts))
        none = np.zeros((0, self.dimension), dtype=np.float32)
        return Encoded(np.concatenate([none, *(vector for vector, _ in found)]), tuple(tokens for _, tokens in found))

    def _encode_tokens(self, text: str) -> tuple[Vectors, Vectors]:
        """Return the vector of one text, float32 (1, dimension), and those of its own tokens, (t, width)."""
        encoding = self._read(text)
        vector, tokens = self._session.run([VECTOR, TOKENS], self._feed(encoding))
        own = np.array(encoding.special_tokens_mask) == 0
        return unit(vector), unit(tokens[0][own] if own.any() else tokens[0])

    def _read(self, text: str) -> Encoding:
        """Return the tokens of a text, cut off behind the last word that the model reads whole."""
        text = self.card.prompt + text
        encoding = self._tokenizer.encode(text)
        cut = _cut_word(encoding)
        return encoding if cut is None else self._tokenizer.encode(text[:cut].rstrip())

    def _feed(self, encoding: Encoding) -> dict[str, NDArray[np.int64]]:
        return {name: np.array([getattr(encoding, INPUTS[name])], dtype=np.int64) for name in self._inputs}


def _cut_word(encoding: Encoding) -> int | None:
    """Return where the word begins that the end of what the model reads cuts in two; None where none is, or it is the first."""
    if not encoding.overflowing:
        return None
    read, unread = ([word for word in each.word_ids if word is not None] for each in (encoding, encoding.overflowing[0]))
    if not read or not unread or read[-1] != unread[0] or read[0] == read[-1]:
        return None
    return encoding.offsets[encoding.word_ids.index(read[-1])][0]


def onnx_session(model: Path) -> onnxruntime.InferenceSession:
    """Return a network that runs in one thread, and waits for none."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3  # errors
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
