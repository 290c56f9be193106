"""What the tests of citing share."""

from __future__ import annotations

import pytest

from index.collection import Collection
from index.records import Article


@pytest.fixture
def article(harbour: Collection) -> Article:
    """The small article, which has no pages."""
    return harbour.articles[0]
