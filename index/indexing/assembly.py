"""Articles, each with its part of the index, become the index: joined, and encoded where they have no vectors yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

import numpy as np

from index.catalogue import outline
from index.copies import sentence_keys
from index.encoding import Encoder, Prefixes, Stored, prefixes_of
from index.folder import FORMAT, BibliographyFile, Contents, Manifest, OpenIndex, encoder_for, weights_of
from index.indexing.article_ids import refuse_doubles
from index.indexing.indexed_articles import IndexedArticle
from index.indexing.reading import BuildOptions
from index.indexing.resumable_encoding import ResumableEncoding
from index.languages import ENGLISH, LISTED
from index.records import Article
from index.searching import (
    Clusters,
    LexicalIndex,
    Passages,
    SemanticIndex,
    TermSequences,
    TokenVectors,
    Windows,
    searched_sentences,
    sentence_starts,
)
from index.settings import Settings
from index.text import Abbreviation, defined_abbreviations


def assemble(
    indexed: Sequence[IndexedArticle],
    settings: Settings,
    encoder: Encoder | None = None,
    previous: OpenIndex | None = None,
    options: BuildOptions | None = None,
    bibliographies: Sequence[BibliographyFile] = (),
    clusters: Clusters | None = None,
) -> OpenIndex:
    """Put all articles together, encoding what has no vectors yet; `bibliographies` told of them.

    `clusters` are those of the collection of which the articles are a shard, if it has any.
    """
    refuse_doubles(indexed)
    options = options or BuildOptions()
    passages = Passages([each.article for each in indexed], _all_windows(indexed))
    prefixes = prefixes_of(settings) if encoder is None or previous else Prefixes()
    encoder = encoder or encoder_for(settings.model, passages, previous, options.progress, shown=options.shown)
    if previous and (previous.encoder.fingerprint, _prefix(previous)) != (encoder.fingerprint, prefixes.passage):
        indexed = [IndexedArticle(each.article, each.source, each.windows, each.terms) for each in indexed]
    encoded = _encoded(indexed, passages, encoder, settings, options, prefixes.passage)
    passage_vectors = np.concatenate([each.passage_vectors for each in encoded if each.passage_vectors is not None])
    sentence_vectors = np.concatenate([each.sentence_vectors for each in encoded if each.sentence_vectors is not None])
    tokens = TokenVectors.joined([each.token_vectors for each in encoded if each.token_vectors is not None])
    terms = TermSequences.joined(_joined_by_vocabulary(encoded))
    lexical = LexicalIndex.build(_documents(terms, passages), len(terms.vocabulary), settings)
    sources = tuple(each.source for each in encoded)
    made_with = weights_of(encoder), encoder.fingerprint, encoder.dimension
    articles = tuple(each.article for each in encoded)
    manifest = Manifest(FORMAT, settings, *made_with, sources, {}, tuple(bibliographies), languages_of(articles), prefixes)
    semantic = SemanticIndex.build(passage_vectors, sentence_vectors, clusters)
    vectors = semantic, sentence_vectors, tokens
    listed = tuple(outline(article) for article in articles), sentence_keys(terms)
    words = terms, abbreviations_of(articles), lexical
    contents = Contents(manifest, articles, passages, *words, *vectors, encoder.files, *listed)
    return OpenIndex(contents, encoder)


def _prefix(index: OpenIndex) -> str:
    """Return what stood before each passage of an index when it was encoded."""
    return index.contents.manifest.prefixes.passage


def languages_of(articles: Iterable[Article]) -> tuple[str, ...]:
    """Return the languages by whose rules articles are searched, that of the most articles first."""
    found = Counter(language if language in LISTED else ENGLISH for article in articles for language in article.languages)
    return tuple(language for language, _ in found.most_common())


def abbreviations_of(articles: Iterable[Article]) -> tuple[Abbreviation, ...]:
    """Return the abbreviations that the articles and their notes define, the most often defined first."""
    texts = (text for article in articles for text in (article.text, *(note.text or "" for note in article.notes)))
    counts = Counter(found for text in texts for found in defined_abbreviations(text))
    return tuple(found for found, _ in counts.most_common())


def _all_windows(indexed: Sequence[IndexedArticle]) -> Windows:
    """Return all windows, the articles' positions filled in."""
    rows = [each.windows + np.array([position, 0, 0], dtype=np.int32) for position, each in enumerate(indexed)]
    return np.concatenate([*rows, np.zeros((0, 3), dtype=np.int32)])


def _encoded(
    indexed: Sequence[IndexedArticle],
    passages: Passages,
    encoder: Encoder,
    settings: Settings,
    options: BuildOptions,
    prefix: str,
) -> list[IndexedArticle]:
    """Return the articles, in order, with the vectors that the settings want; only those not known are encoded.

    `prefix` is what the model wants before each text.
    """
    new = [position for position, each in enumerate(indexed) if each.passage_vectors is None]
    windows = [prefix + passages[at].text for position in new for at in passages.of_article(position)]
    articles = [indexed[position].article for position in new]
    texts = [prefix + sentence.of(article) for article in articles for sentence in searched_sentences(article)]
    total = len(windows) + len(texts)
    encoding = ResumableEncoding(
        encoder, options.progress, shown=options.shown, watch=options.watch, total=total, workers=options.workers
    )
    above = encoding.encode(windows)
    below, tokens = _sentences_encoded(texts, encoding, settings)
    at, first = 0, 0
    found: list[IndexedArticle] = []
    for position, each in enumerate(indexed):
        if each.sentence_vectors is not None:
            none = TokenVectors.none(len(each.sentence_vectors))
            found.append(each if settings.interacts else replace(each, token_vectors=none))
            continue
        end, last = at + len(passages.of_article(position)), first + len(searched_sentences(each.article))
        parts = above[at:end], below[first:last], tokens.part(first, last)
        found.append(IndexedArticle(each.article, each.source, each.windows, each.terms, *parts))
        at, first = end, last
    return found


def _sentences_encoded(texts: Sequence[str], encoding: ResumableEncoding, settings: Settings) -> tuple[Stored, TokenVectors]:
    if settings.interacts:
        return encoding.encode_tokens(texts)
    return encoding.encode(texts), TokenVectors.none(len(texts))


def _joined_by_vocabulary(indexed: Sequence[IndexedArticle]) -> list[TermSequences]:
    """Return the articles' terms, neighbours of one vocabulary as one: a previous index's articles are renumbered together."""
    return [
        TermSequences.alike([each.terms for each in group])
        for _, group in groupby(indexed, lambda each: id(each.terms.vocabulary))
    ]


def _documents(sequences: TermSequences, passages: Passages) -> list[list[int]]:
    """Return the terms of each passage, as numbers."""
    firsts = sentence_starts(passages)
    return [sequences.between(firsts[article] + first, firsts[article] + end).tolist() for article, first, end in passages.rows]
