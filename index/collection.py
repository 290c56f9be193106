"""Collection: articles that can be searched – what the rest of the house talks to."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index import store
from index.analysis import terms
from index.encoder import Encoder, SentenceTransformerEncoder, Vectors, file_sha256, model_folder, weights_sha256
from index.errors import ArticleError, IndexFolderError, StaleIndexError, UnknownArticleError, UnknownPassageError, brief
from index.fusion import ranking, weighted_sum
from index.lexical import LexicalIndex
from index.passages import split_passages
from index.reading import article_paths, read_articles
from index.records import Article, Hit, Passage, Span
from index.semantic import Positions, SemanticIndex
from index.settings import Settings

MOST_NAMED = 5  # articles that an error names


@dataclass(frozen=True, slots=True, eq=False)
class Query:
    """A question as it is searched for: its terms, and its vector, float32 (dim,)."""

    terms: tuple[str, ...]
    vector: Vectors


@dataclass(frozen=True, slots=True)
class SentenceMatch:
    """How well a sentence meets a query: `coverage` of its terms by rarity, 0 to 1, and `cosine` of the vectors."""

    span: Span
    coverage: float
    cosine: float


class Collection:
    """Articles, their passages, and the two indexes over them. Immutable, and safe to search from several threads."""

    def __init__(self, contents: store.Contents, encoder: Encoder) -> None:
        self._contents = contents
        self._encoder = encoder
        self._articles = {article.id: article for article in contents.articles}
        self._passages = {passage.id: position for position, passage in enumerate(contents.passages)}
        self._lexical = LexicalIndex([terms(passage.text) for passage in contents.passages], self.settings)
        spans = _sentences(contents.articles)
        self._sentences = {key: row for row, key in enumerate(spans)}

    @classmethod
    def build(cls, paths: Sequence[Path], settings: Settings | None = None, encoder: Encoder | None = None) -> Collection:
        """Read and index the articles at `paths`, files or folders.

        Raises:
            ArticleError: a file cannot be read, or two have the same id.
            ModelError: the embedding model cannot be loaded.
        """
        settings = settings or Settings()
        files = article_paths(paths)
        read = [(article, path) for path in files for article in read_articles(path, settings.markers)]
        _refuse_doubles(read)
        articles = tuple(article for article, _ in read)
        encoder = encoder or SentenceTransformerEncoder(settings.model)
        passages = tuple(passage for article in articles for passage in split_passages(article, settings))
        sources = tuple(_source_file(article, path) for article, path in read)
        manifest = store.Manifest(store.FORMAT, settings, encoder.fingerprint, encoder.dimension, sources, {})
        semantic = SemanticIndex.build(encoder.encode([passage.text for passage in passages]))
        texts = [span.of(article.text) for article in articles for span in _spans(article)]
        return cls(store.Contents(manifest, articles, passages, semantic, encoder.encode(texts)), encoder)

    @classmethod
    def open(cls, folder: Path, settings: Settings | None = None, encoder: Encoder | None = None) -> Collection:
        """Open a saved index, whole and verified, or not at all.

        `settings` are those that the caller counts on; None takes the index as it is.

        Raises:
            IndexFolderError: the folder is missing, incomplete or damaged.
            StaleIndexError: it belongs to other settings, another model or version, or an article changed since.
        """
        contents = store.load(folder)
        reason = staleness(contents.manifest, settings or contents.manifest.settings)
        if reason:
            raise StaleIndexError(f"The index in {folder} is out of date: {reason}. {store.REBUILD} {folder}")
        encoder = encoder or SentenceTransformerEncoder(contents.manifest.settings.model)
        if encoder.fingerprint != contents.manifest.model_sha256:
            raise StaleIndexError(
                f"The index in {folder} was made with a model of SHA-256 {contents.manifest.model_sha256}, "
                f"but the one at hand has {encoder.fingerprint}. {store.REBUILD} {folder}"
            )
        return cls(contents, encoder)

    def save(self, folder: Path) -> None:
        """Write the index to `folder`, putting it in the place of a former one in one step.

        Raises:
            IndexFolderError: the folder cannot be written, or is not an index folder.
        """
        store.save(folder, self._contents)

    @property
    def settings(self) -> Settings:
        """What the index was built with."""
        return self._contents.manifest.settings

    @property
    def articles(self) -> tuple[Article, ...]:
        """All articles, in the order in which they were given."""
        return self._contents.articles

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All passages, in the order of the articles."""
        return self._contents.passages

    def article(self, article_id: str) -> Article:
        """Return the article of that id.

        Raises:
            UnknownArticleError: there is none.
        """
        try:
            return self._articles[article_id]
        except KeyError as error:
            raise UnknownArticleError(f"There is no article {brief(article_id)}. {self._known_articles()}") from error

    def passage(self, passage_id: str) -> Passage:
        """Return the passage of that id.

        Raises:
            UnknownPassageError: there is none.
        """
        try:
            return self.passages[self._passages[passage_id]]
        except KeyError as error:
            raise UnknownPassageError(
                f"There is no passage {brief(passage_id)}. Passages have ids like {self.passages[0].id!r}; an answer names them."
            ) from error

    def query(self, question: str) -> Query:
        """Return the question's terms and vector, so that search and evidence need them only once."""
        return Query(tuple(terms(question)), self._encoder.encode([question])[0])

    def search(self, query: Query, limit: int, article_id: str | None = None) -> tuple[Hit, ...]:
        """Return the best `limit` passages, best first; of one article alone if `article_id` is given.

        Raises:
            UnknownArticleError: there is no such article.
        """
        lexical = self._lexical.scores(query.terms)
        positions = self._candidates(lexical, query.vector, article_id)
        lexical, semantic = lexical[positions], self._semantic.cosines(query.vector, positions)
        fused = weighted_sum(lexical, semantic, self.settings.lexical_weight)
        return tuple(
            Hit(self.passages[positions[at]], rank, float(fused[at]), float(lexical[at]), float(semantic[at]))
            for rank, at in enumerate(ranking(fused)[:limit], start=1)
        )

    def sentences(self, query: Query, passage: Passage) -> tuple[SentenceMatch, ...]:
        """Return how well each sentence of `passage` meets `query`, in the order of the text."""
        rows = [self._sentences[passage.article_id, span.start] for span in passage.sentences]
        cosines = self._contents.sentences[rows] @ query.vector
        text = self.article(passage.article_id).text
        return tuple(
            SentenceMatch(span, self.coverage(query, span.of(text)), float(cosine))
            for span, cosine in zip(passage.sentences, cosines, strict=True)
        )

    def coverage(self, query: Query, text: str) -> float:
        """Return the share of the query's terms that `text` has, weighted by rarity, from 0 to 1."""
        return self._lexical.coverage(query.terms, terms(text))

    def knows(self, term: str, article_id: str | None = None) -> bool:
        """Whether any passage, or any of one article's, has this term of `index.analysis.terms`."""
        if article_id is None or not self._lexical.knows(term):
            return self._lexical.knows(term)
        return bool(self._lexical.scores([term])[self._of_article(article_id)].any())

    @property
    def _semantic(self) -> SemanticIndex:
        return self._contents.semantic

    def _candidates(self, lexical: Vectors, vector: Vectors, article_id: str | None) -> Positions:
        """Return the positions to be fused: an article's own, or the best of either search, in rising order."""
        if article_id is not None:
            self.article(article_id)
            return self._of_article(article_id)
        depth = self.settings.candidates
        return np.union1d(ranking(lexical)[:depth], self._semantic.nearest(vector, depth)).astype(np.int64)

    def _known_articles(self) -> str:
        ids = sorted(self._articles)
        more = f", and {len(ids) - MOST_NAMED} more" if len(ids) > MOST_NAMED else ""
        return f"There are: {', '.join(ids[:MOST_NAMED])}{more}."

    def _of_article(self, article_id: str) -> Positions:
        """Return the positions of an article's passages."""
        own = [position for position, passage in enumerate(self.passages) if passage.article_id == article_id]
        return np.array(own, dtype=np.int64)


def is_fresh(folder: Path, paths: Sequence[Path], settings: Settings) -> bool:
    """Whether `folder` holds a whole index of just these articles, as they are now, built with these settings.

    Raises:
        ArticleError: a folder holds no article.
    """
    try:
        contents = store.load(folder)
    except IndexFolderError:
        return False
    manifest = contents.manifest
    files = article_paths(paths)
    recorded = {source.path for source in manifest.sources}
    same_files = recorded == {os.path.abspath(path) for path in files}  # noqa: PTH100  # a link is an article of its own name
    same_model = manifest.model_sha256 == weights_sha256(model_folder(settings.model))
    return same_files and same_model and not staleness(manifest, settings)


def staleness(manifest: store.Manifest, settings: Settings) -> str:
    """Say why an index no longer fits its articles or `settings`; empty where it does.

    An article's file that is no longer there is no reason: an index folder can be copied to where only it is needed.
    """
    for name in Settings.__dataclass_fields__:
        saved, wanted = getattr(manifest.settings, name), getattr(settings, name)
        if saved != wanted:
            return f"it was built with {name} = {saved!r}, and {wanted!r} is asked for"
    for source in manifest.sources:
        path = Path(source.path)
        if path.is_file() and (found := file_sha256(path)) != source.sha256:
            return f"{path.name} has changed (SHA-256 was {source.sha256[:12]}…, is {found[:12]}…)"
    return ""


def _source_file(article: Article, path: Path) -> store.SourceFile:
    return store.SourceFile(article.id, os.path.abspath(path), article.source.sha256)  # noqa: PTH100


def _refuse_doubles(read: Iterable[tuple[Article, Path]]) -> None:
    seen: dict[str, Path] = {}
    for article, path in read:
        if article.id in seen:
            both = f"Two articles in {path}" if seen[article.id] == path else f"{seen[article.id]} and {path}"
            raise ArticleError(f"{both} would both have the id {article.id!r}. Rename one of them.")
        seen[article.id] = path


def _spans(article: Article) -> list[Span]:
    return [sentence for paragraph in article.paragraphs for sentence in paragraph.sentences]


def _sentences(articles: Iterable[Article]) -> list[tuple[str, int]]:
    """Return the keys of all sentences, in the order of their vectors."""
    return [(article.id, span.start) for article in articles for span in _spans(article)]
