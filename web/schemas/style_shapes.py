"""Styles of citation as JSON."""

from __future__ import annotations

from pydantic import BaseModel

from qa.citing import CitationStyle


class StyleJson(BaseModel):
    """A style: its name for programs and its title for people, whether it cites in notes, and whether it can be removed."""

    name: str
    title: str
    in_notes: bool
    removable: bool


class StyleList(BaseModel):
    """The styles that there are."""

    styles: list[StyleJson]


def style_json(style: CitationStyle, *, removable: bool) -> StyleJson:
    """Present a style."""
    return StyleJson(name=style.name, title=style.title, in_notes=style.in_notes, removable=removable)
