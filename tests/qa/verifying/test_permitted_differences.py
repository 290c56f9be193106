"""permitted_differences.py: how a quotation whose words are found differs from the text."""

from __future__ import annotations

import pytest

from qa.verifying.permitted_differences import hides_fact, permitted_differences
from qa.verifying.prepared_articles import PreparedArticle
from tests.qa.verifying.conftest import finding_of


@pytest.mark.parametrize(
    ("quotation", "differences"),
    [
        ("Nobody replaced him.", []),
        ("[N]obody replaced him.", ["bracketed: [N] | N"]),
        ("nobody replaced him.", ["first letter: n | N"]),
        ("The harbour froze … Ships waited", ["left out: … | in January."]),
        ("Bread [became] expensive", ["bracketed: [became] | became"]),
        ("Bread [grew] expensive", ["replaced in brackets: [grew] | became"]),
        ("froze in January.1 Ships", ["note number: 1 | "]),
        ("imported fl-\nour", ["line-end hyphen: -\n | "]),
        ("Bread  became", ["white space:    |  "]),
        ("Nobody replaced him,", ["closing punctuation: , | ."]),
        (
            "“ships waited outside for the thaw.”",
            ["quotation marks: “ | ", "first letter: s | S", "closing punctuation: .” | ,"],
        ),
    ],
)
def test_each_difference_is_named(prepared: PreparedArticle, quotation: str, differences: list[str]) -> None:
    """What the quotation has and what the text has, in the order of the text."""
    found = permitted_differences(finding_of(prepared, quotation))
    assert [f"{each.kind.value}: {each.quoted} | {each.original}" for each in found] == differences


@pytest.mark.parametrize(
    ("quotation", "hidden"),
    [
        ("drowned in [1919]", True),
        ("The pilot, [Tanaka], drowned in 1918", True),
        ("[Everybody] replaced him", False),
        ("imported flour from [Norway]", True),
        ("imported flour from Canada [sic]", False),
        ("Bread [grew] expensive", False),
        ("Bread became expensive", False),
    ],
)
def test_brackets_may_hide_a_fact(prepared: PreparedArticle, quotation: str, hidden: bool) -> None:
    """A number in the place of another, and a name in the place of another, hide it; a word for a common word hides nothing."""
    assert hides_fact(finding_of(prepared, quotation)) is hidden
