"""Whether a file of gold questions can be relied on: faults, doubts, and what of its articles it covers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from rapidfuzz import fuzz, process

from index.records import Article, Span
from index.text import plain
from qa.evaluating.gold_questions import ArticleLookup, Fault, resolve_gold
from qa.note_roles import covering_notes
from qa.records import Evidence, GoldQuestion

ALIKE = 92.0  # of 100: how much alike two questions, their words sorted, must be to be shown as one asked twice


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of an article has evidence: labels of notes, sections and numbers of paragraphs that have none."""

    article: str
    notes: tuple[str, ...]
    sections: tuple[str, ...]
    paragraphs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class GoldReport:
    """What was found: `faults` must be mended, `doubts` are to be looked at; `counts` are by type and split."""

    questions: tuple[GoldQuestion, ...]
    faults: tuple[Fault, ...]
    doubts: tuple[str, ...]
    uncovered: tuple[Coverage, ...]

    @property
    def counts(self) -> tuple[tuple[str, int, int, int], ...]:
        """The types, each with how many of its questions are in dev, in test, and there are at all."""
        kinds = Counter((question.type, question.split) for question in self.questions)
        totals = Counter(question.type for question in self.questions)
        return tuple((kind, kinds[kind, "dev"], kinds[kind, "test"], total) for kind, total in sorted(totals.items()))


def check_gold(path: Path, lookup: ArticleLookup) -> GoldReport:
    """Resolve every quotation and label of a file, and look for duplicates and for labels that the convention does not give.

    Raises:
        GoldError: the file cannot be read, or holds no line.
    """
    gold = resolve_gold(path, lookup)
    doubts = (*_twice(gold.questions), *_labels(gold.questions, lookup), *_misplaced(gold.questions))
    articles = dict.fromkeys(question.article for question in gold.questions if question.article)
    uncovered = tuple(_coverage(lookup.article(article), gold.questions) for article in articles)
    return GoldReport(gold.questions, gold.faults, doubts, uncovered)


def show_gold_report(report: GoldReport) -> str:
    """Return a report as lines of text."""
    answerable = [question for question in report.questions if question.answerable]
    lines = [*(f"fault, line {fault.line}: {fault.sentence}" for fault in report.faults)]
    lines += [f"doubt: {doubt}" for doubt in report.doubts]
    lines += [f"{'type':<16}{'dev':>6}{'test':>6}{'all':>6}"]
    lines += [f"{kind:<16}{dev:>6}{test:>6}{total:>6}" for kind, dev, test, total in report.counts]
    several = sum(len(question.evidence) > 1 for question in answerable)
    others = len(report.questions) - len(answerable)
    lines.append(f"{len(report.questions)} good questions: {len(answerable)} answered by their article, {others} not")
    lines.append(f"{several} have several pieces of evidence; {len(report.faults)} faults, {len(report.doubts)} doubts")
    lines += [line for coverage in report.uncovered for line in _show_coverage(coverage)]
    return "\n".join(lines)


def _show_coverage(coverage: Coverage) -> Iterator[str]:
    for kind, missing in (("notes", coverage.notes), ("sections", coverage.sections), ("paragraphs", coverage.paragraphs)):
        if missing:
            yield f"{coverage.article}: no evidence for {kind} {', '.join(map(str, missing))}"


def _twice(questions: Sequence[GoldQuestion]) -> Iterator[str]:
    """Yield the pairs of questions that are one question, or nearly."""
    texts = [plain(question.question) for question in questions]
    alike = process.cdist(texts, texts, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE)
    for one, other in combinations(range(len(texts)), 2):
        if alike[one, other]:
            how = "are the same question" if texts[one] == texts[other] else "are nearly the same question"
            yield f"{questions[one].id} and {questions[other].id} {how}: {questions[one].question}"


def _labels(questions: Iterable[GoldQuestion], lookup: ArticleLookup) -> Iterator[str]:
    """Yield the evidence whose labels are not those that stand in its sentences, or else behind them."""
    for question in questions:
        for evidence in question.evidence:
            article = lookup.article(evidence.article or question.article or "")
            named, convention = set(evidence.notes), _conventional(article, evidence)
            if named not in convention:
                wanted = " or ".join(", ".join(sorted(labels)) or "none" for labels in convention)
                given = ", ".join(evidence.notes) or "none"
                yield f"{question.id} names the notes {given} for evidence in or behind which stand {wanted}"


def _conventional(article: Article, evidence: Evidence) -> list[set[str]]:
    """Return the labels in or behind a piece of evidence, as it is and with its sentences made whole."""
    touched = [sentence for sentence in article.sentences if sentence.overlaps(evidence.span)]
    whole = Span(touched[0].start, touched[-1].end) if touched else evidence.span
    found = [{note.label for note in article.notes_in(span) or covering_notes(article, span)} for span in (evidence.span, whole)]
    return found[:1] if found[0] == found[1] else found


def _misplaced(questions: Iterable[GoldQuestion]) -> Iterator[str]:
    """Yield the questions that need several pieces of evidence and have one, or none."""
    for question in questions:
        if question.needs == "all" and len(question.evidence) < 2:
            yield f"{question.id} needs all of its evidence, but has {len(question.evidence) or 'none'}"


def _coverage(article: Article, questions: Iterable[GoldQuestion]) -> Coverage:
    own = [question for question in questions if question.article == article.id]
    evidence = [evidence for question in own for evidence in question.evidence]
    labels = {label for each in evidence for label in each.notes}
    covered = {paragraph.number for each in evidence for paragraph in article.paragraphs_of(each.span)}
    sections = {paragraph.section for paragraph in article.paragraphs if paragraph.number in covered}
    known = dict.fromkeys(paragraph.section for paragraph in article.paragraphs)
    return Coverage(
        article.id,
        tuple(note.label for note in article.notes if note.label not in labels),
        tuple(" › ".join(section) for section in known if section not in sections),
        tuple(paragraph.number for paragraph in article.paragraphs if paragraph.number not in covered),
    )
