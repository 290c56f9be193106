"""The integrity report: what was read from a file, and what could not be settled."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from index.notes import NoteLink, note_links
from index.records import Article, Publication, Span

LATEST_FIRST = 5
WHITE_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Integrity:
    """What an article consists of, and where its reading may be wrong.

    `missing` are numbers that the count of notes skips, `doubled` labels that stand more than once (as with notes that
    begin again with each chapter). `exact` is the share of sentences whose characters all stand so in the file, in their
    order, from 0 to 1. `pages_printed` says whether pages carry printed numbers; else they are counted. `publication` is
    what is known of it; `repeated` says which note repeats which, as by "Ibid.".
    """

    article_id: str
    title: str
    sections: tuple[str, ...]
    pages: tuple[str, ...]
    pages_printed: bool
    paragraphs: int
    sentences: int
    notes: int
    notes_with_text: int
    missing: tuple[str, ...]
    doubled: tuple[str, ...]
    doubts: tuple[str, ...]
    exact: float
    publication: Publication
    repeated: tuple[str, ...] = ()


def inspect(article: Article, source: str) -> Integrity:
    """Report on `article`, read from a file whose characters are `source`."""
    sentences = [sentence for paragraph in article.paragraphs for sentence in paragraph.sentences]
    labels = [note.label for note in article.notes]
    return Integrity(
        article_id=article.id,
        title=article.title,
        sections=tuple(heading.span.of(article.text) for heading in article.headings),
        pages=tuple(page.label for page in article.pages),
        pages_printed=any(page.printed for page in article.pages),
        paragraphs=len(article.paragraphs),
        sentences=len(sentences),
        notes=len(labels),
        notes_with_text=sum(note.text is not None for note in article.notes),
        missing=_missing(labels),
        doubled=tuple(label for label, count in Counter(labels).items() if count > 1),
        doubts=article.doubts,
        exact=sum(maps_back(article, source, sentence) for sentence in sentences) / max(len(sentences), 1),
        publication=article.publication,
        repeated=tuple(_repeated(link) for link in note_links(article.notes).values()),
    )


def _repeated(link: NoteLink) -> str:
    """Say what a note repeats, by the labels of the chain.

    >>> from index.records import Note
    >>> _repeated(NoteLink(Note("3", 9, "Ibid."), "ibid.", (Note("2", 5), Note("1", 2))))
    '3 (ibid.) → 2 → 1'
    """
    labels = [f"{link.note.label} ({link.kind})", *(note.label for note in link.chain)]
    return " → ".join([*labels, f"unresolved: {link.unresolved}"] if link.unresolved else labels)


def maps_back(article: Article, source: str, span: Span) -> bool:
    """Whether each character of `span`, white space apart, is the one to which the source map leads, in the same order."""
    places = [
        article.source.locate(Span(at, at + 1)).start for at in range(span.start, span.end) if not article.text[at].isspace()
    ]
    found = "".join(source[place] for place in places)
    return found == WHITE_SPACE.sub("", span.of(article.text)) and all(one < other for one, other in pairwise(places))


def _missing(labels: list[str]) -> tuple[str, ...]:
    """Return the numbers that a count skips; where it begins again, it is a new count."""
    numbers = [int(label) for label in labels if label.isdecimal()]
    # A text that begins far in the count is a part of a longer one.
    first = numbers[0] - 1 if numbers and numbers[0] > LATEST_FIRST else 0
    steps = ((before if after > before else 0, after) for before, after in pairwise([first, *numbers]))
    return tuple(str(number) for before, after in steps for number in range(before + 1, after))
