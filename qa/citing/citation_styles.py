"""Styles of citation: what each makes of places in works – a citation of each, and the work's entry in the list of works."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from index.records import Publication
from qa.citing import apa, chicago, mla
from qa.citing.styled_text import Styled
from qa.locators import Locator


@dataclass(frozen=True, slots=True)
class CitedPlace:
    """A place in a work that is cited: what is known of the work, by which id, and where."""

    known: Publication
    work_id: str
    locator: Locator = Locator()


@dataclass(frozen=True, slots=True)
class PlaceReferences:
    """How a style cites a place: the `citation`, a note or in the text, and `short` where the work was cited before.

    `entry` is the work's in the list of works; empty where the style has no such list.
    """

    citation: Styled
    short: Styled
    entry: Styled


class CitationStyle(Protocol):
    """A style in which places are cited."""

    @property
    def name(self) -> str:
        """Its name for programs."""

    @property
    def title(self) -> str:
        """Its name for people."""

    @property
    def in_notes(self) -> bool:
        """Whether it cites in notes, and not in the text."""

    def cite(self, places: Sequence[CitedPlace]) -> tuple[PlaceReferences, ...]:
        """Return the references of each place, in their order."""


@dataclass(frozen=True, slots=True)
class Chicago:
    """The Chicago Manual of Style, 18th edition: notes and bibliography."""

    name: str = "chicago"
    title: str = "Chicago"
    in_notes: bool = True

    def cite(self, places: Sequence[CitedPlace]) -> tuple[PlaceReferences, ...]:
        """Return the references of each place."""
        return tuple(
            PlaceReferences(
                Styled(chicago.note(place.known, place.locator)),
                Styled(chicago.short_note(place.known, place.locator)),
                Styled(chicago.bibliography(place.known)),
            )
            for place in places
        )


@dataclass(frozen=True, slots=True)
class Mla:
    """The MLA Handbook, 9th edition."""

    name: str = "mla"
    title: str = "MLA"
    in_notes: bool = False

    def cite(self, places: Sequence[CitedPlace]) -> tuple[PlaceReferences, ...]:
        """Return the references of each place."""
        return tuple(
            PlaceReferences(cited := Styled(mla.in_text(place.known, place.locator)), cited, Styled(mla.entry(place.known)))
            for place in places
        )


@dataclass(frozen=True, slots=True)
class Apa:
    """The Publication Manual of the APA, 7th edition."""

    name: str = "apa"
    title: str = "APA"
    in_notes: bool = False

    def cite(self, places: Sequence[CitedPlace]) -> tuple[PlaceReferences, ...]:
        """Return the references of each place."""
        return tuple(
            PlaceReferences(cited := Styled(apa.in_text(place.known, place.locator)), cited, Styled(apa.entry(place.known)))
            for place in places
        )


BUILT_IN: tuple[CitationStyle, ...] = (Chicago(), Mla(), Apa())
