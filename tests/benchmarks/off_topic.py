"""Asks articles what was asked of others: `python -m tests.benchmarks.off_topic`. Every answer is a false one.

The questions of each set – CLAPNQ on anything, COVID-QA on viruses, the gold questions on Siberia – are put to articles of the
others, drawn by chance. Those that ask for notes by number or name nothing are left out.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import permutations

from scipy.stats import binomtest

from index.analysis import terms
from index.collection import Collection
from qa.answering import Answerer
from qa.gold import read_gold
from qa.note_questions import note_question
from qa.records import NoAnswer
from tests.benchmarks.data import REPOSITORY, outside_set

ASKED = 300  # of each set at most


def main() -> None:
    seed = Collection.build([REPOSITORY / "seeds" / "americas-withdrawal-from-siberia.txt"])
    sets = {name: (found.collection, found.questions) for name in ("clapnq", "covidqa") for found in [outside_set(name)]}
    sets["seeds"] = (seed, read_gold(REPOSITORY / "seeds" / "gold.jsonl", seed))
    refused = asked = 0
    for (of, (_, questions)), (to, (collection, _)) in permutations(sets.items(), 2):
        found = _refused(collection, [each.question for each in questions])
        show(f"{of}, asked of {to}", sum(found), len(found))
        refused, asked = refused + sum(found), asked + len(found)
    show("all", refused, asked)


def show(name: str, refused: int, asked: int) -> None:
    """Print how many were refused, with the 95 % interval of the share (Wilson 1927)."""
    interval = binomtest(refused, asked).proportion_ci(method="wilson")
    print(f"{name:<28}{refused:5} of {asked:5} refused   {refused / asked:.3f} [{interval.low:.3f}, {interval.high:.3f}]")


def _refused(collection: Collection, questions: Sequence[str]) -> list[bool]:
    draw, answerer = random.Random(1918), Answerer(collection)  # noqa: S311  # repeatable, not secret
    ids = [article.id for article in collection.articles]
    sensible = [question for question in questions if terms(question) and note_question(question) is None]
    asked = draw.sample(sensible, min(ASKED, len(sensible)))
    return [isinstance(answerer.ask(question, article_id=draw.choice(ids)), NoAnswer) for question in asked]


if __name__ == "__main__":
    main()
