"""Asks 107 follow-up questions with and without the question before them: `python -m tests.benchmarks.follow_ups`.

`follow_up_pairs.jsonl` has pairs of questions on four of SQuAD's articles, written by hand: a question, one that goes on from
it, and a few words of each place that answers that. In the first 87 the answer stands near to the first one's, in the others
elsewhere. What weighs what was chosen on the half `dev`. How many questions of other sets, each of which stands alone, are taken
for follow-ups is counted as well.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.collection import Collection
from index.errors import IndexFolderError
from index.judging import open_judge
from index.maintenance import index_into
from index.opening import open_collection
from index.readers.article_files import slug
from index.settings import Settings
from qa.answering import Answerer
from qa.conversing.follow_ups import reads_on
from qa.errors import QuestionError
from qa.records import Answer, Citation, NoAnswer, Turn
from tests.benchmarks.data import CACHE, DATA

PAIRS = Path(__file__).with_name("follow_up_pairs.jsonl")
NEAR = 87  # pairs, of which both answers stand near to each other
SETS = ("squad2", "clapnq", "covidqa", "selqa", "chroma")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a follow-up question: whether it was answered, and whether what comes first is right."""

    answered: bool
    passage: bool
    quotation: bool
    among_five: bool


def main() -> None:
    pairs = [json.loads(line) for line in PAIRS.read_text("utf-8").splitlines()]
    print(f"taken for follow-ups: {sum(reads_on(pair['follow_up']) for pair in pairs)} of {len(pairs)}")
    for name in SETS:
        questions = [json.loads(line)["question"] for line in (DATA / name / "gold.jsonl").read_text("utf-8").splitlines()]
        print(f"of {name}: {sum(map(reads_on, questions))} of {len(questions)}")
    show(measured(Answerer(collection(pairs), judge=open_judge()), pairs))


def measured(answerer: Answerer, pairs: list[dict[str, Any]]) -> dict[str, list[Outcome]]:
    """Return what became of all pairs and of some of them, alone and with the question before."""
    found: dict[str, list[Outcome]] = defaultdict(list)
    for at, pair in enumerate(pairs):
        article = slug(pair["article"])
        first = cited(answerer.ask(pair["question"], 5, article))[0]
        for how, previous in (("alone", ()), ("with", (Turn(pair["question"], first.quotation, first.passage.id),))):
            outcome = outcome_of(answerer, pair, article, previous)
            for part in ("all", pair["split"], "near" if at < NEAR else "far"):
                found[f"{part}, {how}"].append(outcome)
    return found


def outcome_of(answerer: Answerer, pair: dict[str, Any], article: str, previous: tuple[Turn, ...]) -> Outcome:
    """Ask a follow-up question; one that is refused is neither answered nor right."""
    try:
        result = answerer.ask(pair["follow_up"], 5, article, previous=previous)
    except QuestionError:
        return Outcome(False, False, False, False)
    right = [right_in(each, pair["evidence"]) for each in cited(result)]
    return Outcome(isinstance(result, Answer), right[0][0], right[0][1], any(passage for passage, _ in right))


def cited(result: Answer | NoAnswer) -> tuple[Citation, ...]:
    return result.citations if isinstance(result, Answer) else result.nearest


def right_in(citation: Citation, evidence: list[str]) -> tuple[bool, bool]:
    """Whether the passage holds any of the evidence, and whether the quotation shares a sentence with it."""
    at = [citation.passage.text.find(words) for words in evidence if words in citation.passage.text]
    start, end = citation.quote.start - citation.passage.span.start, citation.quote.end - citation.passage.span.start
    return bool(at), any(start <= place < end for place in at)


def show(found: dict[str, list[Outcome]]) -> None:
    print(f"{'':<14}{'n':>5}{'answered':>10}{'hit@1':>8}{'hit@5':>8}{'quotation':>11}")
    for name, outcomes in sorted(found.items()):
        share = [sum(getattr(each, what) for each in outcomes) / len(outcomes) for what in Outcome.__slots__]
        print(f"{name:<14}{len(outcomes):>5}{share[0]:>10.3f}{share[1]:>8.3f}{share[3]:>8.3f}{share[2]:>11.3f}")


def collection(pairs: list[dict[str, Any]]) -> Collection:
    """Return the articles that the pairs are on, indexed once and kept in `.bench/`."""
    folder = CACHE / "follow-ups"
    try:
        return open_collection(folder / "index")
    except IndexFolderError:  # there is none yet, or one of another version
        wanted = {pair["article"] for pair in pairs}
        texts = folder / "texts"
        texts.mkdir(parents=True, exist_ok=True)
        for line in (DATA / "squad2" / "articles.jsonl").read_text("utf-8").splitlines():
            raw = json.loads(line)
            if raw["id"] in wanted:
                (texts / f"{raw['id']}.txt").write_text(raw["text"], "utf-8")
        return index_into(folder / "index", [texts], Settings(), shown=True)


if __name__ == "__main__":
    main()
