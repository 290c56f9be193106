"""verdict_text.py: verdicts as text."""

from __future__ import annotations

from index.collection import Collection
from qa.verifying.verifier import Verifier
from web.commands.verdict_text import verdict_lines
from web.schemas.verdict_presenters import verdict_json


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
