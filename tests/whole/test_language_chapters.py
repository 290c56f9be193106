"""Chapters in German, French and Italian, flattened as PDFs leave them, are read as they were written."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.readers import read_articles
from tests.benchmarks.languages import reading
from tests.chapters import HEADINGS, STYLES, flattened, read_chapter

LEAST = (0.99, 0.97, 0.95, 0.95)  # markers and sentences as F1, headings and the notes' texts as the shares that are right


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("language", HEADINGS)
def test_chapters_are_read_as_they_were_written(language: str, style: str, tmp_path: Path) -> None:
    """Markers, sentences, headings and notes are found in every style, and the language is told."""
    chapter = read_chapter(language)
    path = tmp_path / f"{style}.txt"
    path.write_text(flattened(chapter, style), "utf-8")
    article = read_articles(path)[0]
    figures = reading(chapter, article)
    assert article.language == language
    assert all(figure >= least for figure, least in zip(figures, LEAST, strict=True)), figures
