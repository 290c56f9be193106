"""One article's part of an index: what is worked out for it alone, and so can be kept when others change."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from index.encoding import Stored
from index.folder import Contents, SourceFile
from index.records import Article
from index.searching import TermSequences, TokenVectors, Windows, searched_sentences, windows_of
from index.settings import Settings
from index.text import terms


@dataclass(frozen=True, slots=True, eq=False)
class IndexedArticle:
    """An article with its windows, the terms of its sentences, and the vectors of its passages, sentences and tokens.

    The vectors of passages and sentences are float16; all three are None where they are still to be made.
    """

    article: Article
    source: SourceFile
    windows: Windows
    terms: TermSequences
    passage_vectors: Stored | None = None
    sentence_vectors: Stored | None = None
    token_vectors: TokenVectors | None = None

    def renamed(self, article_id: str) -> IndexedArticle:
        """Return it with another id, which is its title, too, where it has no other; its file's own id is kept in mind."""
        if article_id == self.article.id == self.source.article_id:
            return self
        title = article_id if self.article.title == self.article.id else self.article.title
        own_id = "" if self.source.given_id == article_id else self.source.given_id
        article = replace(self.article, id=article_id, title=title)
        return replace(self, article=article, source=replace(self.source, article_id=article_id, own_id=own_id))


def indexed_article(article: Article, path: str, sidecar: str, settings: Settings) -> IndexedArticle:
    """Return an article read from the file `path`, its vectors still to be made; `sidecar` is the digest of what lies beside."""
    source = SourceFile(article.id, path, article.source.sha256, sidecar=sidecar)
    return IndexedArticle(article, source, windows_of([article], settings), analysed(article, settings))


def known_articles(contents: Contents) -> list[IndexedArticle]:
    """Return an index's articles, each with what is known of it."""
    found, sentence, passages = [], 0, contents.passages
    for position, (article, source) in enumerate(zip(contents.articles, contents.manifest.sources, strict=True)):
        own, end = passages.of_article(position), sentence + len(searched_sentences(article))
        rows = slice(own.start, own.stop)
        windows = passages.rows[rows] * np.array([0, 1, 1], dtype=np.int32)
        part = contents.terms.part(sentence, end)
        vectors = contents.semantic.vectors[rows], contents.sentence_vectors[sentence:end], contents.tokens.part(sentence, end)
        found.append(IndexedArticle(article, source, windows, part, *vectors))
        sentence = end
    return found


def analysed(article: Article, settings: Settings) -> TermSequences:
    """Return the terms of an article's sentences, each by the rules of its language."""
    return TermSequences.of(
        [
            terms(sentence.of(article), stemming=settings.stemming, language=sentence.language(article))
            for sentence in searched_sentences(article)
        ]
    )
