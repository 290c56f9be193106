"""ServiceSettings: everything that whoever runs the service can set, by a flag or by a variable LOCCIT_*."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from index.errors import LoccitError, shortened

ORIGIN = re.compile(r"[a-z][a-z0-9+.-]*://[A-Za-z0-9._-]+(?::[0-9]{1,5})?")  # RFC 6454
LOOPBACK = ("127.0.0.1", "localhost")  # without ::1, because Werkzeug cannot compare addresses with colons


class ServiceSettingsError(LoccitError):
    """A setting of the service has a value that it cannot run with."""


def setting(default: Any, help_text: str, least: float | None = None, most: float | None = None) -> Any:
    """Return a field with its default, its meaning, and the least and most that it may be."""
    return field(default=default, metadata={"help": help_text, "least": least, "most": most})


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceSettings:
    """How the service listens, what it lets in, and what it tells."""

    host: str = setting("127.0.0.1", "The address to listen on.")
    port: int = setting(8000, "The port to listen on; 0 takes a free one.", 0, 65535)
    judge: str = setting(
        "own",
        "What reads the best few passages with the question: own, none, or a cross-encoder by its folder or hub name.",
    )
    cluster: str = setting("", "The address of a Ray cluster that holds the shards, as host:port; empty: this process does.")
    replicas: int = setting(2, "Machines of the cluster that hold each shard.", 1, 16)
    shard_seconds: float = setting(
        10.0, "Seconds that a shard on the cluster may take; then the others answer, and the answer says so.", 0.1, 300
    )
    processes: int = setting(1, "Processes that serve; one keeps about one core busy.", 1, 64)
    threads: int = setting(2, "Requests worked on at once, by each process.", 1, 64)
    queue: int = setting(100, "Requests that may wait, in each process; one more is refused with 503.", 0, 1000)
    queue_seconds: float = setting(5.0, "Seconds that one may wait; then it is refused with 503.", 0.01, 300)
    time_limit: float = setting(
        30.0, "Seconds that a client may take to send a request, and a batch or draft to be done.", 0.1, 3600
    )
    stop_seconds: float = setting(20.0, "Seconds that what is under way may take when the service is stopped.", 0, 3600)
    longest_body: int = setting(1024 * 1024, "Bytes of the longest body that is read.", 1024, 64 * 1024 * 1024)
    writable: bool = setting(
        False, "Let articles be added, read anew and removed: on this machine alone, or by tokens that have the right to."
    )
    longest_upload: int = setting(512 * 1024 * 1024, "Bytes of the longest upload of articles.", 1024, 64 * 1024 * 1024 * 1024)
    upload_seconds: float = setting(600.0, "Seconds that a client may take to send an upload.", 0.1, 86400)
    rate_limit: str = setting(
        "", "Requests of one client to all processes, as “120 per minute”; each question of a batch counts. Empty: no limit."
    )
    tokens: Path | None = setting(
        None, "A file with the hashes of bearer tokens, as `loccit token` prints them. None: all may ask."
    )
    public_pages: bool = setting(False, "Show the pages without a token too.")
    cors_origin: tuple[str, ...] = setting((), "An origin whose pages may call the API from a browser; again for others.")
    trusted_host: tuple[str, ...] = setting((), "A host name by which the service may be called; again for others.")
    trusted_proxy: str = setting("", "The address of the proxy whose X-Forwarded-* headers are believed.")
    report: Path = setting(Path("loccit-report"), "The folder of an evaluation's report, which is shown at /evaluation.")
    csl: tuple[Path, ...] = setting(
        (), "A file of the Citation Style Language, in which references are shown; again for others to choose from."
    )
    notebook: Path | None = setting(
        None, "The file in which what is kept, and the questions asked on the page, stand. None: nothing is kept."
    )
    no_history: bool = setting(False, "Keep no questions in the notebook.")
    log_questions: bool = setting(False, "Write the questions' texts into the log.")

    def __post_init__(self) -> None:
        for each in fields(self):
            self._check(each.name, getattr(self, each.name), each.metadata)
        if self.writable and self.host not in (*LOOPBACK, "::1") and self.tokens is None:
            raise ServiceSettingsError(
                f"Whoever reaches {self.host} could change the articles, for writable is set and tokens is not. "
                "Name a file of tokens with --tokens, or listen on 127.0.0.1."
            )

    @property
    def hosts(self) -> list[str] | None:
        """The names by which the service may be called; None for any.

        Where none is named and it listens on this machine alone, this machine's: a page elsewhere whose name was made to point
        here should not read what is served here.
        """
        if self.trusted_host:
            return list(self.trusted_host)
        return list(LOOPBACK) if self.host in LOOPBACK else None

    @staticmethod
    def _check(name: str, value: Any, limits: Any) -> None:
        least, most = limits["least"], limits["most"]
        if least is not None and not least <= value <= most:
            raise ServiceSettingsError(f"The setting {name} is {value}, but must be from {least} to {most}.")
        if name == "cors_origin" and "*" in value:
            raise ServiceSettingsError("The setting cors_origin is “*”, but origins have to be named: https://example.org.")
        for origin in value if name == "cors_origin" else ():
            if not ORIGIN.fullmatch(origin):
                raise ServiceSettingsError(
                    f"The setting cors_origin is {shortened(origin)}, which is no origin: scheme, host and port, as https://example.org."
                )
