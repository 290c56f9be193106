"""Lists that an author counts out in prose: "There were three reasons. First, …", and paragraphs later "Second, …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.records import Article, Paragraph, Span

ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth")
ITEM = re.compile(rf"[“‘\"'(]?(?P<ordinal>{'|'.join(ORDINALS)}|Last|Final)(?:ly)?(?: of all)?,")
FURTHEST = 8  # paragraphs from one item to the next


def further_items(article: Article, quote: Span) -> tuple[Span, ...]:
    """Return the sentences behind a quotation that go on with the list whose head and first item it has, in order.

    They begin with "Second," and so on, or at last with "Finally,", in the same section. None where nothing goes on.
    """
    found: list[Span] = []
    for expected, (number, sentence) in enumerate(_items(article, quote), start=1):
        closing = number is None and expected > 2  # "Finally," ends no list of one
        if number != expected and not closing:
            break  # another list begins, or the author counts otherwise
        found.append(sentence)
        if closing:
            break
    has_head = bool(found) and quote.start < found[0].start < quote.end
    return tuple(sentence for sentence in found if sentence.start >= quote.end) if has_head else ()


def _items(article: Article, quote: Span) -> Iterator[tuple[int | None, Span]]:
    """Yield the sentences from a quotation on that begin as items do, each with its number, the last's being None."""
    within = article.paragraphs_of(quote)
    last = within[-1].number if within else 0
    for paragraph in article.paragraphs[within[0].number - 1 :] if within else ():
        if paragraph.section != within[-1].section or paragraph.number > last + FURTHEST:
            return
        for number, sentence in _of_paragraph(article, paragraph):
            if sentence.start >= quote.start:
                last = max(paragraph.number, last)
                yield number, sentence


def _of_paragraph(article: Article, paragraph: Paragraph) -> Iterator[tuple[int | None, Span]]:
    for sentence in paragraph.sentences:
        match = ITEM.match(article.text, sentence.start)
        if match:
            ordinal = match["ordinal"]
            yield (ORDINALS.index(ordinal) + 1 if ordinal in ORDINALS else None), sentence
