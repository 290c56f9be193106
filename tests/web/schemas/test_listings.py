"""listings.py: which articles an address asks for."""

from __future__ import annotations

import pytest

from tests.index.catalogue.library import ids, library
from web.errors import ParameterError
from web.schemas.listings import listing


def test_an_address_asks_for_a_page_of_a_list() -> None:
    """Without a limit all are listed, or as many as a page holds; behind the last page there is nothing."""
    assert len(listing(library(), {}).entries) == 5
    second = listing(library(), {"sort": "title", "page": "2"}, 2)
    assert (ids(second.entries), second.found, second.page, second.page_count) == (["otter", "railway"], 5, 2, 3)
    assert ids(listing(library(), {"limit": "1", "q": " otani "}).entries) == ["railway"]
    behind = listing(library(), {"page": "9"}, 2)
    assert (behind.entries, behind.found, behind.page_count) == ((), 5, 3)
    nothing = listing(library(), {"author": "nobody"})
    assert (nothing.entries, nothing.found, nothing.page, nothing.page_count) == ((), 0, 1, 1)


@pytest.mark.parametrize(
    ("arguments", "sentence", "field"),
    [
        ({"year": "then"}, "The year is 'then', but must be a year or a range", "/year"),
        ({"sort": "size"}, "The order is 'size', but must be one of title", "/sort"),
        ({"page": "0"}, "page is '0', but must be a whole number from 1", "/page"),
        ({"page": "-1"}, "page is '-1', but must be a whole number from 1", "/page"),
        ({"limit": "1001"}, "limit is '1001', but must be a whole number from 1 to 1,000", "/limit"),
        ({"limit": "²"}, "limit is '²', but must be a whole number", "/limit"),
    ],
)
def test_what_cannot_be_meant_is_refused(arguments: dict[str, str], sentence: str, field: str) -> None:
    """The error says which argument it is, and what it could be."""
    with pytest.raises(ParameterError, match=sentence) as refused:
        listing(library(), arguments)
    assert refused.value.field == field
