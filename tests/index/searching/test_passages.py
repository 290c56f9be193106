"""passages.py: article to passages."""

from __future__ import annotations

import pytest

from index.records import Article
from index.searching.passages import split_passages
from index.settings import Settings


@pytest.mark.parametrize(("size", "stride"), [(1, 1), (3, 1), (3, 2), (3, 3), (5, 2), (1000, 1)])
def test_passages_are_whole_sentences_of_one_section(article: Article, size: int, stride: int) -> None:
    """A passage's text is the reading text's, its sentences stand whole in it, and no heading stands in its way."""
    for passage in split_passages(article, Settings(sentences_per_passage=size, passage_stride=stride)):
        assert passage.text == article.text[passage.span.start : passage.span.end]
        assert (passage.span.start, passage.span.end) == (passage.sentences[0].start, passage.sentences[-1].end)
        assert len(passage.sentences) <= size
        assert not any(passage.span.overlaps(heading.span) for heading in article.headings)
        assert {article.paragraphs[number - 1].section for number in passage.paragraphs} == {passage.section}
        assert passage.notes == article.notes_in(passage.span)
        assert passage.pages == article.pages_of(passage.span)


@pytest.mark.parametrize(("size", "stride"), [(1, 1), (3, 1), (3, 2), (3, 3)])
def test_every_sentence_is_in_a_passage(article: Article, size: int, stride: int) -> None:
    """No sentence is left out, whatever the windows."""
    passages = split_passages(article, Settings(sentences_per_passage=size, passage_stride=stride))
    held = {sentence for passage in passages for sentence in passage.sentences}
    assert held == {sentence for paragraph in article.paragraphs for sentence in paragraph.sentences}


def test_ids_are_unique(article: Article) -> None:
    """No two passages have the same id."""
    ids = [passage.id for passage in split_passages(article, Settings())]
    assert len(set(ids)) == len(ids)
