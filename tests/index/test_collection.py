"""collection.py: articles and passages by their ids, and what a question is read as; search itself has `whole/test_search.py`."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from index.collection import Collection, UnknownPassageError
from index.errors import UnknownArticleError
from index.records import Span
from index.searching.fusion import ranking
from index.searching.learned_ranking import learned_score
from index.searching.term_sequences import UNKNOWN
from index.text.analysis import terms
from tests.conftest import BRIDGE, RAILWAY


def test_an_article_by_its_id(harbour: Collection) -> None:
    """The article of that id; where there is none, the error names those that there are."""
    assert harbour.article("harbour") is harbour.articles[0]
    with pytest.raises(UnknownArticleError, match="There is no article 'railway'. There are: harbour."):
        harbour.article("railway")


def test_a_passage_by_its_id(harbour: Collection) -> None:
    """Every passage is found by its id, and so is a heading, which is not searched; others are refused with an example."""
    assert [harbour.passage(passage.id) for passage in harbour.passages] == list(harbour.passages)
    heading = harbour.articles[0].headings[0].span
    assert harbour.passage(f"harbour.{heading.start}-{heading.end}").text == "I. The Ice"
    for wrong in ("harbour.0-3", "railway.0-3", "?"):
        with pytest.raises(UnknownPassageError, match=r"There is no passage '.*'\. Passages have ids like 'harbour\."):
            harbour.passage(wrong)


def test_the_passage_that_begins_with_a_sentence(harbour: Collection) -> None:
    """The window from that sentence on; of the last sentence, the window that ends with it; of a title, the title itself."""
    article = harbour.articles[0]
    first, last = article.sentences[0], article.sentences[-1]
    assert harbour.passage_from("harbour", first).sentences[0] == first
    assert harbour.passage_from("harbour", last).sentences[-1] == last
    title = next(iter(article.titles))
    assert harbour.passage_from("harbour", title).text == title.of(article.text)
    with pytest.raises(UnknownArticleError):
        harbour.passage_from("railway", Span(0, 1))


def test_a_query_has_numbers_of_known_terms(harbour: Collection) -> None:
    """Each term has its number in the vocabulary, an unknown one none; the vector is of length one."""
    query = harbour.query("zyzzyvas and ships")
    vocabulary = harbour.index.contents.terms.vocabulary
    assert query.terms == tuple(harbour.terms_of("zyzzyvas and ships"))
    assert [vocabulary[number] if number != UNKNOWN else None for number in query.ids] == [None, "ship"]
    assert float(np.linalg.norm(query.vector)) == pytest.approx(1.0, abs=1e-6)


def test_a_misspelt_word_is_read_as_the_one_meant(harbour: Collection) -> None:
    """It is searched as the term that is meant, and shown as a word of the text; a right one is left alone."""
    assert harbour.query("Who was the sailers' mayor?").read_as == (("sailers", "sailors"),)
    assert harbour.query("sailers").terms == harbour.query("sailors").terms
    assert harbour.query("Who was the mayor?").read_as == ()


def test_an_abbreviation_that_the_text_defines_is_read_both_ways(collection: Collection) -> None:
    """The question's terms stay, and the other form is their alternative, which is shown."""
    for question, read in (("the AEF", "American Expeditionary Forces"), ("American Expeditionary Forces", "AEF")):
        query = collection.query(question)
        assert query.read_as == ((question.removeprefix("the "), read),)
        assert [(each.start, each.end) for each in query.alternatives] == [(0, len(query.terms))]
        assert query.terms == tuple(terms(question))


def test_which_terms_are_known(harbour: Collection) -> None:
    """In any passage, or in those of one article."""
    assert [harbour.knows(term) for term in ("ship", "ships", "railway")] == [True, False, False]
    assert harbour.knows("ship", "harbour")
    with pytest.raises(UnknownArticleError):
        harbour.knows("ship", "railway")


def test_candidates_are_what_the_second_step_orders(harbour: Collection) -> None:
    """All of a small article are candidates, in order, and the learned score puts the passage that answers first."""
    query = harbour.query("Who imported flour from Canada?")
    positions, fused, matches = harbour.candidates(query)
    assert positions.tolist() == list(range(len(harbour.passages)))
    best = positions[ranking(learned_score(matches))[0]]
    assert "flour from Canada" in harbour.passages[int(best)].text
    assert fused.max() == pytest.approx(1.0, abs=1e-6)


def test_several_articles_are_searched_as_one(shelves: Collection) -> None:
    """Only their passages are found, of each; all of them together are the whole collection; one that is not there is refused."""
    query = shelves.query("What rusted by the harbour in April?")
    found = shelves.search(query, 50, ["railway", "bridge"])
    assert {hit.passage.article_id for hit in found} == {"railway", "bridge"}
    assert found[0].passage.article_id == "railway"
    assert shelves.search(query, 50, ["bridge", "railway", "harbour"]) == shelves.search(query, 50)
    assert shelves.search(query, 50, ["bridge"]) == shelves.search(query, 50, "bridge")
    assert [shelves.knows("ship", within) for within in (["railway", "bridge"], ["harbour", "bridge"])] == [False, True]
    with pytest.raises(UnknownArticleError, match="There is no article 'nowhere'"):
        shelves.search(query, 5, ["bridge", "nowhere"])


def test_several_articles_always_have_a_nearest_passage(shelves: Collection) -> None:
    """Also where they share no word with the question and every cosine is below nought."""
    query = shelves.query("Zebras")
    away = replace(query, vector=-shelves.query(RAILWAY + BRIDGE).vector)
    assert {hit.passage.article_id for hit in shelves.search(away, 5, ["railway", "bridge"])} == {"railway", "bridge"}
