"""StyleChoice: the style that a request asks for by name, or that its browser has chosen, which a cookie remembers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import request

from index.errors import shortened
from qa.citing import BUILT_IN, CitationStyle, CitedPlace, CslError, PlaceReferences, StyleShelf
from web.errors import ParameterError

COOKIE = "loccit-style"


@dataclass(frozen=True, slots=True)
class CitedPlaces:
    """References of places in a style; `problem` says why it is not the one that was chosen."""

    style: CitationStyle
    references: tuple[PlaceReferences, ...]
    problem: str = ""


class StyleChoice:
    """Finds styles for requests, of those on a shelf."""

    def __init__(self, shelf: StyleShelf) -> None:
        self.shelf = shelf

    def chosen(self) -> CitationStyle:
        """Return the style that this browser has chosen; the house's own where it has not, or that is gone."""
        name = request.cookies.get(COOKIE)
        return (self.shelf.style(name) if name else None) or self.shelf.house

    def named(self, name: str | None) -> CitationStyle:
        """Return the style of a name, the chosen one without.

        Raises:
            ParameterError: there is none.
        """
        if name is None:
            return self.chosen()
        style = self.shelf.style(name)
        if style is None:
            names = ", ".join(each.name for each in self.shelf.styles())
            raise ParameterError(
                f"style is {shortened(name)}, but must be one of {names}.", "style", "GET /api/styles lists them."
            )
        return style

    def cite(self, places: Sequence[CitedPlace]) -> CitedPlaces:
        """Return the references of places as the browser has chosen; where that style fails just now, Chicago's, and why."""
        style = self.chosen()
        try:
            return CitedPlaces(style, style.cite(places))
        except CslError as error:
            return CitedPlaces(BUILT_IN[0], BUILT_IN[0].cite(places), str(error))
