"""counted_lists.py, and how an answer goes on with a list."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from index.collection import Collection
from index.maintenance import build_collection
from index.records import Span
from index.settings import Settings
from qa.answering.answerer import Answerer
from qa.answering.counted_lists import further_items
from tests.doubles import WordEncoder

ARTICLE = """On the Harbour

I. The Ice

There were three reasons why the harbour was closed. First, the ice was thick. Nobody could cut it. Ships were crushed.

Second, the pilot had drowned. He had no successor. The mayor looked for one in Canada.

Bread became expensive in the town. It was rationed. Children went hungry.

Finally, the lighthouse was dark. Its keeper had left. He was never seen again.

First, the ice broke in April. Second, ships returned. They brought flour.

II. The Thaw

Third, the town was rich again. Bread was cheap. Nobody went hungry.
"""


@pytest.fixture
def harbour_of_lists(tmp_path: Path) -> Collection:
    """An article that counts its reasons over several paragraphs."""
    path = tmp_path / "harbour.txt"
    path.write_text(ARTICLE, "utf-8")
    return build_collection([path], Settings(), WordEncoder())


def items(collection: Collection, begins: str, ends: str) -> list[str]:
    """What goes on behind the words from `begins` to `ends`."""
    article = collection.articles[0]
    quote = Span(article.text.index(begins), article.text.index(ends) + len(ends))
    return [sentence.of(article.text) for sentence in further_items(article, quote)]


@pytest.mark.parametrize(
    ("begins", "ends", "wanted"),
    [
        ("There were three", "ice was thick.", ["Second, the pilot had drowned.", "Finally, the lighthouse was dark."]),
        ("There were three", "pilot had drowned.", ["Finally, the lighthouse was dark."]),  # one of them is quoted already
        ("There were three", "was closed.", []),  # the head alone: the first item is not quoted
        ("First, the ice was thick.", "cut it.", []),  # no head
        ("He was never seen", "broke in April.", ["Second, ships returned."]),  # not the third, which is in another section
        ("Bread became", "hungry.", []),  # no list
    ],
)
def test_items_behind_a_quotation(harbour_of_lists: Collection, begins: str, ends: str, wanted: list[str]) -> None:
    """Where a quotation has a list's head and its first item, the others are found, as far as they are counted in order."""
    assert items(harbour_of_lists, begins, ends) == wanted


def test_answer_goes_on_with_the_list(harbour_of_lists: Collection) -> None:
    """The items that the first citation does not quote come next, as likely as it is, and nothing is cited twice."""
    citations = Answerer(harbour_of_lists).rank("three reasons why the harbour was closed first")
    assert [citation.quotation.partition(",")[0] for citation in citations[1:3]] == ["Second", "Finally"]
    assert {citation.confidence for citation in citations[:3]} == {citations[0].confidence}
    spans = sorted(citation.passage.span for citation in citations)
    assert all(one.end <= other.start for one, other in pairwise(spans))


def test_no_more_items_than_are_asked_for(harbour_of_lists: Collection) -> None:
    """The limit counts them too."""
    assert len(Answerer(harbour_of_lists).rank("three reasons why the harbour was closed first", 2)) == 2
