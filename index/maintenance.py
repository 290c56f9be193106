"""What changes an index folder: index, add, remove. One writer at a time; who reads is never disturbed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from index.collection import Collection
from index.encoding import Encoder
from index.errors import IndexFolderError, ModelError
from index.folder import Contents, Former, Refused, Workshop, Writer, add, build, current_generation, load, open_encoder, writing
from index.settings import Settings


def index_into(
    folder: Path,
    paths: Sequence[Path],
    settings: Settings,
    *,
    anew: bool = False,
    shown: bool = False,
    refused: Refused | None = None,
) -> Collection:
    """Make `folder` an index of just the articles at `paths`, taking over what it holds of them already.

    `anew` takes nothing over; `shown` shows the progress on a terminal; `refused` is told of files that cannot be read, and the
    rest is indexed. What an interrupted call has encoded is used by the next one.

    Raises:
        ArticleError: a file cannot be read and nobody is told, or two articles have the same id.
        ModelError: the embedding model cannot be loaded.
        IndexFolderError: the folder cannot be written.
    """
    with writing(folder) as writer:
        workshop = Workshop(writer.progress, shown=shown, refused=refused)
        former = None if anew else _former(folder)
        return _put(writer, *build(paths, settings, former=former, workshop=workshop))


def add_to(folder: Path, paths: Sequence[Path], *, shown: bool = False, refused: Refused | None = None) -> Collection:
    """Add the articles at `paths` to the index in `folder`, or put them in the place of those from the same files.

    `refused` is told of files that cannot be read, and the rest is added.

    Raises:
        ArticleError: a file cannot be read and nobody is told, or another article has the same id.
        IndexFolderError: there is no whole index in the folder, or it cannot be written.
    """
    current_generation(folder)
    with writing(folder) as writer:
        workshop = Workshop(writer.progress, shown=shown, refused=refused)
        return _put(writer, *add(_opened(folder), paths, workshop=workshop))


def remove_from(folder: Path, article_ids: Iterable[str]) -> Collection:
    """Take articles out of the index in `folder`.

    Raises:
        UnknownArticleError: there is no such article.
        ArticleError: none would be left.
        IndexFolderError: there is no whole index in the folder, or it cannot be written.
    """
    current_generation(folder)
    with writing(folder) as writer:
        former = _opened(folder)
        left = Collection(former.contents, former.encoder).remove(article_ids).former
        return _put(writer, left.contents, left.encoder)


def _put(writer: Writer, contents: Contents, encoder: Encoder) -> Collection:
    writer.put(contents)
    return Collection(contents, encoder)


def _opened(folder: Path) -> Former:
    contents = load(folder)
    return Former(contents, open_encoder(contents))


def _former(folder: Path) -> Former | None:
    """Return the index that is there, None where there is none that can be taken over."""
    try:
        return _opened(folder)
    except (IndexFolderError, ModelError):
        return None
