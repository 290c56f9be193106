"""style_shapes.py: styles, presented."""

from __future__ import annotations

from qa.citing.citation_styles import Apa
from web.schemas.style_shapes import StyleJson, style_json


def test_style_is_presented() -> None:
    """A style has its names, where it cites, and whether it can go."""
    assert style_json(Apa(), removable=False) == StyleJson(name="apa", title="APA", in_notes=False, removable=False)
