"""literal_places.py: where a reading of a quotation stands."""

from __future__ import annotations

import pytest

from qa.verifying.canonical_text import canonical
from qa.verifying.literal_places import find_reading
from qa.verifying.prepared_articles import PreparedArticle
from qa.verifying.scholarly_conventions import read_literally
from tests.qa.verifying.conftest import finding_of, place_of, reading_of


def test_exact_means_character_for_character(prepared: PreparedArticle) -> None:
    """A changed last point is found, and is not exact."""
    (exact,) = find_reading(read_literally(canonical("Nobody replaced him."), prepared), prepared)
    assert (exact.span, exact.is_exact) == (place_of(prepared, "Nobody replaced him."), True)
    changed = finding_of(prepared, "Nobody replaced him,")
    assert (changed.span, changed.is_exact) == (place_of(prepared, "Nobody replaced him"), False)


def test_every_place_is_found_in_the_order_of_the_text(prepared: PreparedArticle) -> None:
    """A word of two paragraphs stands in both."""
    text = prepared.article.text
    found = [finding.span.start for finding in find_reading(reading_of(prepared, "Ships"), prepared)]
    assert found == [text.index("Ships"), text.rindex("Ships")]


def test_ellipsis_joins_pieces_of_one_paragraph(prepared: PreparedArticle) -> None:
    """The place runs from the first piece to the last."""
    span = finding_of(prepared, "The harbour froze … Nobody replaced him").span
    assert span.of(prepared.article.text).startswith("The harbour froze in January.")
    assert span.end == place_of(prepared, "Nobody replaced him").end


@pytest.mark.parametrize(
    "quotation",
    [
        "Nobody replaced him … Bread became",  # over a paragraph's end
        "Ships waited … The harbour froze",  # in the wrong order
        "The harbour [that winter] drowned in 1918",  # a bracket stands for eighty characters at most
        "The harbour froze in February",
    ],
)
def test_what_no_convention_admits_is_not_found(prepared: PreparedArticle, quotation: str) -> None:
    """An ellipsis does not reach over paragraphs, nor turn their order, nor a bracket stand for many words."""
    assert list(find_reading(reading_of(prepared, quotation), prepared)) == []


def test_sic_stands_for_nothing(prepared: PreparedArticle) -> None:
    """Behind [sic] the text goes on at once."""
    assert finding_of(prepared, "Bread [sic] became").span == place_of(prepared, "Bread became")
    assert list(find_reading(reading_of(prepared, "Bread [sic] expensive"), prepared)) == []
