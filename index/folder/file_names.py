"""What lies in an index folder, by name.

FOLDER/CURRENT              the name of the generation in use
FOLDER/gen-.../             one whole index, never changed once written
    manifest.json           format, settings, model, articles, each file's SHA-256
    manifest.json.sha256    its own, as sha256sum writes it
    articles.jsonl          an Article a line
    catalogue.jsonl         what a list says of each, a line each
    passages.jsonl          the passages as people read them, a line each; nothing else reads it
    windows.npy             the passages as an index reads them: article, first sentence, end
    vocabulary.txt          the terms, a line each
    abbreviations.json      the abbreviations that the articles define
    sentence-terms.npy      the terms of every sentence, as numbers of lines of the vocabulary
    sentence-starts.npy     where each sentence begins there
    sentence-keys.npy       what tells sentences apart that are not written alike
    bm25-*.npy              what BM25 scores for each term in each passage
    passage-vectors.npy     the passages' vectors
    passages.faiss          an index over them
    sentence-vectors.npy    the vectors of all sentences
    token-vectors.npy       the vectors of their tokens, 8 bits a number; none where the settings do without
    token-starts.npy        where each sentence begins there
    model.onnx, tokenizer.json, encoder.json    what encodes questions, unless the model cannot be exported
FOLDER/shard-1/, ...        the shards of an index that is cut, index folders each; in use is what the whole names
FOLDER/gen-.../             of such an index: what is known of all its shards together
    whole.npz               which shards, the order of the articles, the terms and how often they occur, the abbreviations
    whole.npz.sha256        its own, as sha256sum writes it
FOLDER/.progress/           what a build that was interrupted has encoded so far
"""

from __future__ import annotations

import os
from pathlib import Path

from index.encoding import MODEL_FILES

CURRENT, LOCK, PROGRESS = "CURRENT", ".lock", ".progress"
MANIFEST, CHECKSUM = "manifest.json", "manifest.json.sha256"
ARTICLES = "articles.jsonl"
CATALOGUE = "catalogue.jsonl"
PASSAGES = "passages.jsonl"
WINDOWS = "windows.npy"
VOCABULARY = "vocabulary.txt"
ABBREVIATIONS = "abbreviations.json"
TERMS, TERM_STARTS = "sentence-terms.npy", "sentence-starts.npy"
SENTENCE_KEYS = "sentence-keys.npy"
COLUMNS = ("bm25-starts.npy", "bm25-passages.npy", "bm25-weights.npy")
FAISS = "passages.faiss"
PASSAGE_VECTORS, SENTENCE_VECTORS = "passage-vectors.npy", "sentence-vectors.npy"
TOKEN_VECTORS, TOKEN_STARTS = "token-vectors.npy", "token-starts.npy"
FILES = (
    ARTICLES,
    CATALOGUE,
    PASSAGES,
    WINDOWS,
    VOCABULARY,
    ABBREVIATIONS,
    TERMS,
    TERM_STARTS,
    SENTENCE_KEYS,
    *COLUMNS,
    FAISS,
    PASSAGE_VECTORS,
    SENTENCE_VECTORS,
    TOKEN_VECTORS,
    TOKEN_STARTS,
)
ENCODER_FILES = MODEL_FILES
WHOLE, WHOLE_CHECKSUM = "whole.npz", "whole.npz.sha256"
SHARD = "shard-"  # before the number of a shard
BESIDE = "-articles"  # behind the name of the index


def kept_folder(index_folder: Path) -> Path:
    """Return the folder beside an index in which the articles' files that came in are kept.

    >>> kept_folder(Path("/srv/my-index")).as_posix()
    '/srv/my-index-articles'
    """
    whole = Path(os.path.abspath(index_folder))  # noqa: PTH100  # as an index names its articles' files: a link is a name of its own
    return whole.with_name(whole.name + BESIDE)
