"""The house as the code has it: its floors, rooms and modules, what each says of itself, and what imports what."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent
FLOORS = ("web", "qa", "index")  # from the top; each imports what stands below it


@dataclass(frozen=True, slots=True)
class Room:
    """A room, or a module that stands outside of rooms: its name, its purpose, and the rooms that it imports."""

    name: str
    purpose: str
    comes_in: str
    goes_out: str
    imports: tuple[str, ...]

    @property
    def floor(self) -> str:
        """The package in which it stands."""
        return self.name.partition(".")[0]

    @property
    def path(self) -> str:
        """Its folder or file in the repository."""
        stem = self.name.replace(".", "/")
        return f"{stem}/" if (REPOSITORY / stem).is_dir() else f"{stem}.py"


def rooms() -> tuple[Room, ...]:
    """Return all rooms and the modules outside of rooms, from the top floor down, by name."""
    return tuple(_room(floor, path) for floor in FLOORS for path in sorted((REPOSITORY / floor).iterdir()) if _is_room(path))


def inner_rooms() -> tuple[Room, ...]:
    """Return the rooms that stand inside a room."""
    doors = (path for floor in FLOORS for path in sorted((REPOSITORY / floor).glob("*/*/__init__.py")))
    return tuple(_described(".".join(path.parent.relative_to(REPOSITORY).parts), path, ()) for path in doors)


def docstring(path: Path) -> str:
    """Return what a module says of itself."""
    return ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""


def first_sentence(words: str) -> str:
    """Return the first paragraph of a docstring, on one line, without the name that it begins with."""
    return re.sub(r"^\w+: ", "", " ".join(words.split("\n\n")[0].split()))


def modules() -> dict[str, Path]:
    """Return where each module stands, by its name; a package's `__init__` has the package's."""
    return {module_name(path): path for floor in sorted(FLOORS) for path in sorted((REPOSITORY / floor).rglob("*.py"))}


def module_name(path: Path) -> str:
    """Return the name by which a module is imported.

    >>> module_name(REPOSITORY / "index" / "text" / "__init__.py")
    'index.text'
    """
    return ".".join(path.relative_to(REPOSITORY).with_suffix("").parts).removesuffix(".__init__")


@cache
def imports(path: Path) -> tuple[tuple[str, str], ...]:
    """Return the modules of ours that a file imports, anywhere in it, each with the name that it takes from there, if any.

    Raises:
        ValueError: it imports by a relative path.
    """
    return tuple(found for node in ast.walk(ast.parse(path.read_text("utf-8"))) for found in _imported_by(node, path))


def _imported_by(node: ast.AST, path: Path) -> Iterator[tuple[str, str]]:
    if isinstance(node, ast.Import):
        yield from ((alias.name, "") for alias in node.names if _is_ours(alias.name))
    elif isinstance(node, ast.ImportFrom):
        if node.level or not node.module:
            raise ValueError(f"{path}, line {node.lineno}, imports by a relative path. Name the module from its floor on.")
        if _is_ours(node.module):
            wholes = ((node.module, alias.name, f"{node.module}.{alias.name}") for alias in node.names)
            yield from ((whole, "") if _is_module(whole) else (module, name) for module, name, whole in wholes)


def _is_ours(name: str) -> bool:
    return name.partition(".")[0] in FLOORS


def _is_module(name: str) -> bool:
    path = REPOSITORY.joinpath(*name.split("."))
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


def _is_room(path: Path) -> bool:
    return (path / "__init__.py").is_file() or (path.suffix == ".py" and path.stem != "__init__")


def _room(floor: str, path: Path) -> Room:
    files = sorted(path.rglob("*.py")) if path.is_dir() else [path]
    met = {_room_of(module) for file in files for module, _ in imports(file)}
    name = f"{floor}.{path.stem}"
    return _described(name, path / "__init__.py" if path.is_dir() else path, sorted(met - {name, ""}))


def _described(name: str, path: Path, imports: Iterable[str]) -> Room:
    words = docstring(path)
    flows = re.search(r"In: (?P<into>.+?)\s+Out: (?P<out>.+?)\s+May import: ", words, re.DOTALL)
    into, out = (" ".join(part.split()) for part in flows.group("into", "out")) if flows else ("", "")
    return Room(name, first_sentence(words), into, out, tuple(imports))


def _room_of(module: str) -> str:
    """Return the room of a module; nothing for a package itself."""
    return ".".join(module.split(".")[:2]) if "." in module else ""
