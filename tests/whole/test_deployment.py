"""deploy/: the container and the systemd unit say what is so."""

from __future__ import annotations

import re
import shlex
import subprocess
import tomllib
from configparser import ConfigParser
from dataclasses import fields

import pytest

from tests.conftest import REPOSITORY
from web.commands.cli import main
from web.service_settings import ServiceSettings

DOCKERFILE = (REPOSITORY / "deploy" / "Dockerfile").read_text("utf-8")
UNIT = (REPOSITORY / "deploy" / "loccit.service").read_text("utf-8")
NUMBERS = {
    each.name: float if isinstance(each.default, float) else int for each in fields(ServiceSettings) if each.metadata["most"]
}


def variables(text: str) -> dict[str, str]:
    """The variables LOCCIT_* that a file sets, without what is said in comments."""
    lines = " ".join(line for line in text.splitlines() if not line.startswith("#"))
    return {name: value.strip('"') for name, value in re.findall(r'(LOCCIT_\w+)=("[^"]*"|[^"\s]+(?: per \w+)?)', lines)}


@pytest.mark.parametrize("text", [DOCKERFILE, UNIT], ids=["Dockerfile", "unit"])
def test_variables_are_settings(text: str) -> None:
    """Each variable that is set is one that `loccit serve` reads, with a value that it takes."""
    set_there = variables(text)
    assert {"LOCCIT_INDEX", "LOCCIT_HOST", "LOCCIT_PORT", "LOCCIT_RATE_LIMIT"} <= set(set_there)
    values = {name.removeprefix("LOCCIT_").lower(): value for name, value in set_there.items() if name != "LOCCIT_INDEX"}
    given = {name: NUMBERS[name](value) if name in NUMBERS else value for name, value in values.items()}
    ServiceSettings(**given)  # type: ignore[arg-type]  # numbers where numbers are wanted


def test_container_holds_the_packages_and_starts_a_command() -> None:
    """What is copied is there, all packages among it; the Python is one that the project takes; the command exists."""
    copied = {name for line in re.findall(r"^COPY (.+)$", DOCKERFILE, re.MULTILINE) for name in line.split()[:-1]}
    assert all((REPOSITORY / name).exists() for name in copied)
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))
    assert {name.rstrip("*") for name in project["tool"]["setuptools"]["packages"]["find"]["include"]} <= copied
    assert {"pyproject.toml", "constraints.txt", project["project"]["readme"], *project["project"]["license-files"]} <= copied
    let_through = set(re.findall(r"^!(\S+)$", (REPOSITORY / ".dockerignore").read_text("utf-8"), re.MULTILINE))
    assert copied == let_through
    version = re.search(r"^FROM python:(\d+)\.(\d+)-", DOCKERFILE, re.MULTILINE)
    assert version
    assert (int(version[1]), int(version[2])) >= (3, 11)
    command = re.search(r'^CMD \["loccit", "(\w+)"\]$', DOCKERFILE, re.MULTILINE)
    assert command
    assert command[1] in main.commands


def test_container_does_not_run_as_root_and_asks_a_port_that_is_open() -> None:
    """The user is not root, and the health check asks the port that is set and exposed."""
    assert re.search(r"^USER (?!root)\w+$", DOCKERFILE, re.MULTILINE)
    port = variables(DOCKERFILE)["LOCCIT_PORT"]
    assert re.search(rf"^EXPOSE {port}$", DOCKERFILE, re.MULTILINE)
    assert f"127.0.0.1:{port}/readyz" in DOCKERFILE
    assert "STOPSIGNAL SIGTERM" in DOCKERFILE


def test_unit_starts_a_command_and_waits_until_it_has_stopped() -> None:
    """The unit starts a command of loccit's, and leaves it more time to stop than it takes."""
    unit = ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]  # systemd's names have capitals
    unit.read_string(UNIT)
    program, command = shlex.split(unit["Service"]["ExecStart"])
    assert program.endswith("/loccit")
    assert command in main.commands
    assert int(unit["Service"]["TimeoutStopSec"]) > int(variables(UNIT)["LOCCIT_STOP_SECONDS"])
    assert unit["Service"]["KillSignal"] == "SIGTERM"
    assert unit["Service"]["Restart"] == "on-failure"
    assert (int(unit["Service"]["RestartSec"]), unit["Unit"]["StartLimitIntervalSec"]) == (5, "0")  # it never gives up
    assert (unit["Service"]["DynamicUser"], unit["Service"]["NoNewPrivileges"]) == ("yes", "yes")


def test_make_serve_installs_what_reads_every_format() -> None:
    """What `make serve` installs has pandoc in it, and `make test` installs the same and more."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    planned = subprocess.run(["make", "-n", "-B", "serve"], capture_output=True, text=True, check=True, cwd=REPOSITORY).stdout  # noqa: S607
    installed = re.search(r"pip install .*--editable '\.\[(?P<extra>\w+)\]'", planned)
    assert installed
    assert project[installed["extra"]] == ["pypandoc-binary"]
    assert set(project["formats"]) <= set(project["dev"])


@pytest.mark.parametrize(("host", "writable"), [("127.0.0.1", True), ("localhost", True), ("0.0.0.0", False)])  # noqa: S104
def test_make_serve_lets_articles_be_added_on_this_machine_alone(host: str, writable: bool) -> None:
    """Where others could reach the page, nobody adds; what was added is indexed again with the rest."""
    # Below another make, as in `make test`, it would say last which folder it leaves.
    command = ["make", "-n", "--no-print-directory", "serve", f"HOST={host}"]
    planned = subprocess.run(command, capture_output=True, text=True, check=True, cwd=REPOSITORY)
    index, serve = planned.stdout.splitlines()[-2:]
    assert ("--writable" in serve.split()) is writable
    assert index.endswith("loccit index seeds --received --into loccit-index")
