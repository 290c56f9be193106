"""A large collection in four shards on a cluster: `python -m tests.benchmarks.large_cluster [PASSAGES [QUESTIONS]]`.

By default it has a million passages, and is asked 300 questions. Its articles are COVID-QA's, repeated with one word in ten
changed for another as long, so that nothing has to be read; their vectors are those of `tests.benchmarks.large`, so that nothing
is encoded. All else is done as always: they are divided, analysed, assembled and written shard by shard, opened by replicas on
two machines, and asked. The index stays in `.bench/`.

Whether the answers are those of one index is asked of one scorer over the files of all shards: an index of all in one piece would
not fit.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from itertools import count, islice
from multiprocessing import get_context
from pathlib import Path
from random import Random
from statistics import median, quantiles
from sys import intern
from time import perf_counter
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from index.cluster.ray_cluster import RayCluster
from index.collection import Collection, ScoredCollection
from index.copies.sentence_copies import SentenceCopies
from index.cutting.index_cuts import balanced
from index.cutting.shard_changes import put_shards
from index.encoding.encoder import Stored
from index.errors import IndexFolderError
from index.folder.contents import Contents, OpenIndex
from index.folder.encoders import open_encoder
from index.folder.saving import writing
from index.indexing.assembly import assemble
from index.indexing.indexed_articles import IndexedArticle, indexed_article
from index.searching.lexical_index import LexicalIndex
from index.searching.match_features import Query
from index.searching.passages import Passages, searched_sentences, sentence_starts
from index.searching.scoring import IndexScorer
from index.searching.semantic_index import Clusters, SemanticIndex
from index.searching.term_sequences import TermSequences
from index.searching.token_vectors import TokenVectors
from index.settings import Settings
from index.sharding.shard_loading import load_shard
from index.sharding.sharded_collection import ShardedCollection
from index.sharding.whole import Whole, in_vocabulary
from index.sharding.whole_file import read_whole
from tests.benchmarks.data import CACHE, DATA, outside_set
from tests.benchmarks.large import CHANGED, WORD, VariedEncoder, varied
from tests.benchmarks.memory import resident
from tests.clustered import descended
from tests.raylets import Raylets, raylets

PASSAGES = 1_000_000
SHARDS, MACHINES = 4, 2
QUESTIONS, COMPARED = 300, 100
PATIENCE = 600.0  # seconds for an answer, so that none is partial on a machine however busy
PART = 20_000  # texts that get their vectors together


def main(passages: int, questions: int) -> None:
    print(f"{os.cpu_count()} cores, load before {os.getloadavg()[0]:.1f}")
    folder = CACHE / f"large_cluster-{passages}" / "index"
    if not _is_there(folder):
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:  # so that its memory is its own
            alone.submit(_build, folder, passages).result()
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(f"on the disk {size / 2**30:.2f} GB", flush=True)
    lines = (DATA / "covidqa" / "gold.jsonl").read_text("utf-8").splitlines()
    with raylets(MACHINES) as cluster:
        _serve(cluster, folder, [json.loads(line)["question"] for line in lines][:questions])


def _is_there(folder: Path) -> bool:
    try:
        return len(read_whole(folder).head.shards) == SHARDS
    except IndexFolderError:
        return False


class _Clock:
    """Tells how long each step took, and how much memory the process has held at most."""

    def __init__(self) -> None:
        self._last = perf_counter()

    def tell(self, step: str) -> None:
        """Print it."""
        now, peak = perf_counter(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        print(f"{step}: {now - self._last:.0f} s; resident so far at most {peak:.1f} GB", flush=True)
        self._last = now


def _build(folder: Path, passages: int) -> None:
    """Build the index; say how long each step takes."""
    base = outside_set("covidqa").collection
    encoder, clock, began = varied(base), _Clock(), perf_counter()
    articles = list(_copies(base, passages))
    counts = [len(each.windows) for each in articles]
    sentences = sum(len(searched_sentences(each.article)) for each in articles)
    clock.tell(f"{len(articles)} articles, {sum(counts)} passages and {sentences} sentences changed, divided and analysed")
    clusters = _clusters(articles, encoder)
    clock.tell("clusters found for the passages of all")
    parts = balanced(counts, SHARDS)

    def shard(own: Sequence[int]) -> OpenIndex:
        made = assemble([articles[at] for at in own], Settings(), encoder, clusters=clusters)
        clock.tell(f"a shard of {len(made.contents.passages)} passages assembled")
        return made

    with writing(folder) as writer:
        put_shards(writer, [partial(shard, own) for own in parts], [at for at, own in enumerate(parts) for _ in own])
    clock.tell("the last one written, and what is known of all")
    print(f"built in {perf_counter() - began:.0f} s", flush=True)


def _copies(base: Collection, passages: int) -> Iterator[IndexedArticle]:
    """Yield changed articles until there are so many passages."""
    made = 0
    for copy in count():
        chance = Random(copy)  # noqa: S311  # nothing secret
        for article, source in zip(base.articles, base.sources, strict=True):
            changed = replace(article, id=f"{article.id}-{copy}", text=_changed(article.text, chance))
            each = indexed_article(changed, f"{source.path}-{copy}", "", Settings())
            # Most copies have the same words, which need not be kept again and again.
            yield replace(each, terms=replace(each.terms, vocabulary=tuple(map(intern, each.terms.vocabulary))))
            made += len(each.windows)
            if made >= passages:
                return


def _changed(text: str, chance: Random) -> str:
    """Return a text with one word in ten in another's place that is as long, so that all stands where it stood."""
    alike: dict[int, list[str]] = {}
    for word in sorted(set(WORD.findall(text))):
        alike.setdefault(len(word), []).append(word)
    return WORD.sub(lambda found: chance.choice(alike[len(found[0])]) if chance.random() < CHANGED else found[0], text)


def _clusters(articles: Sequence[IndexedArticle], encoder: VariedEncoder) -> Clusters | None:
    """Return the clusters in which one index of all would look for vectors."""
    passages = Passages(
        [each.article for each in articles],
        np.concatenate([each.windows + np.array([at, 0, 0], dtype=np.int32) for at, each in enumerate(articles)]),
    )
    above = _encoded(encoder, (passage.text for passage in passages))
    below = (sentence.of(each.article) for each in articles for sentence in searched_sentences(each.article))
    return SemanticIndex.build(above, _encoded(encoder, below)).clusters


def _encoded(encoder: VariedEncoder, texts: Iterator[str]) -> Stored:
    """Return the vectors that the texts have in an index."""
    parts = []
    while part := list(islice(texts, PART)):
        parts.append(encoder.encode(part).astype(np.float16))
    return np.concatenate(parts)


def _serve(cluster: Raylets, folder: Path, questions: Sequence[str]) -> None:
    """Open the index on a cluster, ask it, and say what that takes."""
    before, start = resident(), perf_counter()
    served = RayCluster(cluster.address, 1, patience=PATIENCE)
    there = served.open(folder)
    print(f"opened in {perf_counter() - start:.0f} s: {len(there.articles)} articles, {len(there.passages)} passages", flush=True)
    print(f"the process that serves: resident {resident():.0f} MB, of which {before:.0f} before opening", flush=True)
    queries = [there.query(question) for question in questions]
    for times in ("first", "second"):
        taken = [_ms(there, query) for query in queries]
        share = quantiles(taken, n=20)[-1]
        print(f"asked a {times} time, {len(taken)} questions: {median(taken):.1f} ms median, {share:.1f} ms p95", flush=True)
    for process in _shard_processes(cluster):
        anonymous, of_files = _memory(process)
        print(f"a shard's process: resident {anonymous + of_files:.0f} MB, {of_files:.0f} of them pages of its files")
    found = [there.search(query, 10) for query in queries[:COMPARED]]
    served.close()
    one = _one(folder, there)
    same = sum(one.search(query, 10) == hits for query, hits in zip(queries, found, strict=False))
    print(f"ten best passages and all their numbers as of one scorer of all: {same} of {len(found)} questions")
    taken = [_ms(one, query) for query in queries]
    print(f"that one, asked in this process: {median(taken):.1f} ms median, {quantiles(taken, n=20)[-1]:.1f} ms p95")


def _ms(collection: ScoredCollection, query: Query) -> float:
    start = perf_counter()
    collection.search(query, 5)
    return (perf_counter() - start) * 1000.0


def _shard_processes(cluster: Raylets) -> list[int]:
    """Return the processes that hold shards."""
    every = {each for machine in cluster.machines for each in descended(cluster.process(machine))}
    return sorted(each for each in every if "ShardServer" in Path(f"/proc/{each}/cmdline").read_text("utf-8"))


def _memory(process: int) -> tuple[float, float]:
    """Return how much memory a process holds by itself, and how much of files that the system can take back, in MB."""
    status = dict(line.split(":", 1) for line in Path(f"/proc/{process}/status").read_text("ascii").splitlines())
    return int(status["RssAnon"].split()[0]) / 1024, int(status["RssFile"].split()[0]) / 1024


class _Rows:
    """The rows of several arrays, one behind the other: taken from where they are."""

    def __init__(self, parts: Sequence[NDArray[np.int8]]) -> None:
        self._parts = parts
        self._ends = np.cumsum([len(part) for part in parts])

    def __getitem__(self, rows: NDArray[np.int64]) -> NDArray[np.int8]:
        found = np.empty((len(rows), self._parts[0].shape[1]), dtype=np.int8)
        holders = np.searchsorted(self._ends, rows, side="right")
        for number, part in enumerate(self._parts):
            own = holders == number
            found[own] = part[rows[own] - (self._ends[number] - len(part))]
        return found


def _one(folder: Path, there: ShardedCollection) -> ScoredCollection:
    """Return the collection scored as one, by the files of all shards, whose articles follow each other."""
    whole = there.whole
    shards = [load_shard(folder, whole, at) for at in range(len(whole.head.shards))]
    copies = SentenceCopies(there.passages, whole.sentence_keys)
    known = whole.head.article_ids, there.catalogue, copies, there.passages, whole.lexicon
    return ScoredCollection(*known, _scorer(shards, whole, there.passages), open_encoder(shards[0]), whole.head.settings)


def _scorer(shards: Sequence[Contents], whole: Whole, passages: Passages) -> IndexScorer:
    terms = TermSequences.alike([in_vocabulary(shard.terms, whole.vocabulary) for shard in shards])
    firsts = sentence_starts(passages)
    documents = (terms.between(firsts[article] + first, firsts[article] + end) for article, first, end in passages.rows)
    vectors = np.concatenate([shard.semantic.vectors for shard in shards])
    sentences = np.concatenate([shard.sentence_vectors for shard in shards])
    starts = np.concatenate([[0], np.cumsum(np.concatenate([np.diff(shard.tokens.starts) for shard in shards]))])
    tokens = TokenVectors(cast("Any", _Rows([shard.tokens.rows for shard in shards])), starts)
    lexical = LexicalIndex.of_part(documents, whole.statistics, whole.head.settings)
    semantic = SemanticIndex.build(vectors, sentences, shards[0].semantic.clusters)
    return IndexScorer(passages, terms, lexical, semantic, sentences, tokens)


if __name__ == "__main__":
    wanted = [int(each) for each in sys.argv[1:]]
    main(*wanted, *(PASSAGES, QUESTIONS)[len(wanted) :])
