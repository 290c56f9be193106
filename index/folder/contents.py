"""The nouns of an index folder: what an index was made of, and all that it holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.catalogue import Outline
from index.encoding import Encoder, Prefixes, Stored
from index.languages import ENGLISH
from index.records import Article
from index.searching import LexicalIndex, Passages, SemanticIndex, TermSequences, TokenVectors, Windows
from index.settings import Settings
from index.text import Abbreviation

FORMAT = 21  # raised whenever a new version would read or index the same article otherwise


@dataclass(frozen=True, slots=True)
class SourceFile:
    """An article's file as it was when it was indexed; `path` is absolute here and relative to the folder on disk.

    `partial` says that other articles of the same file were removed, so that the file would have to be read for them again.
    `sidecar` is the SHA-256 of the sidecar beside it, empty where there is none. `own_id` is the id that the file gives, where
    another article had that already, else empty. `entry` is the digest of the bibliography's entry that told of it, else empty.
    """

    article_id: str
    path: str
    sha256: str
    partial: bool = False
    sidecar: str = ""
    own_id: str = ""
    entry: str = ""

    @property
    def given_id(self) -> str:
        """The id that the file gives its article, by its name or in its line."""
        return self.own_id or self.article_id

    @property
    def identity(self) -> tuple[str, str]:
        """What an article keeps when its file is moved: the id that the file gives, and its content."""
        return self.given_id, self.sha256


@dataclass(frozen=True, slots=True)
class BibliographyFile:
    """A bibliography as it was when it told of articles; `path` is absolute here and relative to the folder on disk."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index was made of and with.

    `model_sha256` is of the embedding model's weights, `encoder` what was made of it; `sources` has one entry an
    article, in order; `files` each file's SHA-256. `languages` are the tags of the languages of the texts, the commonest first;
    English stands for those of which no words are known. `prefixes` are what the model wants before what it encodes.
    """

    format: int
    settings: Settings
    model_sha256: str
    encoder: str
    dimension: int
    sources: tuple[SourceFile, ...]
    files: dict[str, str]
    bibliographies: tuple[BibliographyFile, ...] = ()
    languages: tuple[str, ...] = (ENGLISH,)
    prefixes: Prefixes = Prefixes()


@dataclass(frozen=True, slots=True)
class Contents:
    """All that a saved index holds; `encoder_files` are empty where the model has to be installed.

    `abbreviations` are those that the articles define, each once, the most often defined first; `outlines` what a list says of
    each article.
    """

    manifest: Manifest
    articles: Sequence[Article]
    passages: Passages
    terms: TermSequences
    abbreviations: tuple[Abbreviation, ...]
    lexical: LexicalIndex
    semantic: SemanticIndex
    sentence_vectors: Stored
    tokens: TokenVectors
    encoder_files: tuple[Path, ...]
    outlines: Sequence[Outline]
    sentence_keys: NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Texts:
    """What a saved index holds for people to read; `windows` are its passages, and `encoder_files` as in `Contents`."""

    manifest: Manifest
    articles: Sequence[Article]
    windows: Windows
    encoder_files: tuple[Path, ...]
    outlines: Sequence[Outline]


@dataclass(frozen=True, slots=True)
class OpenIndex:
    """All that an index holds, and what encodes its questions."""

    contents: Contents
    encoder: Encoder
