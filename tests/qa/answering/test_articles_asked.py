"""articles_asked.py: which articles are asked."""

from __future__ import annotations

from typing import Any

import pytest

from index.catalogue.catalogue import UnknownCollectionError
from qa.answering.articles_asked import asked_articles
from qa.errors import QuestionError
from tests.index.catalogue.library import library


@pytest.mark.parametrize(
    ("named", "asked"),
    [
        ({}, ()),
        ({"article": "bridge"}, ("bridge",)),
        ({"articles": ["bridge", "otter", "bridge"]}, ("bridge", "otter")),
        ({"collection": "war"}, ("railway", "bridge")),
    ],
)
def test_articles_are_named_one_by_one_or_by_their_collection(named: dict[str, Any], asked: tuple[str, ...]) -> None:
    """Each is asked once; all are where none is named."""
    assert asked_articles(library(), **named) == asked


def test_two_ways_at_once_are_refused() -> None:
    """So is an empty list, which could mean all or none, and a collection that is not there."""
    with pytest.raises(QuestionError, match="Both article and collection say which articles are asked"):
        asked_articles(library(), article="bridge", collection="war")
    with pytest.raises(QuestionError, match="The list of articles is empty") as refused:
        asked_articles(library(), articles=[])
    assert refused.value.field == "/articles"
    with pytest.raises(UnknownCollectionError, match="There is no collection 'navy'"):
        asked_articles(library(), collection="navy")
