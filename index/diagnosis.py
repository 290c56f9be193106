"""Diagnosis: what is installed, which model, and whether an index is whole, up to date and can be written."""

from __future__ import annotations

import os
import platform
import re
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from index.encoding import BUILDERS, DEFAULT_PACKAGE, checked_weights, require_export_packages
from index.errors import IndexFolderError, LoccitError, ModelError
from index.folder import staleness, verify
from index.judging import open_judge
from index.opening import open_searchable
from index.settings import DEFAULT_MODEL

PROGRAM = "loccit"
REQUIREMENT = re.compile(r"^(?P<name>[\w.-]+)[^;]*(?:;.*\bextra == ['\"](?P<extra>[\w-]+)['\"])?")
TO_DEVELOP = "dev"  # the extra that only those need who change loccit
SHOWN = 12  # of a SHA-256's digits
GIGABYTE = 1e9


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one subject, in words; `well` is False where something there has to be mended."""

    subject: str
    told: str
    well: bool = True


def diagnose(folder: Path) -> tuple[Finding, ...]:
    """Look at the installation and at the index in `folder`; nothing is changed and no error leaves this."""
    return (
        _program(),
        _packages(),
        _extras(),
        _model(),
        _judge(),
        _building(),
        _index(folder),
        _answering(folder),
        _writing(folder),
    )


def _program() -> Finding:
    system = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    return Finding("loccit", f"{version(PROGRAM)} on {platform.python_implementation()} {platform.python_version()}, {system}")


def _packages() -> Finding:
    """Tell the versions of what loccit always needs; what only building an index takes may be missing."""
    found = _installed(_required(""))
    missing = [name for name, told in found.items() if not told]
    needed = [name for name in missing if name not in BUILDERS]
    words = ", ".join(f"{name} {told or 'missing'}" for name, told in found.items())
    return Finding("packages", words + (f". Install them with: pip install {PROGRAM}" if needed else ""), not needed)


def _extras() -> Finding:
    names = sorted({extra for _, extra in _requirements() if extra} - {TO_DEVELOP})
    return Finding("extras", "; ".join(f"{name}: {_extra(name)}" for name in names))


def _extra(name: str) -> str:
    found = _installed(_required(name))
    if not all(found.values()):
        return f"missing, pip install '{PROGRAM}[{name}]' brings it"
    return ", ".join(f"{package} {told}" for package, told in found.items())


def _model() -> Finding:
    try:
        _, digest = checked_weights(DEFAULT_MODEL)
    except ModelError as error:
        installed = bool(_installed([DEFAULT_PACKAGE])[DEFAULT_PACKAGE])
        return Finding("model", f"{error}{'' if installed else ' An index that holds its model answers without.'}", not installed)
    return Finding("model", f"{DEFAULT_MODEL}, SHA-256 {digest[:SHOWN]}…, as its authors published it")


def _judge() -> Finding:
    try:
        judge = open_judge()
    except ModelError as error:
        return Finding("judge", str(error), well=False)
    return Finding("judge", judge.description if judge else "none")


def _building() -> Finding:
    try:
        require_export_packages()
    except ModelError as error:
        return Finding("building", str(error))
    return Finding("building", "a model can be exported, so that an index can be built")


def _index(folder: Path) -> Finding:
    try:
        manifest = verify(folder)
        stale = staleness(manifest, manifest.settings)
    except LoccitError as error:
        return Finding("index", str(error), well=False)
    articles = len({source.article_id for source in manifest.sources})
    whole = f"{folder} has format {manifest.format}, {articles} article{'' if articles == 1 else 's'}, and is whole"
    return Finding("index", f"{whole}, but out of date: {stale}." if stale else f"{whole} and up to date", not stale)


def _answering(folder: Path) -> Finding:
    """Open the index as whoever asks does, and encode something."""
    try:
        collection = open_searchable(folder)
        collection.query("Who was there?")
    except IndexFolderError:
        return Finding("answering", "not tried, for the index has to be mended first", well=False)
    except LoccitError as error:
        return Finding("answering", str(error), well=False)
    return Finding("answering", collection.encoding.rstrip("."))


def _writing(folder: Path) -> Finding:
    """Write a nameless file where the index lies or would lie, and see how much room is left."""
    place = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.is_dir())
    where = folder if place == folder.absolute() else f"the folder in which {folder} would be made"
    try:
        with tempfile.TemporaryFile(dir=place) as file:
            file.write(b"\n")
    except OSError as error:
        return Finding(
            "writing", f"{where} cannot be written: {error.strerror}. Give yourself the right to, or room.", well=False
        )
    return Finding("writing", f"{where} can be written; {shutil.disk_usage(place).free / GIGABYTE:,.1f} GB are free")


def _required(extra: str) -> list[str]:
    return [name for name, of in _requirements() if of == extra]


def _requirements() -> list[tuple[str, str]]:
    """Return the packages that loccit declares, each with the extra that brings it, empty where loccit itself does."""
    matches = (REQUIREMENT.match(line) for line in requires(PROGRAM) or ())
    return [(match["name"], match["extra"] or "") for match in matches if match]


def _installed(names: Iterable[str]) -> dict[str, str]:
    """Return the version of each package, empty where it is not installed."""
    found = {}
    for name in names:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = ""
    return found
