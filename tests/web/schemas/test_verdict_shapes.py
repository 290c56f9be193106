"""verdict_shapes.py: quotations, drafts and verdicts as JSON."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from qa.verifying import LONGEST_QUOTATION
from web.schemas.verdict_shapes import DraftRequest, VerifyRequest


def test_all_articles_unless_one_is_named() -> None:
    """A quotation or a draft alone is looked for in all articles."""
    assert VerifyRequest(quotation="Ships came in.").article is None
    assert DraftRequest(draft="“Ships came in.”").article is None


@pytest.mark.parametrize("body", [{}, {"quotation": 5}, {"quotation": None}, {"quotation": "Ships", "style": "mla"}])
def test_other_fields_and_types_are_refused(body: dict[str, Any]) -> None:
    """Nothing is converted, and no field is ignored."""
    with pytest.raises(ValidationError):
        VerifyRequest.model_validate(body)


def test_description_names_the_longest_quotation() -> None:
    """The schema says how long a quotation may be."""
    assert VerifyRequest.model_json_schema()["properties"]["quotation"]["maxLength"] == LONGEST_QUOTATION
