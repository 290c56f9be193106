"""How the house is built: imports point one way, nouns import no sibling, nothing loads before it is needed."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from graphlib import TopologicalSorter
from importlib import import_module
from pathlib import Path

import pytest

from docs.house import FLOORS, imports, module_name, modules
from tests.conftest import REPOSITORY

PACKAGES = FLOORS[::-1]  # each may import itself and those before it
NAMES = modules()
MODULES = sorted(NAMES.values())
ROOMS = sorted(name for name, path in NAMES.items() if path.name == "__init__.py" and "." in name)
ENTRY_POINTS = {"main"}  # of the installed command
MOST_OUTSIDE_ROOMS, MOST_IN_A_ROOM = 8, 16
MAY_IMPORT = re.compile(r"May import: (?P<rooms>.*?)\.(?:\s|$)", re.DOTALL)


def rooms_around(module: str) -> list[str]:
    """The rooms in which a module stands, outermost first; a room's `__init__` stands in the room."""
    return [room for room in ROOMS if module == room or module.startswith(f"{room}.")]


def door(importer: str, module: str) -> str:
    """What `importer` has to name to take something from `module`: the outermost room around it in which it is not itself."""
    own = rooms_around(importer)
    return next((room for room in rooms_around(module) if room not in own), module)


def _test_module(path: Path) -> Path:
    """Where the tests of a module stand."""
    return (REPOSITORY / "tests" / path.relative_to(REPOSITORY)).with_name(f"test_{path.name}")


def test_imports_are_read_wherever_they_stand(tmp_path: Path) -> None:
    """Each module of ours is found with the name that is taken from it; a module that is imported whole has none."""
    path = tmp_path / "importing.py"
    path.write_text("import re, index.records\nfrom index.text import fold, lines\n\ndef late():\n    from index import errors\n")
    assert imports(path) == (("index.records", ""), ("index.text", "fold"), ("index.text.lines", ""), ("index.errors", ""))


def test_imports_by_a_relative_path_are_refused(tmp_path: Path) -> None:
    """Where a module stands is said from its floor on."""
    path = tmp_path / "importing.py"
    path.write_text("\nfrom . import records\n")
    with pytest.raises(ValueError, match="line 2, imports by a relative path"):
        imports(path)


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_imports_point_one_way(path: Path) -> None:
    """Web imports qa and index, qa imports index, index imports neither."""
    own = PACKAGES.index(module_name(path).split(".")[0])
    assert [name for name, _ in imports(path) if PACKAGES.index(name.split(".")[0]) > own] == []


def test_files_form_a_ladder() -> None:
    """No two modules import each other, by whatever way round."""
    graph = {module_name(path): {name for name, _ in imports(path)} - {module_name(path)} for path in MODULES}
    assert len(list(TopologicalSorter(graph).static_order())) >= len(MODULES)


@pytest.mark.parametrize("within", ["index", "qa", "web", "index.readers"])
def test_rooms_form_a_ladder(within: str) -> None:
    """No two rooms import each other; what stands outside a room counts as one."""
    depth = within.count(".") + 2
    graph: dict[str, set[str]] = {}
    for path in MODULES:
        importer = ".".join(module_name(path).split(".")[:depth])
        if importer.startswith(f"{within}."):
            met = {".".join(name.split(".")[:depth]) for name, _ in imports(path) if name.startswith(f"{within}.")}
            graph.setdefault(importer, set()).update(met - {importer})
    assert set(TopologicalSorter(graph).static_order()) >= set(graph)


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_rooms_are_entered_by_their_doors(path: Path) -> None:
    """What another room has is taken from its `__init__`, never from a file behind it."""
    assert [name for name, _ in imports(path) if door(module_name(path), name) != name] == []


@pytest.mark.parametrize("room", ROOMS)
def test_doors_offer_what_is_taken(room: str) -> None:
    """A room's `__init__` offers just the names that others take from it."""
    outside = [path for path in MODULES if room not in rooms_around(module_name(path))]
    taken = {name for path in outside for module, name in imports(path) if module == room}
    offered = set(getattr(import_module(room), "__all__", ()))
    assert offered - ENTRY_POINTS == taken - ENTRY_POINTS


@pytest.mark.parametrize("room", ROOMS)
def test_rooms_say_what_they_are(room: str) -> None:
    """A room says what comes in, what goes out, and what of its own package it may import; and it imports nothing else."""
    words = ast.get_docstring(ast.parse(NAMES[room].read_text("utf-8"))) or ""
    told = MAY_IMPORT.search(words)
    assert "In: " in words
    assert " Out: " in words
    assert told
    may = set(re.findall(r"`([\w.]+)`", told["rooms"]))
    own = [path for path in MODULES if room in rooms_around(module_name(path))]
    met = {name for path in own for name, _ in imports(path) if name.split(".")[0] == room.split(".")[0]}
    assert {name for name in met if room not in rooms_around(name)} == may


def test_rooms_are_small() -> None:
    """At most eight modules of a package stand outside its rooms, and at most sixteen in one."""
    for package in (*PACKAGES, *ROOMS):
        modules = [name for name in NAMES if name.rpartition(".")[0] == package and name not in ROOMS]
        assert len(modules) <= (MOST_OUTSIDE_ROOMS if package in PACKAGES else MOST_IN_A_ROOM), package


@pytest.mark.parametrize("path", [path for path in MODULES if path.name != "__init__.py"], ids=module_name)
def test_every_module_has_a_test_module(path: Path) -> None:
    """The tests of `index/text/lines.py` stand in `tests/index/text/test_lines.py`, and those of every other module likewise."""
    assert _test_module(path).is_file(), f"{_test_module(path)} is missing"


@pytest.mark.parametrize("package", ["index", "qa"])
def test_records_stand_at_the_foot(package: str) -> None:
    """The nouns of a package import no sibling."""
    siblings = [name for name, _ in imports(REPOSITORY / package / "records.py") if name.split(".")[0] == package]
    assert siblings == []


def test_the_command_line_loads_no_model_before_it_must() -> None:
    """Asking for the version imports neither PyTorch nor FAISS."""
    code = "import sys, web.commands; print(sorted({'torch', 'sentence_transformers', 'transformers'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=REPOSITORY)
    assert done.stdout == "[]\n"


def test_a_question_from_the_shell_loads_no_server() -> None:
    """What `loccit ask` imports brings in neither server nor statistics, references or what reads articles' files."""
    slow = {"flask", "jinja2", "scipy.stats", "index.readers", "lxml", "pypdfium2", "charset_normalizer", "tqdm", "qa.citing"}
    code = (
        "import sys, web.commands, index.opening, qa.answering, qa.display, qa.locators; "
        f"print(sorted({slow} & set(sys.modules)))"
    )
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
