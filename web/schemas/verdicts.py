"""Verification as JSON: what comes in, what goes out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf
from time import monotonic

from pydantic import BaseModel, ConfigDict, Field

from index.collection import Collection
from qa.verifying import (
    LONGEST_QUOTATION,
    DraftQuotation,
    Place,
    Verdict,
    VerdictKind,
    Verifier,
    quotations_in,
    require_whole_characters,
)
from web.errors import RefusedError
from web.links import stretch_url
from web.schemas.article_presenters import cited_note_json, pages_printed
from web.schemas.article_shapes import CitedNoteJson, StretchJson

UNTOUCHED = {VerdictKind.EXACT, VerdictKind.TYPOGRAPHY, VerdictKind.EDITED}


class VerifyRequest(BaseModel):
    """A quotation, and the id of the article that it should be from or null for all."""

    model_config = ConfigDict(extra="forbid", strict=True)

    quotation: str = Field(json_schema_extra={"minLength": 1, "maxLength": LONGEST_QUOTATION})
    article: str | None = None


class DraftRequest(BaseModel):
    """A draft, plain text or Markdown, whose quotations are to be found and verified."""

    model_config = ConfigDict(extra="forbid", strict=True)

    draft: str
    article: str | None = None


class PlaceJson(StretchJson):
    """Where a quotation, or a piece of it, stands; offsets are characters of the article's reading text.

    `pages_printed` tells whether all `pages` are printed ones; else some are only counted in the file, and cannot be cited.
    """

    article: str
    title: str
    quoted: str
    section: list[str]
    paragraphs: list[int]
    pages: list[str]
    pages_printed: bool
    notes: list[CitedNoteJson]
    url: str


class DifferenceJson(BaseModel):
    """What a quotation has, and what the text has from `start` to `end`, where they differ; either may be empty."""

    kind: str
    quoted: str
    original: str
    start: int
    end: int
    count: int


class VerdictJson(BaseModel):
    """What a quotation is to the text: exact, typography, edited, altered, stitched or absent."""

    quotation: str
    kind: str
    occurrences: int
    places: list[PlaceJson]
    differences: list[DifferenceJson]


class DraftQuotationJson(BaseModel):
    """A quotation of a draft, where it stands there, and its verdict; `short` ones are rather terms than quotations."""

    start: int
    end: int
    short: bool
    block: bool
    verdict: VerdictJson


class DraftVerdicts(BaseModel):
    """The quotations of a draft, in order, and whether all of them are as the text has them, short ones apart."""

    faithful: bool
    quotations: list[DraftQuotationJson]


def verdict_json(collection: Collection, verdict: Verdict) -> VerdictJson:
    """Present a verdict."""
    return VerdictJson(
        quotation=verdict.quotation,
        kind=verdict.kind.value,
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
    )


def draft_verdicts(
    verifier: Verifier, collection: Collection, draft: str, article_id: str | None, seconds: float = inf
) -> DraftVerdicts:
    """Find and verify the quotations of a draft.

    Raises:
        RefusedError: they take longer than so many seconds.
        UnknownArticleError: there is no article `article_id`.
        QuestionError: a quotation is too long to be verified.
    """
    require_whole_characters(draft, "/draft")
    found = list(_verified(verifier, quotations_in(draft), article_id, seconds))
    return DraftVerdicts(
        faithful=all(quotation.short or verdict.kind in UNTOUCHED for quotation, verdict in found),
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


def _place(collection: Collection, place: Place) -> PlaceJson:
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
        url=stretch_url(article, place.span),
    )
