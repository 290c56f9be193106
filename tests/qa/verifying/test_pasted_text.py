"""pasted_text.py: what somebody pasted, verified as what it is."""

from __future__ import annotations

import pytest

from index.collection import Collection
from qa.errors import QuestionError
from qa.verifying.pasted_text import CheckedDraft, ReadAs, check_pasted
from qa.verifying.verdicts import Concern, Verdict, VerdictKind
from qa.verifying.verifier import LONGEST_QUOTATION, Verifier

DRAFT = "He says that “the mayor imported flour from Canada,” and “yes,” and “nobody ever replaced the mayor.”"


@pytest.fixture
def verifier(harbour: Collection) -> Verifier:
    """Who verifies quotations from the small article."""
    return Verifier(harbour)


def test_draft_is_told_by_its_quotations(verifier: Verifier) -> None:
    """A text with quotations of its own is read as a draft; those of one or two words are counted only."""
    checked = check_pasted(verifier, DRAFT)
    assert isinstance(checked, CheckedDraft)
    assert [found.verdict.kind for found in checked.quotations] == [VerdictKind.EDITED, VerdictKind.ABSENT]
    assert checked.short == 1
    assert [found.verdict.kind for found in checked.ranked] == [VerdictKind.ABSENT, VerdictKind.EDITED]
    assert list(checked.counts.items()) == [(Concern.ABSENT, 1), (Concern.EDITED, 1)]


def test_text_without_quotations_is_one(verifier: Verifier) -> None:
    """A text that quotes nothing is verified as a whole."""
    checked = check_pasted(verifier, "The mayor imported flour from Denmark.")
    assert isinstance(checked, Verdict)
    assert checked.kind is VerdictKind.ALTERED


def test_reading_can_be_told(verifier: Verifier) -> None:
    """Whoever says that it is one quotation has it verified as one, and a draft must have a quotation."""
    assert isinstance(check_pasted(verifier, DRAFT, reading=ReadAs.QUOTATION), Verdict)
    with pytest.raises(QuestionError, match="no quotation of more than two words"):
        check_pasted(verifier, "The mayor imported flour.", reading=ReadAs.DRAFT)


def test_draft_may_be_longer_than_a_quotation(verifier: Verifier) -> None:
    """A long draft is read for its quotations, though as a whole it could not be verified."""
    checked = check_pasted(verifier, DRAFT + " And so on." * (LONGEST_QUOTATION // 10))
    assert isinstance(checked, CheckedDraft)
    assert len(checked.quotations) == 2
