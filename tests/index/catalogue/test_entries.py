"""entries.py: what a list tells of an article, and by which words it is looked for."""

from __future__ import annotations

import pytest

from index.catalogue.entries import by_line, entries_of, has_words, name_of, responsible, searched_words
from index.records import Person, Publication
from tests.index.catalogue.library import EDITED, MOORE, OTANI, outline


def test_an_entry_has_its_collection_and_its_words() -> None:
    """The words are folded, without marks of italics; those of each author stand apart."""
    first, second = entries_of([outline("railway", OTANI), outline("bridge", MOORE)], ["/t/war/railway.txt", "/t/bridge.txt"])
    assert (first.collection, first.container, second.collection) == ("war", "Slavic Review", "")
    assert first.people == (" otani k",)
    assert second.people == (" moore ann", " ito hiro")
    assert all(has_words(first.words, word) for word in ("otani", "slavic review", "1998", "railway txt", "war", "kita"))


@pytest.mark.parametrize(
    ("wanted", "there"), [("rail", True), ("way", False), ("the rail", True), ("rail ship", False), ("", True), ("露戦", True)]
)
def test_words_are_found_by_their_beginnings(wanted: str, there: bool) -> None:
    """Each word wanted begins one of the text; where a script has no spaces it may stand within."""
    assert has_words(searched_words("The Railway, 日露戦争"), wanted) is there


@pytest.mark.parametrize(
    ("known", "line"),
    [
        (OTANI, "Ōtani, K."),
        (MOORE, "Moore, Ann, and Hiro Ito"),
        (EDITED, "Aalto, Pentti (ed.)"),
        (Publication(authors=tuple(Person(name) for name in "ABCD")), "A and others"),
        (Publication(authors=tuple(Person(name) for name in "ABC")), "A, B, and C"),
        (Publication(), ""),
    ],
)
def test_who_wrote_it_is_told_in_a_line(known: Publication, line: str) -> None:
    """The first name is turned round, of more than three the first is named, and editors are called so."""
    assert by_line(known) == line


def test_editors_answer_where_there_is_no_author() -> None:
    """A work is put in order by who is responsible for it."""
    assert [name_of(person) for person in (*responsible(EDITED), *responsible(OTANI))] == ["Aalto, Pentti", "Ōtani, K."]
