"""Where a stretch of an article stands in the file that it was read from, as JSON."""

from __future__ import annotations

from pydantic import BaseModel

from index.records import Article, Region, Span


class SourcePlaceJson(BaseModel):
    """A place in the file, and the stretch of the reading text that stands there.

    `source_start` and `source_end` are characters of the file as decoded, of a structured file those of the text extracted from
    it; `bytes` are offsets in a file of UTF-8 text; `path` is an element, `page` counts from 1, `box` is left, top, right,
    bottom in points.
    """

    start: int
    end: int
    source_start: int
    source_end: int
    bytes: tuple[int, int] | None
    path: str | None
    page: int | None
    box: tuple[float, float, float, float] | None


class ArticleSourceJson(BaseModel):
    """The file that an article was read from, and where a stretch of the reading text stands in it."""

    article: str
    name: str
    sha256: str
    start: int
    end: int
    text: str
    places: list[SourcePlaceJson]


def source_json(article: Article, span: Span) -> ArticleSourceJson:
    """Present the places in the file in which a stretch stands: one for each region that the file has."""
    found = article.source
    regions = found.regions_of(span) or (Region(span.start),)
    ends = [*(region.start for region in regions[1:]), span.end]
    parts = (Span(max(region.start, span.start), min(end, span.end)) for region, end in zip(regions, ends, strict=True))
    places = [_place(article, region, part) for region, part in zip(regions, parts, strict=True)]
    return ArticleSourceJson(
        article=article.id,
        name=found.name,
        sha256=found.sha256,
        start=span.start,
        end=span.end,
        text=span.of(article.text),
        places=places,
    )


def _place(article: Article, region: Region, part: Span) -> SourcePlaceJson:
    words = part.of(article.text).rstrip()
    stretch = Span(part.start, part.start + max(len(words), 1))
    at, in_bytes = article.source.locate(stretch), article.source.locate_bytes(stretch, article.text)
    return SourcePlaceJson(
        start=stretch.start,
        end=stretch.end,
        source_start=at.start,
        source_end=at.end,
        bytes=(in_bytes.start, in_bytes.end) if in_bytes else None,
        path=region.path or None,
        page=region.page,
        box=region.box,
    )
