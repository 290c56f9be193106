"""Prints the evaluation over the outside sets: `python -m tests.benchmarks.outside [SET ...]`."""

from __future__ import annotations

import sys
from dataclasses import replace

from qa.answering.answerer import Answerer
from qa.evaluating.judging import DEFAULT_DEPTH, outcomes, start_run
from qa.evaluating.run_records import RunSetup
from qa.evaluating.systems import LocalSystem
from qa.reporting.text_tables import measures_table
from tests.benchmarks.data import outside_set

SETS = ("clapnq", "covidqa")


def main(names: list[str]) -> None:
    for name in names or SETS:
        outside = outside_set(name)
        print(f"\n{name}: {outside.left_out} questions left out, their evidence was broken up by the reader")
        system = LocalSystem(Answerer(outside.collection))
        setup = RunSetup(name, name, "", None, DEFAULT_DEPTH, system.settings())
        run = start_run(setup, outside.questions)
        print(measures_table(replace(run, outcomes=tuple(outcomes(system, outside.questions)))))


if __name__ == "__main__":
    main(sys.argv[1:])
