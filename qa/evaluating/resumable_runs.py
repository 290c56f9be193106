"""A run from its beginning to its end, or to where the system stopped answering, from which it can be resumed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qa.answering import Answerer
from qa.client import ServiceError
from qa.errors import EvaluationError, GoldError
from qa.evaluating.ablations import answerers
from qa.evaluating.gold_questions import Gold, read_gold
from qa.evaluating.judging import by_article, file_digest, outcomes, resumed, start_run
from qa.evaluating.question_sets import QuestionSet, question_set
from qa.evaluating.run_records import Outcome, Run, RunSetup, save_run
from qa.evaluating.systems import LocalSystem, System
from qa.records import GoldQuestion


@dataclass(frozen=True, slots=True)
class Experiment:
    """What a run is to ask. `whole_articles` is set where articles are judged, of which each counts once."""

    gold: Path
    digest: str
    questions: tuple[GoldQuestion, ...]
    left_out: tuple[str, ...]
    split: str | None
    limit: int
    whole_articles: bool

    def setup(self, name: str, system: System) -> RunSetup:
        """Return the setup of a run of this experiment."""
        return RunSetup(name, str(self.gold), self.digest, self.split, self.limit, system.settings())


def prepare_experiment(path: Path, system: System, split: str | None, limit: int) -> Experiment:
    """Read the questions of a file or of a set's folder, and resolve them in the system's articles.

    Raises:
        GoldError: the file has a line that is wrong, or nothing is left to ask.
    """
    found = question_set(path)
    gold = _gold(path, found, system, split)
    whole = found is not None and found.whole_articles
    questions = tuple(question for question in gold.questions if split in (None, question.split))
    if not questions:
        raise GoldError(f"{path} holds no question of the split {split!r}. Leave out --split to ask all.")
    left_out = tuple(f"line {fault.line}: {fault.sentence}" for fault in gold.faults)
    return Experiment(path, file_digest(found.judgements if found else path), questions, left_out, split, limit, whole)


def run_experiment(system: System, experiment: Experiment, name: str, file: Path | None = None, former: Run | None = None) -> Run:
    """Ask all questions that `former` has not asked, and return the run, which is kept in `file`.

    Raises:
        EvaluationError: the system stopped answering; the message says how far it got. What was asked is in `file`.
    """
    setup = experiment.setup(name, system)
    begun = former or start_run(setup, experiment.questions, experiment.left_out)
    left = resumed(begun, setup, experiment.questions)
    got: list[Outcome] = list(begun.outcomes)
    try:
        for outcome in outcomes(system, left, experiment.limit):
            got.append(by_article(outcome) if experiment.whole_articles else outcome)  # noqa: PERF401  # what came before an error counts
    except ServiceError as error:
        raise EvaluationError(f"{error} {_so_far(len(got), begun.total, file)}") from error
    finally:
        run = replace(begun, outcomes=_ordered(got, experiment.questions))
        if file is not None:
            save_run(run, file)
    return run


def ablate(answerer: Answerer, experiment: Experiment) -> tuple[Run, ...]:
    """Return a run of each variant of an index, that of the index as it is first."""
    return tuple(run_experiment(LocalSystem(variant), experiment, name) for name, variant in answerers(answerer))


def _gold(path: Path, found: QuestionSet | None, system: System, split: str | None) -> Gold:
    return found.questions(system, split) if found else Gold(read_gold(path, system), ())


def _ordered(got: Sequence[Outcome], questions: Sequence[GoldQuestion]) -> tuple[Outcome, ...]:
    """Return outcomes in the order of the questions, whichever came first."""
    by_id = {outcome.question.id: outcome for outcome in got}
    return tuple(by_id[question.id] for question in questions if question.id in by_id)


def _so_far(asked: int, total: int, file: Path | None) -> str:
    kept = f" They are kept in {file}; go on with --resume." if file else ""
    return f"{asked} of {total} questions were asked before.{kept}"
