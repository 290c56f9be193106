"""serve_folder.py: an index folder, served or refused."""

from __future__ import annotations

import os
import socket
import subprocess
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.serving import PROGRAM
from web.service_settings import ServiceSettings, ServiceSettingsError
from web.serving.serve_folder import is_watched_over, serve_by_several


@pytest.mark.parametrize("count", ["1", "2"])
def test_start_that_cannot_be(tmp_path: Path, count: str) -> None:
    """Without an index there is one sentence and exit code 2, whatever the number of processes."""
    command = [*PROGRAM, "serve", "--index", str(tmp_path / "none"), "--port", "0", "--processes", count]
    done = subprocess.run(command, capture_output=True, text=True, cwd=REPOSITORY, check=False)
    sentence = f"There is no index at {tmp_path / 'none'}. Build one with: loccit index ARTICLE... --into {tmp_path / 'none'}"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"loccit: {sentence}\n")


def test_system_that_cannot_fork(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no fork, several processes are refused, and the remedy is named."""
    monkeypatch.delattr(os, "fork")
    with (
        socket.create_server(("127.0.0.1", 0)) as listening,
        pytest.raises(ServiceSettingsError, match="which this one cannot; set processes to 1."),
    ):
        serve_by_several(tmp_path, listening, ServiceSettings(processes=2), print)


def test_who_is_watched_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """Several processes, and the one that asks a cluster, as far as the system can fork."""
    on_a_cluster = ServiceSettings(cluster="127.0.0.1:6379")
    assert [is_watched_over(each) for each in (ServiceSettings(), ServiceSettings(processes=2), on_a_cluster)] == [
        False,
        True,
        True,
    ]
    monkeypatch.delattr(os, "fork")
    assert not is_watched_over(on_a_cluster)


def test_several_processes_on_a_cluster(tmp_path: Path) -> None:
    """Each would have replicas of its own there: refused, with the remedy."""
    settings = ServiceSettings(processes=2, cluster="127.0.0.1:6379")
    with (
        socket.create_server(("127.0.0.1", 0)) as listening,
        pytest.raises(ServiceSettingsError, match="With a cluster one process serves.* Set processes to 1"),
    ):
        serve_by_several(tmp_path, listening, settings, lambda _: None)
