"""The questions to train on and their articles, by set: the outside data beside the repository, and `questions.jsonl` here."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from index.collection import Collection
from index.errors import IndexFolderError
from index.maintenance import index_into
from index.opening import open_collection
from index.readers.article_files import slug
from index.records import Article, Span
from index.settings import Settings
from qa.errors import GoldError
from qa.evaluating.gold_questions import locate_quotation

REPOSITORY = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("LOCCIT_DATA", REPOSITORY.parent / "shared" / "data"))
CACHE = REPOSITORY / ".bench" / "training"
WRITTEN = REPOSITORY / "training" / "questions.jsonl"
SETS = ("written", "squad2", "selqa", "chroma", "covidqa", "clapnq")


@dataclass(frozen=True, slots=True)
class TrainingQuestion:
    """A question on an article with the spans that answer it, none where the article does not.

    twin_of: the id of the answered question of which this is the unanswered twin; empty for others.
    """

    id: str
    set: str
    kind: str
    question: str
    article: str
    evidence: tuple[Span, ...]
    twin_of: str = ""


def held_out(question: TrainingQuestion) -> bool:
    """Whether a written question is kept for calibration: one in ten, with its twin."""
    return kept_for_calibration(question.twin_of or question.id)


def kept_for_calibration(question_id: str) -> bool:
    """Whether the written question of that id is kept for calibration."""
    return sha256(question_id.encode()).digest()[0] % 10 == 0


def collections_of(name: str) -> Iterator[tuple[Collection, list[TrainingQuestion]]]:
    """Yield the collections of a set, each with its questions; indexes are built once and kept in `.bench/`."""
    if name != "written":
        collection = _collection(f"{name}/articles.jsonl")
        yield collection, list(_outside(name, collection))
        return
    lines = _lines(WRITTEN)
    for source in sorted({line["source"] for line in lines}):
        collection = _collection(source)
        yield collection, list(_written([line for line in lines if line["source"] == source], collection))


def _collection(source: str) -> Collection:
    folder = CACHE / "indexes" / source.replace("/", "-")
    try:
        return open_collection(folder, Settings())
    except IndexFolderError:  # there is none yet, or one of another version
        return index_into(folder, [DATA / source], Settings(), shown=True)


def _outside(name: str, collection: Collection) -> Iterator[TrainingQuestion]:
    for line in _lines(DATA / name / "gold.jsonl"):
        article = collection.article(slug(line["article"]))
        spans = _spans(article, line["evidence"])
        if spans is not None:
            yield TrainingQuestion(line["id"], name, line["type"], line["question"], article.id, spans)


def _written(lines: Sequence[dict[str, Any]], collection: Collection) -> Iterator[TrainingQuestion]:
    for line in lines:
        spans = _spans(collection.article(line["article"]), line["evidence"])
        if spans is not None:
            yield TrainingQuestion(line["id"], "written", line["type"], line["question"], line["article"], spans)
            twin = line["twin"]
            yield TrainingQuestion(
                f"{line['id']}-twin", "written", twin["kind"], twin["question"], line["article"], (), line["id"]
            )


def _spans(article: Article, evidence: Sequence[dict[str, Any]]) -> tuple[Span, ...] | None:
    """Return where evidence stands, None where the reader broke a piece of it up or took it for a heading."""
    try:
        spans = tuple(locate_quotation(article, " ".join(each["quote"].split()), each["occurrence"]) for each in evidence)
    except GoldError:
        return None
    return spans if all(article.paragraphs_of(span) for span in spans) else None


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
