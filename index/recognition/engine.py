"""Tesseract, a program of the system's, run once for each picture, with a time limit: what it reads is hOCR.

It is run as a program and not loaded as a library, so that a picture on which it hangs or breaks down costs that picture alone.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from enum import Enum
from functools import cache

from index.errors import ArticleError, SettingsError
from index.pdfium import Grey
from index.recognition.hocr import ReadLine, lines_of

PROGRAM = "tesseract"
MOST_SECONDS = 180.0  # for a picture: fifty times what one takes
DOTS_PER_INCH = "300"
TURNED = re.compile(rb"Rotate: (?P<degrees>\d+)")
INSTALL = "Install it (Debian and Ubuntu: apt install tesseract-ocr; macOS: brew install tesseract)"


class Layout(Enum):
    """How a picture is laid out, as Tesseract numbers it."""

    PAGE = "3"
    BLOCK = "6"


class RecognitionError(ArticleError):
    """A picture cannot be read: the program broke down, or takes too long."""


class EngineHangsError(RecognitionError):
    """The program takes too long."""


@dataclass(frozen=True, slots=True)
class Engine:
    """Tesseract with its `languages`, codes joined by a plus sign; `version` is what it says of itself."""

    languages: str
    version: str
    most_seconds: float = MOST_SECONDS

    def read(self, grey: Grey, layout: Layout = Layout.PAGE, *, letters: bool = False) -> tuple[ReadLine, ...]:
        """Return the lines in a picture, with the place of each letter if that is wanted.

        Raises:
            RecognitionError: the program breaks down, or takes too long.
        """
        told = ("-c", "hocr_char_boxes=1") if letters else ()
        return lines_of(self._run(grey, "-l", self.languages, "--psm", layout.value, *told, "hocr"))

    def quarter_turns(self, grey: Grey) -> int:
        """Return by how many quarters, with the clock, a picture must be turned to stand upright; 0 where nothing tells.

        Raises:
            RecognitionError: the program takes too long.
        """
        try:
            found = TURNED.search(self._run(grey, "-l", "osd", "--psm", "0"))
        except _BrokenDownError:  # of a picture with few letters it says that by failing
            return 0
        return int(found["degrees"]) // 90 if found else 0

    def _run(self, grey: Grey, *arguments: str) -> bytes:
        height, width = grey.shape
        picture = b"P5 %d %d 255\n" % (width, height) + grey.tobytes()
        command = (PROGRAM, "-", "-", "--dpi", DOTS_PER_INCH, *arguments)
        # One thread each: several pictures are read at a time.
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        try:
            done = subprocess.run(  # noqa: S603  # our own words, and numbers
                command, input=picture, capture_output=True, check=True, timeout=self.most_seconds, env=environment
            )
        except subprocess.TimeoutExpired as error:
            raise EngineHangsError(f"Tesseract was busy with it for over {self.most_seconds:g} s and was ended") from error
        except subprocess.CalledProcessError as error:
            raise _BrokenDownError(f"Tesseract broke down ({_last_line(error.stderr)})") from error
        except OSError as error:
            raise RecognitionError(f"Tesseract cannot be run ({error.strerror})") from error
        return done.stdout


class _BrokenDownError(RecognitionError):
    """The program ended with an error."""


def _last_line(told: bytes) -> str:
    lines = told.decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else "without a word"


def engine_for(languages: str) -> Engine | None:
    """Return Tesseract with its `languages`; None where it is not installed.

    Raises:
        SettingsError: it has no data for one of the languages.
    """
    version = _version()
    if version is None:
        return None
    known = installed_languages()
    missing = [language for language in languages.split("+") if language not in known]
    if missing:
        raise SettingsError(
            f"ocr_languages is {languages!r}, but Tesseract has no data here for {', '.join(missing)}: it has "
            f"{', '.join(known)}. Install them (Debian and Ubuntu: apt install tesseract-ocr-{missing[0].replace('_', '-')}), "
            "or name others."
        )
    return Engine(languages, version)


@cache
def _version() -> str | None:
    if shutil.which(PROGRAM) is None:
        return None
    return _told("--version").splitlines()[0].removeprefix(f"{PROGRAM} ")


@cache
def installed_languages() -> tuple[str, ...]:
    """Return the languages of which Tesseract, which is installed, has data."""
    return tuple(line for line in _told("--list-langs").splitlines()[1:] if line != "osd")


def _told(argument: str) -> str:
    return subprocess.run((PROGRAM, argument), capture_output=True, check=True, text=True, timeout=60.0).stdout  # noqa: S603
