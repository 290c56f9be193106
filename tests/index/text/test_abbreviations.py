"""abbreviations.py: what a text says that its short forms stand for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.abbreviations import Abbreviation, defined_abbreviations, is_short


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("to withdraw the American Expeditionary Forces (AEF) from Siberia", "AEF", "American Expeditionary Forces"),
        ("The AEF (American Expeditionary Forces) left.", "AEF", "American Expeditionary Forces"),
        ("the American Expeditionary Forces (hereafter “AEF”)", "AEF", "American Expeditionary Forces"),
        ("the Young Men’s Christian Association [the Y.M.C.A.]", "Y.M.C.A.", "Young Men’s Christian Association"),
        (
            "the Organization of Arab Petroleum Exporting Countries (OAPEC)",
            "OAPEC",
            "Organization of Arab Petroleum Exporting Countries",
        ),
        ("the Supreme War Council (SWC; Paris) met", "SWC", "Supreme War Council"),
        ("It left. Overlapping open reading frames (ORFs) remain.", "ORFs", "open reading frames"),
        ("coronavirus disease 2019 (COVID-19)", "COVID-19", "coronavirus disease 2019"),
    ],
)
def test_a_definition_is_read_in_either_order(text: str, short: str, long: str) -> None:
    """The short form stands in the parenthesis, or before it."""
    assert [*defined_abbreviations(text)] == [Abbreviation(short, long)]


@pytest.mark.parametrize(
    "text",
    [
        "He went to Omsk in spring (March 1919).",
        "so it was seen (Smith et al., 2015)",
        "He saw Consul Ernest Harris (see FRUS).",
        "No army fought there. Everybody slept (AEF).",
        "the TNI (TNI–AL, which includes marines), and Air Force (TNI–AU)",
        "the old US (the old men there)",
        "empty () and open ( and (",
    ],
)
def test_other_parentheses_define_nothing(text: str) -> None:
    """Dates, references, asides, and short forms whose letters do not stand before them."""
    assert [*defined_abbreviations(text)] == []


def test_a_short_form_has_capitals() -> None:
    """Two, or one and a digit; words and numbers are none, nor is what is long."""
    assert [form for form in ("AEF", "mRNA", "H5N1", "dN/dS", "March", "1918", "A", "ABCDEFGHIJK") if is_short(form)] == [
        "AEF",
        "mRNA",
        "H5N1",
        "dN/dS",
    ]


@given(st.text(alphabet="()[]“” \n.,;ABab1é", max_size=60))
def test_whatever_is_defined_stands_in_the_text(text: str) -> None:
    """No text breaks it, and both forms are the text's own words."""
    for found in defined_abbreviations(text):
        assert found.short in text
        assert found.long in text
