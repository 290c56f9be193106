"""criteria.py: what the articles that are wanted have in common."""

from __future__ import annotations

import pytest

from index.catalogue.criteria import Criteria, CriterionError
from tests.index.catalogue.library import ids, library


@pytest.mark.parametrize(
    ("criteria", "found"),
    [
        (Criteria(), ["harbour", "railway", "bridge", "treaty", "otter"]),
        (Criteria(words="otani rail"), ["railway"]),
        (Criteria(author="otani"), ["railway", "otter"]),
        (Criteria(author="Moore, Ann"), ["bridge"]),
        (Criteria(author="Moore Hiro"), []),
        (Criteria(author="aalto"), ["treaty"]),
        (Criteria(year="1998"), ["railway", "otter"]),
        (Criteria(year="1990–2001"), ["railway", "bridge", "otter"]),
        (Criteria(year="2000-"), ["bridge"]),
        (Criteria(year=" - 1960 "), ["treaty"]),
        (Criteria(year="2001-1990"), []),
        (Criteria(journal="slavic"), ["railway", "otter"]),
        (Criteria(collection="war"), ["railway", "bridge"]),
        (Criteria(collection="war/letters"), ["bridge"]),
        (Criteria(kind="book"), ["treaty"]),
        (Criteria(words="\x00 ��", author="'; DROP"), []),
    ],
    ids=str,
)
def test_what_meets_all_criteria_is_chosen(criteria: Criteria, found: list[str]) -> None:
    """Words are folded, years may be ranges, a collection holds those inside it; criteria add up."""
    assert ids(criteria.chosen(library().entries)) == found
    assert criteria.is_empty is (criteria == Criteria())


@pytest.mark.parametrize("year", ["when", "19998", "–", "1990–1999–2000", "1998; x", "9" * 5000])
def test_what_is_no_year_is_refused(year: str) -> None:
    """The sentence says what was given, and what could be."""
    with pytest.raises(CriterionError, match="The year is .*, but must be a year or a range: 1998, 1990–1999, 1990– or –1950"):
        Criteria(year=year)
