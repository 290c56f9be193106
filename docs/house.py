"""The house as the code has it: its floors, rooms and modules, what each says of itself, and what imports what."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
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


def imported(path: Path) -> Iterator[str]:
    """Yield the names of our modules that a file imports."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.partition(".")[0] in FLOORS:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _is_room(path: Path) -> bool:
    return (path / "__init__.py").is_file() or (path.suffix == ".py" and path.stem != "__init__")


def _room(floor: str, path: Path) -> Room:
    files = sorted(path.rglob("*.py")) if path.is_dir() else [path]
    met = {_room_of(name) for file in files for name in imported(file)}
    name = f"{floor}.{path.stem}"
    return _described(name, path / "__init__.py" if path.is_dir() else path, sorted(met - {name, ""}))


def _described(name: str, path: Path, imports: Iterable[str]) -> Room:
    words = docstring(path)
    flows = re.search(r"In: (?P<into>.+?)\s+Out: (?P<out>.+?)\s+May import: ", words, re.DOTALL)
    into, out = (" ".join(part.split()) for part in flows.group("into", "out")) if flows else ("", "")
    return Room(name, first_sentence(words), into, out, tuple(imports))


def _room_of(name: str) -> str:
    """Return the room of a module or of a name in it; nothing for a package itself or a name at its top."""
    parts = name.split(".")[:2]
    path = REPOSITORY.joinpath(*parts)
    return ".".join(parts) if len(parts) > 1 and (path.is_dir() or path.with_suffix(".py").is_file()) else ""
