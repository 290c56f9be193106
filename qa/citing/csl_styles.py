"""Any other style: a file of the Citation Style Language (CSL), as Zotero's repository has them, set by pandoc's citeproc."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePosixPath

from index.errors import ArticleError, Kind, LoccitError, first_line, shortened
from index.pandoc import PandocError, PandocMissingError, PandocTimeError
from index.records import Publication
from qa.citing.citation_styles import CitedPlace, PlaceReferences
from qa.citing.citeproc import SECONDS, set_by_citeproc

LARGEST = 1_000_000  # bytes; the longest style of the repository has some 200,000
LONGEST_TITLE = 200
LONGEST_NAME = 80
NO_NAME = re.compile(r"[^a-z0-9]+")
OTHERS = {"chicago", "mla", "apa", "bibtex", "ris", "csl"}  # names that mean a built-in style, or a file
BEHIND = "-csl"  # what is put behind such a name
REMEMBERED = 256  # answers and exports whose references are kept
EXAMPLE = CitedPlace(Publication(kind="book", title="An Example"), "example")
WHERE = "Styles lie at https://www.zotero.org/styles."


class CslError(LoccitError):
    """A file is no style of citation, or none that can be worked with."""

    kind = Kind.UNFIT
    field = "/style"


@dataclass(frozen=True, slots=True)
class CslStyle:
    """A style of the Citation Style Language; `data` is its file, and `name` what its own id ends with, or the file's name."""

    name: str
    title: str
    in_notes: bool
    data: bytes = field(repr=False)

    def cite(self, places: Sequence[CitedPlace]) -> tuple[PlaceReferences, ...]:
        """Return the references of each place, made by one run of pandoc, or as they were made before.

        Raises:
            CslError: pandoc is not installed, or does not make them in time.
        """
        return _cite(self, tuple(places)) if places else ()


def read_csl(path: Path) -> CslStyle:
    """Return the style in a file.

    Raises:
        CslError: it cannot be read, or is no style that can be worked with.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise CslError(f"The style {path} cannot be read: {error.strerror}.") from error
    return csl_style(data, path.name)


def csl_style(data: bytes, place: str) -> CslStyle:
    """Return the style that a file holds; `place` names the file.

    Raises:
        CslError: it is no style that can be worked with.
    """
    if len(data) > LARGEST:
        raise CslError(f"The style {shortened(place)} has more than {LARGEST:,} bytes, which none has. {WHERE}")
    style = described(data, place)
    style.cite([EXAMPLE])  # whether it works is known before it is needed
    return style


def described(data: bytes, place: str) -> CslStyle:
    """Return what `csl_style` does, but do not try whether pandoc can work with it.

    Raises:
        CslError: the file says by itself that it is no style that can be worked with.
    """
    from index.readers import parse_xml  # here, for it brings in what reads articles' files

    try:
        root = parse_xml(data, f"The style {place}")
    except ArticleError as error:
        raise CslError(f"{error} {WHERE}") from error
    if root.tag != "style" or root.find("info") is None:
        raise CslError(f"{shortened(place)} is XML, but no style of citation (CSL): its root is <{root.tag}>. {WHERE}")
    parent = root.find("info/link[@rel='independent-parent']")
    if parent is not None:
        raise CslError(
            f"The style {shortened(place)} has no rules of its own, but follows {parent.get('href')}. Give that style's file."
        )
    if root.find("citation") is None:
        raise CslError(f"The style {shortened(place)} does not say how to cite: it has no <citation>. {WHERE}")
    title = " ".join((root.findtext("info/title") or place).split())[:LONGEST_TITLE]
    return CslStyle(_name(root.findtext("info/id") or "", place), title, root.get("class") == "note", data)


def _name(style_id: str, place: str) -> str:
    """Return a name for programs: small letters, digits and hyphens, and none that means something else."""
    given = style_id.rstrip("/").rpartition("/")[2] or PurePosixPath(place).stem
    plain = NO_NAME.sub("-", given.casefold()).strip("-")[:LONGEST_NAME].strip("-") or "style"
    return plain + BEHIND if plain in OTHERS else plain


@lru_cache(maxsize=REMEMBERED)
def _cite(style: CslStyle, places: tuple[CitedPlace, ...]) -> tuple[PlaceReferences, ...]:
    try:
        return set_by_citeproc(style.data, places, in_notes=style.in_notes)
    except PandocMissingError as error:
        raise CslError(f"Styles other than Chicago, MLA and APA are set by pandoc. {error}") from error
    except PandocTimeError as error:
        raise CslError(
            f"The style “{style.title}” was not set within {SECONDS} seconds. Cite fewer places, or take another style."
        ) from error
    except PandocError as error:
        raise CslError(f"The style “{style.title}” cannot be worked with: {first_line(error)}. {WHERE}") from error
