"""Where pandoc lies, and how it is run: without access to other files (`--sandbox`), with limited memory and time."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from index.errors import LoccitError, first_line

INSTALL = "pip install 'loccit[formats]'"
MEMORY = "2g"  # pandoc's heap
WARNING = re.compile(r"^\[WARNING\] (?P<said>.+)$", re.MULTILINE)
MOST_WARNINGS = 5
PASSED_OVER = re.compile(r"^\[INFO\] Skipped '(?P<what>[^\0]+?)' at (?:.* )?line (?P<line>\d+) column \d+$", re.MULTILINE)


class PandocError(LoccitError):
    """Pandoc refuses what it was given; the text is its own reason."""


class PandocMissingError(PandocError):
    """Pandoc is not installed."""


class PandocTimeError(PandocError):
    """Pandoc took too long and was given up."""


@dataclass(frozen=True, slots=True)
class Converted:
    """What pandoc made, and what it warned of; with `--verbose`, what it passed over, each with its line, from 1."""

    data: bytes
    warnings: tuple[str, ...]
    passed_over: tuple[tuple[int, str], ...] = ()


def pandoc_program() -> Path:
    """Return where pandoc lies.

    Raises:
        PandocMissingError: it is not installed.
    """
    found = find_spec("pypandoc")
    folder = Path(found.origin).parent / "files" if found and found.origin else None
    for name in ("pandoc", "pandoc.exe"):
        if folder and (folder / name).is_file():
            return folder / name
    raise PandocMissingError(f"This is done by pandoc, which is not installed. Install it with: {INSTALL}")


def run_pandoc(arguments: Sequence[str], data: bytes, seconds: float) -> Converted:
    """Return what pandoc makes of `data` with these arguments, which name no file but those that it shall read.

    Raises:
        PandocMissingError: it is not installed.
        PandocTimeError: it takes longer than `seconds`; it is killed then.
        PandocError: it refuses.
    """
    command = [str(pandoc_program()), "+RTS", f"-M{MEMORY}", "-RTS", "--sandbox", *arguments]
    try:
        # Killed when its time is over; what the command names is chosen by whoever calls this, not by a request.
        done = subprocess.run(command, input=data, capture_output=True, timeout=seconds, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise PandocTimeError(f"pandoc was busy for over {seconds:g} seconds and was given up.") from error
    said = done.stderr.decode("utf-8", "replace")
    if done.returncode:
        raise PandocError(first_line(ValueError(WARNING.sub("", said).strip() or f"exit code {done.returncode}")))
    warnings = list(dict.fromkeys(match["said"] for match in WARNING.finditer(said)))
    passed_over = tuple((int(match["line"]), match["what"].strip()) for match in PASSED_OVER.finditer(said))
    return Converted(done.stdout, tuple(warnings[:MOST_WARNINGS]), passed_over)
