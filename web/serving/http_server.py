"""The HTTP server, waitress, with what it lacks: a time to send a request in, errors as problem details, a graceful stop."""

from __future__ import annotations

import ctypes
import logging
import resource
import signal
import socket
from contextlib import suppress
from threading import Event, RLock
from time import monotonic, sleep, time
from typing import Any

from flask import Flask
from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import TcpWSGIServer, create_server
from waitress.task import ErrorTask
from waitress.utilities import RequestEntityTooLarge

from web.guards import SECURITY_HEADERS, longest_body
from web.operation import Seat
from web.problem_details import SENTENCES, problem
from web.service_settings import ServiceSettings

SPARE_THREADS = 4  # beyond those that work and wait: they refuse, and tell whether the service lives
MOST_CONNECTIONS = 2000
LONGEST_HEADERS = 64 * 1024  # bytes
M_ARENA_MAX, ARENAS = -8, 2  # the parameter's number in malloc.h, and its value
IDLE = 1.0  # seconds without a byte after which a connection is closed while the server stops
GIVE_WAY = 0.005  # seconds that a process leaves a connection to those that have fewer
TICK = 0.05  # seconds between looks at what is still under way while the server stops

_log = logging.getLogger("loccit.server")


def keep_memory_together() -> None:
    """Let the C library's allocator use two arenas, where it is glibc: with one for each thread a third more memory is held."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(M_ARENA_MAX, ARENAS)


class ProblemTask(ErrorTask):  # type: ignore[misc]  # waitress ships no types
    """Answers what could not be read as HTTP, before the application sees it."""

    def execute(self) -> None:
        """Send problem details and close the connection."""
        error = self.request.error
        told = SENTENCES.get(error.code) or f"The request could not be read: {error.body}."
        body = problem(error.code, told).model_dump_json().encode()
        self.status = f"{error.code} {error.reason}"
        self.response_headers += [("Content-Type", "application/problem+json"), *SECURITY_HEADERS.items()]
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(b"" if getattr(self.request, "command", "") == "HEAD" else body)
        _log.info("refused", extra={"fields": {"status": error.code, "message": told}})


class Request(HTTPRequestParser):  # type: ignore[misc]  # waitress ships no types
    """A request while it comes in; one that may not have so many bytes is refused before they come, an upload may have more."""

    def __init__(self, server: Any, adjustments: Any) -> None:
        super().__init__(adjustments)
        self._server = server
        self._longest: int | None = None
        self.error: Any = None

    @property
    def is_upload(self) -> bool:
        """Whether it is one that may take longer, as far as is known yet."""
        return self._longest is not None and self._longest > self._server.longest_body

    def received(self, data: bytes) -> int:
        """Take in what came; return how many bytes of it are this request's."""
        consumed = int(super().received(data))
        if self.headers_finished and self.error is None and not self.empty:
            if self._longest is None:
                self._longest = self._server.longest_of(self.command, self.path, self.headers.get("AUTHORIZATION", ""))
            if max(self.content_length, self.body_bytes_received) >= self._longest:
                self.error, self.completed = RequestEntityTooLarge(f"exceeds max_body of {self._longest}"), True
        return consumed


class Channel(HTTPChannel):  # type: ignore[misc]  # waitress ships no types
    """A connection. A client that sends a request byte by byte is cut off; one that sends nothing is, by waitress itself."""

    error_task_class = ProblemTask
    _began = 0.0

    def parser_class(self, adjustments: Any) -> Request:
        """Return what takes a request in."""
        return Request(self.server, adjustments)

    def received(self, data: bytes) -> bool:
        """Take in what came, unless the request has been coming for too long."""
        if self.request is None:
            self._began = monotonic()
        elif monotonic() - self._began > (
            limit := self.server.upload_seconds if self.request.is_upload else self.server.time_limit
        ):
            _log.info("A client took longer than %s s to send its request.", limit)
            self.will_close = True
            return False
        return bool(super().received(data))

    def send_continue(self) -> None:
        """Ask for the body, unless the request is whole without one: waitress would wait for it all the same, for ever."""
        if not self.request.completed:
            super().send_continue()

    def service(self) -> None:
        """Answer the first request; while the server stops, tell the client that it was the last of this connection."""
        if self.server.stopping:
            self.requests[0].headers["CONNECTION"] = "close"
        super().service()

    def add_channel(self, map: Any = None) -> None:  # noqa: A002  # waitress's name
        """Count the connection."""
        super().add_channel(map)
        self.server.seat.tell(connections=len(self.server.active_channels))

    def del_channel(self, map: Any = None) -> None:  # noqa: A002  # waitress's name
        """Count it no more."""
        super().del_channel(map)
        self.server.seat.tell(connections=len(self.server.active_channels))

    @property
    def is_idle(self) -> bool:
        """Whether nothing has been begun, and nothing came or went for a while."""
        busy = self.requests or self.request is not None or self.total_outbufs_len
        return not busy and time() - self.last_activity > IDLE


TcpWSGIServer.channel_class = Channel
TcpWSGIServer.stopping = False


class Server:
    """Serves an application on a socket, which other processes may listen on too, until it is told to stop."""

    def __init__(self, app: Flask, listening: socket.socket, settings: ServiceSettings, seat: Seat | None = None) -> None:
        self._seat = seat or Seat()
        self._seconds = settings.stop_seconds
        self._stop = Event()
        self._closing = RLock()  # a signal may come while its own thread holds it
        self._server = create_server(app, sockets=[listening], **_adjustments(settings))
        self._server.time_limit, self._server.upload_seconds = settings.time_limit, settings.upload_seconds
        self._server.longest_body, self._server.longest_of = settings.longest_body, longest_body(settings)
        self._server.seat = self._seat
        self._accept = self._server.handle_accept
        self._server.handle_accept = self._accept_in_turn

    def stop(self) -> None:
        """Let `run` end what is under way and return; may be called from a signal handler or another thread."""
        with self._closing:  # else all might be closed before it can be told
            if not self._stop.is_set():
                self._stop.set()
                self._server.pull_trigger()

    def stop_at_signals(self) -> None:
        """Stop at SIGTERM and SIGINT; a second one ends the process at once."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._at_signal)

    def run(self) -> None:
        """Serve. When stopped, take in what has connected, answer it, and return, within the time that is set."""
        self._seat.tell_serving()
        while not self._stop.is_set():
            self._turn(1.0)
        self._refuse_new()
        self._finish(monotonic() + self._seconds)
        self._server.task_dispatcher.shutdown(timeout=1)
        with self._closing:
            wasyncore.close_all(self._server._map)  # waitress has no public name for it

    def _at_signal(self, number: int, _: object) -> None:
        signal.signal(number, signal.SIG_DFL)
        self.stop()

    def _accept_in_turn(self) -> None:
        """Take a connection in, unless a process that has fewer does so first: all that listen are woken by each.

        Who comes second finds nothing, and goes on. Without this, whoever is woken sooner might get most of the connections.
        """
        if self._seat.is_fuller_than_another:
            sleep(GIVE_WAY)
        self._accept()

    def _turn(self, seconds: float) -> None:
        wasyncore.loop(timeout=seconds, use_poll=True, map=self._server._map, count=1)

    def _refuse_new(self) -> None:
        """Take in the connections that the kernel has accepted for us, then listen no more."""
        _log.info("Stopping: no new connection is taken, what is under way is answered.")
        self._server.stopping = True
        before = -1
        while before != len(self._server.active_channels):
            before = len(self._server.active_channels)
            self._accept()
        self._server.del_channel()
        self._server.socket.close()

    def _finish(self, until: float) -> None:
        """Answer what is under way, and close each connection that has nothing more to say."""
        while (channels := list(self._server.active_channels.values())) and monotonic() < until:
            for channel in channels:
                channel.will_close = channel.will_close or channel.is_idle
            self._turn(TICK)
        left = len(self._server.active_channels)
        _log.log(logging.WARNING if left else logging.INFO, "Stopped; %d connections were cut off.", left)


def _adjustments(settings: ServiceSettings) -> dict[str, Any]:
    proxy: dict[str, Any] = {}
    if settings.trusted_proxy:
        headers = {"x-forwarded-for", "x-forwarded-proto", "x-forwarded-host"}
        proxy = {"trusted_proxy": settings.trusted_proxy, "trusted_proxy_headers": headers}
    return proxy | {
        "threads": settings.threads + settings.queue + SPARE_THREADS,
        "connection_limit": _connections(),
        "backlog": MOST_CONNECTIONS,
        "asyncore_use_poll": True,  # select() knows no more than 1,024 connections
        "max_request_body_size": max(settings.longest_body, settings.longest_upload)
        if settings.writable
        else settings.longest_body,
        "max_request_header_size": LONGEST_HEADERS,
        "channel_timeout": max(1, int(settings.time_limit)),
        "cleanup_interval": max(1, int(settings.time_limit / 3)),
        "clear_untrusted_proxy_headers": True,
    }


def _connections() -> int:
    """Return how many connections may be open, having asked the system for as many files as that needs."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_CONNECTIONS + 200
    if soft < wanted:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (min(wanted, hard), hard))
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return max(50, min(MOST_CONNECTIONS, soft - 200))
