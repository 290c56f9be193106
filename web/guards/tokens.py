"""Bearer tokens: who may ask, where the service is not open to all. Only hashes are kept, and compared in constant time."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest
from pathlib import Path

from flask import Flask, g, request

from index.errors import first_line
from web.errors import RefusedError
from web.problems import PROGRAMS
from web.service_settings import ServiceSettings, ServiceSettingsError

LINE = re.compile(r"(?P<name>[A-Za-z0-9._-]{1,64}) sha256:(?P<digest>[0-9a-f]{64})(?P<right> write)?")
OPEN = {"health.healthz", "health.readyz", "static"}


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who may ask, and change articles or not, and the SHA-256 of the token, in hexadecimal digits.

    A plain hash is enough, because tokens are 256 random bits: there is nothing to guess, as there is with passwords.
    """

    name: str
    digest: str
    may_change: bool = False

    @property
    def line(self) -> str:
        """The line that the file of tokens has for this holder."""
        return f"{self.name} sha256:{self.digest}{' write' if self.may_change else ''}"


def new_token(name: str, *, may_change: bool = False) -> tuple[str, Holder]:
    """Return a token, which is told once, and its holder."""
    token = secrets.token_urlsafe(32)
    return token, Holder(name, _digest(token), may_change)


def read_holders(path: Path) -> tuple[Holder, ...]:
    """Return the holders in a file of tokens; empty lines and those that begin with # are passed over.

    Raises:
        ServiceSettingsError: the file cannot be read, has no holder, or has a line of another form.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ServiceSettingsError(f"The file of tokens {path} cannot be read: {first_line(error)}.") from error
    wanted = [(number, line.strip()) for number, line in enumerate(lines, start=1) if line.strip() and line.strip()[0] != "#"]
    if not wanted:
        raise ServiceSettingsError(f"The file of tokens {path} names nobody. Add what this prints: loccit token NAME")
    return tuple(_holder(path, number, line) for number, line in wanted)


def holder_of(token: str, holders: Sequence[Holder]) -> Holder | None:
    """Return who holds a token; every holder's hash is compared, whether or not one was found before."""
    digest = _digest(token)
    found = [holder for holder in holders if compare_digest(holder.digest, digest)]
    return found[0] if found else None


def register_access(app: Flask, settings: ServiceSettings) -> None:
    """Let only holders of tokens ask `app`, where the settings name a file of them; health and readiness stay open."""
    holders = read_holders(settings.tokens) if settings.tokens else ()

    @app.before_request
    def guard() -> None:
        g.holder, g.may_change = None, settings.writable and not holders
        page = settings.public_pages and not PROGRAMS.match(request.path)
        preflight = request.method == "OPTIONS"  # browsers send it without a token, and it answers nothing
        if holders and not (page or preflight or request.endpoint in OPEN):
            holder = _known(holders)
            g.holder, g.may_change = holder.name, settings.writable and holder.may_change


def bearer(given: str, holders: Sequence[Holder]) -> Holder | None:
    """Return whose token a header Authorization carries; None where that is nobody."""
    kind, _, token = given.partition(" ")
    return holder_of(token.strip(), holders) if kind.lower() == "bearer" else None


def _known(holders: Sequence[Holder]) -> Holder:
    given = request.headers.get("Authorization", "")
    found = bearer(given, holders)
    if found is None:
        wrong = "The token is not one that is known here" if given else "The service answers only those who have a token"
        raise RefusedError(f"{wrong}. Send the header Authorization: Bearer TOKEN.", 401)
    return found


def _holder(path: Path, number: int, line: str) -> Holder:
    match = LINE.fullmatch(line)
    if match is None:
        raise ServiceSettingsError(
            f"Line {number} of {path} is not NAME sha256:HASH, alone or before “write”. Make one with: loccit token NAME"
        )
    return Holder(match["name"], match["digest"], match["right"] is not None)


def _digest(token: str) -> str:
    return sha256(token.encode("utf-8", "surrogateescape")).hexdigest()
