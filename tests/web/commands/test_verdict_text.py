"""verdict_text.py: verdicts as text."""

from __future__ import annotations

from index.collection import Collection
from qa.verifying.verifier import Verifier
from web.commands.verdict_text import draft_blocks, verdict_lines
from web.schemas.verdict_presenters import draft_verdicts, verdict_json


def lines(collection: Collection, quotation: str) -> list[str]:
    """What is shown of a quotation."""
    return verdict_lines(collection, verdict_json(collection, Verifier(collection).verify(quotation)))


def test_exact_quotation_has_its_place_and_notes(harbour: Collection) -> None:
    """An exact quotation is called so, with where it stands and which note covers it."""
    assert lines(harbour, "The mayor imported flour from Canada.") == [
        "Exact: The mayor imported flour from Canada.",
        "   On the Harbour › I. The Ice › ¶ 2",
        "   note 3: in the quotation",
    ]


def test_altered_quotation_shows_what_differs(harbour: Collection) -> None:
    """A changed number is shown beside the one that the text has."""
    shown = lines(harbour, "The pilot, Ōtani, drowned in 1919.")
    assert (shown[0], shown[-1]) == (
        "Altered: The pilot, Ōtani, drowned in 1919.",
        "   number: “1919” for “1918”",
    )


def test_absent_quotation_is_one_line(harbour: Collection) -> None:
    """What is not in the text has no place."""
    assert lines(harbour, "Borscht is eaten on Tuesdays.") == ["Not in the text: Borscht is eaten on Tuesdays."]


def test_reasons_to_doubt_come_first(harbour: Collection) -> None:
    """That an editor's mark may alter the meaning is said before the place is told."""
    shown = lines(harbour, "The mayor [never] imported flour")
    assert shown[:2] == [
        "Edited, and may say something else than the text: The mayor [never] imported flour",
        "   ! “never” is put in: what is denied or affirmed may be another thing.",
    ]
    assert lines(harbour, "the mayor imported flour")[0] == "Edited: the mayor imported flour"


def test_draft_begins_with_a_count_and_what_concerns_most(harbour: Collection) -> None:
    """The count stands first, then what is not in the text, at last what is exact."""
    draft = "“Nobody replaced him.” “the mayor imported flour” “Borscht is eaten on Tuesdays.”"
    blocks = draft_blocks(harbour, draft_verdicts(Verifier(harbour), harbour, draft, None))
    assert blocks[0] == "3 quotations: 1 absent, 1 edited, 1 exact"
    assert [block.split(":")[0] for block in blocks[1:]] == ["Not in the text", "Edited", "Exact"]
    assert draft_blocks(harbour, draft_verdicts(Verifier(harbour), harbour, "“ice”", None)) == [
        "The draft has no quotation of more than two words."
    ]
