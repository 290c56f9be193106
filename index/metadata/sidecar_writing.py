"""Writing sidecars: what somebody filled in becomes a file NAME.toml, which is read again as it was meant."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields

from index.metadata.sidecars import ARTICLES, JOURNAL, KEYS, checked_publication
from index.records import Person, Publication

PEOPLE = {"author": "authors", "editor": "editors"}  # keys of a sidecar, and what a publication calls them


def filled_in(given: Mapping[str, str]) -> tuple[Publication, tuple[str, ...]]:
    r"""Return what the fields of a form say, a key of a sidecar each, and a sentence about each value that cannot be.

    Authors and editors stand a line each, as "Family, Given" or "Given Family", an organisation with a comma behind it; what is
    empty is not known.

    >>> filled_in({"author": "Moore, Ann\nIce Board,"})[0].authors
    (Person(family='Moore', given='Ann'), Person(family='Ice Board', given=''))
    """
    values = {key: given.get(key, "").strip() for key in KEYS}
    table = {key: _people(value) if key in PEOPLE else value for key, value in values.items() if value}
    return checked_publication(table)


def form_fields(known: Publication) -> dict[str, str]:
    """Return how a publication stands in the fields of a form."""
    found = {key: "\n".join(map(_name, getattr(known, name))) for key, name in PEOPLE.items()}
    return found | {each.name: str(getattr(known, each.name) or "") for each in fields(known) if each.name in KEYS}


def sidecar_text(known: Publication, article_id: str = "") -> str:
    """Return a sidecar that says what is known; with an id, as one of the articles of a collection."""
    lines = [f"[{ARTICLES}.{_quoted(article_id)}]"] if article_id else []
    return "".join(f"{line}\n" for line in (*lines, *_written(known)))


def _written(known: Publication) -> Iterator[str]:
    for key in KEYS:
        value = getattr(known, PEOPLE.get(key, key))
        if key == "kind" and value == JOURNAL and known.container:
            continue  # what stands in a container is taken for a journal's article
        if key in PEOPLE and value:
            people = ", ".join(f"{{family = {_quoted(each.family)}, given = {_quoted(each.given)}}}" for each in value)
            yield f"{key} = [{people}]"
        elif value:
            yield f"{key} = {value if key == 'year' else _quoted(value)}"


def _people(value: str) -> list[str | dict[str, str]]:
    """Return the names in the lines of a field as a sidecar has them: parted at the comma where there is one."""
    names = [line.partition(",") for line in value.splitlines() if line.strip()]
    return [{"family": family.strip(), "given": given.strip()} if comma else family.strip() for family, comma, given in names]


def _name(person: Person) -> str:
    """Return a name as it stands in a line; a comma behind it keeps one of several words whole."""
    if person.given:
        return f"{person.family}, {person.given}"
    return f"{person.family}," if len(person.family.split()) > 1 else person.family


def _quoted(words: str) -> str:
    """Return words as TOML writes them, which is as JSON does."""
    return json.dumps(words, ensure_ascii=False)
