"""The styles to choose from: the built-in ones, those of files that are named, and those that were put into a folder since.

FOLDER/NAME.csl   a style as it came in, by its name for programs
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from index.errors import Kind, LoccitError
from qa.citing.citation_styles import BUILT_IN, CitationStyle
from qa.citing.csl_styles import LARGEST, CslError, CslStyle, csl_style, described, read_csl

SUFFIX = ".csl"
MOST_KEPT = 200  # styles that can be put in

_log = logging.getLogger("loccit.styles")


class FixedStyleError(LoccitError):
    """A style was not put in, so that it can neither be removed nor be replaced."""

    kind = Kind.CONFLICT


class StyleShelf:
    """Styles by their names. Several processes may share a folder: what one puts in, the others offer."""

    def __init__(self, files: Sequence[Path] = (), folder: Path | None = None) -> None:
        """Read the styles of files, the first of which is the house's own.

        Raises:
            CslError: one is no style that can be worked with, or has the name of another.
        """
        self._own = tuple(read_csl(path) for path in files)
        self._folder = folder
        doubled = [style.name for at, style in enumerate(self._own) if style.name in {each.name for each in self._own[:at]}]
        if doubled:
            raise CslError(f"Two of the styles have the name {doubled[0]}. Name one of them alone.")

    @property
    def house(self) -> CitationStyle:
        """The style in which references are, unless somebody chooses another."""
        return self._own[0] if self._own else BUILT_IN[0]

    def styles(self) -> tuple[CitationStyle, ...]:
        """Return all styles: the built-in ones, those of the files, and by their titles those that were put in."""
        names = {each.name for each in self._own}
        put_in = [style for style in self._put_in() if style.name not in names]
        return (*BUILT_IN, *self._own, *sorted(put_in, key=lambda style: style.title.casefold()))

    def style(self, name: str) -> CitationStyle | None:
        """Return the style of a name."""
        return next((style for style in self.styles() if style.name == name), None)

    def can_remove(self, style: CitationStyle) -> bool:
        """Whether a style was put in."""
        return style not in BUILT_IN and style not in self._own

    def put(self, data: bytes, place: str) -> CslStyle:
        """Put in the style that a file holds, in the place of one of its name; `place` names the file.

        Raises:
            CslError: it is no style that can be worked with, or there are too many.
            FixedStyleError: a style of its name is there that cannot be replaced.
            OSError: the disk does not take it.
        """
        style = csl_style(data, place)
        if style.name in {each.name for each in self._own}:
            raise FixedStyleError(f"There is a style of the name {style.name} already, which whoever runs the service has named.")
        folder = self._open_folder()
        if len(list(folder.glob(f"*{SUFFIX}"))) >= MOST_KEPT:
            raise CslError(f"There are {MOST_KEPT} styles already, which is as many as may. Remove one first.")
        beside = folder / f".{secrets.token_hex(8)}"
        try:
            beside.write_bytes(data)
            beside.replace(folder / f"{style.name}{SUFFIX}")
        finally:
            beside.unlink(missing_ok=True)
        return style

    def remove(self, style: CitationStyle) -> None:
        """Remove a style that was put in.

        Raises:
            FixedStyleError: it was not put in.
        """
        if not self.can_remove(style):
            raise FixedStyleError(f"The style “{style.title}” is always there, and cannot be removed here.")
        (self._open_folder() / f"{style.name}{SUFFIX}").unlink(missing_ok=True)

    def _open_folder(self) -> Path:
        if self._folder is None:
            raise FixedStyleError("There is no folder into which styles could be put.")
        self._folder.mkdir(parents=True, exist_ok=True)
        return self._folder

    def _put_in(self) -> Iterator[CslStyle]:
        """Yield the styles of the folder; a file that is none any more, or is just being removed, is told of in the log."""
        for path in sorted(self._folder.glob(f"*{SUFFIX}")) if self._folder else ():
            try:
                state = path.stat()
                yield _kept(path, state.st_mtime_ns, state.st_size)
            except (OSError, CslError) as error:
                _log.warning("The style %s is left out: %s", path, error)


@lru_cache(maxsize=2 * MOST_KEPT)
def _kept(path: Path, changed: int, size: int) -> CslStyle:  # noqa: ARG001  # a file that changed is another
    with path.open("rb") as file:
        return described(file.read(LARGEST + 1), path.name)
