"""How a verdict on a quotation looks on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.records import Span
from qa.records import Role
from web.commands.answer_text import ROLES, place_in_words

if TYPE_CHECKING:
    from index.collection import Collection
    from web.schemas import VerdictJson

VERDICTS = {
    "exact": "Exact",
    "typography": "Exact but for typography",
    "edited": "Exact but for what an editor marked",
    "altered": "Altered",
    "stitched": "Stitched from several places",
    "absent": "Not in the text",
}
MOST_PLACES_SHOWN = 3


def verdict_lines(collection: Collection, verdict: VerdictJson) -> list[str]:
    """Return a verdict as lines of text."""
    lines = [f"{VERDICTS[verdict.kind]}: {verdict.quotation}"]
    for place in verdict.places[:MOST_PLACES_SHOWN]:
        article = collection.article(place.article)
        lines.append("   " + place_in_words(article, place.section, Span(place.start, place.end)))
        lines += [f"   note {note.label}: {ROLES[Role(note.role)]}" for note in place.notes]
    if verdict.occurrences > MOST_PLACES_SHOWN:
        lines.append(f"   and {verdict.occurrences - MOST_PLACES_SHOWN} more places")
    for difference in verdict.differences:
        times = f", {difference.count} times" if difference.count > 1 else ""
        lines.append(f"   {difference.kind}: “{difference.quoted}” for “{difference.original}”{times}")
    return lines
