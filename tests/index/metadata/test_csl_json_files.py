"""csl_json_files.py: CSL-JSON as reference managers write it."""

from __future__ import annotations

import json

from index.metadata.csl_json_files import read_csl_json

ITEM = {
    "type": "article-journal",
    "title": "Ice and War",
    "author": [{"family": "Vries", "given": "Jan", "non-dropping-particle": "de"}, {"literal": "War Department"}],
    "issued": {"date-parts": [["1998", 5]]},
    "container-title": "Journal of History",
    "page": "101-126",
    "DOI": "10.1234/ice",
}


def test_an_item() -> None:
    """Names with particles, organisations, and the year of a date are read."""
    found = read_csl_json(json.dumps([ITEM]), "z.json")
    assert found is not None
    assert found.sentences == ()
    assert (found.entries[0].place, dict(found.entries[0].table)) == (
        "z.json, item 1",
        {
            "author": [{"family": "de Vries", "given": "Jan"}, {"family": "War Department"}],
            "title": "Ice and War",
            "container": "Journal of History",
            "year": 1998,
            "pages": "101-126",
            "doi": "10.1234/ice",
            "kind": "article-journal",
        },
    )


def test_other_dates() -> None:
    """A date may be words, or none."""
    found = read_csl_json(
        json.dumps([{"type": "book", "title": "A", "issued": date} for date in ({"raw": "May 1919"}, {}, "1920")]), "z"
    )
    assert found is not None
    assert [entry.table.get("year") for entry in found.entries] == [1919, None, 1920]


def test_what_is_no_item_is_told() -> None:
    """The others are read."""
    found = read_csl_json(json.dumps([{"type": 3}, ITEM, "words"]), "z.json")
    assert found is not None
    assert [entry.place for entry in found.entries] == ["z.json, item 2"]
    assert [sentence.split(":")[0] for sentence in found.sentences] == ["z.json, item 1", "z.json, item 3"]


def test_json_of_something_else() -> None:
    """What has no item at all is no bibliography."""
    assert [read_csl_json(text, "z.json") for text in ("[", "[]", "{}", '[{"id": 1}]', '{"items": 3}')] == [None] * 5
