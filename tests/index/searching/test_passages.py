"""passages.py: article to passages."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.collection import Collection
from index.maintenance import build_collection
from index.readers.article_files import read_article
from index.records import Article, Span
from index.searching.passages import is_short, split_passages
from index.settings import AUTO, Settings
from qa.answering.answerer import Answerer
from tests.doubles import WordEncoder

AUTOMATIC = Settings(passage_unit=AUTO)


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


ABSTRACT = "Ice\n\nThe harbour froze. Ships waited. Nobody met them.\n\nThe ice broke in April. It was late.\n"


def test_an_article_like_an_abstract_is_one_passage(tmp_path: Path) -> None:
    """With `auto`, what is short and has two paragraphs at most is taken whole; else there are windows as by default."""
    path = tmp_path / "ice.txt"
    path.write_text(ABSTRACT)
    short = read_article(path)
    assert [passage.text for passage in split_passages(short, AUTOMATIC)] == [short.text.removeprefix("Ice\n\n")]
    path.write_text(ABSTRACT + "\nA third paragraph stands here.\n")
    of_three = read_article(path)
    path.write_text(ABSTRACT.replace("Nobody met them.", "Nobody met them. " * 90))
    long = read_article(path)
    assert not is_short(of_three)
    assert not is_short(long)
    assert split_passages(of_three, AUTOMATIC) == split_passages(of_three, Settings())
    assert split_passages(long, AUTOMATIC) == split_passages(long, Settings())


def test_what_is_quoted_of_an_abstract_is_still_a_sentence(tmp_path: Path) -> None:
    """The passage is the whole, and the quotation the sentence in it that answers, with a neighbour at most."""
    path = tmp_path / "ice.txt"
    path.write_text(ABSTRACT)
    answerer = Answerer(build_collection([path], AUTOMATIC, WordEncoder()))
    found = answerer.rank("When did the ice break in April?", 3)
    article = answerer.collection.article("ice")
    assert len(found) == 1
    assert "The ice broke in April." in found[0].quote.of(article.text)
    assert sum(sentence.overlaps(found[0].quote) for sentence in article.sentences) <= 2 < len(found[0].passage.sentences)
    assert found[0].passage.text.startswith("The harbour froze.")


def test_sentences_of_a_stretch_have_numbers(harbour: Collection) -> None:
    """Those that lie wholly in a stretch; none where it holds no whole sentence, or no such note is there."""
    article, sentences = harbour.articles[0], harbour.passages.sentences_of(0)
    assert [sentence.span for sentence in sentences] == list(article.sentences)
    first, second = article.sentences[:2]
    assert harbour.passages.numbers_within(0, Span(first.start, second.end)) == range(2)
    assert harbour.passages.numbers_within(0, Span(first.start + 1, second.end)) == range(1, 2)
    assert len(harbour.passages.numbers_within(0, Span(first.start, first.end - 1))) == 0
    assert len(harbour.passages.numbers_within(0, first, article.notes[0])) == 0
