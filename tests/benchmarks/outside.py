"""Prints the evaluation over the outside sets: `python -m tests.benchmarks.outside [SET ...]`."""

from __future__ import annotations

import sys

from qa.answering import Answerer
from qa.evaluation import evaluate
from qa.report import report
from tests.benchmarks.data import outside_set

SETS = ("clapnq", "covidqa")


def main(names: list[str]) -> None:
    for name in names or SETS:
        outside = outside_set(name)
        print(f"\n{name}: {outside.left_out} questions left out, their evidence was broken up by the reader")
        print(report(evaluate(Answerer(outside.collection), outside.questions)))


if __name__ == "__main__":
    main(sys.argv[1:])
