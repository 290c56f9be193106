"""The outside sets as collections: COVID-QA and CLAPNQ, read by loccit's own reader."""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.collection import Collection
from index.errors import ArticleError, IndexFolderError
from index.maintenance import index_into
from index.opening import open_collection
from index.readers.article_files import read_article, slug
from index.settings import Settings
from qa.errors import GoldError
from qa.evaluating.gold_questions import read_gold
from qa.records import GoldQuestion

REPOSITORY = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("LOCCIT_DATA", REPOSITORY.parent / "shared" / "data"))
CACHE = REPOSITORY / ".bench"


@dataclass(frozen=True, slots=True)
class OutsideSet:
    """A set's collection, its questions, and how many of them had to be left out, with an example of the reason."""

    name: str
    collection: Collection
    questions: tuple[GoldQuestion, ...]
    left_out: int
    example: str


def outside_set(name: str, settings: Settings | None = None) -> OutsideSet:
    """Return the set `name`, indexed with `settings`; built once and kept in `.bench/`."""
    settings = settings or Settings()
    folder = CACHE / f"{name}-{settings.sentences_per_passage}-{settings.passage_stride}"
    try:
        collection = open_collection(folder / "index", settings)
    except IndexFolderError:  # there is none yet, or one of another version
        collection = _build(name, folder, settings)
    questions, left_out = resolved(name, collection)
    return OutsideSet(name, collection, tuple(questions), len(left_out), left_out[0] if left_out else "")


def _build(name: str, folder: Path, settings: Settings) -> Collection:
    return index_into(folder / "index", [written(name, folder / "texts")], settings, shown=True)


def written(name: str, texts: Path) -> Path:
    """Write the articles of a set into a folder, but for those that cannot be read, and return it."""
    texts.mkdir(parents=True, exist_ok=True)
    for raw in _lines(DATA / name / "articles.jsonl"):
        path = texts / f"{raw['id']}.txt"
        path.write_text(raw["text"], "utf-8")
        try:
            read_article(path)
        except ArticleError as error:
            print(f"left out: {error}")
            path.unlink()
    return texts


def resolved(name: str, collection: Collection) -> tuple[list[GoldQuestion], list[str]]:
    """Return a set's questions and what was wrong with others, each resolved for itself.

    A quotation that the reader broke up costs that question only.
    """
    found: list[GoldQuestion] = []
    left_out: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "one.jsonl"
        for raw in _lines(DATA / name / "gold.jsonl"):
            raw["article"] = slug(raw["article"])
            for evidence in raw["evidence"]:
                evidence["quote"] = " ".join(evidence["quote"].split())
            path.write_text(json.dumps(raw), "utf-8")
            try:
                found += read_gold(path, collection)
            except GoldError as error:
                left_out.append(str(error))
    return found, left_out


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
