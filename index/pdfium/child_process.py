"""A Python of its own for what a file may do to PDFium, and the words that it and its parent exchange: pickles."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO, Any


@contextmanager
def begun(module: str) -> Iterator[subprocess.Popen[bytes]]:
    """Begin a process that runs `main` of a module of ours, and end it whatever happens."""
    searched = os.pathsep.join(os.path.abspath(folder) for folder in sys.path)  # noqa: PTH100  # as strings
    environment = {**os.environ, "PYTHONPATH": searched, "PYTHONSAFEPATH": "1"}
    command = (sys.executable, "-c", f"from {module} import main; main()")
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as child:  # noqa: S603
        try:
            yield child
        finally:
            child.kill()
            with suppress(OSError):  # of what it no longer took
                child.stdin.close()  # type: ignore[union-attr]


def send(stream: IO[bytes] | None, told: Any) -> None:
    """Tell the process at the other end of a stream something."""
    if stream is not None:
        pickle.dump(told, stream, pickle.HIGHEST_PROTOCOL)
        stream.flush()


def ending(child: subprocess.Popen[bytes]) -> str:
    """Say how a child ended."""
    code = child.wait()
    return f"exit code {code}" if code >= 0 else f"signal {-code}"


def end_with_parent() -> None:
    """Wait for the end of the standard input, which the parent closes by ending, and end this process."""
    sys.stdin.buffer.read()
    os._exit(1)
