"""personal_names.py: names of persons, as files and sidecars write them."""

from __future__ import annotations

import pytest

from index.metadata.personal_names import may_be_several, names_in_line, people_named, person_named
from index.records import Person


@pytest.mark.parametrize(
    ("name", "family", "given"),
    [
        ("Masako Ōtani", "Ōtani", "Masako"),
        ("Ōtani, Masako", "Ōtani", "Masako"),
        ("Jan van der Berg", "van der Berg", "Jan"),
        ("Mary Ann Smith", "Smith", "Mary Ann"),
        ("de Vries", "Vries", "de"),
        ("Plato", "Plato", ""),
        ("League of Nations, Council", "League of Nations", "Council"),
    ],
)
def test_a_name_has_a_family_name_and_given_names(name: str, family: str, given: str) -> None:
    """The family name stands before the comma, or last with the small words before it; a first word is never one of these."""
    assert person_named(name) == Person(family, given)


def test_each_person_is_named_once_and_nobody_never() -> None:
    """Two spellings of a name are one person; what word processors fill in is nobody."""
    assert people_named(["Masako  Ōtani", "Ōtani, Masako", "admin", "Unknown", "", "Jan Berg"]) == (
        Person("Ōtani", "Masako"),
        Person("Berg", "Jan"),
    )


@pytest.mark.parametrize("name", ["Weber; Fischer", "Weber & Fischer", "Weber and Fischer", "Weber, A., Fischer, B."])
def test_several_names_are_noticed(name: str) -> None:
    """A semicolon, an "and", and more commas than one name has show that several are meant."""
    assert may_be_several(name)


@pytest.mark.parametrize("name", ["Anders Andersen", "Weber, Anna", "Marks&Spencer"])
def test_one_name_is_one(name: str) -> None:
    """An "and" within a word joins no names."""
    assert not may_be_several(name)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ada Lovelace and Charles Babbage", ["Ada Lovelace", "Charles Babbage"]),
        ("Ada Lovelace, Charles Babbage & Jan Berg", ["Ada Lovelace", "Charles Babbage", "Jan Berg"]),
        ("Lovelace, Ada; Babbage, Charles", ["Lovelace, Ada", "Babbage, Charles"]),
        ("Anders Andersen", ["Anders Andersen"]),
    ],
)
def test_names_in_a_line_are_told_apart(line: str, names: list[str]) -> None:
    """A semicolon or "and" parts names, and so does a comma, if it does not stand between a family name and a given one."""
    assert list(names_in_line(line)) == names
