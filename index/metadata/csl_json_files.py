"""CSL-JSON, as Zotero and Better BibTeX write it: a list of items."""

from __future__ import annotations

from typing import Any

from pydantic_core import from_json

from index.metadata.bibliography_entries import Entries, Entry, csl_kinds, entry_of, first_year

PARTICLES = ("dropping-particle", "non-dropping-particle")


def read_csl_json(text: str, name: str) -> Entries | None:
    """Return the items of a CSL-JSON file of that name; None where it is JSON of something else, or none at all."""
    try:
        items = from_json(text)
    except ValueError:
        return None
    items = items.get("items") if isinstance(items, dict) else items
    if not isinstance(items, list) or not any(_is_item(item) for item in items):
        return None
    places = [f"{name}, item {number}" for number in range(1, len(items) + 1)]
    found = [_entry(place, item) for place, item in zip(places, items, strict=True) if _is_item(item)]
    broken = [
        f"{place}: this is no item of CSL-JSON, which has a type and a title, and is left out."
        for place, item in zip(places, items, strict=True)
        if not _is_item(item)
    ]
    return Entries(tuple(found), tuple(broken))


def _is_item(item: object) -> bool:
    return isinstance(item, dict) and isinstance(item.get("type"), str) and isinstance(item.get("title", ""), str)


def _entry(place: str, item: dict[str, Any]) -> Entry:
    table = {
        "author": _people(item.get("author")),
        "editor": _people(item.get("editor")),
        "title": item.get("title"),
        "short_title": item.get("title-short") or item.get("shortTitle"),
        "container": item.get("container-title"),
        "publisher": item.get("publisher"),
        "place": item.get("publisher-place"),
        "year": _year(item.get("issued")),
        "volume": item.get("volume"),
        "issue": item.get("issue"),
        "pages": item.get("page"),
        "doi": item.get("DOI"),
        "url": item.get("URL"),
        "language": item.get("language"),
    }
    return entry_of(place, item["type"], csl_kinds(), table)


def _people(names: object) -> list[dict[str, object]]:
    return [_person(name) for name in names if isinstance(name, dict)] if isinstance(names, list) else []


def _person(name: dict[str, Any]) -> dict[str, object]:
    if "literal" in name:
        return {"family": name["literal"]}
    family = " ".join(str(name[part]) for part in (*PARTICLES, "family") if name.get(part))
    return {"family": family, "given": name.get("given", "")}


def _year(issued: object) -> int | str:
    """Return the year of a date, which is `{"date-parts": [[1998, 5]]}` or words."""
    if not isinstance(issued, dict):
        return first_year(str(issued or ""))
    match issued.get("date-parts"):
        case [[year, *_], *_]:
            return first_year(str(year))
    return first_year(str(issued.get("raw", "")), str(issued.get("literal", "")))
