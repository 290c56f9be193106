"""Service: sends requests to a running service over HTTP, waits where it has no room, and tells what it refuses."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from time import sleep
from types import TracebackType
from typing import Any, Self, TypeVar

import httpx2
from pydantic import ValidationError

from index.errors import LoccitError, first_line, shortened

TIMEOUT = 30.0  # seconds for one request
TRIES = 5  # of a request that the service has no room for
LATER = {429, 503}
LONGEST_WAIT = 30.0  # seconds that are waited at the service's word
PROBLEM = "application/problem+json"

Told = TypeVar("Told")
Files = Sequence[tuple[str, tuple[str, bytes]]]  # fields of a form, each a file's name and what is in it


class ServiceError(LoccitError):
    """A running service does not answer, or not as it should, or refuses a request.

    `status` is HTTP's, 0 where nothing answered; `field` the part of the request that was refused, as a pointer.
    """

    def __init__(self, message: str, status: int = 0, field: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.field = field


class Service:
    """A running service. Close it, or use it in a `with` statement; connections are kept open meanwhile."""

    def __init__(self, address: str, token: str | None = None, timeout: float = TIMEOUT) -> None:
        """Take its address, the token if it wants one, and the seconds that one request may take.

        Raises:
            ServiceError: the address is not one.
        """
        self.address = address.rstrip("/")
        if not self.address.startswith(("http://", "https://")):
            raise ServiceError(f"{shortened(address)} is no address of a service. Give one like http://127.0.0.1:8000.")
        self._http = httpx2.Client(headers={"Authorization": f"Bearer {token}"} if token else {}, timeout=timeout)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def _send(
        self,
        read: Callable[[dict[str, Any]], Told],
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        files: Files = (),
    ) -> Told:
        """Return what `read` makes of the answer's JSON; `files`, each a field with a name and contents, are sent as a form."""
        response = self._answered(method, path, body, files)
        try:
            return read(_object(response))
        except (KeyError, TypeError, ValueError) as error:
            raise ServiceError(
                f"What {self.address} answered to {path} is not loccit's: {_flaw(error)}. See whether it is the same version.",
                response.status_code,
            ) from error

    def _answered(self, method: str, path: str, body: Mapping[str, Any] | None = None, files: Files = ()) -> httpx2.Response:
        """Return the answer to a request.

        Raises:
            ServiceError: it is refused, or nothing answers.
        """
        response = self._response(method, path, body, files)
        if not response.is_success:
            raise self._refusal(response, path)
        return response

    def _response(self, method: str, path: str, body: Mapping[str, Any] | None, files: Files) -> httpx2.Response:
        for _ in range(TRIES - 1):
            response = self._request(method, path, body, files)
            if response.status_code not in LATER:
                return response
            sleep(_wait(response))
        return self._request(method, path, body, files)

    def _request(self, method: str, path: str, body: Mapping[str, Any] | None, files: Files) -> httpx2.Response:
        try:
            return self._http.request(method, self.address + path, json=body, files=list(files) or None)
        except (httpx2.HTTPError, httpx2.InvalidURL, UnicodeError) as error:
            reason = first_line(error) or type(error).__name__
            raise ServiceError(
                f"The service at {self.address} does not answer: {reason}. Is the service running there?"
            ) from error

    def _refusal(self, response: httpx2.Response, path: str) -> ServiceError:
        """Return loccit's own sentence where it refuses a request, else what failed and where."""
        status, problem = response.status_code, _problem(response)
        detail = str(problem.get("detail") or shortened(response.text))
        if response.is_client_error and response.headers.get("Content-Type", "").startswith(PROBLEM):
            return ServiceError(detail, status, problem.get("field"))
        return ServiceError(f"The service at {self.address} answered {status} to {path}: {detail}", status)


def error_of(problem: Mapping[str, Any]) -> ServiceError:
    """Return problem details as an error."""
    return ServiceError(str(problem.get("detail", "")), int(problem.get("status", 0)), problem.get("field"))


def _object(response: httpx2.Response) -> dict[str, Any]:
    content = response.json()
    if not isinstance(content, dict):
        raise TypeError("it is no object")
    return content


def _problem(response: httpx2.Response) -> Mapping[str, Any]:
    """Return problem details; nothing where the answer, such as that of a proxy, has none."""
    try:
        problem = response.json()
    except ValueError:
        return {}
    return problem if isinstance(problem, dict) else {}


def _flaw(error: Exception) -> str:
    """Return in which part of the JSON something is missing or wrong."""
    if isinstance(error, KeyError):
        return f"{error.args[0]} is missing"
    if isinstance(error, ValidationError):
        deepest = max(error.errors(), key=lambda each: len(each["loc"]))  # a record of another kind fails at the root
        return f"{'.'.join(map(str, deepest['loc'][1:]))}: {deepest['msg']}"
    return first_line(error)


def _wait(response: httpx2.Response) -> float:
    """Return the seconds after which the service wants to be asked again."""
    said = response.headers.get("Retry-After", "1")
    return min(float(said), LONGEST_WAIT) if said.isdecimal() else 1.0
