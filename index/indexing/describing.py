"""An index's articles get what other bibliographies tell of them; their texts stay as they are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from index.encoding import Encoder, file_sha256
from index.folder import BibliographyFile, OpenIndex
from index.indexing.assembly import assemble
from index.indexing.indexed_articles import IndexedArticle, known_articles
from index.indexing.reading import BuildOptions, with_sidecar
from index.indexing.told_by_bibliographies import readable, told
from index.metadata import Bibliography, entry_digest
from index.settings import Settings


def describe(
    previous: OpenIndex, bibliographies: Sequence[Path], encoder: Encoder | None = None, options: BuildOptions | None = None
) -> OpenIndex:
    """Return an index with what `bibliographies` tell of its articles, in the place of what those that it was made with told.

    What one of these told that is not there any more stays, and so does what is known of an article whose file has changed.

    Raises:
        BibliographyError: a bibliography cannot be read, and `options.refused` is missing.
    """
    manifest, options = previous.contents.manifest, options or BuildOptions()
    exports = readable(bibliographies, options)
    gone = [each for each in manifest.bibliographies if not Path(each.path).is_file()]
    known = known_articles(previous.contents)
    bare = [_bare(each, exports, manifest.settings, lasting=bool(gone)) for each in known]
    fixed = [each for each, without in zip(known, bare, strict=True) if without is None]
    found = iter(told([each for each in bare if each is not None], exports, options, fixed))
    articles = [each if without is None else next(found) for each, without in zip(known, bare, strict=True)]
    files = [*gone, *(BibliographyFile(export.path, export.sha256) for export in exports)]
    return assemble(articles, manifest.settings, encoder, previous, options, files)


def _bare(each: IndexedArticle, exports: Sequence[Bibliography], settings: Settings, *, lasting: bool) -> IndexedArticle | None:
    """Return an article without what an entry told of it; None where that is to stay: `lasting` where nothing else says it."""
    source, path = each.source, Path(each.source.path)
    if not source.entry:
        return each
    if lasting and source.entry not in {entry_digest(entry) for export in exports for entry in export.entries}:
        return None
    if not path.is_file() or file_sha256(path) != source.sha256:
        return None
    (bare,) = with_sidecar([each], path, settings)
    return bare.renamed(source.article_id)
