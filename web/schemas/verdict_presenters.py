"""Presents verdicts, of a quotation or of all that a draft quotes, as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf
from time import monotonic

from index.searching import Searchable
from qa.verifying import (
    DraftQuotation,
    Place,
    Verdict,
    Verifier,
    counted,
    quotations_in,
    ranked,
    require_whole_characters,
)
from web.errors import RefusedError
from web.links import stretch_url
from web.schemas.article_presenters import cited_note_json, pages_printed, recognised_json
from web.schemas.verdict_shapes import (
    DifferenceJson,
    DraftQuotationJson,
    DraftVerdicts,
    MeaningChangeJson,
    PlaceJson,
    VerdictJson,
)


def verdict_json(collection: Searchable, verdict: Verdict) -> VerdictJson:
    """Present a verdict."""
    return VerdictJson(
        quotation=verdict.quotation,
        kind=verdict.kind.value,
        faithful=verdict.is_faithful,
        occurrences=verdict.occurrences,
        places=[_place(collection, place) for place in verdict.places],
        differences=[
            DifferenceJson(
                kind=difference.kind.value,
                quoted=difference.quoted,
                original=difference.original,
                start=difference.span.start,
                end=difference.span.end,
                count=difference.count,
            )
            for difference in verdict.differences
        ],
        alters_meaning=[
            MeaningChangeJson(
                reason=change.reason.value,
                change=change.change.value,
                quoted=change.quoted,
                original=change.original,
                start=change.span.start,
                end=change.span.end,
                sentence=change.sentence,
            )
            for change in verdict.alters_meaning
        ],
    )


def draft_verdicts(
    verifier: Verifier, collection: Searchable, draft: str, article_id: str | None, seconds: float = inf
) -> DraftVerdicts:
    """Find and verify the quotations of a draft.

    Raises:
        RefusedError: they take longer than so many seconds.
        UnknownArticleError: there is no article `article_id`.
        QuestionError: a quotation is too long to be verified.
    """
    require_whole_characters(draft, "/draft")
    found = list(_verified(verifier, quotations_in(draft), article_id, seconds))
    own = [(at, verdict) for at, (quotation, verdict) in enumerate(found) if not quotation.short]
    verdicts = [verdict for _, verdict in own]
    return DraftVerdicts(
        faithful=all(verdict.is_faithful for verdict in verdicts),
        counts={concern.value: number for concern, number in counted(verdicts).items()},
        ranking=[own[at][0] for at in ranked(verdicts)],
        quotations=[
            DraftQuotationJson(
                start=quotation.span.start,
                end=quotation.span.end,
                short=quotation.short,
                block=quotation.block,
                verdict=verdict_json(collection, verdict),
            )
            for quotation, verdict in found
        ],
    )


def _verified(
    verifier: Verifier, quotations: Sequence[DraftQuotation], article_id: str | None, seconds: float
) -> Iterator[tuple[DraftQuotation, Verdict]]:
    until = monotonic() + seconds
    for number, quotation in enumerate(quotations):
        if monotonic() > until:
            sentence = f"In {seconds:g} s, {number} of the draft's {len(quotations)} quotations were verified. Send it in parts."
            raise RefusedError(sentence, 422, "/draft")
        yield quotation, verifier.verify(quotation.text, article_id)


def _place(collection: Searchable, place: Place) -> PlaceJson:
    article = collection.article(place.article_id)
    return PlaceJson(
        text=place.span.of(article.text),
        start=place.span.start,
        end=place.span.end,
        article=article.id,
        title=article.title,
        quoted=place.quoted,
        section=list(place.section),
        paragraphs=list(place.paragraphs),
        pages=list(place.pages),
        pages_printed=pages_printed(article, place.span),
        notes=[cited_note_json(cited) for cited in place.notes],
        recognised=recognised_json(place.recognised),
        url=stretch_url(article, place.span),
    )
