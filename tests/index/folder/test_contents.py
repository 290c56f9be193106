"""contents.py: the nouns of an index folder."""

from __future__ import annotations

from index.collection import Collection
from index.folder.contents import FORMAT, SourceFile


def test_contents_belong_together(harbour: Collection) -> None:
    """There is a source for each article, a vector for each passage and sentence, and the manifest names the encoder."""
    index = harbour.index
    contents, manifest = index.contents, index.contents.manifest
    assert (manifest.format, manifest.encoder, manifest.dimension) == (FORMAT, index.encoder.fingerprint, index.encoder.dimension)
    assert [source.article_id for source in manifest.sources] == [article.id for article in contents.articles]
    assert len(contents.semantic.vectors) == len(contents.passages)
    assert len(contents.sentence_vectors) == len(contents.terms.starts) - 1 == len(contents.tokens.starts) - 1


def test_a_source_is_whole_and_without_sidecar_unless_said() -> None:
    """A file of which nothing was removed, and beside which nothing lies, needs no word."""
    assert SourceFile("harbour", "/harbour.txt", "ab") == SourceFile("harbour", "/harbour.txt", "ab", partial=False, sidecar="")
