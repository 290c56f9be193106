"""Times search over 100,000 passages: `python -m tests.benchmarks.large`. The collection is built once, into `.bench/`.

Its texts are those of the outside sets, repeated with one word in ten changed; their vectors are those of the first copy with
noise, because encoding all would take a quarter of an hour and change nothing that is measured here.
"""

from __future__ import annotations

import json
import random
import re
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi

from index.collection import Collection
from index.encoding.encoder import Encoded, Vectors, unit
from index.encoding.onnx_encoder import OnnxEncoder
from index.errors import IndexFolderError
from index.folder.loading import verify
from index.maintenance import build_collection, save_collection
from index.opening import open_collection
from index.readers.article_files import slug
from index.searching.lexical_index import idf
from index.searching.match_features import Query
from index.searching.token_vectors import TokenVectors
from index.settings import Settings
from tests.benchmarks.data import CACHE, DATA, outside_set
from tests.benchmarks.memory import resident

PASSAGES = 100_000
WORD = re.compile(r"[a-z]{4,}")
CHANGED = 0.1
NOISE = 0.02
NOISES = 50_021  # different ones


class VariedEncoder(OnnxEncoder):
    """Gives each text one of a pool's vectors with noise, and the tokens of one of its sentences; which, its CRC-32 says."""

    def __init__(self, folder: Path, pool: Vectors, tokens: TokenVectors) -> None:
        super().__init__(folder)
        self._pool = pool
        self._tokens = tokens
        self._noise = np.random.default_rng(0).standard_normal((NOISES, pool.shape[1]), dtype=np.float32) * np.float32(NOISE)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors, float32 of shape (len(texts), dimension)."""
        chosen = _drawn(texts)
        return unit(self._pool[chosen % len(self._pool)] + self._noise[chosen // len(self._pool) % NOISES])

    def encode_tokens(self, texts: Sequence[str]) -> Encoded:
        """Return the same, and the vectors of tokens."""
        chosen = _drawn(texts) % (len(self._tokens.starts) - 1)
        rows = (self._tokens.part(int(at), int(at) + 1).rows for at in chosen)
        return Encoded(self.encode(texts), tuple(unit(own.astype(np.float32)) for own in rows))


def _drawn(texts: Sequence[str]) -> NDArray[np.int64]:
    return np.array([crc32(text.encode()) for text in texts], dtype=np.int64)


def varied(base: Collection) -> VariedEncoder:
    """Return what encodes with the vectors of a collection."""
    contents = base.index.contents
    pool = np.concatenate([contents.semantic.vectors, contents.sentence_vectors]).astype(np.float32)
    return VariedEncoder(contents.encoder_files[0].parent, pool, contents.tokens)


def main() -> None:
    folder = CACHE / "large" / "index"
    if not is_whole(folder):
        _build(folder)
    before = resident()
    start = perf_counter()
    collection = open_collection(folder)
    opened = perf_counter() - start
    questions = [json.loads(line)["question"] for line in (DATA / "covidqa" / "gold.jsonl").read_text("utf-8").splitlines()][:300]
    queries = [collection.query(question) for question in questions]
    whole = _median(lambda at: collection.search(collection.query(questions[at]), 5), len(questions))
    contents = collection.index.contents
    vectors = (len(contents.semantic.vectors) + len(contents.sentence_vectors)) * 384 * 4 / 2**20
    print(f"{len(contents.passages)} passages, {len(contents.articles)} articles; their vectors in float32 {vectors:.0f} MB")
    print(f"their sentences' tokens in 8 bits {contents.tokens.rows.nbytes / 2**20:.0f} MB, read from the file")
    print(f"opened in {opened:.2f} s")
    print(f"whole search, 5 hits, {whole:.2f} ms, median")
    print(f"resident {resident():.0f} MB, of which {before:.0f} before opening")
    _lexical(collection, queries)
    _semantic(collection, queries)


def is_whole(folder: Path) -> bool:
    """Whether the folder holds an index of this version."""
    try:
        verify(folder)
    except IndexFolderError:
        return False
    return True


def _lexical(collection: Collection, queries: list[Query]) -> None:
    """Compare the frozen columns with rank-bm25's own get_scores."""
    contents = collection.index.contents
    firsts = np.concatenate([[0], np.cumsum([len(article.sentences) for article in collection.articles])])
    rows = collection.passages.rows
    documents = [contents.terms.between(firsts[a] + first, firsts[a] + end).tolist() for a, first, end in rows]
    scorer = BM25Okapi(documents, k1=collection.settings.bm25_k1, b=collection.settings.bm25_b)
    frequencies = Counter(term for document in documents for term in set(document))
    scorer.idf = {term: idf(len(documents), count) for term, count in frequencies.items()}
    few = queries[:20]
    slow = _median(lambda at: scorer.get_scores(list(few[at].ids)), len(few))
    fast = _median(lambda at: contents.lexical.scores(few[at].ids), len(few))
    alike = sum(_ten_best(scorer.get_scores(list(q.ids))) == _ten_best(contents.lexical.scores(q.ids)) for q in few)
    print(f"BM25: columns {fast:.2f} ms, get_scores {slow:.0f} ms, {slow / fast:.0f} times; ten best alike {alike} of {len(few)}")


def _ten_best(scores: Vectors) -> list[float]:
    """The ten highest scores; passages that score alike may stand in any order."""
    return [round(float(score), 3) for score in np.sort(scores)[::-1][:10]]


def _semantic(collection: Collection, queries: list[Query]) -> None:
    semantic = collection.index.contents.semantic
    taken = _median(lambda at: semantic.nearest(queries[at].vector, 200), len(queries))
    found, vectors = 0, semantic.vectors.astype(np.float32)
    for query in queries:
        cosines = vectors @ query.vector
        near = semantic.nearest(query.vector, 200)
        best = near[np.argsort(-cosines[near], kind="stable")[:10]]
        found += len(np.intersect1d(best, np.argsort(-cosines, kind="stable")[:10]))
    print(f"vectors: {taken:.2f} ms, recall@10 against all {found / (10 * len(queries)):.4f}")


def _median(ask: object, count: int) -> float:
    taken = []
    for at in range(count):
        start = perf_counter()
        ask(at)  # type: ignore[operator]  # a lambda
        taken.append((perf_counter() - start) * 1000.0)
    return median(taken)


def _build(folder: Path) -> None:
    base = outside_set("covidqa").collection
    texts = folder.parent / "texts"
    shutil.rmtree(texts, ignore_errors=True)
    texts.mkdir(parents=True)
    sentences, copy = 0, 0
    lengths = {article.id: len(article.sentences) for article in base.articles}
    while sentences < PASSAGES:
        for name, text in _texts(copy):
            (texts / f"{name}-{copy}.txt").write_text(text, "utf-8")
            sentences += lengths.get(slug(name), 0)
            if sentences >= PASSAGES * 1.02:  # a window runs out at each heading
                break
        copy += 1
    save_collection(build_collection([texts], Settings(), varied(base)), folder)


def _texts(copy: int) -> Iterator[tuple[str, str]]:
    """Yield the sets' articles with one word in ten put in another's place."""
    chance = random.Random(copy)  # noqa: S311  # nothing secret
    for line in (DATA / "covidqa" / "articles.jsonl").read_text("utf-8").splitlines():
        raw = json.loads(line)
        words = sorted(set(WORD.findall(raw["text"])))
        yield raw["id"], WORD.sub(lambda m, w=words: chance.choice(w) if chance.random() < CHANGED else m[0], raw["text"])  # type: ignore[misc]  # mypy knows no defaults here


if __name__ == "__main__":
    main()
