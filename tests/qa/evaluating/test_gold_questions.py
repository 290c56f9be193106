"""gold_questions.py and seeds/gold.jsonl: gold questions, resolved against the reading text."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from index.collection import Collection
from qa.errors import GoldError
from qa.evaluating.gold_questions import locate_quotation, read_gold, resolve_gold
from qa.records import GoldQuestion

KINDS = {"who", "when", "numeric", "why", "list", "quotation", "comparison", "terse", "misspelt", "nomacron"}

LINE: dict[str, Any] = {
    "id": "q1",
    "type": "who",
    "question": "Who imported flour?",
    "article": "harbour",
    "evidence": [{"quote": "The mayor imported flour from Canada.", "notes": ["3"]}],
}


def write(path: Path, *lines: dict[str, Any] | str) -> Path:
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), "utf-8")
    return path


def test_seed_gold_is_mixed(gold: tuple[GoldQuestion, ...]) -> None:
    """There are questions of every type named, and no two are the same."""
    assert set(Counter(question.type for question in gold)) >= KINDS
    assert len({question.question for question in gold}) == len(gold)


def test_questions_are_not_copied_from_the_evidence(collection: Collection, gold: tuple[GoldQuestion, ...]) -> None:
    """No question shares a run of six words with the text, quotations apart."""
    text = collection.articles[0].text.lower()
    for question in gold:
        words = question.question.lower().split()
        runs = [" ".join(words[at : at + 6]) for at in range(len(words) - 5)]
        assert not [run for run in runs if run in text], question.id


def test_evidence_is_resolved(harbour: Collection, tmp_path: Path) -> None:
    """A quotation becomes its span in the reading text."""
    (question,) = read_gold(write(tmp_path / "gold.jsonl", LINE), harbour)
    (evidence,) = question.evidence
    assert evidence.span.of(harbour.articles[0].text) == "The mayor imported flour from Canada."
    assert evidence.notes == ("3",)


def test_occurrence_is_counted_from_one(harbour: Collection) -> None:
    """The second occurrence is found as such; a text that stands there twice needs to be told apart."""
    article = harbour.articles[0]
    assert locate_quotation(article, "Ships", 2).start == article.text.index("Ships", article.text.index("Ships") + 1)
    with pytest.raises(GoldError, match="'Ships' stands 2 times in harbour. Say which with 'occurrence'"):
        locate_quotation(article, "Ships", None)
    with pytest.raises(GoldError, match="'Ships' stands 2 times in harbour, not 3 times"):
        locate_quotation(article, "Ships", 3)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("{not json", "line 1: Invalid JSON"),
        ("[]", "line 1: Input should be an object"),
        ({**LINE, "question": ""}, "line 1: question: String should have at least 1 character"),
        ({**LINE, "note": "x"}, "line 1: note: Extra inputs are not permitted"),
        ({**LINE, "article": "nowhere"}, "line 1: There is no article 'nowhere'"),
        ({**LINE, "evidence": [{"quote": "It rained."}]}, "line 1: the quotation 'It rained.' does not stand in"),
        ({**LINE, "evidence": [{"quote": "Ships"}]}, "line 1: the quotation 'Ships' stands 2 times"),
        ({**LINE, "evidence": [{"quote": " "}]}, "line 1: evidence.0.quote: String should match"),
        ({**LINE, "evidence": [{"quote": "The Ice"}]}, "line 1: the quotation 'The Ice' stands in no paragraph"),
        ({**LINE, "evidence": [{"quote": "Bread", "notes": ["9"]}]}, "line 1: harbour has no note '9'"),
        ({**LINE, "needs": "some"}, "line 1: needs: Input should be 'any', 'all' or 'labels'"),
        ({**LINE, "needs": "labels", "evidence": [{"quote": "Bread"}]}, "line 1: every note label is needed, but a piece"),
    ],
)
def test_bad_line_is_named(harbour: Collection, tmp_path: Path, line: dict[str, Any] | str, sentence: str) -> None:
    """A line that is wrong is named by number, with what is wrong in it."""
    with pytest.raises(GoldError) as refused:
        read_gold(write(tmp_path / "gold.jsonl", line), harbour)
    assert sentence in str(refused.value)


def test_double_ids_and_empty_files(harbour: Collection, tmp_path: Path) -> None:
    """An id used twice, a file without questions and a missing file get a sentence each."""
    with pytest.raises(GoldError, match="line 2: the id 'q1' stands there for the second time"):
        read_gold(write(tmp_path / "gold.jsonl", LINE, LINE), harbour)
    with pytest.raises(GoldError, match="holds no question"):
        read_gold(write(tmp_path / "empty.jsonl", ""), harbour)
    with pytest.raises(GoldError, match="cannot be read: No such file"):
        read_gold(tmp_path / "gone.jsonl", harbour)


def test_every_bad_line_is_named(harbour: Collection, tmp_path: Path) -> None:
    """The first bad line is told in full, the others by number; the good ones are resolved all the same."""
    path = write(tmp_path / "gold.jsonl", "{", LINE, "[]", {**LINE, "id": "q2", "article": "nowhere"})
    with pytest.raises(GoldError, match=r"line 1: Invalid JSON.* Lines with faults of their own: 3, 4\. loccit gold check tells"):
        read_gold(path, harbour)
    gold = resolve_gold(path, harbour)
    assert [question.id for question in gold.questions] == ["q1"]
    assert [fault.line for fault in gold.faults] == [1, 3, 4]


def test_parts_of_an_answer(harbour: Collection, tmp_path: Path) -> None:
    """Any piece of evidence is a whole answer, unless all are needed, or one for each label."""
    both = [
        *LINE["evidence"],
        {"quote": "Bread became expensive.", "notes": ["3"]},
        {"quote": "The ice broke in April.", "notes": ["4"]},
    ]
    lines = [{**LINE, "id": needs, "needs": needs, "evidence": both} for needs in ("any", "all", "labels")]
    questions = read_gold(write(tmp_path / "gold.jsonl", *lines, {**LINE, "id": "none", "evidence": []}), harbour)
    assert [question.parts for question in questions] == [((0, 1, 2),), ((0,), (1,), (2,)), ((0, 1), (2,)), ()]


def test_lines_of_a_paragraph_may_be_quoted_as_they_stand_in_the_file(harbour: Collection, tmp_path: Path) -> None:
    """A line end in a quotation is the space that the reading text has."""
    (question,) = read_gold(
        write(tmp_path / "gold.jsonl", {**LINE, "evidence": [{"quote": "The mayor\nimported flour"}]}), harbour
    )
    assert question.evidence[0].span.of(harbour.articles[0].text) == "The mayor imported flour"
