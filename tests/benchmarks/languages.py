"""What is read of chapters in German, French and Italian, and found in them: `python -m tests.benchmarks.languages`.

The chapters of `tests/cases/chapters/`, flattened in five styles: note markers and sentences as F1, headings as the share found;
and the questions asked of each, with the default model: how often the sentence that answers is quoted first, or stands among the
first five passages.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from index.maintenance import build_collection
from index.readers import read_articles
from index.records import Article
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


if __name__ == "__main__":
    main()
