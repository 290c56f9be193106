"""The best quotations of a search, read by the judge together with the question: quoted anew, each with what the judge says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.judging import Judge, Judgement, Stretch
from index.records import Passage, Span
from index.searching import Searchable
from qa.answering.chosen_quotation import ChosenQuotation, QuotationJudgement, chosen_quotation

MOST_WORDS = 70  # up to which the sentence behind a passage, and the one before it, are read with it
NEARNESS = (
    10.0  # what it weighs for a sentence to come near token by token, beside the judge's logit: learned together with these
)
CLEARLY = 1.0  # logits by which a sentence beside the passage must be ahead to be quoted in place of one inside


@dataclass(frozen=True, slots=True)
class JudgedStretch:
    """A passage as the judge reads it: `sentences` are spans of the article, or of the note's text if the passage is of one."""

    text: str
    sentences: tuple[Span, ...]

    def readable(self) -> Stretch:
        """Return it with its sentences as spans of itself."""
        start = self.sentences[0].start
        return Stretch(self.text, tuple(Span(each.start - start, each.end - start) for each in self.sentences))


def judged_stretch(passage: Passage, collection: Searchable) -> JudgedStretch:
    """Return a passage with the sentence behind and the one before it, where it is short and its paragraphs have them."""
    if passage.note is not None:
        return JudgedStretch(passage.text, passage.sentences)
    article = collection.article(passage.article_id)
    around = [each for paragraph in article.paragraphs_of(passage.span) for each in paragraph.sentences]
    inside = [at for at, span in enumerate(around) if passage.span.overlaps(span)]
    if not inside:  # a title or heading
        return JudgedStretch(passage.text, passage.sentences)
    first, last = inside[0], inside[-1] + 1
    words = len(passage.text.split())
    if last < len(around) and (more := len(around[last].of(article.text).split())) + words <= MOST_WORDS:
        words, last = words + more, last + 1
    if first > 0 and len(around[first - 1].of(article.text).split()) + words <= MOST_WORDS:
        first -= 1
    sentences = tuple(around[first:last])
    return JudgedStretch(article.text[sentences[0].start : sentences[-1].end], sentences)


def judged_quotations(
    question: str, chosen: Sequence[ChosenQuotation], judge: Judge, collection: Searchable
) -> tuple[ChosenQuotation, ...]:
    """Return quotations in the order given, each quoted as the judge reads its passage, with its judgement."""
    stretches = [judged_stretch(each.hit.passage, collection) for each in chosen]
    judgements = judge.judge(question, [stretch.readable() for stretch in stretches])
    return tuple(
        _quoted_anew(each, stretch, judgement, collection)
        for each, stretch, judgement in zip(chosen, stretches, judgements, strict=True)
    )


def _quoted_anew(
    chosen: ChosenQuotation, stretch: JudgedStretch, judgement: Judgement, collection: Searchable
) -> ChosenQuotation:
    logits = dict(zip(stretch.sentences, judgement.sentences, strict=True))
    near = {match.span: match.max_sim or 0.0 for match in chosen.hit.sentences}
    least = min(near.values())
    strengths = {span: logit + NEARNESS * near.get(span, least) for span, logit in logits.items()}
    weakest = min(strengths.values())
    best = max(chosen.hit.sentences, key=lambda match: strengths.get(match.span, weakest))
    beside = max(strengths, key=lambda span: strengths[span])
    ahead = strengths[beside] - strengths.get(best.span, weakest)
    if chosen.hit.passage.note is None and ahead >= CLEARLY and not chosen.hit.passage.span.contains(beside):
        passage = collection.passage_from(chosen.hit.passage.article_id, beside)
        return ChosenQuotation(chosen.hit, passage, beside, None, best, QuotationJudgement(judgement.stretch, logits[beside]))
    quoted = chosen_quotation(chosen.hit, collection, best)
    return replace(quoted, judgement=QuotationJudgement(judgement.stretch, logits.get(best.span, min(logits.values()))))
