"""notebook_shapes.py: what a request on the notebook may be."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from web.schemas.notebook_shapes import ChangeRequest, KeepRequest


def test_what_is_left_out_is_empty() -> None:
    """A stretch needs no remark, a change needs the version that was read."""
    assert KeepRequest(article="a", start=0, end=1).model_dump(include={"remark", "tags"}) == {"remark": "", "tags": []}
    with pytest.raises(ValidationError, match="version"):
        ChangeRequest.model_validate({"remark": "a"})


@pytest.mark.parametrize("wrong", [{"start": -1}, {"start": "0"}, {"end": 10**9}, {"colour": "red"}, {"tags": ["a"] * 31}])
def test_other_fields_and_numbers_are_refused(wrong: dict[str, object]) -> None:
    """Offsets are whole numbers of at most nine digits; nothing else is taken."""
    with pytest.raises(ValidationError):
        KeepRequest.model_validate({"article": "a", "start": 0, "end": 1, **wrong})
