"""Orders in which a catalogue is listed; what an article does not have stands last, whichever way round."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from index.catalogue.criteria import CriterionError
from index.catalogue.entries import CatalogueEntry, searched_words
from index.errors import shortened

BACKWARDS = "-"


def _author(entry: CatalogueEntry) -> str:
    return "".join(entry.people)


def _title(entry: CatalogueEntry) -> str:
    return entry.title_words


KEYS: dict[str, Callable[[CatalogueEntry], str | int]] = {
    "title": _title,
    "author": _author,
    "year": lambda entry: entry.outline.publication.year or 0,
    "journal": lambda entry: entry.container_words,
    "kind": lambda entry: entry.outline.publication.kind,
    "collection": lambda entry: searched_words(entry.collection),
    "file": lambda entry: entry.outline.file,
    "notes": lambda entry: entry.outline.notes,
    "doubts": lambda entry: len(entry.outline.doubts),
}
ORDERS = tuple(KEYS)


def ordered(entries: Sequence[CatalogueEntry], order: str) -> list[CatalogueEntry]:
    """Return entries in an order, one of `ORDERS` or that with a minus before it for backwards; as they are for none.

    Those that are equal stand by author, year and title.

    Raises:
        CriterionError: there is no such order.
    """
    if not order:
        return list(entries)
    key = KEYS.get(order.removeprefix(BACKWARDS))
    if key is None:
        raise CriterionError(
            f"The order is {shortened(order)}, but must be one of {', '.join(ORDERS)}, with a minus before it for backwards.",
            "sort",
        )
    alike = sorted(entries, key=lambda each: (_author(each), each.outline.publication.year or 0, _title(each)))
    having, lacking = [each for each in alike if key(each)], [each for each in alike if not key(each)]
    return [*sorted(having, key=key, reverse=order.startswith(BACKWARDS)), *lacking]
