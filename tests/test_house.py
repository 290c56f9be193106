"""How the house is built: imports point one way, nouns import no sibling, nothing loads before it is needed."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

PACKAGES = ("index", "qa", "web")  # each may import itself and those before it
MODULES = sorted(path for package in PACKAGES for path in (REPOSITORY / package).rglob("*.py"))


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(REPOSITORY).with_suffix("").parts).removesuffix(".__init__")


def imported(path: Path) -> Iterator[str]:
    """The modules of ours that a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] in PACKAGES)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports by a relative path"
            if (node.module or "").split(".")[0] in PACKAGES:
                names = [f"{node.module}.{alias.name}" for alias in node.names]
                known = {name_of(module) for module in MODULES}
                yield from (name if name in known else str(node.module) for name in names)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_point_one_way(path: Path) -> None:
    """Web imports qa and index, qa imports index, index imports neither."""
    own = PACKAGES.index(name_of(path).split(".")[0])
    assert [name for name in imported(path) if PACKAGES.index(name.split(".")[0]) > own] == []


def test_files_form_a_ladder() -> None:
    """No two modules import each other, by whatever way round."""
    graph = {name_of(path): set(imported(path)) - {name_of(path)} for path in MODULES}
    assert len(list(TopologicalSorter(graph).static_order())) >= len(MODULES)


@pytest.mark.parametrize("package", ["index", "qa"])
def test_records_stand_at_the_foot(package: str) -> None:
    """The nouns of a package import no sibling."""
    siblings = [name for name in imported(REPOSITORY / package / "records.py") if name.split(".")[0] == package]
    assert siblings == []


def test_nothing_shadows_a_package() -> None:
    """No tests folder has the name of a package, since it would hide it."""
    assert not [name for name in PACKAGES if (REPOSITORY / "tests" / name).exists()]


def test_the_command_line_loads_no_model_before_it_must() -> None:
    """Asking for the version imports neither PyTorch nor FAISS."""
    code = "import sys, web.cli; print(sorted({'torch', 'sentence_transformers', 'transformers'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=REPOSITORY)
    assert done.stdout == "[]\n"


def test_a_question_from_the_shell_loads_no_server() -> None:
    """What `loccit ask` imports brings in neither Flask nor SciPy's statistics, which are slow to load."""
    code = "import sys, web.cli, qa.answering, qa.display; print(sorted({'flask', 'jinja2', 'scipy.stats'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=REPOSITORY)
    assert done.stdout == "[]\n"


def test_the_server_loads_no_statistics() -> None:
    """The evaluation's statistics, a fourth of the server's memory, are loaded where something is evaluated."""
    code = "import sys, web.application; print('scipy.stats' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=REPOSITORY)
    assert done.stdout == "False\n"


def test_everything_installed_is_pinned() -> None:
    """Each dependency that the project names has its version in constraints.txt."""
    pinned = {line.split("==")[0].lower() for line in (REPOSITORY / "constraints.txt").read_text().splitlines() if "==" in line}
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]
    named = {*project["dependencies"], *(name for extra in project["optional-dependencies"].values() for name in extra)}
    assert {name.lower().replace("-", "_") for name in named} <= {name.replace("-", "_") for name in pinned}


def test_ci_calls_the_same_command() -> None:
    """`.ci/run` can be executed and ends with `make test`."""
    path = REPOSITORY / ".ci" / "run"
    assert os.access(path, os.X_OK)
    assert path.read_text().rstrip().endswith("exec make test")


def test_seed_is_as_received() -> None:
    """The article in seeds/ is, byte for byte, the user's file, where that lies beside the repository."""
    received = REPOSITORY.parent / "shared" / "seeds"
    if not received.is_dir():
        pytest.skip("the folder of received files does not lie beside the repository")
    (file,) = received.glob("*.txt")
    assert (REPOSITORY / "seeds" / "americas-withdrawal-from-siberia.txt").read_bytes() == file.read_bytes()
