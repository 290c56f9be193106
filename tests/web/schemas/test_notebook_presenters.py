"""notebook_presenters.py: marks and history as JSON."""

from __future__ import annotations

from dataclasses import replace

from index.records import Publication, Span
from qa.locators import Locator
from qa.notebook.records import AskedQuestion, Mark, MarkedStretch
from qa.notebook.standing import Standing, StandingKind, StandingMark
from qa.verifying import TextQuote
from web.schemas.notebook_presenters import history_json, mark_list, standing_mark_list

STRETCH = MarkedStretch("ice", "Ice", Span(3, 6), "ice", TextQuote("ice", "the ", " of"), Publication(), Locator(), "What?")
MARK = Mark(7, STRETCH, "cold", ("b", "a"), "2026-11-26T18:00:00.000Z", "2026-11-26T18:00:01.000Z", 2)


def test_marks() -> None:
    """All of a mark is told, with the address of its words."""
    found = mark_list([MARK], {"a": 1})
    assert found.tags == {"a": 1}
    assert found.marks[0].model_dump() == {
        "id": 7,
        "article": "ice",
        "title": "Ice",
        "start": 3,
        "end": 6,
        "words": "ice",
        "question": "What?",
        "recognised": False,
        "remark": "cold",
        "tags": ["b", "a"],
        "created": "2026-11-26T18:00:00.000Z",
        "changed": "2026-11-26T18:00:01.000Z",
        "version": 2,
        "url": "/articles/ice?start=3&end=6&exact=ice&prefix=the%20&suffix=%20of#mark",
    }


def test_standing_marks() -> None:
    """Whether a mark holds is told with its sentence; where it does not stand, without a place."""
    (gone,) = standing_mark_list([StandingMark(MARK, Standing(StandingKind.GONE))], "One.").marks
    assert (gone.holds, gone.kind, gone.start, gone.end) == (False, "gone", None, None)
    (moved,) = standing_mark_list([StandingMark(MARK, Standing(StandingKind.MOVED, None, Span(5, 8)))], "One.").marks
    assert (moved.holds, moved.start, moved.end, moved.check) == (True, 5, 8, None)
    scanned = StandingMark(replace(MARK, stretch=replace(STRETCH, recognised=True)), Standing(StandingKind.GONE))
    (checked,) = standing_mark_list([scanned], "One.").marks
    assert (checked.mark.recognised, checked.check) == (True, "recognised text; check the page")


def test_history() -> None:
    """Each question with what was asked, when and how often."""
    found = history_json([AskedQuestion("What?", "ice", "I", "2026", 3)], kept=True)
    assert found.model_dump()["asked"] == [{"question": "What?", "article": "ice", "section": "I", "asked": "2026", "times": 3}]
