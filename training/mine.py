"""Mines what the judge is trained on: `python -m training.mine [SET ...]`.

For each question, what loccit's own search puts first, as the judge will read it: the passage and the sentence on either side of
it. A stretch with evidence is a positive, the others hard negatives; where the search misses the evidence, its own stretch is
added. A twin, which the article does not answer, is also shown the stretch that answers its question. What was mined already is
kept; remove `.bench/training` to mine all anew.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from index.collection import Collection
from index.errors import LoccitError
from index.records import Article, Hit, Passage, Span
from qa.answering.chosen_quotation import chosen_quotation, without_overlaps
from qa.answering.confidence import features
from training.question_files import CACHE, SETS, TrainingQuestion, collections_of

DEPTH = 8  # stretches that are kept of each question


def main(names: Sequence[str]) -> None:
    CACHE.mkdir(parents=True, exist_ok=True)
    for name in names or SETS:
        path = CACHE / f"{name}.jsonl"
        known = {json.loads(line)["id"] for line in path.read_text("utf-8").splitlines()} if path.is_file() else set()
        with path.open("a", encoding="utf-8") as file:
            count = sum(1 for line in _mined(name, known) if file.write(json.dumps(line, ensure_ascii=False) + "\n"))
        print(f"{name}: {count} questions more than {len(known)}", flush=True)


def _mined(name: str, known: set[str]) -> Iterator[dict[str, Any]]:
    """Yield a line for each question of a set that is not known yet."""
    for collection, questions in collections_of(name):
        answered = {question.id: question for question in questions}
        for question in (each for each in questions if each.id not in known):
            yield _line(collection, question, answered[question.twin_of].evidence if question.twin_of else ())


def _line(collection: Collection, question: TrainingQuestion, twin_evidence: tuple[Span, ...]) -> dict[str, Any]:
    article = collection.article(question.article)
    found = list(_found(collection, question))
    shown = question.evidence or twin_evidence
    stretches = [stretch for stretch, _ in found]
    missed = [span for span in shown if not any(stretch.overlaps(span) for stretch in stretches)]
    added = {surroundings(article, collection, span): None for span in missed}
    known = [_stretch(article, span, question.evidence, found_with) for span, found_with in [*found, *added.items()]]
    return {
        "id": question.id, "set": question.set, "kind": question.kind, "article": question.article,
        "question": question.question, "answerable": bool(question.evidence), "twin_of": question.twin_of,
        "evidence": [[span.start, span.end] for span in question.evidence], "stretches": known,
    }  # fmt: skip


def _found(collection: Collection, question: TrainingQuestion) -> Iterator[tuple[Span, dict[str, Any]]]:
    """Yield the stretches around what the search finds, best first, each with what the search says of it."""
    try:
        query = collection.query(question.question)
    except LoccitError:
        return
    article = collection.article(question.article)
    chosen = without_overlaps(chosen_quotation(hit, collection) for hit in collection.hits(query, question.article))
    for each in islice((each for each in chosen if each.note_quote is None), DEPTH):
        known = features(each)
        yield stretch_around(article, each.hit.passage), {
            "score": each.hit.score, "passage": [each.hit.passage.span.start, each.hit.passage.span.end],
            "quote": [each.quote.start, each.quote.end], "best": [each.best.span.start, each.best.span.end],
            "passage_coverage": known.passage_coverage, "passage_cosine": known.passage_cosine,
            "sentence_coverage": known.sentence_coverage, "sentence_cosine": known.sentence_cosine, "nearness": known.nearness,
            "strengths": _strengths(each.hit),
        }  # fmt: skip


def _strengths(hit: Hit) -> list[list[float | None]]:
    return [[match.span.start, match.span.end, match.coverage, match.cosine, match.max_sim] for match in hit.sentences]


def stretch_around(article: Article, passage: Passage) -> Span:
    """Return what the judge reads of a passage: it and the sentence on either side in its paragraphs."""
    sentences = _sentences(article, passage)
    inside = [at for at, span in enumerate(sentences) if passage.span.overlaps(span)]
    first, last = max(inside[0] - 1, 0), min(inside[-1] + 1, len(sentences) - 1)
    return Span(sentences[first].start, sentences[last].end)


def _sentences(article: Article, passage: Passage) -> list[Span]:
    return [span for paragraph in article.paragraphs_of(passage.span) for span in paragraph.sentences]


def surroundings(article: Article, collection: Collection, evidence: Span) -> Span:
    """Return the stretch around a piece of evidence, as `stretch_around` would make it."""
    paragraph = article.paragraphs_of(evidence)[0]
    sentence = next(span for span in paragraph.sentences if span.overlaps(evidence))
    return stretch_around(article, collection.passage_from(article.id, sentence))


def _stretch(article: Article, span: Span, evidence: Iterable[Span], found_with: dict[str, Any] | None) -> dict[str, Any]:
    sentences = [each for paragraph in article.paragraphs_of(span) for each in paragraph.sentences if each.overlaps(span)]
    labels = [any(piece.overlaps(each) for piece in evidence) for each in sentences]
    return {
        "start": span.start, "text": span.of(article.text),
        "sentences": [[each.start - span.start, each.end - span.start] for each in sentences],
        "labels": [int(label) for label in labels], "found": found_with,
    }  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1:])
