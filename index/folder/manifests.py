"""The manifest of an index: read and verified, written with the checksum of each file."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from index.encoding import file_sha256
from index.errors import IndexFolderError, SettingsError, StaleIndexError
from index.folder.contents import FORMAT, Manifest, SourceFile
from index.folder.file_names import CHECKSUM, MANIFEST

REBUILD = "Build it again with: loccit index ARTICLE... --into"
_MANIFEST = TypeAdapter(Manifest)
_SOURCES = TypeAdapter(tuple[SourceFile, ...])


def read_manifest(generation: Path, folder: Path) -> Manifest:
    """Return a generation's manifest; one of another version is stale, one that cannot be read is damaged."""
    path = generation / MANIFEST
    try:
        raw = TypeAdapter(dict[str, Any]).validate_json(path.read_bytes())
        if raw.get("format") != FORMAT:
            raise StaleIndexError(
                f"The index in {folder} has format {raw.get('format')!r}, but this version reads format {FORMAT}. "
                f"{rebuild(folder)}"
            )
        if (generation / CHECKSUM).read_text("ascii") != checksum_line(path):
            raise IndexFolderError(
                f"The index in {folder} is damaged: {path.name} does not have the SHA-256 in {CHECKSUM}. {rebuild(folder)}"
            )
        return _absolute(_MANIFEST.validate_json(path.read_bytes()), folder)
    except FileNotFoundError as error:
        missing = path.name if not path.exists() else CHECKSUM
        raise IndexFolderError(f"The index in {folder} is incomplete: {missing} is missing. {rebuild(folder)}") from error
    except UnicodeDecodeError as error:
        raise IndexFolderError(f"The index in {folder} is damaged: {CHECKSUM} cannot be read. {rebuild(folder)}") from error
    except (ValidationError, SettingsError, OSError) as error:
        raise IndexFolderError(f"The index in {folder} is damaged: {path.name} cannot be read. {rebuild(folder)}") from error


def read_sources(generation: Path, folder: Path) -> tuple[SourceFile, ...]:
    """Return of which files a generation is, whichever version wrote it; none where that cannot be read."""
    try:
        raw = TypeAdapter(dict[str, Any]).validate_json((generation / MANIFEST).read_bytes())
        return tuple(_absolute_source(source, folder.resolve()) for source in _SOURCES.validate_python(raw.get("sources", ())))
    except (ValidationError, OSError):
        return ()


def write_manifest(generation: Path, manifest: Manifest) -> None:
    """Write the manifest of a generation whose other files are there, and its own checksum."""
    complete = replace(manifest, files=checksums(generation))
    (generation / MANIFEST).write_bytes(_MANIFEST.dump_json(complete, indent=2))
    (generation / CHECKSUM).write_text(checksum_line(generation / MANIFEST), "ascii")


def checksums(generation: Path) -> dict[str, str]:
    """Return the SHA-256 of each of an index's files."""
    return {path.name: file_sha256(path) for path in sorted(generation.iterdir()) if path.name not in {MANIFEST, CHECKSUM}}


def relative(manifest: Manifest, folder: Path) -> Manifest:
    """Name the articles' files as they lie from the index folder, so that both can move together."""
    home = folder.resolve()
    return replace(
        manifest,
        sources=tuple(replace(source, path=os.path.relpath(source.path, home)) for source in manifest.sources),
        bibliographies=tuple(replace(file, path=os.path.relpath(file.path, home)) for file in manifest.bibliographies),
    )


def _absolute(manifest: Manifest, folder: Path) -> Manifest:
    home = folder.resolve()
    return replace(
        manifest,
        sources=tuple(_absolute_source(source, home) for source in manifest.sources),
        bibliographies=tuple(replace(file, path=os.path.normpath(home / file.path)) for file in manifest.bibliographies),
    )


def _absolute_source(source: SourceFile, home: Path) -> SourceFile:
    return replace(source, path=os.path.normpath(home / source.path))


def rebuild(folder: Path) -> str:
    """Say how to build the index in `folder` again."""
    return f"{REBUILD} {folder}"


def checksum_line(path: Path) -> str:
    """Return a file's SHA-256 as the command sha256sum writes and reads it."""
    return f"{file_sha256(path)}  {path.name}\n"
