"""likely_articles.py: from which of many articles a quotation may be."""

from __future__ import annotations

import pytest

from index.readers.article_files import read_article
from qa.verifying.canonical_text import canonical
from qa.verifying.likely_articles import MOST_LIKELY, LikelyArticles
from qa.verifying.prepared_articles import PreparedArticle
from qa.verifying.shingles import Vocabulary

COUNT = 30
SENTENCE = "The pilot of ship {n} waited for the thaw of 19{n:02}, and town-{word} had bread."
TOWNS = [first + second for first in "abcdef" for second in ("kiel", "bergen", "turku", "riga", "narva")]


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[PreparedArticle], Vocabulary]:
    """Thirty articles that say nearly the same, each of a town and a year of its own."""
    folder, vocabulary, found = tmp_path_factory.mktemp("articles"), Vocabulary(), []
    for n in range(COUNT):
        path = folder / f"article-{n:02}.txt"
        path.write_text(f"On a Harbour\n\n{SENTENCE.format(n=n, word=TOWNS[n])}", "utf-8")
        found.append(PreparedArticle(read_article(path), numbering=vocabulary))
    return found, vocabulary


def names(articles: list[PreparedArticle]) -> list[str]:
    return [prepared.article.id for prepared in articles]


def test_an_article_with_rare_words_is_among_the_likeliest(articles: tuple[list[PreparedArticle], Vocabulary]) -> None:
    """A quotation with every third word changed shares no four words, but a town that one article alone has."""
    near, sharing = LikelyArticles(*articles).of(canonical("A pilot in ship stood for a thaw and Bturku ate bread"))
    assert len(near) == MOST_LIKELY
    assert "article-07" in names(near)
    assert sharing == []


def test_a_run_of_four_words_is_never_overlooked(articles: tuple[list[PreparedArticle], Vocabulary]) -> None:
    """All articles that share four words are returned, in their order, as a quotation may be stitched from each."""
    _, sharing = LikelyArticles(*articles).of(canonical("somebody waited for the thaw, alas"))
    assert names(sharing) == [f"article-{n:02}" for n in range(COUNT)]


@pytest.mark.parametrize("quotation", ["the pilot [in 1899] of ship 7", "[t]he pilot of ship 7", "the pilot of [the] ship 7"])
def test_brackets_do_not_hide_a_run(articles: tuple[list[PreparedArticle], Vocabulary], quotation: str) -> None:
    """What an editor put in is left aside, and a letter in brackets belongs to its word."""
    _, sharing = LikelyArticles(*articles).of(canonical(quotation))
    assert "article-07" in names(sharing)


def test_a_quotation_from_nowhere_is_near_nothing(articles: tuple[list[PreparedArticle], Vocabulary]) -> None:
    """No word in common is no likelihood."""
    assert LikelyArticles(*articles).of(canonical("Zephyrs blew")) == ([], [])
