"""Writes deploy/requirements-hashed.txt: every pinned package with the SHA-256 of each of its files, for `pip --require-hashes`.

It takes uv, which asks the package index: `python -m tests.hashed_requirements [UV]`.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from packaging.utils import canonicalize_name

from tests.conftest import REPOSITORY
from tests.serve_requirements import pins

FILE = REPOSITORY / "deploy" / "requirements-hashed.txt"
PYTHON = "3.11.5"  # the oldest for which everything pinned exists
ENTRY = re.compile(r"^(?P<name>[A-Za-z0-9][\w.-]*)==(?P<version>[^\s;\\]+)(?P<rest>[^\n]*(?:\n    --hash=[^\n]+)*)", re.MULTILINE)
# That of PyTorch's own index, which needs no packages for graphics processors: download.pytorch.org/whl/cpu
CPU_BUILD = "torch"
CPU_HASH = "6746dbcbeb526eb61330b76b41ff1b4eb848951103a892eeb080dfa2b264667b"
HEAD = """\
# Every package of constraints.txt with the SHA-256 of each of its files, so that nothing else can be installed:
#
#     pip install --require-hashes -r deploy/requirements-hashed.txt
#     pip install --no-deps --no-build-isolation --editable .
#
# PyTorch's build for CPUs is meant: add --extra-index-url https://download.pytorch.org/whl/cpu
# On Linux its hash is that of the wheel for Python 3.11 on x86-64, and pip refuses any other: elsewhere on Linux, install with
# constraints.txt, which pins the versions alone, or add the hash that `pip hash` prints of your wheel.
# Written by `python -m tests.hashed_requirements`; constraints.txt is for whoever does without hashes.
"""


def entries(text: str) -> dict[str, tuple[str, frozenset[str]]]:
    """Return the version and the hashes of each package in such a file."""
    found: dict[str, tuple[str, frozenset[str]]] = {}
    for entry in ENTRY.finditer(text):
        hashes = frozenset(re.findall(r"sha256:([0-9a-f]{64})", entry["rest"]))
        name, version = canonicalize_name(entry["name"]), entry["version"].partition("+")[0]
        found[name] = (version, hashes | found.get(name, (version, frozenset()))[1])
    return found


def written(compiled: str) -> str:
    """Return the file, given what uv found: without the packages for graphics processors that PyTorch of PyPI brings."""
    known = pins()
    kept = [entry for entry in ENTRY.finditer(compiled) if canonicalize_name(entry["name"]) in known]
    return HEAD + "".join(_with_cpu_build(entry) + "\n" for entry in kept)


def _with_cpu_build(entry: re.Match[str]) -> str:
    """Return an entry; that of PyTorch means the build for CPUs on Linux, for the other needs more packages."""
    if entry["name"] != CPU_BUILD:
        return entry[0]
    head = f"{CPU_BUILD}=={entry['version']}"
    cpu = f"{head}+cpu ; sys_platform == 'linux' \\\n    --hash=sha256:{CPU_HASH}\n"
    return f"{cpu}{head} ; sys_platform != 'linux'{entry['rest']}"


def main(uv: str = "uv") -> None:
    """Ask uv, and write the file."""
    with tempfile.TemporaryDirectory() as temporary:
        compiled = Path(temporary) / "compiled.txt"
        options = ["--universal", "--generate-hashes", "--no-annotate", "--no-header", "--quiet", "--python-version", PYTHON]
        sources = ["--constraint", "constraints.txt", "--extra", "dev", "pyproject.toml"]
        subprocess.run([uv, "pip", "compile", *options, *sources, "--output-file", str(compiled)], check=True, cwd=REPOSITORY)
        FILE.write_text(written(compiled.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
