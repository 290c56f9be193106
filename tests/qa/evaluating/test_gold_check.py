"""gold_check.py: whether a file of gold questions can be relied on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from index.collection import Collection
from qa.evaluating.gold_check import check_gold, show_gold_report
from tests.conftest import REPOSITORY

LINE: dict[str, Any] = {
    "id": "q1",
    "type": "who",
    "question": "Who brought in flour?",
    "article": "harbour",
    "split": "dev",
    "evidence": [{"quote": "The mayor imported flour from Canada.", "notes": ["3"]}],
}


def write(path: Path, *lines: object) -> Path:
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), "utf-8")
    return path


def test_good_lines_are_checked_beside_bad_ones(harbour: Collection, tmp_path: Path) -> None:
    """Each bad line has its number and what is wrong; the others are counted by type and half."""
    unknown = {**LINE, "id": "q2", "article": "nowhere"}
    report = check_gold(write(tmp_path / "gold.jsonl", "{", LINE, unknown), harbour)
    assert [(fault.line, fault.sentence[:24]) for fault in report.faults] == [
        (1, "Invalid JSON: EOF while "),
        (3, "There is no article 'now"),
    ]
    assert report.counts == (("who", 1, 0, 1),)
    assert "fault, line 3: There is no article 'nowhere'" in show_gold_report(report)


def test_nearest_text_is_shown_for_a_quotation_that_is_not_there(harbour: Collection, tmp_path: Path) -> None:
    """A slip in a quotation is told with what the article has there."""
    slip = {**LINE, "evidence": [{"quote": "The major imported flower from Canada.", "notes": ["3"]}]}
    (fault,) = check_gold(write(tmp_path / "gold.jsonl", slip), harbour).faults
    at = harbour.articles[0].text.index("The mayor")
    assert f"The nearest text, at offset {at}, is 'The mayor imported flour from Canada." in fault.sentence


def test_doubts(harbour: Collection, tmp_path: Path) -> None:
    """A question asked twice, labels that are not in or behind their quotation, and a needless need are shown."""
    lines = [
        LINE,
        {**LINE, "id": "q2", "question": "Who brought  in FLOUR?", "needs": "all"},
        {**LINE, "id": "q3", "question": "What became dear?", "evidence": [{"quote": "Bread became expensive.", "notes": ["4"]}]},
    ]
    report = check_gold(write(tmp_path / "gold.jsonl", *lines), harbour)
    assert report.doubts == (
        "q1 and q2 are the same question: Who brought in flour?",
        "q3 names the notes 4 for evidence in or behind which stand 3",
        "q2 needs all of its evidence, but has 1",
    )


def test_what_is_not_covered_is_told(harbour: Collection, tmp_path: Path) -> None:
    """Notes, sections and paragraphs without evidence are named."""
    report = check_gold(write(tmp_path / "gold.jsonl", LINE), harbour)
    (coverage,) = report.uncovered
    assert coverage.notes == ("1", "2", "4")
    assert (coverage.sections, coverage.paragraphs) == (("II. The Thaw",), (1, 3))
    assert "harbour: no evidence for notes 1, 2, 4" in show_gold_report(report)


def test_seed_gold(collection: Collection) -> None:
    """The seed's questions have no fault; what is doubtful about them is what seeds/README.md says."""
    report = check_gold(REPOSITORY / "seeds" / "gold.jsonl", collection)
    assert report.faults == ()
    assert [doubt.split(" ")[0] for doubt in report.doubts] == ["q202", "q123", "q124"]
    (coverage,) = report.uncovered
    assert (coverage.notes, coverage.sections) == ((), ())
    questions = report.questions
    assert len(questions) >= 200
    assert sum(not question.answerable for question in questions) >= 50
    assert sum(len(question.parts) > 1 for question in questions if question.needs == "all") >= 25
    assert sum(question.type == "note" for question in questions) >= 15
    halves = [question.split for question in questions]
    assert halves.count("dev") == halves.count("test") == len(questions) / 2
