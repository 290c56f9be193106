"""How a verdict on a quotation looks on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.records import Span
from qa.records import Role
from web.commands.answer_text import ROLES, place_in_words, recognised_in_words

if TYPE_CHECKING:
    from index.searching import Searchable
    from web.schemas import DraftVerdicts, VerdictJson

VERDICTS = {
    "exact": "Exact",
    "typography": "Exact but for typography",
    "as recognised": "As recognised in a picture of the page, which alone can prove it",
    "edited": "Edited",
    "altered": "Altered",
    "stitched": "Stitched from several places",
    "absent": "Not in the text",
}
DOUBTED = ", and may say something else than the text"
MOST_PLACES_SHOWN = 3


def draft_blocks(collection: Searchable, draft: DraftVerdicts) -> list[str]:
    """Return a draft's verdicts as blocks of text: how many there are of each, then each, what concerns most first."""
    if not draft.ranking:
        return ["The draft has no quotation of more than two words."]
    number = f"{len(draft.ranking)} quotation" + "s" * (len(draft.ranking) > 1)
    counts = ", ".join(f"{count} {concern}" for concern, count in draft.counts.items())
    return [f"{number}: {counts}", *("\n".join(verdict_lines(collection, draft.quotations[at].verdict)) for at in draft.ranking)]


def verdict_lines(collection: Searchable, verdict: VerdictJson) -> list[str]:
    """Return a verdict as lines of text."""
    doubted = DOUBTED if verdict.kind == "edited" and verdict.alters_meaning else ""
    lines = [f"{VERDICTS[verdict.kind]}{doubted}: {verdict.quotation}"]
    lines += [f"   ! {change.sentence}" for change in verdict.alters_meaning]
    for place in verdict.places[:MOST_PLACES_SHOWN]:
        article = collection.article(place.article)
        lines.append(
            "   " + place_in_words(article, place.section, Span(place.start, place.end), collection.catalogue.names[article.id])
        )
        lines += [f"   {remark}" for remark in recognised_in_words(article, Span(place.start, place.end))]
        lines += [f"   note {note.label}: {ROLES[Role(note.role)]}" for note in place.notes]
    if verdict.occurrences > MOST_PLACES_SHOWN:
        lines.append(f"   and {verdict.occurrences - MOST_PLACES_SHOWN} more places")
    for difference in verdict.differences:
        times = f", {difference.count} times" if difference.count > 1 else ""
        lines.append(f"   {difference.kind}: “{difference.quoted}” for “{difference.original}”{times}")
    return lines
