"""Whether an index is just what would be built anew: of the same articles and model, with the same settings."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from index.encoding import model_folder, weights_sha256
from index.errors import IndexFolderError, ModelError
from index.folder import Manifest, staleness, verify
from index.readers import article_paths
from index.settings import Settings


def is_fresh(folder: Path, paths: Sequence[Path], settings: Settings, bibliographies: Sequence[Path] = ()) -> bool:
    """Whether `folder` holds a whole index of just these articles and bibliographies, as they are now, with these settings.

    Raises:
        ArticleError: a folder holds no article.
    """
    try:
        manifest = verify(folder)
    except IndexFolderError:
        return False
    return fits(manifest, paths, settings, bibliographies)


def fits(manifest: Manifest, paths: Sequence[Path], settings: Settings, bibliographies: Sequence[Path] = ()) -> bool:
    """Whether what an index was made of is just these articles and bibliographies, as they are now, with these settings."""
    files = article_paths(paths)
    recorded = {source.path for source in manifest.sources}
    same_files = recorded == {os.path.abspath(path) for path in files}  # noqa: PTH100  # a link is an article of its own name
    same_files &= {file.path for file in manifest.bibliographies} == {os.path.abspath(path) for path in bibliographies}  # noqa: PTH100
    same_files &= all(path.is_file() for path in bibliographies)
    whole = not any(source.partial for source in manifest.sources)
    return same_files and whole and _same_model(manifest, settings.model) and not staleness(manifest, settings)


def _same_model(manifest: Manifest, model: str) -> bool:
    """Whether a model is the one that an index was made with; one that is not installed cannot have changed."""
    try:
        return weights_sha256(model_folder(model)) == manifest.model_sha256
    except ModelError:
        return model == manifest.settings.model
