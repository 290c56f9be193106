"""Why an index no longer fits its articles, or the settings that are asked for."""

from __future__ import annotations

from pathlib import Path

from index.encoding import file_sha256
from index.folder.contents import Manifest
from index.metadata import SidecarError, sidecar_of, sidecar_sha256
from index.settings import Settings

SHOWN = 12  # of a SHA-256's digits, enough to tell two files apart


def staleness(manifest: Manifest, settings: Settings) -> str:
    """Say why an index no longer fits its articles or `settings`; empty where it does.

    An article's file that is not there, or not to be read, is no reason: an index folder can be copied to where only it is
    needed.
    """
    return _other_settings(manifest.settings, settings) or _changed_files(manifest) or _changed_bibliography(manifest)


def _other_settings(saved: Settings, wanted: Settings) -> str:
    """Say which setting differs; empty where none does."""
    for name in Settings.__dataclass_fields__:
        was, is_asked = getattr(saved, name), getattr(wanted, name)
        if was != is_asked:
            return f"it was built with {name} = {was!r}, and {is_asked!r} is asked for"
    return ""


def _changed_files(manifest: Manifest) -> str:
    """Say which article's file, or the sidecar beside it, is another one now; empty where none is."""
    for name, digest, sidecar in dict.fromkeys((source.path, source.sha256, source.sidecar) for source in manifest.sources):
        path = Path(name)
        try:
            found, found_sidecar = file_sha256(path), sidecar_sha256(path)
        except (OSError, SidecarError):
            continue
        if found != digest:
            return f"{path.name} has changed (SHA-256 was {digest[:SHOWN]}…, is {found[:SHOWN]}…)"
        if found_sidecar != sidecar:
            return f"{sidecar_of(path).name} {_change(sidecar, found_sidecar)}"
    return ""


def _changed_bibliography(manifest: Manifest) -> str:
    """Say which bibliography is another one now; one that is not there is no reason, as with an article."""
    for file in manifest.bibliographies:
        path = Path(file.path)
        try:
            found = file_sha256(path)
        except OSError:
            continue
        if found != file.sha256:
            return f"{path.name} {_change(file.sha256, found)}"
    return ""


def _change(before: str, now: str) -> str:
    """Say what became of a sidecar, by its digests."""
    if not before:
        return f"is new beside its article (SHA-256 {now[:SHOWN]}…)"
    return f"has changed (SHA-256 was {before[:SHOWN]}…, is {now[:SHOWN]}…)" if now else "is gone"
