"""A notebook's marks and history as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from qa.notebook import AskedQuestion, Mark, StandingMark
from web.links import kept_url
from web.schemas.notebook_shapes import AskedJson, HistoryJson, MarkJson, MarkList, StandingMarkJson, StandingMarkList


def mark_json(mark: Mark) -> MarkJson:
    """Present a mark."""
    stretch = mark.stretch
    return MarkJson(
        id=mark.id,
        article=stretch.article_id,
        title=stretch.title,
        start=stretch.span.start,
        end=stretch.span.end,
        words=stretch.words,
        question=stretch.question,
        recognised=stretch.recognised,
        remark=mark.remark,
        tags=list(mark.tags),
        created=mark.created,
        changed=mark.changed,
        version=mark.version,
        url=kept_url(stretch),
    )


def mark_list(marks: Iterable[Mark], tags: Mapping[str, int]) -> MarkList:
    """Present marks, and the tags of the notebook."""
    return MarkList(marks=[mark_json(mark) for mark in marks], tags=dict(tags))


def standing_mark_list(marks: Iterable[StandingMark], summary: str) -> StandingMarkList:
    """Present marks as they stand."""
    return StandingMarkList(summary=summary, marks=[_standing(mark) for mark in marks])


def history_json(asked: Iterable[AskedQuestion], *, kept: bool) -> HistoryJson:
    """Present the history of questions."""
    return HistoryJson(
        kept=kept,
        asked=[
            AskedJson(question=each.question, article=each.article_id, section=each.section, asked=each.asked, times=each.times)
            for each in asked
        ],
    )


def _standing(each: StandingMark) -> StandingMarkJson:
    standing = each.standing
    return StandingMarkJson(
        mark=mark_json(each.mark),
        holds=standing.holds,
        kind=standing.kind.value,
        sentence=standing.sentence,
        check=each.remark or None,
        start=standing.span.start if standing.span else None,
        end=standing.span.end if standing.span else None,
    )
