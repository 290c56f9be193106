"""What a machine of the cluster does: reads a file, encodes a chunk of texts."""

from __future__ import annotations

import os
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.distributing.portable_encoders import at_hand, unpack
from index.errors import ArticleError
from index.indexing import Arrays, IndexedArticle, Unreadable, Unwatched, Work, read_file
from index.settings import Settings


@dataclass(frozen=True, slots=True)
class Unseen:
    """A machine on which there is no such file."""

    machine: str


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
