"""verdict_presenters.py: verdicts, presented."""

from __future__ import annotations

import pytest

from index.collection import Collection
from qa.errors import QuestionError
from qa.verifying.verifier import Verifier
from web.errors import RefusedError
from web.schemas.verdict_presenters import draft_verdicts, verdict_json

TRUE, FALSE = "The mayor imported flour from Canada.", "The mayor imported coal from Canada."


def test_verdict_has_its_place(harbour: Collection) -> None:
    """An exact quotation has the place where it stands, with section, paragraph, note and address, and no difference."""
    found = verdict_json(harbour, Verifier(harbour).verify(TRUE, None))
    assert (found.quotation, found.kind, found.occurrences, found.differences) == (TRUE, "exact", 1, [])
    (place,) = found.places
    assert (place.text, place.start, place.end) == (TRUE, 204, 241)
    assert (place.article, place.title, place.section, place.paragraphs) == ("harbour", "On the Harbour", ["I. The Ice"], [2])
    assert (place.pages, place.pages_printed) == ([], False)
    assert [(note.label, note.role) for note in place.notes] == [("3", "in_quote")]
    assert place.url.startswith("/articles/harbour?start=204&end=241&exact=The%20mayor")


def test_difference_names_both_wordings(harbour: Collection) -> None:
    """Where a quotation differs, its word and the text's are told, with the offsets of the latter."""
    found = verdict_json(harbour, Verifier(harbour).verify(FALSE, None))
    assert found.kind == "altered"
    assert [difference.model_dump() for difference in found.differences] == [
        {"kind": "word", "quoted": "coal", "original": "flour", "start": 223, "end": 228, "count": 1}
    ]
    assert harbour.articles[0].text[223:228] == "flour"


def test_draft_is_faithful_if_its_quotations_are(harbour: Collection) -> None:
    """Offsets are the draft's; an editor's marks are forgiven, and so is a short term that is not there, but no other word."""
    draft = f"He says “{TRUE.replace('The', 'the')}” of “dark flour”."
    found = draft_verdicts(Verifier(harbour), harbour, draft, "harbour")
    assert found.faithful
    assert [(each.short, each.block, each.verdict.kind) for each in found.quotations] == [
        (False, False, "edited"),
        (True, False, "absent"),
    ]
    assert [draft[each.start : each.end] for each in found.quotations] == [TRUE.replace("The", "the"), "dark flour"]
    assert not draft_verdicts(Verifier(harbour), harbour, f"He says “{FALSE}”.", None).faithful


def test_reason_to_doubt_is_told(harbour: Collection) -> None:
    """What an ellipsis leaves out that may matter is told with its offsets and in words, and the quotation is not faithful."""
    found = verdict_json(harbour, Verifier(harbour).verify("The pilot, Ōtani, drowned … Nobody replaced him.", None))
    assert (found.kind, found.faithful, found.alters_meaning) == ("edited", True, [])
    found = verdict_json(harbour, Verifier(harbour).verify("Ships waited … and the sailors played", None))
    assert (found.kind, found.faithful, found.alters_meaning) == ("edited", True, [])
    found = verdict_json(harbour, Verifier(harbour).verify("The mayor [never] imported flour", None))
    assert (found.kind, found.faithful) == ("edited", False)
    assert [change.model_dump() for change in found.alters_meaning] == [
        {
            "reason": "negation",
            "change": "put in",
            "quoted": "never",
            "original": "",
            "start": 214,
            "end": 214,
            "sentence": "“never” is put in: what is denied or affirmed may be another thing.",
        }
    ]


def test_draft_is_ranked_and_counted(harbour: Collection) -> None:
    """What concerns most comes first in the ranking, short terms apart, and the counts say how many there are of each."""
    draft = f"“{TRUE}” and “the dark” and “The mayor [never] imported flour” and “{FALSE}”"
    found = draft_verdicts(Verifier(harbour), harbour, draft, None)
    assert (found.faithful, found.ranking) == (False, [3, 2, 0])
    assert found.counts == {"altered": 1, "edited with reasons": 1, "exact": 1}


def test_draft_that_takes_too_long_is_told_how_far_it_came(harbour: Collection) -> None:
    """When the time is up, the draft is refused with the number of quotations that were verified."""
    with pytest.raises(RefusedError, match="0 of the draft's 2 quotations were verified. Send it in parts.") as refused:
        draft_verdicts(Verifier(harbour), harbour, f"“{TRUE}” and “{FALSE}”", None, seconds=-1)
    assert (refused.value.status, refused.value.field) == (422, "/draft")


def test_half_a_character_is_refused(harbour: Collection) -> None:
    """A draft with a lone surrogate is none, wherever it stands."""
    with pytest.raises(QuestionError):
        draft_verdicts(Verifier(harbour), harbour, "No quotation \ud800 here.", None)
