"""integrity_report.py: what a report says of a reading."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.readers.integrity_report import inspect, maps_back
from index.records import Article, Note, Run, Span
from tests.conftest import SEED

SOURCE = SEED.read_bytes().decode("utf-8")


def test_the_seed_article_is_whole(article: Article) -> None:
    """All of the seed article leads back to its file, and nothing is missing."""
    report = inspect(article, SOURCE)
    assert report.exact == 1.0
    assert (report.notes, report.missing, report.doubled, report.doubts) == (46, (), (), ())
    assert len(report.sections) == 10


def test_a_wrong_map_is_noticed(article: Article) -> None:
    """If the map led one character aside, no sentence would be exact."""
    runs = tuple(Run(run.start, run.source_start + 1, run.length) for run in article.source.runs)
    moved = replace(article, source=replace(article.source, runs=runs))
    assert inspect(moved, SOURCE + "  ").exact == pytest.approx(0.0, abs=0.05)
    assert not maps_back(moved, SOURCE + "  ", Span(0, 20))


def test_missing_and_doubled_labels(article: Article) -> None:
    """Numbers that the count skips are missing; labels that stand twice are doubled; a new count is no gap."""
    notes = tuple(Note(label, 10 + at) for at, label in enumerate(["1", "2", "5", "1", "3", "*"]))
    report = inspect(replace(article, notes=notes), SOURCE)
    assert report.missing == ("3", "4", "2")
    assert report.doubled == ("1",)
