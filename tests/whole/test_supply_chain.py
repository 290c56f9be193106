"""What an installation is made of: hashes of every package, their licences, and no word to any other machine."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests import hashed_requirements, licences
from tests.conftest import REPOSITORY, SEED
from tests.serve_requirements import pins

# Words of which the name of a licence that was looked at is made; what asks for more is told of in deploy/licences.md.
REVIEWED = re.compile(
    r"(?:(?:3-Clause )?(?:MIT(?:-0|-CMU)?|ISCL?|[0-3]?BSD(?:-[23]-Clause)?|Apache(?:[- ]?2\.0)?|PSF-2\.0)"
    r"|Zlib|CC0-1\.0|BSL-1\.0|CNRI-Python"
    r"|LLVM-exception|Python Software Foundation|Zope Public|dependency licenses|Licen[cs]e|Software|AND|OR|WITH|[(),\s])+"
)
WATCHED = """
import os, signal, sys, threading
from pathlib import Path
away = []
THIS_MACHINE = (None, "", "127.0.0.1", "::1", "localhost", "0.0.0.0")  # the last: all its addresses, waitress's default

def watch(event, arguments):
    address = arguments[1] if event == "socket.connect" else None
    if isinstance(address, tuple) and not address[0].startswith(("127.", "::1", "localhost")):
        away.append(f"{event} {arguments[1]}")
    if event == "socket.getaddrinfo" and arguments[0] not in THIS_MACHINE:
        away.append(f"{event} {arguments[0]}")

sys.addaudithook(watch)
from click.testing import CliRunner
from web.commands import main

seed, gold, quotation = sys.argv[1:]
Path("harbour.txt").write_text("On the Harbour\\n\\nThe harbour froze in January.1 The mayor imported flour.2\\n")
commands = [
    ["index", seed, "--into", "index"], ["add", "harbour.txt", "--index", "index"], ["check", "--index", "index"],
    ["ask", "Who imported flour?", "--index", "index"], ["cite", "harbour", "--index", "index"],
    ["verify", quotation, "--index", "index"], ["inspect", "harbour.txt"], ["evaluate", gold, "--index", "index"],
    ["gold", "check", gold, "--index", "index"], ["doctor", "--index", "index"], ["token", "somebody"],
    ["publish", Path("store").absolute().as_uri(), "--index", "index"],
    ["fetch", Path("store").absolute().as_uri(), "--index", "copied"],
    ["mcp", "--index", "index"], ["remove", "harbour", "--index", "index"], ["serve", "--index", "index", "--port", "0"],
]
assert {command[0] for command in commands} == set(main.commands), set(main.commands)
for command in commands:
    if command[0] == "serve":
        threading.Timer(2, os.kill, (os.getpid(), signal.SIGTERM)).start()
    result = CliRunner().invoke(main, command)
    if result.exit_code not in {0, 1} and command[0] != "mcp":
        print("failed", command, result.output, result.exception)
print("away", away)
"""


def test_every_pin_has_its_hashes() -> None:
    """Each package of constraints.txt, and no other, stands with that version and its files' SHA-256 in the file of hashes."""
    found = hashed_requirements.entries(hashed_requirements.FILE.read_text("utf-8"))
    assert {name: version for name, (version, _) in found.items()} == pins()
    assert [name for name, (_, hashes) in found.items() if not hashes] == []
    assert hashed_requirements.CPU_HASH in found["torch"][1]


def test_what_is_not_pinned_is_left_out() -> None:
    """Of what uv finds, packages that constraints.txt does not have are left out, and hashes stay with their package."""
    compiled = f"nvidia-cublas==1 \\\n    --hash=sha256:{'a' * 64}\nclick=={pins()['click']} \\\n    --hash=sha256:{'b' * 64}\n"
    found = hashed_requirements.entries(hashed_requirements.written(compiled))
    assert found == {"click": (pins()["click"], frozenset({"b" * 64}))}


def test_licences_are_listed() -> None:
    """The list has every pinned package, as the packages that are installed say themselves; `make requirements` writes it."""
    assert licences.FILE.read_text("utf-8") == licences.text()
    assert {name for name, _ in licences.ROW.findall(licences.FILE.read_text("utf-8"))} - {"package", "---"} == set(pins())


def test_licences_were_looked_at() -> None:
    """Each licence is one that lets loccit be used and passed on; those that ask for more are of packages that are named here."""
    rows = [row for row in licences.ROW.findall(licences.FILE.read_text("utf-8")) if row[0] not in {"package", "---"}]
    assert [row for row in rows if not REVIEWED.fullmatch(row[1]) and row[0] not in licences.KEPT] == []


def test_nothing_is_kept_without_need() -> None:
    """What is said of packages that ask for something is said of pinned ones, and only a licence to be told of is excepted."""
    said = dict(licences.ROW.findall(licences.FILE.read_text("utf-8")))
    assert {name for name in licences.KEPT if name not in said} == set()
    asked = {name for name in licences.KEPT if not REVIEWED.fullmatch(said[name])}
    assert set(licences.KEPT) - asked == {"pytrec-eval-terrier"}  # whose licence says less than its files


def test_no_command_asks_another_machine(tmp_path: Path) -> None:
    """No command connects to another machine or asks for a name's address, unless a model of the hub is named."""
    gold, script = tmp_path / "gold.jsonl", tmp_path / "watched.py"
    lines = (REPOSITORY / "seeds" / "gold.jsonl").read_text("utf-8").splitlines()
    gold.write_text("\n".join(lines[:3]) + "\n", "utf-8")
    script.write_text(WATCHED, "utf-8")
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "PYTHONPATH": str(REPOSITORY)}  # no HF_HUB_OFFLINE
    done = subprocess.run(
        [sys.executable, str(script), str(SEED), str(gold), "the total number of troops reached 72,400"],
        capture_output=True, text=True, check=False, cwd=tmp_path, env=environment, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.stdout.splitlines()[-1:] == ["away []"], done.stdout + done.stderr[-2000:]
    assert "failed" not in done.stdout


@pytest.mark.parametrize("host", ["192.0.2.1", "elsewhere.example"])
def test_watching_sees_other_machines(tmp_path: Path, host: str) -> None:
    """What watches the commands tells of a connection that was tried."""
    watching = WATCHED.partition("from click")[0] + (
        "import socket\ntry:\n    socket.create_connection((sys.argv[1], 9), timeout=0.01)\n"
        "except OSError:\n    print(bool(away))\n"
    )
    done = subprocess.run([sys.executable, "-c", watching, host], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stdout == "True\n"
