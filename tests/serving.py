"""A server for tests: in a thread of this process, or in a process of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from flask import Flask

from tests.conftest import REPOSITORY
from web.service_settings import ServiceSettings
from web.serving.http_server import Server

PROGRAM = [sys.executable, "-m", "web"]


@dataclass(frozen=True, slots=True)
class Served:
    """A server that runs in a thread, and where."""

    server: Server
    thread: Thread
    port: int

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def connect(self) -> socket.socket:
        """Return a connection to it that waits ten seconds at most."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=10)


@contextmanager
def serving(app: Flask, settings: ServiceSettings) -> Iterator[Served]:
    """Serve `app` in a thread."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = Server(app, listening, settings)
        thread = Thread(target=server.run)
        thread.start()
        try:
            yield Served(server, thread, listening.getsockname()[1])
        finally:
            server.stop()
            thread.join(30)


@contextmanager
def process(folder: Path, *flags: str, errors: Path | None = None) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run `loccit serve` in a process of its own; yield it and its address once it answers."""
    command = [*PROGRAM, "serve", "--index", str(folder), "--port", "0", *flags]
    with (errors or Path(os.devnull)).open("w") as log:
        running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True, cwd=REPOSITORY)
    try:
        assert running.stdout
        told = running.stdout.readline()
        yield running, told.split(" on ")[1].split("/ ")[0]
    finally:
        running.terminate()
        running.wait(30)
        if running.stdout:
            running.stdout.close()
