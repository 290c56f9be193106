"""article_shapes.py: articles, passages and notes as JSON."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from web.schemas.article_shapes import CitedNoteJson, StretchJson


def test_fields_are_written_in_their_order() -> None:
    """What a shape inherits comes first, and a note without text has null."""
    note = CitedNoteJson(label="5", anchor=7, text=None, recognised=None, role="in_quote")
    assert note.model_dump_json() == '{"label":"5","anchor":7,"text":null,"recognised":null,"role":"in_quote"}'
    assert StretchJson(text="a", start=0, end=1).model_dump() == {"text": "a", "start": 0, "end": 1}


def test_a_role_is_one_of_three() -> None:
    """No other role can be told of a note."""
    with pytest.raises(ValidationError, match="in_passage"):
        CitedNoteJson.model_validate({"label": "5", "anchor": 7, "text": None, "recognised": None, "role": "near"})
