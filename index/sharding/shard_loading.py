"""Opening shards: verified against what is known of all of them, and scored as parts of the whole."""

from __future__ import annotations

from pathlib import Path

from index.collection import scorer_of
from index.encoding import file_sha256
from index.errors import IndexFolderError
from index.folder import MANIFEST, REBUILD, Contents, Texts, load_generation, load_texts
from index.searching import LexicalIndex, Scorer, sentence_starts
from index.sharding.whole import ShardFolder, Whole, in_vocabulary


def load_shard(folder: Path, whole: Whole, shard: int) -> Contents:
    """Open the shard of a number, in the generation that the whole names.

    Raises:
        IndexFolderError: it is missing, damaged, or another one.
    """
    named = _same(folder, whole, shard)
    return load_generation(folder / named.name, named.generation)


def load_shard_texts(folder: Path, whole: Whole, shard: int) -> Texts:
    """Open the texts of the shard of a number, in the generation that the whole names.

    Raises:
        IndexFolderError: it is missing, damaged, or another one.
    """
    named = _same(folder, whole, shard)
    return load_texts(folder / named.name, named.generation)


def shard_scorer(contents: Contents, whole: Whole) -> Scorer:
    """Return what scores the passages of a shard as parts of the whole: terms have its numbers, and are as rare as in all."""
    terms = in_vocabulary(contents.terms, whole.vocabulary)
    firsts = sentence_starts(contents.passages)
    documents = (terms.between(firsts[article] + first, firsts[article] + end) for article, first, end in contents.passages.rows)
    lexical = LexicalIndex.of_part(documents, whole.statistics, whole.head.settings)
    return scorer_of(contents, terms, lexical)


def _same(folder: Path, whole: Whole, shard: int) -> ShardFolder:
    """Return the shard of a number; refuse one that is not there, or is not the one with which the whole was counted."""
    named = whole.head.shards[shard]
    path = folder / named.name / named.generation / MANIFEST
    try:
        found = file_sha256(path)
    except OSError as error:
        raise IndexFolderError(
            f"The index in {folder} is incomplete: its shard {named.name} has no {named.generation}/{MANIFEST} that can be read. "
            f"{REBUILD} {folder} --shards {len(whole.head.shards)}"
        ) from error
    if found != named.manifest_sha256:
        raise IndexFolderError(
            f"The index in {folder} is damaged: the manifest of its shard {named.name} has SHA-256 {found}, but the one "
            f"counted with the others has {named.manifest_sha256}. {REBUILD} {folder} --shards {len(whole.head.shards)}"
        )
    return named
