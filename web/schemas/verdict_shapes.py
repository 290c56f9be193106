"""Quotations, drafts and verdicts as JSON."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from qa.verifying import LONGEST_QUOTATION
from web.schemas.article_shapes import CitedNoteJson, RecognisedJson, StretchJson


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
    `recognised` is null where the text is no recognised one.
    """

    article: str
    title: str
    quoted: str
    section: list[str]
    paragraphs: list[int]
    pages: list[str]
    pages_printed: bool
    notes: list[CitedNoteJson]
    recognised: RecognisedJson | None
    url: str


class DifferenceJson(BaseModel):
    """What a quotation has, and what the text has from `start` to `end`, where they differ; either may be empty."""

    kind: str
    quoted: str
    original: str
    start: int
    end: int
    count: int


class MeaningChangeJson(BaseModel):
    """Why an editor's mark may alter the meaning: which words were left out, put in or replaced, and as a sentence what of it.

    `reason` is negation, quantifier, modal, number, name, pronoun, wording or joined sentences; `change` left out, put in or
    replaced. `original` stands in the text from `start` to `end`.
    """

    reason: str
    change: str
    quoted: str
    original: str
    start: int
    end: int
    sentence: str


class VerdictJson(BaseModel):
    """What a quotation is to the text: exact, typography, as recognised, edited, altered, stitched or absent.

    `as recognised` is as the text has it, which was recognised in a picture and is not vouched for. `edited` is what an editor's
    marks cover; where `alters_meaning` is not empty, it is not vouched for. `faithful` tells whether the quotation is as the text
    has it, but for signs and for marks that give no reason to doubt.
    """

    quotation: str
    kind: str
    faithful: bool
    occurrences: int
    places: list[PlaceJson]
    differences: list[DifferenceJson]
    alters_meaning: list[MeaningChangeJson]


class DraftQuotationJson(BaseModel):
    """A quotation of a draft, where it stands there, and its verdict; `short` ones are rather terms than quotations."""

    start: int
    end: int
    short: bool
    block: bool
    verdict: VerdictJson


class DraftVerdicts(BaseModel):
    """The quotations of a draft, in order, and whether all of them are as the text has them, short ones apart.

    `counts` tells how many there are that are absent, altered, stitched, edited with reasons, as recognised, edited, typography
    and exact;
    `ranking` the positions in `quotations`, from 0, in that order. Both leave the short ones out.
    """

    faithful: bool
    counts: dict[str, int]
    ranking: list[int]
    quotations: list[DraftQuotationJson]
