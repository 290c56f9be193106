"""Asks articles what was asked of others: `python -m tests.benchmarks.off_topic`. Every answer is a false one.

The questions of each set – CLAPNQ on anything, COVID-QA on viruses, the gold questions on Siberia – are put to articles of the
others, to one drawn by chance and to all of them: whole, and two or three words of them as people type them, with the judge.
Those that ask for notes by number or name nothing are left out.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import permutations

from scipy.stats import binomtest

from index.judging import open_judge
from index.maintenance import build_collection
from index.text.analysis import terms, tokens
from qa.answering.answerer import Answerer
from qa.evaluating.gold_questions import read_gold
from qa.records import NoAnswer
from tests.benchmarks.data import REPOSITORY, outside_set
from tests.benchmarks.fit_chance import foreign_questions

ASKED = 300  # of each set at most


def main() -> None:
    seed = build_collection([REPOSITORY / "seeds" / "americas-withdrawal-from-siberia.txt"])
    sets = {name: (found.collection, found.questions) for name in ("clapnq", "covidqa") for found in [outside_set(name)]}
    sets["seeds"] = (seed, read_gold(REPOSITORY / "seeds" / "gold.jsonl", seed))
    judge = open_judge()
    for kind, shortened in (("whole", str), ("terse", _terse)):
        for scope in ("one article", "all"):
            found: list[bool] = []
            for (of, (_, questions)), (to, (collection, _)) in permutations(sets.items(), 2):
                answerer = Answerer(collection, judge=judge)
                found += (own := _refused(answerer, [shortened(each.question) for each in questions], whole=scope == "all"))
                show(f"{kind}, {of} asked of {to}, {scope}", own)
            show(f"{kind}, {scope}, all sets", found)


def show(name: str, refused: Sequence[bool]) -> None:
    """Print how many were refused, with the 95 % interval of the share (Wilson 1927)."""
    interval = binomtest(sum(refused), len(refused)).proportion_ci(method="wilson")
    share = sum(refused) / len(refused)
    print(f"{name:<46}{sum(refused):5} of {len(refused):5} refused   {share:.3f} [{interval.low:.3f}, {interval.high:.3f}]")


def _terse(question: str) -> str:
    """Return two or three neighbouring words of a question, of those that are not everywhere."""
    words, draw = [word for word in tokens(question) if terms(word)], random.Random(question)  # noqa: S311  # as below
    count = draw.choice((2, 2, 3))
    first = draw.randrange(max(len(words) - count, 0) + 1)
    return " ".join(words[first : first + count])


def _refused(answerer: Answerer, questions: Sequence[str], *, whole: bool) -> list[bool]:
    """Ask one article each, or the `whole` collection, and return whether each question was refused."""
    draw = random.Random(1918)  # noqa: S311  # repeatable, not secret
    ids = [article.id for article in answerer.collection.articles]
    sensible = foreign_questions(questions)
    asked = draw.sample(sensible, min(ASKED, len(sensible)))
    return [isinstance(answerer.ask(each, article_id=None if whole else draw.choice(ids)), NoAnswer) for each in asked]


if __name__ == "__main__":
    main()
