"""What is exported: marks as they stand, each with its address; and what every format says of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from qa.citing import CitedPlace, in_marks, references_of
from qa.notebook import MarkedStretch, StandingMark


@dataclass(frozen=True, slots=True)
class ExportedMark:
    """A mark with how it stands, the address at which its words are read, and that of the article and of the mark itself."""

    standing_mark: StandingMark
    permalink: str
    article_address: str
    mark_address: str

    @property
    def stretch(self) -> MarkedStretch:
        """What was kept."""
        return self.standing_mark.mark.stretch

    @property
    def place(self) -> CitedPlace:
        """The place that is cited."""
        return CitedPlace(self.stretch.publication, self.stretch.article_id, self.stretch.locator)

    @property
    def warning(self) -> str:
        """What is wrong with the words, or to be checked in them, in sentences; empty where they stand word for word."""
        return self.standing_mark.warning

    @property
    def is_found(self) -> bool:
        """Whether the text has these words, to the letter."""
        return self.standing_mark.standing.is_found

    @property
    def line(self) -> str:
        """All of it in a line, as a note on the work: the words, their place, what is wrong with them, and what was remarked."""
        mark = self.standing_mark.mark
        cited = references_of(self.stretch.publication, self.stretch.article_id, self.stretch.locator).chicago.short.text
        parts = (in_marks(" ".join(self.stretch.words.split())), cited, self.warning, self.permalink)
        remark, tags = " ".join(mark.remark.split()), ", ".join(mark.tags)
        return " ".join(part for part in (*parts, remark and f"Remark: {remark}", tags and f"Tags: {tags}") if part)


@dataclass(frozen=True, slots=True)
class Export:
    """What is exported: marks in the order of their articles, under a title, verified at a time."""

    marks: tuple[ExportedMark, ...]
    address: str
    verified: datetime
    title: str = "Notebook"

    @property
    def summary(self) -> str:
        """How many quotations there are, and whether all stand word for word, or in recognised text."""
        count, checked = len(self.marks), [mark for mark in self.marks if mark.warning]
        recognised = sum(mark.is_found for mark in checked)
        verified = f"held against the text on {self.verified.day} {self.verified:%B %Y}"
        if count == 1:
            stands = "stands there as it was recognised; check the page" if recognised else "may not stand there word for word"
            return f"One quotation, {verified}: it {stands if checked else 'stands there word for word'}."
        if not checked:
            return f"{count} quotations, {verified}: all stand there word for word."
        exact = f"{count - len(checked)} stand there word for word"
        scans = f", {recognised} as recognised in pictures of the pages" if recognised else ""
        wrong = f"; with {len(checked) - recognised} it is said why not" if len(checked) > recognised else ""
        return f"{count} quotations, {verified}: {exact}{scans}{wrong}."


def by_article(marks: Sequence[ExportedMark]) -> dict[str, list[ExportedMark]]:
    """Return the marks of each article, in their order."""
    found: dict[str, list[ExportedMark]] = {}
    for mark in marks:
        found.setdefault(mark.stretch.article_id, []).append(mark)
    return found
