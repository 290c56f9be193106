"""ordering.py: orders of a list."""

from __future__ import annotations

import pytest

from index.catalogue.criteria import CriterionError
from index.catalogue.ordering import ORDERS, ordered
from tests.index.catalogue.library import ids, library


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ("", ["harbour", "railway", "bridge", "treaty", "otter"]),
        ("author", ["treaty", "bridge", "otter", "railway", "harbour"]),
        ("-author", ["otter", "railway", "bridge", "treaty", "harbour"]),
        ("title", ["bridge", "harbour", "otter", "railway", "treaty"]),
        ("year", ["treaty", "otter", "railway", "bridge", "harbour"]),
        ("-year", ["bridge", "otter", "railway", "treaty", "harbour"]),
        ("-notes", ["railway", "harbour", "bridge", "treaty", "otter"]),
        ("-doubts", ["railway", "harbour", "treaty", "bridge", "otter"]),
        ("collection", ["treaty", "otter", "railway", "bridge", "harbour"]),
    ],
)
def test_articles_are_put_in_order(order: str, found: list[str]) -> None:
    """What is not known stands last both ways, and what is equal by author, year and title."""
    assert ids(ordered(library().entries, order)) == found


@pytest.mark.parametrize("order", ORDERS)
def test_every_order_keeps_every_article(order: str) -> None:
    """None is lost and none stands twice, either way round."""
    entries = library().entries
    assert set(ids(ordered(entries, order))) == set(ids(ordered(entries, f"-{order}"))) == set(ids(entries))
    assert len(ordered(entries, order)) == len(entries)


@pytest.mark.parametrize("order", ["size", "-", "--year", "Year"])
def test_what_is_no_order_is_refused(order: str) -> None:
    """The sentence names the orders that there are."""
    with pytest.raises(CriterionError, match="The order is .*, but must be one of title, author, year"):
        ordered(library().entries, order)
