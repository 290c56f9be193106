"""Whether shards answer as one index does, to the byte: `python -m tests.benchmarks.cluster_exact [ARTICLES [SHARDS…]] [WORD…]`.

COVID-QA's articles and the seed article are one collection, with the e-book where all articles are taken, and are asked the gold
questions of COVID-QA and of the seed: each of all articles, and of its own. By default it is cut into 1, 2, 4 and 7 shards. What
is compared is the JSON of the answer but for the time. The shards are in this process; with the word `machines` they are on two
raylets, each on both, and asked through Ray. With the word `judge` the judge reads the best passages, as where they are served.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from index.cluster.ray_cluster import RayCluster
from index.collection import Collection
from index.cutting.index_cuts import balanced
from index.errors import IndexFolderError, LoccitError
from index.judging import Judge, open_judge
from index.maintenance import index_into
from index.opening import open_collection
from index.searching import Searchable
from index.settings import Settings
from qa.answering.answerer import Answerer
from qa.evaluating.gold_questions import read_gold
from tests.benchmarks.data import CACHE, DATA, REPOSITORY, resolved, written
from tests.raylets import raylets
from tests.sharded import in_memory, on_disk
from web.schemas.question_presenters import ask_response

ALL = 57  # articles of COVID-QA
SHARDS = (1, 2, 4, 7)

Asked = tuple[str, str | None]
Sharded = AbstractContextManager[Searchable]


def main(articles: int, counts: Sequence[int], judge: Judge | None, sharded: Callable[[Collection, int], Sharded]) -> None:
    """Print for each number of shards how many answers are the same."""
    one, questions = joined(articles)
    passages = [len(one.passages.of_article(at)) for at in range(len(one.articles))]
    print(f"{len(one.articles)} articles, {sum(passages)} passages, of which one has {max(passages)}; {len(questions)} questions")
    expected, seconds = answers(one, questions, judge)
    print(f"one index: {seconds:.0f} s", flush=True)
    for count in counts:
        with sharded(one, count) as shards:
            found, seconds = answers(shards, questions, judge)
        same = sum(a == b for a, b in zip(expected, found, strict=True))
        print(f"{count} shards: {same} of {len(questions)} the same; {seconds:.0f} s", flush=True)


def here(one: Collection, count: int) -> Sharded:
    """Return a collection in so many shards in this process."""
    passages = [len(one.passages.of_article(at)) for at in range(len(one.articles))]
    return nullcontext(in_memory(one, balanced(passages, count)))


@contextmanager
def on_machines(one: Collection, count: int) -> Iterator[Searchable]:
    """Yield a collection in so many shards, each on two raylets."""
    with TemporaryDirectory() as folder, raylets(2) as machines:
        on_disk(one, Path(folder) / "index", count)
        with RayCluster(machines.address, 2, 300.0) as cluster:
            yield cluster.open(Path(folder) / "index", one.index.encoder)


def joined(articles: int) -> tuple[Collection, list[Asked]]:
    """Return so many articles as a collection, and what is asked of it: each question of all articles, and of its own."""
    folder = CACHE / f"cluster_exact-{articles}"
    texts = sorted(written("covidqa", folder / "texts").glob("*.txt"))
    more = [REPOSITORY / "seeds" / "americas-withdrawal-from-siberia.txt"]
    more += [DATA / "formats" / "wealth_of_nations.epub"] if articles >= len(texts) else []
    try:
        one = open_collection(folder / "index")
    except IndexFolderError:  # there is none yet, or one of another version
        one = index_into(folder / "index", [*texts[:articles], *more], Settings(), shown=True)
    gold = (*resolved("covidqa", one)[0], *read_gold(REPOSITORY / "seeds" / "gold.jsonl", one))
    return one, [asked for each in gold for asked in ((each.question, None), (each.question, each.article))]


def answers(collection: Searchable, questions: list[Asked], judge: Judge | None) -> tuple[list[str], float]:
    """Return the answers as JSON without the time, and how many seconds they took; a refusal is its sentence."""
    answerer, began = Answerer(collection, judge=judge), perf_counter()
    return [answer(answerer, *each) for each in questions], perf_counter() - began


def answer(answerer: Answerer, question: str, article: str | None) -> str:
    """Return one."""
    try:
        return ask_response(answerer.collection, answerer.ask(question, 5, article), 0.0).model_dump_json()
    except LoccitError as error:
        return str(error)


if __name__ == "__main__":
    wanted = [int(each) for each in sys.argv[1:] if each.isdigit()]
    main(
        wanted[0] if wanted else ALL,
        wanted[1:] or SHARDS,
        open_judge() if "judge" in sys.argv else None,
        on_machines if "machines" in sys.argv else here,
    )
