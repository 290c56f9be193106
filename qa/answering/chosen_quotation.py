"""What is quoted of a hit, chosen once: the sentences, the passage around them, and how well they meet the question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index.records import Article, Hit, Passage, SentenceMatch, Span
from index.searching import Searchable
from qa.answering.quoted_sentences import answering_sentence, leads_on, led_on, overlap, quotation
from qa.records import NoteQuote


@dataclass(frozen=True, slots=True)
class QuotationJudgement:
    """What the judge says of a quotation, in logits: of the stretch around it, and of its best sentence."""

    stretch: float
    sentence: float


@dataclass(frozen=True, slots=True)
class ChosenQuotation:
    """A hit with what is quoted of it; citing, confidence and note roles work on this, and choose nothing again.

    passage: the passage that is cited; the hit's own, or the one that goes on where the hit's ends too early.
    quote: the sentences of the article that are quoted, inside `passage`.
    note_quote: what answers in a note's own text, where the hit is in one; `quote` is then what the note stands behind.
    best: the sentence of the hit that meets the question best.
    judgement: what the judge says of it, None where no judge read it.
    """

    hit: Hit
    passage: Passage
    quote: Span
    note_quote: NoteQuote | None
    best: SentenceMatch
    judgement: QuotationJudgement | None = None


def chosen_quotation(hit: Hit, collection: Searchable, best: SentenceMatch | None = None) -> ChosenQuotation:
    """Choose what is quoted of a hit; `best` is the sentence that answers best where that is known."""
    article, note = collection.article(hit.passage.article_id), hit.passage.note
    best = best or answering_sentence(hit.sentences)
    answering = quotation(hit.sentences, best)
    if note is not None:
        behind = article.stretch_at(note.anchor)
        return ChosenQuotation(hit, collection.passage_from(article.id, behind), behind, NoteQuote(note, answering), best)
    if not leads_on(article.text, answering):
        return ChosenQuotation(hit, hit.passage, answering, None, best)
    passage = _going_on(hit.passage, answering, article, collection)
    return ChosenQuotation(hit, passage, led_on(article.text, answering, passage), None, best)


def _going_on(passage: Passage, quote: Span, article: Article, collection: Searchable) -> Passage:
    """Return the passage in which a quotation that leads on to the next sentence goes on."""
    if quote.end < passage.span.end:
        return passage
    first = next(sentence for sentence in passage.sentences if sentence.start == quote.start)
    return collection.passage_from(article.id, first)


def without_overlaps(quotations: Iterable[ChosenQuotation]) -> Iterator[ChosenQuotation]:
    """Yield the quotations, best first; leave out each whose cited passage shares text with a better one's."""
    taken: list[Passage] = []
    for chosen in quotations:
        if not any(overlap(chosen.passage, passage) for passage in taken):
            taken.append(chosen.passage)
            yield chosen
