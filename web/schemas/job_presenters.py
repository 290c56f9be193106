"""Presents jobs that change articles as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict

from index.errors import UnknownArticleError
from index.intake import Item, Job, Outcome
from index.readers import Integrity
from index.searching import Searchable
from qa.records import IndexState
from web.links import article_url
from web.schemas.job_shapes import JobArticleJson, JobItemJson, JobJson, JobList, JobProgressJson, ReportJson


def job_list(jobs: Sequence[Job], collection: Searchable, state: IndexState) -> JobList:
    """Present jobs, given the articles that answer now and of which index they are."""
    return JobList(jobs=[job_json(job, collection, state) for job in jobs])


def job_json(job: Job, collection: Searchable, state: IndexState) -> JobJson:
    """Present a job, given the articles that answer now and of which index they are; `state` is asked first, lest it be newer."""
    ids = {article_id for item in job.items for article_id in (*item.article_ids, item.name)}
    answering = dict(_digests(ids, collection))
    return JobJson(
        id=job.id,
        kind=job.kind.value,
        state=job.state.value,
        came=job.came,
        progress=JobProgressJson(**asdict(job.progress)),
        items=[_item(item, answering) for item in job.items],
        sentence=job.sentence or None,
        remarks=list(job.remarks),
        index=job.index or None,
        taken_up=job.is_over and _is_taken_up(job, state),
        url=f"/api/jobs/{job.id}",
    )


def _digests(article_ids: Iterable[str], collection: Searchable) -> Iterator[tuple[str, str]]:
    """Yield those of the ids that answer now, each with the digest of its article's file."""
    for article_id in article_ids:
        with suppress(UnknownArticleError):
            yield article_id, collection.article(article_id).source.sha256


def _is_taken_up(job: Job, state: IndexState) -> bool:
    """Whether the index that answers is the one that a job made, or a later one; a job that failed made none."""
    return not job.index or job.index == state.version or job.index_made <= state.made


def _answers(item: Item, article_id: str, answering: Mapping[str, str]) -> bool:
    return article_id in answering and item.sha256 in {"", answering[article_id]}


def _item(item: Item, answering: Mapping[str, str]) -> JobItemJson:
    reports = {report.article_id: report for report in item.reports}
    return JobItemJson(
        name=item.name,
        size=item.size,
        outcome=item.outcome.value,
        sentence=item.sentence or None,
        articles=[
            JobArticleJson(
                id=article_id,
                url=article_url(article_id),
                answers=_answers(item, article_id, answering),
                report=_report(reports[article_id]) if article_id in reports else None,
            )
            for article_id in (item.article_ids if item.outcome is not Outcome.REMOVED else ())
        ],
    )


def _report(report: Integrity) -> ReportJson:
    return ReportJson(
        title=report.title,
        pages=len(report.pages),
        pages_printed=report.pages_printed,
        paragraphs=report.paragraphs,
        sentences=report.sentences,
        notes=report.notes,
        notes_with_text=report.notes_with_text,
        missing=list(report.missing),
        doubled=list(report.doubled),
        doubts=list(report.doubts),
        exact=report.exact,
    )
