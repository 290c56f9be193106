"""What can be wrong with a question, with gold questions, or with an evaluation, as types."""

from __future__ import annotations

from index.errors import Kind, LoccitError


class QuestionError(LoccitError):
    """The question, or the number of answers asked for, is not one that can be answered; `field` says which, as a pointer."""

    kind = Kind.UNFIT

    def __init__(self, message: str, field: str = "/question") -> None:
        super().__init__(message)
        self.field = field


class GoldError(LoccitError):
    """A gold question does not fit the article that it is about."""


class EvaluationError(LoccitError):
    """An evaluation cannot be run, resumed, compared or shown."""


class ExportError(LoccitError):
    """What was kept cannot be written in the format that was asked for."""

    kind = Kind.UNFIT
