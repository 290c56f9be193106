"""What can be wrong with a request, as types; each carries its status and its remedy."""

from __future__ import annotations

from index.errors import Kind, LoccitError


class RefusedError(LoccitError):
    """A request that is not worked on; `retry_after` in seconds where it may be sent again."""

    def __init__(self, message: str, status: int, field: str | None = None, retry_after: int | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.field = field
        self.retry_after = retry_after


class BadRequestError(RefusedError):
    """A request that cannot be read: not JSON, not an object, a field missing, unknown or of the wrong type."""

    def __init__(self, message: str, status: int = 400, field: str | None = None) -> None:
        super().__init__(message, status, field)


class ParameterError(BadRequestError):
    """A parameter of an address has a value that it cannot have, such as an offset behind the end of the text."""

    def __init__(self, message: str, name: str, remedy: str) -> None:
        super().__init__(message, 422, f"/{name}")
        self.remedy = remedy


class UnknownNoteError(LoccitError):
    """The article has no note of that label."""

    kind = Kind.UNKNOWN
    remedy = "GET /api/articles/{id} lists the article's notes."
