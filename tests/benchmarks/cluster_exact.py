"""Whether shards answer as one index does, to the byte: `python -m tests.benchmarks.cluster_exact [SHARDS…]`.

By default 1 2 4 7. COVID-QA's articles, the e-book and the seed article are one collection, asked the gold questions of COVID-QA
and of the seed: each of all articles, and of its own. What is compared is the JSON of the answer but for the time.
"""

from __future__ import annotations

import sys
from time import perf_counter

from index.collection import Collection
from index.cutting.index_cuts import balanced
from index.errors import IndexFolderError, LoccitError
from index.maintenance import index_into
from index.opening import open_collection
from index.searching import Searchable
from index.settings import Settings
from qa.answering.answerer import Answerer
from qa.evaluating.gold_questions import read_gold
from tests.benchmarks.data import CACHE, DATA, REPOSITORY, resolved, written
from tests.sharded import in_memory
from web.schemas.question_presenters import ask_response

Asked = tuple[str, str | None]


def main(counts: list[int]) -> None:
    """Print for each number of shards how many answers are the same."""
    one, questions = joined()
    passages = [len(one.passages.of_article(at)) for at in range(len(one.articles))]
    print(f"{len(one.articles)} articles, {sum(passages)} passages, of which one has {max(passages)}; {len(questions)} questions")
    expected, seconds = answers(one, questions)
    print(f"one index: {seconds:.0f} s", flush=True)
    for count in counts:
        found, seconds = answers(in_memory(one, balanced(passages, count)), questions)
        same = sum(a == b for a, b in zip(expected, found, strict=True))
        print(f"{count} shards: {same} of {len(questions)} the same; {seconds:.0f} s", flush=True)


def joined() -> tuple[Collection, list[Asked]]:
    """Return the collection, and what is asked of it: each question of all articles, and of its own."""
    folder = CACHE / "cluster_exact"
    seed, book = REPOSITORY / "seeds" / "americas-withdrawal-from-siberia.txt", DATA / "formats" / "wealth_of_nations.epub"
    try:
        one = open_collection(folder / "index")
    except IndexFolderError:  # there is none yet, or one of another version
        one = index_into(folder / "index", [written("covidqa", folder / "texts"), seed, book], Settings(), shown=True)
    gold = (*resolved("covidqa", one)[0], *read_gold(REPOSITORY / "seeds" / "gold.jsonl", one))
    return one, [asked for each in gold for asked in ((each.question, None), (each.question, each.article))]


def answers(collection: Searchable, questions: list[Asked]) -> tuple[list[str], float]:
    """Return the answers as JSON without the time, and how many seconds they took; a refusal is its sentence."""
    answerer, began = Answerer(collection), perf_counter()
    return [answer(answerer, *each) for each in questions], perf_counter() - began


def answer(answerer: Answerer, question: str, article: str | None) -> str:
    """Return one."""
    try:
        return ask_response(answerer.collection, answerer.ask(question, 5, article), 0.0).model_dump_json()
    except LoccitError as error:
        return str(error)


if __name__ == "__main__":
    main([int(each) for each in sys.argv[1:]] or [1, 2, 4, 7])
