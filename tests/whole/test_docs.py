"""docs/: what the documentation names exists, its links lead somewhere, its tutorial works, and it can be built."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from docs.build import MADE, PROJECT_FILES, build
from docs.drawings import WAY, floors_svg, levels, place_of, way_svg
from docs.house import FLOORS, inner_rooms, rooms
from docs.reference import commands_page, json_page, python_page, rooms_table, settings_page
from tests.conftest import REPOSITORY
from web.commands import main

PAGES = sorted((REPOSITORY / "docs").rglob("*.md"))
WRITTEN = [*PAGES, *(REPOSITORY / name for name in ("README.md", *sorted(PROJECT_FILES)))]
LINK = re.compile(r"\]\((?!https?://)(?P<path>[^)#\s]+)(?:#[^)]*)?\)")
FILE = re.compile(r"`(?P<path>(?:index|qa|web|tests|docs|seeds|deploy)/[\w./-]*)`")


def page_id(path: Path) -> str:
    return str(path.relative_to(REPOSITORY))


@pytest.mark.parametrize("page", WRITTEN, ids=page_id)
def test_links_lead_somewhere(page: Path) -> None:
    """Each link to a file leads to one that is there, or that is made with the documentation."""
    made = {(REPOSITORY / "docs" / name).resolve() for name in MADE}
    targets = {(page.parent / found["path"]).resolve() for found in LINK.finditer(page.read_text("utf-8"))}
    assert {target for target in targets - made if not target.exists()} == set()


@pytest.mark.parametrize("page", WRITTEN, ids=page_id)
def test_files_named_exist(page: Path) -> None:
    """Each file or folder of the repository that a page names is there."""
    named = {found["path"] for found in FILE.finditer(page.read_text("utf-8"))}
    assert {name for name in named if not (REPOSITORY / name).exists()} == set()


@pytest.mark.parametrize("target", sorted(set(re.findall(r"`?make (\w+)", "".join(page.read_text("utf-8") for page in WRITTEN)))))
def test_targets_exist(target: str) -> None:
    """Each `make` target that is named in code exists."""
    if any(re.search(rf"(`|\$ )make {target}\b", page.read_text("utf-8")) for page in WRITTEN):
        assert re.search(rf"^{target}:", (REPOSITORY / "Makefile").read_text("utf-8"), re.MULTILINE)


def test_every_room_appears() -> None:
    """Each room and each module outside of rooms stands in the table and in the picture; each room says what it is for."""
    table, picture = rooms_table(), floors_svg()
    on_disk = {
        f"{path.parent.relative_to(REPOSITORY)}/" for floor in FLOORS for path in (REPOSITORY / floor).glob("*/__init__.py")
    }
    assert on_disk <= {room.path for room in rooms()}
    for room in (*rooms(), *inner_rooms()):
        assert f"| `{room.path}` | {room.purpose}" in table
        assert room.purpose, room.name
    for room in rooms():
        assert f"<title>{room.name}: " in picture


@pytest.mark.parametrize("floor", FLOORS)
def test_rooms_stand_above_what_they_import(floor: str) -> None:
    """In the picture, each room stands in a row above those of its floor that it imports."""
    rows = levels([room for room in rooms() if room.floor == floor])
    row_of = {room.name: at for at, row in enumerate(rows) for room in row}
    wrong = [
        (room.name, name) for row in rows for room in row for name in room.imports if row_of.get(name, 99) <= row_of[room.name]
    ]
    assert wrong == []


def test_way_names_functions_and_their_files() -> None:
    """The picture of a question's way has each step, with the file in which it stands."""
    picture = way_svg()
    for package, name in WAY:
        assert f">{name}</text>" in picture
        assert f">{place_of(package, name)[0]}</text>" in picture
    with pytest.raises(LookupError, match="names Answerer.guess, but no file of qa has it"):
        place_of("qa", "Answerer.guess")


def test_reference_is_made_from_declarations() -> None:
    """The pages of reference have the settings, the commands with their options, the shapes, and what programs import."""
    assert "| `bm25_k1` | `1.5` | BM25's term saturation" in settings_page()
    assert "| `--rate-limit` | `LOCCIT_RATE_LIMIT` | – | Requests of one client" in settings_page()
    for command in main.commands:
        assert f"## `loccit {command}`" in commands_page()
    assert "## AskResponse" in json_page()
    assert "::: index.collection.Collection\n" in python_page()


def test_every_command_is_shown() -> None:
    """Each command appears in the pages that somebody wrote."""
    text = "".join(page.read_text("utf-8") for page in WRITTEN)
    assert {command for command in main.commands if f"loccit {command} " not in text} == set()


def test_every_route_is_shown(app: Flask) -> None:
    """Each route of the API and of operation appears in the page on the API."""
    text = (REPOSITORY / "docs" / "reference" / "api.md").read_text("utf-8")
    for route in {str(rule) for rule in app.url_map.iter_rules()}:
        if route.startswith("/api/") or route in {"/healthz", "/readyz", "/metrics"}:
            assert re.sub(r"<(?:\w+:)?(?:article_|passage_|job_)?(\w+)>", r"{\1}", route) in text, route


def test_tutorial_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tutorial's commands, run in their order on the tutorial's article, do what it says."""
    text = (REPOSITORY / "docs" / "tutorial.md").read_text("utf-8")
    article = re.search(r'```text title="(.+?)"\n(.+?)```', text, re.DOTALL)
    assert article
    monkeypatch.chdir(tmp_path)
    Path(article[1]).write_text(article[2], "utf-8")
    printed = {}
    for command in re.findall(r"^\$ loccit (.+)$", text, re.MULTILINE):
        done = CliRunner().invoke(main, shlex.split(command))
        assert done.exit_code == 0, done.output
        printed[command.split(" ")[0] + command[-6:]] = done.output
    assert len(printed) == 6
    assert "The pilot, Otani, drowned in 1918.²" in printed["askimit 1"]
    assert '"label":"2"' in printed["ask--json"]
    assert printed["verify-index"].startswith("Exact")


def test_site_is_built_without_another_host(tmp_path: Path) -> None:
    """The documentation can be built strictly; each written and made page is there, and loads nothing from another host."""
    build(tmp_path / "docs")
    site = tmp_path / "docs" / "site"
    pages = [*(path.relative_to(REPOSITORY / "docs") for path in PAGES), *(Path(name) for name in MADE if name.endswith(".md"))]
    for page in pages:
        html = (site / page).with_suffix(".html").read_text("utf-8")
        loaded = re.findall(
            r'<(?:script|img|iframe)[^>]*\ssrc="?(?:https?:)?//|<link[^>]*rel="?(?:stylesheet|preconnect)[^>]*href="?(?:https?:)?//',
            html,
        )
        assert loaded == [], page
    assert (site / "images" / "floors.svg").read_text("utf-8") == floors_svg()
