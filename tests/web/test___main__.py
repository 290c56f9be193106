"""__main__.py: the command as a module."""

from __future__ import annotations

import subprocess
import sys

from tests.conftest import REPOSITORY


def test_module_runs_as_the_command_does() -> None:
    """`python -m web` does what `loccit` does, and ends with its exit code."""
    command = [sys.executable, "-m", "web", "check", "--index", "no-such-index"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=REPOSITORY)
    assert (done.returncode, done.stdout) == (2, "")
    assert "There is no index at no-such-index" in done.stderr
