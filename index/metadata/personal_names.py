"""Names of persons, as files and sidecars write them: "Given Family" or "Family, Given"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from index.records import Person

BETWEEN_NAMES = re.compile(r";|\s(?:and|&)\s")
NOBODY = frozenset({"", "unknown", "anonymous", "author", "administrator", "admin", "user"})


def person_named(name: str) -> Person:
    """Return who is meant by one name; small words before the last belong to the family name.

    >>> person_named("Jan de Vries"), person_named("Ōtani, Masako")
    (Person(family='de Vries', given='Jan'), Person(family='Ōtani', given='Masako'))
    """
    if name.count(",") == 1:
        family, given = name.split(",")
        return Person(family.strip(), given.strip())
    words = name.split()
    first = len(words) - 1
    while first > 1 and words[first - 1].islower():
        first -= 1
    return Person(" ".join(words[first:]), " ".join(words[:first]))


def people_named(names: Iterable[str]) -> tuple[Person, ...]:
    """Return who is meant by several names, each once; what names nobody, such as "admin", is passed over."""
    written = (" ".join(name.split()) for name in names)
    return tuple(dict.fromkeys(person_named(name) for name in written if name.casefold() not in NOBODY))


def names_in_line(line: str) -> Iterator[str]:
    """Yield the names in a line of them; a comma parts names where each piece has more than one word, as a whole name has.

    >>> list(names_in_line("Ada Lovelace, Charles Babbage and Berg, Jan"))
    ['Ada Lovelace', 'Charles Babbage', 'Berg, Jan']
    """
    for part in BETWEEN_NAMES.split(line):
        pieces = part.split(",")
        whole = len(pieces) > 1 and all(len(piece.split()) > 1 for piece in pieces)
        yield from (piece.strip() for piece in (pieces if whole else [part]))


def may_be_several(name: str) -> bool:
    """Whether what is written as one name may be several, or an organisation's.

    >>> may_be_several("Weber & Fischer"), may_be_several("Jan de Vries")
    (True, False)
    """
    return BETWEEN_NAMES.search(name) is not None or name.count(",") > 1
