"""Is this quotation in the text, exactly? – and if not quite: where it is from, and what differs.

Exactness is equality of strings in canonical form, never likeness: where no reading of a quotation by scholars' conventions
stands in the text, its words are aligned with those of the best place, and the differences are named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.records import Article
from index.searching import Searchable
from index.text import STOP_WORDS
from qa.errors import QuestionError
from qa.verifying.alignment import Alignment, best_alignment
from qa.verifying.canonical_text import LETTER, CanonicalText, canonical
from qa.verifying.likely_articles import MOST_LIKELY, LikelyArticles
from qa.verifying.literal_places import Finding, find_reading
from qa.verifying.meaning import meaning_changes
from qa.verifying.permitted_differences import hides_fact, permitted_differences
from qa.verifying.prepared_articles import BRACKET_OR_ELLIPSIS, FEWEST_WORDS, PreparedArticle, place_in
from qa.verifying.scholarly_conventions import (
    ELLIPSIS,
    QuotationWords,
    is_read_alike,
    read_by_conventions,
    read_joined,
    read_literally,
    unmarked_words,
)
from qa.verifying.shingles import Vocabulary
from qa.verifying.stitching import count_places, longest_runs, stitched_verdict
from qa.verifying.verdicts import EDITORS, MOST_PLACES, Difference, MeaningChange, Verdict, VerdictKind, with_counts
from qa.verifying.word_differences import word_differences

LONGEST_QUOTATION = 20_000  # characters
SURROGATE = re.compile("[\ud800-\udfff]")
ALIGNED = 0.6  # the share of a quotation's words that one place must have for it to be that place, altered
COVERED = 0.9  # the share of a stitched quotation's words that its pieces must have


class Verifier:
    """Verifies quotations from one collection. Safe to use from several threads."""

    def __init__(self, collection: Searchable) -> None:
        self._collection = collection
        self._prepared_articles: dict[str, PreparedArticle] = {}
        self._vocabulary = Vocabulary()
        self._likely: LikelyArticles | None = None

    def verify(self, quotation: str, article_id: str | None = None) -> Verdict:
        """Say whether `quotation` is in the article `article_id`, or in any of the collection.

        Raises:
            QuestionError: the quotation is empty, too long, or has neither letter nor digit.
            UnknownArticleError: there is no article `article_id`.
        """
        check_quotation(quotation)
        articles = self._collection.articles if article_id is None else [self._collection.article(article_id)]
        prepared_articles = [self._prepared(article) for article in articles]
        asked = canonical(quotation.strip())
        needed = unmarked_words(asked)
        likely = [prepared for prepared in prepared_articles if all(word in prepared.canonical.text for word in needed)]
        for reading in (read_literally, read_by_conventions):
            findings = [finding for prepared in likely for finding in find_reading(reading(asked, prepared), prepared)]
            if findings:
                return _verdict_where_found(quotation, findings)
        return _verdict_where_nearest(quotation, asked, *self._likeliest(asked, prepared_articles))

    def _likeliest(self, asked: CanonicalText, prepared: list[PreparedArticle]) -> tuple[list[PreparedArticle], ...]:
        """Return the articles that a quotation may be from, and those of which it may be stitched; of few, all."""
        if len(prepared) <= MOST_LIKELY:
            return prepared, prepared
        if self._likely is None:
            self._likely = LikelyArticles(prepared, self._vocabulary)
        return self._likely.of(asked)

    def _prepared(self, article: Article) -> PreparedArticle:
        """Return the article prepared, which takes a while and is done once."""
        prepared = self._prepared_articles.get(article.id)
        if prepared is None:
            prepared = self._prepared_articles[article.id] = PreparedArticle(article, numbering=self._vocabulary)
        return prepared


def require_whole_characters(text: str, field: str) -> None:
    """Refuse a text with half a character, which no file and no answer can hold.

    Raises:
        QuestionError: it has a surrogate by itself; `field` names what holds it.
    """
    half = SURROGATE.search(text)
    if half:
        raise QuestionError(
            f"The text holds U+{ord(half[0]):04X} at offset {half.start()}, half of a character. Remove it and try again.", field
        )


def check_quotation(quotation: str) -> None:
    """Refuse what is not a quotation that can be looked for.

    Raises:
        QuestionError: it is empty, too long, holds half a character, or has neither letter nor digit.
    """
    require_whole_characters(quotation, "/quotation")
    if not quotation.strip():
        raise QuestionError("The quotation is empty. Give the words that are to be verified.", "/quotation")
    if len(quotation) > LONGEST_QUOTATION:
        raise QuestionError(
            f"The quotation has {len(quotation):,} characters, but at most {LONGEST_QUOTATION:,} are verified at once. "
            "Verify it in parts.",
            "/quotation",
        )
    if not LETTER.search(quotation):
        raise QuestionError(
            "The quotation has neither letter nor digit, only signs. Give the words that are to be verified.", "/quotation"
        )


def _verdict_where_found(quotation: str, findings: list[Finding]) -> Verdict:
    """Say where a quotation stands: exactly, but for typography, or edited; where a bracket hides a fact, it is altered.

    What was recognised in a picture makes nothing exact.
    """
    exact = [finding for finding in findings if finding.is_exact and not _is_recognised(finding)]
    others = [finding for finding in findings if finding not in exact]
    places = tuple(place_in(finding.prepared, finding.span, quotation) for finding in (*exact, *others)[:MOST_PLACES])
    if exact:
        return Verdict(VerdictKind.EXACT, quotation, places, (), len(findings))
    explained = sorted((_Explained.of(finding) for finding in others[:MOST_PLACES]), key=lambda found: found.doubts)
    best = explained[0]
    places = tuple(place_in(found.finding.prepared, found.finding.span, quotation) for found in explained)
    return Verdict(best.kind, quotation, places, with_counts(best.differences), len(findings), best.changes)


@dataclass(frozen=True, slots=True)
class _Explained:
    """A finding that is not exact, with how it differs and why that may alter what the text says."""

    finding: Finding
    differences: tuple[Difference, ...]
    changes: tuple[MeaningChange, ...]
    kind: VerdictKind

    @classmethod
    def of(cls, finding: Finding) -> _Explained:
        differences = () if finding.is_exact else tuple(permitted_differences(finding))
        edited = any(difference.kind in EDITORS for difference in differences)
        signs = VerdictKind.RECOGNISED if _is_recognised(finding) else VerdictKind.TYPOGRAPHY
        kind = VerdictKind.ALTERED if hides_fact(finding) else VerdictKind.EDITED if edited else signs
        return cls(finding, differences, tuple(meaning_changes(differences, finding.prepared)), kind)

    @property
    def doubts(self) -> tuple[bool, int, bool]:
        """Ranks findings: those that hide nothing first, of these the ones with fewest reasons to doubt, of these print."""
        return self.kind is VerdictKind.ALTERED, len(self.changes), _is_recognised(self.finding)


def _is_recognised(finding: Finding) -> bool:
    return finding.prepared.article.source.is_recognised(finding.span)


def _verdict_where_nearest(
    quotation: str, asked: CanonicalText, near: Sequence[PreparedArticle], sharing: Sequence[PreparedArticle]
) -> Verdict:
    """Say from where an inexact quotation is: altered from one place, stitched from several, or from nowhere.

    `near` are the articles of which one may have it, `sharing` those from which pieces may be.
    """
    # What stands in brackets may be the quoter's, or the author's own, altered.
    partings = (BRACKET_OR_ELLIPSIS, ELLIPSIS) if "[" in asked.text else (BRACKET_OR_ELLIPSIS,)
    alignment = best_alignment([pair for parting in partings for pair in _read_by_each(asked, near, parting)])
    if alignment and (findings := _findings_of_joined(asked, alignment.prepared)):
        return _verdict_where_found(quotation, findings)
    aligned = alignment.aligned if alignment else 0
    runs = longest_runs([pair for parting in partings for pair in _read_by_each(asked, sharing, parting)])
    covered, count = sum(run.length for run in runs), len(runs[0].words.spans) if runs else 0
    if count_places(runs) > 1 and covered >= COVERED * count and covered >= aligned + FEWEST_WORDS:
        return stitched_verdict(quotation, runs)
    if alignment is None or not _is_place(alignment):
        return Verdict(VerdictKind.ABSENT, quotation)
    place = place_in(alignment.prepared, alignment.span, quotation)
    return Verdict(VerdictKind.ALTERED, quotation, (place,), with_counts(word_differences(alignment)), 1)


def _read_by_each(
    asked: CanonicalText, prepared_articles: Sequence[PreparedArticle], parting: re.Pattern[str]
) -> list[tuple[QuotationWords, PreparedArticle]]:
    """Return a quotation's words as each article lets them be read: where all would read them alike, once."""
    if is_read_alike(asked) and prepared_articles:
        words = QuotationWords.of(read_by_conventions(asked, prepared_articles[0], parting))
        return [(words, prepared) for prepared in prepared_articles]
    return [(QuotationWords.of(read_by_conventions(asked, prepared, parting)), prepared) for prepared in prepared_articles]


def _findings_of_joined(asked: CanonicalText, prepared: PreparedArticle) -> list[Finding]:
    """Return where a quotation stands if words that a line's end has parted, in it or in the text, are read in one."""
    if not prepared.has_letters_of(asked):
        return []
    joined = prepared.joined
    return list(find_reading(read_joined(asked, joined), joined))


def _is_place(alignment: Alignment) -> bool:
    """Whether a quotation's words are there, and not only such as are everywhere."""
    written = alignment.words.written
    telling = any(pair.same and written[pair.asked].casefold() not in STOP_WORDS for pair in alignment.pairs)
    return telling and alignment.aligned >= ALIGNED * len(written)
