"""qa/gold.py and seeds/gold.jsonl: gold questions, resolved against the reading text."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from index.collection import Collection
from index.errors import GoldError
from index.records import Span
from qa.evaluation import evidence_sentences
from qa.evidence import covering_notes
from qa.gold import find_quote, read_gold
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


def test_seed_gold_is_large_and_mixed(gold: tuple[GoldQuestion, ...]) -> None:
    """There are at least 60 questions, 15 of them on the topic without being answered, of every type named."""
    assert len(gold) >= 60
    assert sum(question.type == "absent" and not question.answerable for question in gold) >= 15
    assert set(Counter(question.type for question in gold)) >= KINDS
    assert len({question.question for question in gold}) == len(gold)


def test_seed_gold_names_the_notes_that_the_convention_gives(collection: Collection, gold: tuple[GoldQuestion, ...]) -> None:
    """The labels of each piece of evidence are those in its sentences, or else of the next note in the paragraph."""
    article = collection.articles[0]
    for question in gold:
        for evidence in question.evidence:
            alone = GoldQuestion(question.id, "", "", article.id, (evidence,))
            sentences = evidence_sentences(article, alone)
            whole = Span(sentences[0].start, sentences[-1].end)
            labels = [note.label for note in article.notes_in(whole) or covering_notes(article, whole)]
            assert list(evidence.notes) == labels, question.id


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
    assert find_quote(article, "Ships", 2).start == article.text.index("Ships", article.text.index("Ships") + 1)
    with pytest.raises(GoldError, match="'Ships' stands 2 times in harbour. Say which with 'occurrence'"):
        find_quote(article, "Ships", None)
    with pytest.raises(GoldError, match="'Ships' stands 2 times in harbour, not 3 times"):
        find_quote(article, "Ships", 3)


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
