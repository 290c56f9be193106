"""Builds the documentation: `python -m docs.build [FOLDER]`. Pages are put together in FOLDER, the site in its folder `site`."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

from docs.drawings import floors_svg, way_svg
from docs.house import REPOSITORY
from docs.reference import commands_page, json_page, python_page, rooms_table, settings_page

SOURCE = REPOSITORY / "docs"
MADE = {
    "reference/settings.md": settings_page,
    "reference/commands.md": commands_page,
    "reference/json.md": json_page,
    "reference/python.md": python_page,
    "images/floors.svg": floors_svg,
    "images/way.svg": way_svg,
}
PROJECT_FILES = {"CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"}
# The offline search of Zensical asks another host for this script; loccit's pages ask none.
SHIM = re.compile(r"<script[^>]*unpkg\.com/iframe-worker/shim[^>]*></script>")
ROOMS = "<!-- rooms -->"  # in the page on the architecture, where the table of rooms is to stand


def assembled(folder: Path) -> Path:
    """Put all pages together in `folder`, the written and the made ones, and return the configuration beside them."""
    pages = folder / "pages"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(SOURCE, pages, ignore=shutil.ignore_patterns("*.py", "*.toml", "__pycache__"))
    for name, make in MADE.items():
        (pages / name).write_text(make(), "utf-8")
    architecture = pages / "architecture.md"
    architecture.write_text(architecture.read_text("utf-8").replace(ROOMS, rooms_table()), "utf-8")
    configuration = folder / "zensical.toml"
    text = (SOURCE / configuration.name).read_text("utf-8")
    configuration.write_text(text.replace("{repository}", REPOSITORY.as_posix()), "utf-8")
    return configuration


def build(folder: Path) -> str:
    """Build the site strictly in `folder / "site"`, and return what the tool printed.

    Raises:
        RuntimeError: a link leads nowhere, or something else is wrong with the pages.
    """
    program = Path(sys.executable).with_name("zensical")
    command = [str(program), "build", "--strict", "--clean", "--config-file", str(assembled(folder))]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False)  # noqa: S603 - our own command
    printed = re.sub(r"\x1b\[[0-9;]*m", "", done.stdout + done.stderr)
    if done.returncode:
        raise RuntimeError(f"The documentation could not be built.\n{printed}")
    for page in (folder / "site").rglob("*.html"):
        page.write_text(SHIM.sub("", page.read_text("utf-8")), "utf-8")
    return printed


if __name__ == "__main__":
    target = Path(sys.argv[1] if len(sys.argv) > 1 else REPOSITORY / "build" / "docs").resolve()
    sys.stdout.write(build(target) + f"\nOpen {target / 'site' / 'index.html'}\n")
