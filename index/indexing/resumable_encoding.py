"""Encoding the texts of an index chunk by chunk; what an interrupted build has encoded is not encoded again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from index.encoding import Encoder, Stored
from index.folder import FORMAT
from index.indexing.watching import Unwatched, Watch
from index.searching import TokenVectors

CHUNK = 256  # texts that are encoded together, and together kept for a build that goes on where this one stopped
DIGEST = 32  # bytes of a SHA-256
Arrays = tuple[NDArray[Any], ...]
Work = Callable[[Encoder, Sequence[str]], Arrays]  # what is made of a chunk


class ResumableEncoding:
    """Encodes an index's texts; with a folder for its progress, each chunk is kept there until the index is written."""

    def __init__(
        self, encoder: Encoder, progress: Path | None = None, *, shown: bool = False, watch: Watch | None = None, total: int = 0
    ) -> None:
        """Take the folder in which to keep what is encoded, None for nowhere; `shown` shows the progress on a terminal.

        `watch` is told how many texts of all `total` are encoded.
        """
        self._encoder = encoder
        self._progress = progress
        self._shown = shown
        self._watch = watch or Unwatched()
        self._total = total
        self._encoded = 0

    def encode(self, texts: Sequence[str]) -> Stored:
        """Return the vectors of `texts`, float16 (len(texts), dimension)."""
        found = [vectors for (vectors,) in self._chunks(texts, _vectors_of)]
        return np.concatenate([np.zeros((0, self._encoder.dimension), dtype=np.float16), *found])

    def encode_tokens(self, texts: Sequence[str]) -> tuple[Stored, TokenVectors]:
        """Return the vectors of `texts`, and those of their tokens."""
        found = list(self._chunks(texts, _tokens_of))
        none = np.zeros((0, self._encoder.dimension), dtype=np.float16)
        vectors = np.concatenate([none, *(own for own, _, _ in found)])
        return vectors, TokenVectors.joined([TokenVectors.none(0), *(TokenVectors(rows, starts) for _, rows, starts in found)])

    def _chunks(self, texts: Sequence[str], work: Work) -> Iterator[Arrays]:
        # Shown on a terminal only, unless nobody wants it at all.
        with tqdm(total=len(texts), desc="encoding", unit=" texts", disable=None if self._shown else True) as bar:
            for start in range(0, len(texts), CHUNK):
                chunk = texts[start : start + CHUNK]
                yield self._chunk(chunk, work)
                bar.update(len(chunk))
                self._encoded += len(chunk)
                self._watch.has_encoded(self._encoded, self._total)

    def _chunk(self, texts: Sequence[str], work: Work) -> Arrays:
        if self._progress is None:
            return work(self._encoder, texts)
        named = [str(FORMAT), work.__name__, self._encoder.fingerprint, *texts]
        key = sha256("\0".join(named).encode("utf-8", "surrogatepass")).hexdigest()
        path = self._progress / f"{key}.npz"
        found = _kept(path)
        if found is None:
            found = work(self._encoder, texts)
            _keep(path, found)
        return found


def _vectors_of(encoder: Encoder, texts: Sequence[str]) -> Arrays:
    return (encoder.encode(texts).astype(np.float16),)


def _tokens_of(encoder: Encoder, texts: Sequence[str]) -> Arrays:
    encoded = encoder.encode_tokens(texts)
    tokens = TokenVectors.of(encoded.tokens)
    return encoded.vectors.astype(np.float16), tokens.rows, tokens.starts


def _keep(path: Path, arrays: Arrays) -> None:
    """Keep what was made of a chunk, behind its digest."""
    path.parent.mkdir(exist_ok=True)
    content = BytesIO()
    np.savez(content, *arrays, allow_pickle=False)
    beside = path.with_suffix(".new")
    beside.write_bytes(sha256(content.getvalue()).digest() + content.getvalue())
    beside.replace(path)


def _kept(path: Path) -> Arrays | None:
    """Return what an interrupted build kept, if it is whole."""
    if not path.is_file():
        return None
    content = path.read_bytes()
    digest, arrays = content[:DIGEST], content[DIGEST:]
    if sha256(arrays).digest() != digest:
        return None
    with np.load(BytesIO(arrays), allow_pickle=False) as found:
        return tuple(found.values())
