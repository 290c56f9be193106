"""training/questions.jsonl: every evidence stands in its article, and no question is told twice."""

from __future__ import annotations

import json
from typing import Any

import pytest

from index.readers.article_files import read_articles
from tests.conftest import REPOSITORY

DATA = REPOSITORY.parent / "shared" / "data"
LINES: list[dict[str, Any]] = [
    json.loads(line) for line in (REPOSITORY / "training" / "questions.jsonl").read_text("utf-8").splitlines()
]
SOURCES = sorted({line["source"] for line in LINES})


def test_questions_and_twins_are_all_different() -> None:
    """No id, question or twin comes twice, and each question has evidence and a twin of a kind."""
    questions = [question for line in LINES for question in (line["question"], line["twin"]["question"])]
    assert sorted(questions) == sorted(set(questions))
    assert len({line["id"] for line in LINES}) == len(LINES)
    assert [line["id"] for line in LINES if not (line["evidence"] and line["twin"]["kind"])] == []


@pytest.mark.parametrize("source", SOURCES)
def test_evidence_stands_in_the_article(source: str) -> None:
    """Each piece of evidence is literal text of its article, as often as its occurrence counts."""
    if not DATA.is_dir():
        pytest.skip("the outside data do not lie beside the repository")
    texts = {article.id: article.text for article in read_articles(DATA / source)}
    pieces = [(line, each) for line in LINES if line["source"] == source for each in line["evidence"]]
    assert [line["id"] for line, each in pieces if texts[line["article"]].count(each["quote"]) < each["occurrence"]] == []
