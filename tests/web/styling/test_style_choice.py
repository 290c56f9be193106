"""style_choice.py: in which style a request's references are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from flask import Flask

from index.records import Publication
from qa.citing import BUILT_IN, CitationStyle, CitedPlace, CslError, PlaceReferences, StyleShelf
from web.errors import ParameterError
from web.styling import COOKIE, StyleChoice

PLACE = CitedPlace(Publication(title="Thaw"), "thaw")


@dataclass(frozen=True, slots=True)
class Failing:
    """A style that cannot be set just now."""

    name: str = "failing"
    title: str = "Failing"
    in_notes: bool = True

    def cite(self, places: Sequence[CitedPlace]) -> tuple[PlaceReferences, ...]:
        """Fail."""
        raise CslError(f"{len(places)} were not set.")


class Shelf(StyleShelf):
    """A shelf with that style."""

    def styles(self) -> tuple[CitationStyle, ...]:
        """Return it behind the others."""
        return (*super().styles(), Failing())


def test_cookie_chooses() -> None:
    """The browser's choice counts, unless that style is gone; a name in the address counts before it."""
    choice, app = StyleChoice(StyleShelf()), Flask(__name__)
    for cookie, chosen in (("", "chicago"), ("mla", "mla"), ("gone", "chicago")):
        with app.test_request_context(headers={"Cookie": f"{COOKIE}={cookie}"}):
            assert (choice.chosen().name, choice.named(None).name, choice.named("apa").name) == (chosen, chosen, "apa")
            with pytest.raises(ParameterError, match="style is 'word', but must be one of chicago, mla, apa"):
                choice.named("word")


def test_style_that_fails_gives_way() -> None:
    """Where the chosen style cannot be set just now, Chicago's references come, and why."""
    with Flask(__name__).test_request_context(headers={"Cookie": f"{COOKIE}=failing"}):
        found = StyleChoice(Shelf()).cite([PLACE])
    assert (found.style, found.problem) == (BUILT_IN[0], "1 were not set.")
    assert found.references[0].citation.text == "“Thaw.”"
