"""An encoder on its way to another machine: the files of an exported one, the name of a model that is installed there."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from index.encoding import Encoder, OnnxEncoder, SentenceTransformerEncoder
from index.errors import ModelError

_here: dict[str, Encoder] = {}  # those that this process has made, by their fingerprints
_lock = Lock()


@dataclass(frozen=True, slots=True)
class PortableEncoder:
    """What another machine makes an encoder of: files by their names, or a model's name, or the encoder itself."""

    fingerprint: str
    files: tuple[tuple[str, bytes], ...] = ()
    model: str = ""
    itself: Encoder | None = None

    @classmethod
    def of(cls, encoder: Encoder) -> PortableEncoder:
        """Return what has to travel of an encoder."""
        if encoder.files:
            return cls(encoder.fingerprint, files=tuple((path.name, path.read_bytes()) for path in encoder.files))
        if isinstance(encoder, SentenceTransformerEncoder):
            return cls(encoder.fingerprint, model=encoder.name)
        return cls(encoder.fingerprint, itself=encoder)

    def unpacked(self) -> Encoder:
        """Return the encoder on this machine, where it encodes one text at a time.

        Raises:
            ModelError: the model is not there, or another one.
        """
        encoder = self._made()
        if encoder.fingerprint != self.fingerprint:
            raise ModelError(
                f"The model {self.model or 'that was sent'} has SHA-256 {encoder.fingerprint} here, but {self.fingerprint} where "
                "the index is built. Install the same one on all machines."
            )
        return encoder

    def _made(self) -> Encoder:
        if self.itself is not None:
            return self.itself
        if not self.files:
            return SentenceTransformerEncoder(self.model)
        with tempfile.TemporaryDirectory(prefix="loccit-") as folder:
            for name, content in self.files:
                (Path(folder) / name).write_bytes(content)
            return OnnxEncoder(Path(folder), threads=1)  # it has read its files; nothing is asked of them again


def at_hand(fingerprint: str) -> Encoder | None:
    """Return the encoder of a fingerprint if this process has made it already."""
    return _here.get(fingerprint)


def unpack(portable: PortableEncoder) -> Encoder:
    """Return an encoder, made once in this process."""
    with _lock:
        if portable.fingerprint not in _here:
            _here[portable.fingerprint] = portable.unpacked()
        return _here[portable.fingerprint]
