"""Encoding the texts of an index chunk by chunk; what an interrupted build has encoded is not encoded again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import numpy as np
from tqdm import tqdm

from index.encoding import Encoder, Stored
from index.folder import FORMAT
from index.indexing.watching import Unwatched, Watch
from index.indexing.workers import Arrays, Work, Workers
from index.searching import TokenVectors

CHUNK = 256  # texts that are encoded together, and together kept for a build that goes on where this one stopped
DIGEST = 32  # bytes of a SHA-256


class ResumableEncoding:
    """Encodes an index's texts; with a folder for its progress, each chunk is kept there until the index is written."""

    def __init__(
        self,
        encoder: Encoder,
        progress: Path | None = None,
        *,
        shown: bool = False,
        watch: Watch | None = None,
        total: int = 0,
        workers: Workers | None = None,
    ) -> None:
        """Take the folder in which to keep what is encoded, None for nowhere; `shown` shows the progress on a terminal.

        `watch` is told how many texts of all `total` are encoded. `workers` encode in the place of this process.
        """
        self._encoder = encoder
        self._progress = progress
        self._shown = shown
        self._watch = watch or Unwatched()
        self._total = total
        self._encoded = 0
        self._workers = workers

    def encode(self, texts: Sequence[str]) -> Stored:
        """Return the vectors of `texts`, float16 (len(texts), dimension)."""
        found = [vectors for (vectors,) in self._chunks(texts, _vectors_of)]
        return np.concatenate([np.zeros((0, self._encoder.dimension), dtype=np.float16), *found])

    def encode_tokens(self, texts: Sequence[str]) -> tuple[Stored, TokenVectors]:
        """Return the vectors of `texts`, and those of their tokens."""
        found = self._chunks(texts, _tokens_of)
        none = np.zeros((0, self._encoder.dimension), dtype=np.float16)
        vectors = np.concatenate([none, *(own for own, _, _ in found)])
        tokens = [TokenVectors.none(0), *(TokenVectors(rows, starts) for _, rows, starts in found)]
        del found
        return vectors, TokenVectors.drained(tokens)

    def _chunks(self, texts: Sequence[str], work: Work) -> list[Arrays]:
        """Return what `work` makes of each chunk of texts, in order."""
        chunks = [texts[start : start + CHUNK] for start in range(0, len(texts), CHUNK)]
        found: dict[int, Arrays] = {}
        # Shown on a terminal only, unless nobody wants it at all.
        with tqdm(total=len(texts), desc="encoding", unit=" texts", disable=None if self._shown else True) as bar:
            for at, made in self._made(chunks, work):
                found[at] = made
                bar.update(len(chunks[at]))
                self._encoded += len(chunks[at])
                self._watch.has_encoded(self._encoded, self._total)
        return [found[at] for at in range(len(chunks))]

    def _made(self, chunks: Sequence[Sequence[str]], work: Work) -> Iterator[tuple[int, Arrays]]:
        """Yield what is made of each chunk, with its number: what is kept, and what is made now and then kept."""
        wanted = []
        for at, chunk in enumerate(chunks):
            kept = _kept(self._path(chunk, work)) if self._progress else None
            if kept is None:
                wanted.append((at, chunk))
            else:
                yield at, kept
        for at, made in self._worked(wanted, work):
            if self._progress:
                _keep(self._path(chunks[at], work), made)
            yield at, made

    def _worked(self, chunks: Iterable[tuple[int, Sequence[str]]], work: Work) -> Iterator[tuple[int, Arrays]]:
        if self._workers is not None:
            return self._workers.encode(self._encoder, work, chunks)
        return ((at, work(self._encoder, chunk)) for at, chunk in chunks)

    def _path(self, texts: Sequence[str], work: Work) -> Path:
        """Return where a chunk is kept."""
        named = [str(FORMAT), work.__name__, self._encoder.fingerprint, *texts]
        key = sha256("\0".join(named).encode("utf-8", "surrogatepass")).hexdigest()
        return (self._progress or Path()) / f"{key}.npz"


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
