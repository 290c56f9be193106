"""What can go wrong, as types. Every message says what was found, where, and what to do about it."""

LONGEST_SHOWN = 60  # characters of what somebody sent that an error repeats


class LoccitError(Exception):
    """The root of everything that loccit raises on purpose; its text is fit to be shown to the user."""


class ArticleError(LoccitError):
    """An article's file cannot be read."""


class SidecarError(ArticleError):
    """What a sidecar tells of an article's publication cannot be read."""


class UnknownArticleError(LoccitError):
    """No article of that id is in the collection."""


class UnknownSectionError(LoccitError):
    """The article has no section of that name."""


class UnknownNoteError(LoccitError):
    """The article has no note of that label."""


class UnknownPassageError(LoccitError):
    """No passage of that id is in the collection."""


class ModelError(LoccitError):
    """The embedding model cannot be found, or is not the one that it should be."""


class SettingsError(LoccitError):
    """A setting has a value that no index can be built with."""


class IndexFolderError(LoccitError):
    """The index folder cannot be opened: it is missing, incomplete or damaged."""


class StaleIndexError(IndexFolderError):
    """The index folder is whole, but no longer belongs to its articles, its settings or this version."""


class QuestionError(LoccitError):
    """The question, or the number of answers asked for, is not one that can be answered; `field` says which, as a pointer."""

    def __init__(self, message: str, field: str = "/question") -> None:
        super().__init__(message)
        self.field = field


class GoldError(LoccitError):
    """A gold question does not fit the article that it is about."""


class EvaluationError(LoccitError):
    """An evaluation cannot be run, resumed, compared or shown."""


class UnknownReportError(EvaluationError):
    """No evaluation has been reported where it is looked for."""


class ServiceError(LoccitError):
    """A running service does not answer, or not as it should, or refuses a request.

    `status` is HTTP's, 0 where nothing answered; `field` the part of the request that was refused, as a pointer.
    """

    def __init__(self, message: str, status: int = 0, field: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.field = field


def brief(value: object) -> str:
    """Return how a value is written, cut short where somebody sent pages of it."""
    written = repr(value) if not isinstance(value, int) or abs(value) < 10**LONGEST_SHOWN else "a number of many digits"
    return written if len(written) <= LONGEST_SHOWN else written[:LONGEST_SHOWN] + "…"


def first_line(error: Exception) -> str:
    """Return what another library's error says, without the pages that may follow."""
    return (str(error).splitlines() or [type(error).__name__])[0]
