"""What is read of chapters in German, French and Italian, and found in them: `python -m tests.benchmarks.languages`.

The chapters of `tests/cases/chapters/`, flattened in five styles: note markers and sentences as F1, headings as the share found;
and the questions asked of each, with the default model: how often the sentence that answers is quoted first, or stands among the
first five passages. Last, what it would bring to have words weigh more than in English: passages' hit@1 and MRR by the share of
words among the learned features, and by the weight of comparing tokens; every other question is for choosing, others for judging.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from index.maintenance import build_collection
from index.readers import read_articles
from index.records import Article
from index.searching.learned_ranking import FEATURES, weights
from index.settings import Settings
from qa.answering import Answerer
from qa.records import Answer, Citation
from tests.chapters import HEADINGS, STYLES, Chapter, flattened, read_chapter


def f1(found: list[str], wanted: list[str]) -> float:
    """Return the harmonic mean of precision and recall, each thing counted as often as it stands."""
    left = list(wanted)
    right = 0
    for each in found:
        if each in left:
            left.remove(each)
            right += 1
    return 2 * right / max(len(found) + len(wanted), 1)


def anchors(article: Article) -> list[str]:
    """Return each marker's label with what stands before it."""
    return [f"{note.label} {article.text[max(note.anchor - 20, 0) : note.anchor]}" for note in article.notes]


def reading(chapter: Chapter, article: Article) -> tuple[float, float, float, float]:
    """Return F1 of markers and sentences, and the shares of headings and of notes' texts that are right."""
    wanted = [f"{label} {before[-20:]}" for label, before in enumerate(chapter.anchors, 1)]
    short = [f"{anchor.partition(' ')[0]} {anchor.partition(' ')[2][-12:]}" for anchor in wanted]
    found = [f"{anchor.partition(' ')[0]} {anchor.partition(' ')[2][-12:]}" for anchor in anchors(article)]
    sentences = [span.of(article.text) for span in article.sentences]
    headings = {heading.span.of(article.text) for heading in article.headings}
    texts = [note.text for note in article.notes]
    right = sum(text in texts for text in chapter.notes)
    return (
        f1(found, short),
        f1(sentences, chapter.sentences),
        sum(heading in headings for heading in chapter.headings) / len(chapter.headings),
        right / len(chapter.notes),
    )


def answering(chapter: Chapter, path: Path, settings: Settings) -> dict[str, float]:
    """Return how often the answering sentence is quoted first, found among the first five, and answered at all."""
    answerer = Answerer(build_collection([path], settings))
    quoted = among = answered = 0
    for question, begins in chapter.questions:
        found = answerer.ask(question)
        citations = found.citations if isinstance(found, Answer) else found.nearest
        article = answerer.collection.articles[0]
        answered += isinstance(found, Answer)
        quoted += begins in citations[0].quote.of(article.text)
        among += any(_holds(citation, begins) for citation in citations[:5])
    return {name: count / len(chapter.questions) for name, count in zip(NAMES, (quoted, among, answered), strict=True)}


def by_weight(answerers: Sequence[tuple[Chapter, Answerer]], words: float, late: float) -> list[tuple[float, float]]:
    """Return hit@1 and MRR of passages over all languages, of the questions for choosing and of those for judging."""
    ranks: tuple[list[int], list[int]] = ([], [])
    with patch("index.searching.learned_ranking.weights", lambda: shared_out(words)):
        for chapter, answerer in answerers:
            collection = answerer.collection
            asked = patch.object(collection, "settings", replace(collection.settings, late_interaction=late))
            for at, (question, begins) in enumerate(chapter.questions):
                with asked:
                    hits = collection.search(collection.query(question), limit=DEPTH)
                ranks[at % 2].append(next((hit.rank for hit in hits if begins in hit.passage.text), 0))
    return [(sum(rank == 1 for rank in half) / len(half), sum(1 / rank for rank in half if rank) / len(half)) for half in ranks]


def shared_out(words: float) -> NDArray[np.float32]:
    """Return the learned weights with the features of words having that share of them, and the cosines the rest."""
    usual = dict(zip(FEATURES, weights(), strict=True))
    of_words = sum(value for name, value in usual.items() if "cosine" not in name)
    scaled = [value * ((1 - words) / (1 - of_words) if "cosine" in name else words / of_words) for name, value in usual.items()]
    return np.array(scaled, dtype=np.float32)


DEPTH = 50
WORDS, LATE = (0.48, 0.6, 0.7, 0.8, 0.9), (0.4, 0.2, 0.01)  # the first of each is what holds in every language
NAMES = ("quoted first", "in five", "answered")


def _holds(citation: Citation, words: str) -> bool:
    return words in citation.passage.text


def main() -> None:
    """Print both tables."""
    print(f"{'':16}{'markers':>10}{'sentences':>10}{'headings':>10}{'texts':>10}  language")
    with tempfile.TemporaryDirectory() as folder:
        for language in HEADINGS:
            chapter = read_chapter(language)
            for style in STYLES:
                path = Path(folder, f"{language}-{style}.txt")
                path.write_text(flattened(chapter, style), "utf-8")
                article = read_articles(path)[0]
                shown = "".join(f"{value:10.3f}" for value in reading(chapter, article))
                print(f"{language} {style:13}{shown}  {article.language}")
        print(f"\n{'':16}" + "".join(f"{name:>14}" for name in NAMES))
        for language in HEADINGS:
            got = answering(read_chapter(language), Path(folder, f"{language}-glued.txt"), Settings())
            print(f"{language:16}" + "".join(f"{value:14.3f}" for value in got.values()))
        built = [
            (read_chapter(each), Answerer(build_collection([Path(folder, f"{each}-glued.txt")], Settings()))) for each in HEADINGS
        ]
    print(f"\n{'words':>6}{'tokens':>8}{'choosing: hit@1':>18}{'MRR':>8}{'judging: hit@1':>17}{'MRR':>8}")
    for words, late in product(WORDS, LATE):
        (first, reciprocal), (judged, judged_reciprocal) = by_weight(built, words, late)
        print(f"{words:6.2f}{late:8.2f}{first:18.3f}{reciprocal:8.3f}{judged:17.3f}{judged_reciprocal:8.3f}")


if __name__ == "__main__":
    main()
