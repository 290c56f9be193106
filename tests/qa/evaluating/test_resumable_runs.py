"""resumable_runs.py: a run from its beginning to its end, or to where the system stopped answering."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from index.collection import Collection
from index.records import Article
from qa.client import ServiceError
from qa.errors import EvaluationError, GoldError
from qa.evaluating.resumable_runs import Experiment, prepare_experiment, run_experiment
from qa.evaluating.run_records import RunSetup, read_run
from qa.evaluating.systems import Response, SystemSettings

NAMES = ("a", "b", "c")


class Tiring:
    """A system that finds nothing, and answers no more once it has answered so many questions."""

    def __init__(self, collection: Collection, answers: int) -> None:
        self.collection = collection
        self.answers = answers
        self.asked: list[str] = []

    def settings(self) -> SystemSettings:
        """Return what sets it apart."""
        return {"tiring": True}

    def article(self, article_id: str) -> Article:
        """Return the article."""
        return self.collection.article(article_id)

    def ask(self, question: str, limit: int, article_id: str | None) -> Response:  # noqa: ARG002  # as every system has it
        """Refuse every question, or fail."""
        if len(self.asked) == self.answers:
            raise ServiceError("It sleeps.")
        self.asked.append(question)
        return Response((), refused=True, confidence=0.0)


@pytest.fixture
def gold_file(tmp_path: Path) -> Path:
    """Three questions that no article answers, the last in the other half."""
    path = tmp_path / "gold.jsonl"
    lines = [
        {"id": name, "type": "t", "question": f"{name}?", "article": "harbour", "split": "test" if name == "c" else "dev"}
        for name in NAMES
    ]
    path.write_text("\n".join(json.dumps({**line, "evidence": []}) for line in lines), "utf-8")
    return path


def planned(path: Path, system: Tiring, split: str | None = None) -> Experiment:
    """The plan of a run of that file."""
    return prepare_experiment(path, system, split, 10)


def test_plan_has_the_questions_of_a_half_and_the_digest_of_the_file(gold_file: Path, harbour: Collection) -> None:
    """What is to be asked, and what a run of it was made of."""
    system = Tiring(harbour, 0)
    found = planned(gold_file, system, "dev")
    assert [question.id for question in found.questions] == ["a", "b"]
    digest = sha256(gold_file.read_bytes()).hexdigest()
    assert found.setup("as it is", system) == RunSetup("as it is", str(gold_file), digest, "dev", 10, {"tiring": True})
    with pytest.raises(GoldError, match="holds no question of the split 'train'"):
        planned(gold_file, system, "train")


def test_run_that_is_broken_off_keeps_what_was_asked(gold_file: Path, harbour: Collection, tmp_path: Path) -> None:
    """The first question is asked twice, the first time to warm up; the third fails."""
    file, system = tmp_path / "run.json", Tiring(harbour, 3)
    with pytest.raises(EvaluationError) as refused:
        run_experiment(system, planned(gold_file, system), "a", file)
    assert str(refused.value) == f"It sleeps. 2 of 3 questions were asked before. They are kept in {file}; go on with --resume."
    assert system.asked == ["a?", "a?", "b?"]
    kept = read_run(file)
    assert ([outcome.question.id for outcome in kept.outcomes], kept.complete) == (["a", "b"], False)


def test_resumed_run_asks_the_rest_and_is_in_the_order_of_the_questions(
    gold_file: Path, harbour: Collection, tmp_path: Path
) -> None:
    """Only what is left is asked; what was broken off is not asked again."""
    file, system = tmp_path / "run.json", Tiring(harbour, 3)
    with pytest.raises(EvaluationError):
        run_experiment(system, planned(gold_file, system), "a", file)
    system.answers = 9
    whole = run_experiment(system, planned(gold_file, system), "a", file, read_run(file))
    assert system.asked[3:] == ["c?", "c?"]
    assert ([outcome.question.id for outcome in whole.outcomes], whole.complete) == (["a", "b", "c"], True)
    assert read_run(file) == whole


def test_without_a_file_nothing_is_promised(gold_file: Path, harbour: Collection) -> None:
    """The message names no file where none was kept."""
    system = Tiring(harbour, 0)
    with pytest.raises(EvaluationError, match=r"It sleeps\. 0 of 3 questions were asked before\.$"):
        run_experiment(system, planned(gold_file, system), "a")
