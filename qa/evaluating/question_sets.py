"""Sets of questions that others made, as folders: articles.jsonl with gold.jsonl, or BEIR's corpus, queries and qrels.

BEIR's format: corpus.jsonl {"_id", "title", "text"}, queries.jsonl {"_id", "text"}, qrels/SPLIT.tsv with a head line and
`query-id, corpus-id, score` (Thakur et al., "BEIR", NeurIPS 2021, Datasets and Benchmarks).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from index.errors import UnknownArticleError
from index.readers import slug
from index.records import Article, Span
from index.settings import AUTO, NONE
from qa.errors import GoldError
from qa.evaluating.gold_questions import ArticleLookup, Fault, Gold, first_fault, resolve_gold
from qa.records import Evidence, GoldQuestion

ARTICLES, GOLD = "articles.jsonl", "gold.jsonl"
CORPUS, QUERIES, QRELS = "corpus.jsonl", "queries.jsonl", "qrels"
SPLITS = ("test", "dev", "train")  # the qrels that are taken where none is asked for, in this order
BEIR_TYPE = "query"
FULL_STOPS = (".", "!", "?")

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A folder with articles and questions. `whole_articles` is set where it judges articles and not places in them."""

    folder: Path
    whole_articles: bool

    @property
    def markers(self) -> str:
        """The form of note markers in its articles: abstracts and web pages have none, and numbers there are numbers."""
        return NONE if self.whole_articles else AUTO

    @property
    def judgements(self) -> Path:
        """The file that says what is right."""
        return _qrels(self.folder, None) if self.whole_articles else self.folder / GOLD

    def articles(self, workshop: Path) -> Path:
        """Return the file of articles to be indexed; what is no such file already is written to `workshop`.

        Raises:
            GoldError: the corpus cannot be read.
        """
        if not self.whole_articles:
            return self.folder / ARTICLES
        workshop.parent.mkdir(parents=True, exist_ok=True)
        with workshop.open("w", encoding="utf-8") as file:
            file.writelines(f"{json.dumps(document, ensure_ascii=False)}\n" for document in _corpus(self.folder / CORPUS))
        return workshop

    def questions(self, lookup: ArticleLookup, split: str | None = None) -> Gold:
        """Return the questions, and what is wrong with those that cannot be resolved in the articles as they were read.

        Raises:
            GoldError: a file cannot be read.
        """
        if self.whole_articles:
            return _queries(self.folder, split, lookup)
        return resolve_gold(self.folder / GOLD, _Slugged(lookup))


def question_set(path: Path) -> QuestionSet | None:
    """Return the set in a folder, None where the path is a file.

    Raises:
        GoldError: the folder holds none.
    """
    if not path.is_dir():
        return None
    if (path / CORPUS).is_file() and (path / QUERIES).is_file():
        return QuestionSet(path, whole_articles=True)
    if (path / ARTICLES).is_file() and (path / GOLD).is_file():
        return QuestionSet(path, whole_articles=False)
    raise GoldError(f"{path} is no set of questions. It must hold {ARTICLES} and {GOLD}, or {CORPUS}, {QUERIES} and {QRELS}/.")


class _Slugged:
    """Looks articles up by the ids of the set, from which those of the index were made."""

    def __init__(self, lookup: ArticleLookup) -> None:
        self._library = lookup

    def article(self, article_id: str) -> Article:
        return self._library.article(slug(article_id))


class _Document(BaseModel):
    model_config = ConfigDict(extra="ignore")

    id: str = Field(alias="_id", min_length=1)
    title: str = ""
    text: str


class _Query(BaseModel):
    model_config = ConfigDict(extra="ignore")

    id: str = Field(alias="_id", min_length=1)
    text: str


def _corpus(path: Path) -> Iterator[dict[str, str]]:
    """Yield the documents as articles; the title is searched as their first sentence."""
    for _, document in _models(path, _Document):
        title = document.title.strip()
        first = title if not title or title.endswith(FULL_STOPS) else f"{title}."
        text = " ".join(f"{first} {document.text}".split())
        if text:
            yield {"id": document.id, "title": title, "text": text}


def _queries(folder: Path, split: str | None, lookup: ArticleLookup) -> Gold:
    path = _qrels(folder, split)
    wanted = _judged(path)
    questions: list[GoldQuestion] = []
    faults: list[Fault] = []
    for number, query in _models(folder / QUERIES, _Query):
        if query.id not in wanted:
            continue
        try:
            evidence = tuple(_whole(lookup, document, grade) for document, grade in wanted[query.id].items() if grade > 0)
        except UnknownArticleError as error:
            faults.append(Fault(number, f"{QUERIES}, {query.id}: {error}"))
            continue
        if evidence:
            questions.append(GoldQuestion(query.id, BEIR_TYPE, query.text, None, evidence, path.stem))
        else:
            faults.append(Fault(number, f"{QUERIES}, {query.id}: no document is judged relevant to it"))
    if not questions:
        raise GoldError(f"{folder} holds no question with a relevant document in {path.name}. Name other qrels with --split.")
    return Gold(tuple(questions), tuple(faults))


def _whole(lookup: ArticleLookup, document: str, grade: int) -> Evidence:
    article = lookup.article(slug(document))
    return Evidence(Span(0, len(article.text)), (), article.id, grade)


def _qrels(folder: Path, split: str | None) -> Path:
    """Return the judgements of a split, or of the first that there is."""
    found = [path for name in ((split,) if split else SPLITS) if (path := folder / QRELS / f"{name}.tsv").is_file()]
    if not found:
        raise GoldError(f"{folder} has no judgements: {QRELS}/{split or SPLITS[0]}.tsv is not there.")
    return found[0]


def _judged(path: Path) -> dict[str, dict[str, int]]:
    """Return the grades of documents, by query."""
    found: dict[str, dict[str, int]] = {}
    for number, line in enumerate(_text(path).splitlines()[1:], start=2):
        parts = line.split("\t")
        if not line.strip():
            continue
        if len(parts) != 3 or not parts[2].strip().lstrip("-").isdigit():
            raise GoldError(
                f"{path}, line {number}: a query's id, a document's id and a whole number are wanted, set apart by tabs."
            )
        found.setdefault(parts[0], {})[parts[1]] = int(parts[2])
    return found


def _models(path: Path, model: type[Model]) -> Iterator[tuple[int, Model]]:
    for number, line in enumerate(_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            yield number, model.model_validate_json(line)
        except ValidationError as error:
            raise GoldError(f"{path}, line {number}: {first_fault(error)}") from error


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise GoldError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise GoldError(f"{path} is not UTF-8 at byte {error.start}.") from error
