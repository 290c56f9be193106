"""question_sets.py and trec_files.py: sets that others made, and the files that other tools read."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import ir_measures
import pytest

from index.collection import Collection
from index.maintenance import build_collection
from index.settings import Settings
from qa.answering.answerer import Answerer
from qa.errors import GoldError
from qa.evaluating.intervals import scores
from qa.evaluating.question_sets import QuestionSet, question_set
from qa.evaluating.resumable_runs import Experiment, prepare_experiment, run_experiment
from qa.evaluating.run_records import Run
from qa.evaluating.systems import LocalSystem
from qa.evaluating.trec_files import write_trec
from tests.doubles import WordEncoder

CORPUS = [
    {"_id": "D-1", "title": "Frozen harbours", "text": "Ice closed the harbour in January. Ships waited outside."},
    {"_id": "D-2", "title": "", "text": "Flour came from Canada. The mayor paid 1,918 crowns."},
    {"_id": "D-3", "title": "Ice", "text": "Ice is frozen water. It floats."},
    {"_id": "empty", "title": "", "text": ""},
]
QUERIES: list[dict[str, object]] = [
    {"_id": "q1", "text": "When did ice close the harbour?", "metadata": {}},
    {"_id": "q2", "text": "Where did the flour come from?"},
    {"_id": "q3", "text": "Nobody judged this"},
    {"_id": "q4", "text": "What floats?"},
    {"_id": "q5", "text": "Judged, and nothing is right"},
]
QRELS = "query-id\tcorpus-id\tscore\nq1\tD-1\t2\nq1\tD-3\t1\nq2\tD-2\t1\nq4\tgone\t1\nq5\tD-1\t0\n"


def lines(path: Path, rows: Sequence[Mapping[str, object]]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")


@pytest.fixture
def beir(tmp_path: Path) -> Path:
    """A folder in BEIR's format."""
    folder = tmp_path / "beir"
    (folder / "qrels").mkdir(parents=True)
    lines(folder / "corpus.jsonl", CORPUS)
    lines(folder / "queries.jsonl", QUERIES)
    (folder / "qrels" / "test.tsv").write_text(QRELS)
    return folder


def planned(folder: Path, split: str | None = None) -> tuple[LocalSystem, Experiment]:
    found = question_set(folder)
    assert found is not None
    settings = Settings(markers=found.markers)
    collection = build_collection([found.articles(folder.parent / "sets" / "articles.jsonl")], settings, WordEncoder())
    system = LocalSystem(Answerer(collection))
    return system, prepare_experiment(folder, system, split, 10)


@pytest.fixture
def run(beir: Path) -> Run:
    """A run of the BEIR folder."""
    system, asked = planned(beir)
    return run_experiment(system, asked, "beir")


def test_beir_folder_is_asked_as_a_whole(run: Run) -> None:
    """Judged queries are asked of all documents; what is right are whole documents with their grades, each counted once."""
    assert [outcome.question.id for outcome in run.outcomes] == ["q1", "q2"]
    first = run.outcomes[0]
    assert {(evidence.article, evidence.grade) for evidence in first.question.evidence} == {("d-1", 2), ("d-3", 1)}
    articles = [found.article for found in first.found]
    assert articles[0] == "d-1"
    assert len(set(articles)) == len(articles)
    assert run.left_out == (
        "line 4: queries.jsonl, q4: There is no article 'gone'. There are: d-1, d-2, d-3.",
        "line 5: queries.jsonl, q5: no document is judged relevant to it",
    )


def test_title_is_searched_and_numbers_stay(beir: Path) -> None:
    """A document's title is its first sentence; numbers in it are no note markers; empty documents are passed over."""
    system, _ = planned(beir)
    assert system.article("d-1").text.startswith("Frozen harbours. Ice closed the harbour")
    assert "1,918 crowns" in system.article("d-2").text


def test_trec_files_give_other_tools_the_same_figures(run: Run, tmp_path: Path) -> None:
    """What ir_measures makes of the run and qrels files is what is measured here."""
    paths = write_trec(run, tmp_path / "trec", whole_articles=True)
    assert [path.name for path in paths] == ["articles.run", "articles.qrels"]
    assert figures(*paths) == pytest.approx({score.name: score.value for score in scores(run.outcomes) if score.name in OURS})


OURS = {"passage nDCG@10": "nDCG@10", "passage recall@5": "R@5", "passage reciprocal rank": "RR", "passage hit@1": "Success@1"}


def figures(run_file: Path, qrels_file: Path) -> dict[str, float]:
    qrels = list(ir_measures.read_trec_qrels(str(qrels_file)))  # type: ignore[no-untyped-call]  # it ships no types for these
    run = list(ir_measures.read_trec_run(str(run_file)))  # type: ignore[no-untyped-call]  # as above
    found = ir_measures.calc_aggregate([ir_measures.parse_measure(name) for name in OURS.values()], qrels, run)
    return {ours: next(value for name, value in found.items() if str(name) == theirs) for ours, theirs in OURS.items()}


def test_trec_files_of_passages(harbour: Collection, tmp_path: Path) -> None:
    """Passages and quotations have files of their own; evidence that was not found is in the qrels, and no rank is lost."""
    folder = tmp_path / "gold.jsonl"
    line = {"id": "q 1", "type": "t", "question": "Who imported flour?", "article": "harbour"}
    folder.write_text(
        json.dumps({**line, "evidence": [{"quote": "The mayor imported flour from Canada."}, {"quote": "Ships entered"}]})
    )
    system = LocalSystem(Answerer(harbour))
    paths = write_trec(run_experiment(system, prepare_experiment(folder, system, None, 1), "a"), tmp_path)
    assert [path.name for path in paths] == ["passages.run", "passages.qrels", "quotations.run", "quotations.qrels"]
    text = harbour.articles[0].text
    start, end = text.index("The mayor"), text.index("Canada.") + len("Canada.")
    missed = text.index("Ships entered")
    assert paths[2].read_text() == f"q_1 Q0 harbour:{start}-{end} 1 1.000000 loccit\n"
    assert paths[3].read_text() == f"q_1 0 harbour:{start}-{end} 1\nq_1 0 harbour:{missed}-{missed + 13}:evidence 1\n"


def test_articles_and_gold(tmp_path: Path) -> None:
    """A folder of articles.jsonl and gold.jsonl is resolved by the set's own ids; what cannot be is left out and told."""
    text = "The harbour froze in January. Ships waited outside. The mayor imported flour from Canada."
    lines(tmp_path / "articles.jsonl", [{"id": "On Harbours", "title": "On Harbours", "text": text}])
    gold: dict[str, object] = {"type": "t", "article": "On Harbours", "evidence": [{"quote": "imported flour"}]}
    bad = {**gold, "id": "b", "question": "Who?", "evidence": [{"quote": "It rained."}]}
    lines(tmp_path / "gold.jsonl", [{**gold, "id": "a", "question": "Who imported flour?"}, bad])
    system, asked = planned(tmp_path)
    assert [(question.id, question.article) for question in asked.questions] == [("a", "on-harbours")]
    assert asked.left_out[0].startswith("line 2: the quotation 'It rained.' does not stand in")
    assert run_experiment(system, asked, "set").outcomes[0].found[0].held == (0,)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        (
            "qrels/test.tsv",
            "query-id\tcorpus-id\tscore\nq1 D-1 1\n",
            "test.tsv, line 2: a query's id, a document's id and a whole",
        ),
        ("qrels/test.tsv", "query-id\tcorpus-id\tscore\n", "holds no question with a relevant document in test.tsv"),
        ("queries.jsonl", '{"_id": "q1"}\n', "queries.jsonl, line 1: text: Field required"),
        ("queries.jsonl", "{\n", "queries.jsonl, line 1: Invalid JSON"),
        ("corpus.jsonl", '{"text": "x"}\n', "corpus.jsonl, line 1: _id: Field required"),
    ],
)
def test_bad_lines_are_named(beir: Path, name: str, content: str, sentence: str) -> None:
    """A line of a set that cannot be read is named with its file and number."""
    (beir / name).write_text(content)
    with pytest.raises(GoldError, match=sentence):
        planned(beir)


def test_folders_that_are_no_set(tmp_path: Path, beir: Path) -> None:
    """A folder with neither pair of files, and one without the qrels asked for, are refused; a file is no set."""
    with pytest.raises(GoldError, match="is no set of questions"):
        question_set(tmp_path)
    with pytest.raises(GoldError, match=r"qrels/dev.tsv is not there"):
        planned(beir, "dev")
    assert question_set(beir / "corpus.jsonl") is None
    assert question_set(beir) == QuestionSet(beir, whole_articles=True)
