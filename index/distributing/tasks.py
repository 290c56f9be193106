"""What a machine of the cluster does: says what it is, reads a file, encodes a chunk of texts."""

from __future__ import annotations

import os
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from index.distributing.portable_encoders import at_hand, unpack
from index.errors import ArticleError
from index.folder import FORMAT
from index.indexing import Arrays, IndexedArticle, Unreadable, Unwatched, Work, read_file
from index.settings import Settings


@dataclass(frozen=True, slots=True)
class Build:
    """Which loccit a machine has, and which format it writes."""

    version: str
    format: int

    def __str__(self) -> str:
        return f"loccit {self.version} (format {self.format})"


@dataclass(frozen=True, slots=True)
class Unseen:
    """A machine on which there is no such file."""

    machine: str


def build_here() -> Build:
    """Return which loccit this machine has."""
    return Build(version("loccit"), FORMAT)


def read_here(path: str, settings: Settings) -> list[IndexedArticle] | Unreadable | Unseen:
    """Return what a file holds."""
    if not os.path.lexists(path):  # a link that leads nowhere is there, and refused where it is read
        return Unseen(socket.gethostname())
    try:
        return read_file(Path(path), settings, Unwatched())
    except ArticleError as error:
        return Unreadable(str(error))


def encode_here(fingerprint: str, portable: Sequence[Any], work: Work, texts: Sequence[str]) -> Arrays:
    """Return what is made of texts by the encoder of a fingerprint; `portable` is where it is fetched from, if it must be."""
    encoder = at_hand(fingerprint)
    if encoder is None:
        import ray

        encoder = unpack(ray.get(portable[0]))
    return work(encoder, texts)
