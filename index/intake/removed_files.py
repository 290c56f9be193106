"""Files that lie elsewhere and whose articles were removed: they stay where they are, and out of the index."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from index.folder import kept_folder
from index.readers import article_paths

REMOVED = ".removed"  # in the folder of the files that came in: a list of paths, as JSON
BESIDE = ".new"


def removed_files(index_folder: Path) -> frozenset[str]:
    """Return the files, by their absolute paths, whose articles were removed and not added again since."""
    try:
        return frozenset(map(str, json.loads((kept_folder(index_folder) / REMOVED).read_text("utf-8"))))
    except (FileNotFoundError, ValueError):
        return frozenset()


def keep_out(index_folder: Path, paths: Iterable[str]) -> None:
    """Note that files are not to be indexed again.

    Raises:
        OSError: the disk takes nothing.
    """
    _change(index_folder, removed_files(index_folder) | set(paths))


def let_in(index_folder: Path, paths: Iterable[Path]) -> None:
    """Note that files may be indexed again, for somebody has named them."""
    _change(index_folder, removed_files(index_folder) - {_whole(path) for path in paths})


def without_removed(index_folder: Path, paths: Sequence[Path]) -> tuple[Path, ...]:
    """Return paths without the removed files that stand in folders or match patterns; what is named by itself is wanted.

    Raises:
        ArticleError: a folder holds no article.
    """
    removed = removed_files(index_folder)
    if not removed:
        return tuple(paths)
    named = {_whole(path) for path in paths}
    return tuple(file for file in article_paths(paths) if _whole(file) in named or _whole(file) not in removed)


def _whole(path: Path) -> str:
    return os.path.abspath(path)  # noqa: PTH100  # as an index names its articles' files


def _change(index_folder: Path, paths: frozenset[str]) -> None:
    if paths == removed_files(index_folder):
        return
    target = kept_folder(index_folder) / REMOVED
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(target.name + BESIDE)
    beside.write_text(json.dumps(sorted(paths), ensure_ascii=False, indent=1), "utf-8")
    beside.replace(target)
