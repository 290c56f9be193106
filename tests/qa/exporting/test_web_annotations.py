"""web_annotations.py: marks as the W3C's annotations."""

from __future__ import annotations

import json

from qa.exporting.exported_marks import Export
from qa.exporting.web_annotations import as_annotations
from tests.qa.exporting.conftest import PILOT, TIME


def test_annotations(export: Export) -> None:
    """Each mark is an annotation of its words and offsets, with its remark and tags as bodies."""
    found = json.loads(as_annotations(export))
    assert (found["@context"], found["type"], found["total"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationCollection", 4)
    first, second, *_ = found["first"]["items"]
    assert (first["id"], first["created"]) == ("http://loccit.test/notebook/marks/1", TIME)
    assert [(body["purpose"], body["value"]) for body in first["body"]] == [
        ("commenting", "Who *was* he?\nA pilot.\n\n1. Ask [the town]."),
        ("tagging", "pilots"),
        ("tagging", "deaths"),
    ]
    assert first["motivation"] == ["highlighting", "commenting", "tagging"]
    quote, position = first["target"]["selector"]
    assert (quote["type"], quote["exact"]) == ("TextQuoteSelector", PILOT)
    assert quote["prefix"].endswith("played cards. ")
    assert (position["start"], position["end"]) == (123, 123 + len(PILOT))
    assert first["target"]["source"] == "http://loccit.test/articles/harbour"
    assert "body" not in second


def test_recognised_words_have_a_place_and_are_assessed(scanned: Export) -> None:
    """That they are to be checked is a body for the purpose of assessing; they have their offsets all the same."""
    (only,) = json.loads(as_annotations(scanned))["first"]["items"]
    assert [selector["type"] for selector in only["target"]["selector"]] == ["TextQuoteSelector", "TextPositionSelector"]
    assert [body["purpose"] for body in only["body"]] == ["assessing"]
    assert only["body"][0]["value"].endswith("Recognised text; check the page.")


def test_words_that_do_not_stand_have_no_place(export: Export) -> None:
    """The sentence is a body for the purpose of assessing, and the target has no offsets."""
    last = json.loads(as_annotations(export))["first"]["items"][3]
    assert [selector["type"] for selector in last["target"]["selector"]] == ["TextQuoteSelector"]
    assert last["body"][0]["purpose"] == "assessing"
    assert last["body"][0]["value"].startswith("These words no longer stand word for word")
