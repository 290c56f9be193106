"""The nouns of an evaluation: what a question got, and a run of all questions, kept in one JSON file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from index.records import Span
from qa.errors import EvaluationError
from qa.records import GoldQuestion

FORMAT = 1


@dataclass(frozen=True, slots=True)
class JudgedCitation:
    """A citation as it was judged.

    `notes` are the labels in or behind the quotation; `confidence` the probability that it answers. `held` are the positions
    of the pieces of evidence of which the passage has a whole sentence, `quoted` those of which the quotation has.
    """

    article: str
    passage: Span
    quote: Span
    text: str
    notes: tuple[str, ...]
    confidence: float
    held: tuple[int, ...]
    quoted: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one gold question got: citations, best first, whether it was refused, and how sure the answer was.

    `wanted` are the words of its evidence; `problem` why it could not be asked at all, else empty.
    """

    question: GoldQuestion
    wanted: tuple[str, ...]
    found: tuple[JudgedCitation, ...]
    refused: bool
    confidence: float
    milliseconds: float
    problem: str = ""


@dataclass(frozen=True, slots=True)
class RunSetup:
    """What a run was made of: the gold file and its SHA-256, the split, the system's settings, and the limit of citations.

    Two runs of the same setup can be put together.
    """

    name: str
    gold: str
    gold_sha256: str
    split: str | None
    limit: int
    system: dict[str, str | int | float | bool | None]


@dataclass(frozen=True, slots=True)
class Run:
    """All outcomes so far of `total` questions. `versions` are those of loccit, Python and the libraries that matter.

    `left_out` says which questions of a set could not be resolved, and why.
    """

    setup: RunSetup
    versions: dict[str, str]
    made: str
    total: int
    outcomes: tuple[Outcome, ...]
    left_out: tuple[str, ...] = ()
    format: int = FORMAT

    @property
    def complete(self) -> bool:
        """Whether every question was asked."""
        return len(self.outcomes) == self.total

    def of_split(self, split: str | None) -> Run:
        """Return the run with the questions of one half alone, or of both."""
        kept = tuple(outcome for outcome in self.outcomes if split in (None, outcome.question.split))
        return replace(self, outcomes=kept, total=len(kept))


_RUN = TypeAdapter(Run)


def save_run(run: Run, path: Path) -> None:
    """Write a run to a JSON file.

    Raises:
        EvaluationError: the file cannot be written.
    """
    beside = path.with_name(path.name + ".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(_RUN.dump_json(run, indent=1))
        beside.replace(path)
    except OSError as error:
        raise EvaluationError(f"The run cannot be written to {path}: {error.strerror}. Name another file.") from error


def read_run(path: Path) -> Run:
    """Return the run in a JSON file.

    Raises:
        EvaluationError: the file cannot be read, or holds no run of this version.
    """
    try:
        run = _RUN.validate_json(path.read_bytes())
    except OSError as error:
        raise EvaluationError(f"{path} cannot be read: {error.strerror}. Give the file of a run.") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the file"
        raise EvaluationError(f"{path} is no run of this version: {where}: {first['msg']}. Evaluate anew.") from error
    if run.format != FORMAT:
        raise EvaluationError(f"{path} has format {run.format}, but this version reads format {FORMAT}. Evaluate anew.")
    return run
