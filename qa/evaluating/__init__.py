"""evaluating: gold questions are asked, and what they got is judged.

In: gold questions and a system that answers. Out: a `Run`, and measures of it with their intervals.
May import: `qa.answering`, `qa.client`, `qa.errors`, `qa.note_roles`, `qa.records`.
"""

from qa.evaluating.ablations import AS_IT_IS
from qa.evaluating.gold_check import check_gold, show_gold_report
from qa.evaluating.intervals import RESAMPLES, score, scores
from qa.evaluating.measure_formulas import BINS, Values, bin_of, mean, risks
from qa.evaluating.measures import (
    DECIDING,
    MEASURES,
    QUOTING,
    RANKING,
    REFUSAL,
    Measure,
    complete_rank,
    confidence_and_correctness,
    evidence_ranks,
    first_quotation_calibration,
    in_passage,
    is_right,
)
from qa.evaluating.question_sets import question_set
from qa.evaluating.resumable_runs import Experiment, ablate, prepare_experiment, run_experiment
from qa.evaluating.run_records import Outcome, Run, read_run, save_run
from qa.evaluating.service_system import ServiceSystem
from qa.evaluating.significance import RunDifference, differences
from qa.evaluating.systems import LocalSystem, System
from qa.evaluating.trec_files import write_trec

__all__ = [
    "AS_IT_IS",
    "BINS",
    "DECIDING",
    "MEASURES",
    "QUOTING",
    "RANKING",
    "REFUSAL",
    "RESAMPLES",
    "Experiment",
    "LocalSystem",
    "Measure",
    "Outcome",
    "Run",
    "RunDifference",
    "ServiceSystem",
    "System",
    "Values",
    "ablate",
    "bin_of",
    "check_gold",
    "complete_rank",
    "confidence_and_correctness",
    "differences",
    "evidence_ranks",
    "first_quotation_calibration",
    "in_passage",
    "is_right",
    "mean",
    "prepare_experiment",
    "question_set",
    "read_run",
    "risks",
    "run_experiment",
    "save_run",
    "score",
    "scores",
    "show_gold_report",
    "write_trec",
]
