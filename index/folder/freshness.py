"""Whether an index still belongs to its articles, its model and the settings that are asked for."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from index.encoding import file_sha256, model_folder, weights_sha256
from index.errors import IndexFolderError, ModelError
from index.folder.contents import Manifest
from index.folder.loading import verify
from index.metadata import SidecarError, sidecar_of, sidecar_sha256
from index.readers import article_paths
from index.settings import Settings

SHOWN = 12  # of a SHA-256's digits, enough to tell two files apart


def is_fresh(folder: Path, paths: Sequence[Path], settings: Settings) -> bool:
    """Whether `folder` holds a whole index of just these articles, as they are now, built with these settings.

    Raises:
        ArticleError: a folder holds no article.
    """
    try:
        manifest = verify(folder)
    except IndexFolderError:
        return False
    files = article_paths(paths)
    recorded = {source.path for source in manifest.sources}
    same_files = recorded == {os.path.abspath(path) for path in files}  # noqa: PTH100  # a link is an article of its own name
    whole = not any(source.partial for source in manifest.sources)
    return same_files and whole and _same_model(manifest, settings.model) and not staleness(manifest, settings)


def _same_model(manifest: Manifest, model: str) -> bool:
    """Whether a model is the one that an index was made with; one that is not installed cannot have changed."""
    try:
        return weights_sha256(model_folder(model)) == manifest.model_sha256
    except ModelError:
        return model == manifest.settings.model


def staleness(manifest: Manifest, settings: Settings) -> str:
    """Say why an index no longer fits its articles or `settings`; empty where it does.

    An article's file that is not there, or not to be read, is no reason: an index folder can be copied to where only it is
    needed.
    """
    return _other_settings(manifest.settings, settings) or _changed_files(manifest)


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


def _change(before: str, now: str) -> str:
    """Say what became of a sidecar, by its digests."""
    if not before:
        return f"is new beside its article (SHA-256 {now[:SHOWN]}…)"
    return f"has changed (SHA-256 was {before[:SHOWN]}…, is {now[:SHOWN]}…)" if now else "is gone"
