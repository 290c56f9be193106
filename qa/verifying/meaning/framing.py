"""What frames a statement in the text: a denial, a condition or a report just before it, which a quotation may leave away."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.languages import ENGLISH
from index.records import Span
from qa.verifying.meaning.telling_words import NEGATING, conditions_in, telling
from qa.verifying.prepared_articles import PreparedArticle
from qa.verifying.verdicts import Reason

FURTHEST = 400  # characters from where a sentence begins to a statement that it reports
LAST_WORDS = re.compile(r"(?:(?P<former>[^\W_]+)\s+)?(?P<last>[^\W_]+(?:['’][^\W_]+)?)\s+$")
UNDECIDED = frozenset("whether lest".split())
# Verbs behind which a statement is somebody's, and not the text's.
REPORTING = frozenset(
    "say says said saying believe believes believed suppose supposes supposed think thinks thought claim claims claimed allege "
    "alleges alleged pretend pretends pretended fear fears feared hope hopes hoped assert asserts asserted maintain maintains "
    "maintained doubt doubts doubted suspect suspects suspected imagine imagines imagined rumoured rumored reported wish wished "
    "argue argues argued insist insists insisted assume assumes assumed presume presumed".split()
)
_VERB = (
    r"(?:says?|said|claims?|claimed|alleges?|alleged|believes?d?|thinks?|thought|supposes?d?|pretends?|pretended|asserts?|asserted"
    r"|tells?|told)"
)
ATTRIBUTION = re.compile(
    rf"[\s,;:(–—-]*(?:according\sto|in\sthe\s(?:opinion|eyes|view|judge?ment|words)\sof|on\sthe\sauthority\sof"
    r"|it\s(?:is|was)\s(?:said|believed|supposed|thought|rumou?red|claimed|alleged|reported)|it\s(?:seems|appears|would\sseem)"
    rf"|(?:so|as)\s(?:[^\W_]+\s){{1,4}}?{_VERB}|if\swe\s(?:may\s|can\s)?(?:believe|trust)"
    rf"|(?:I|we|they|he|she|some|people)\s{_VERB}|we\sare\stold)\b",
    re.IGNORECASE,
)
MOST_OF_ATTRIBUTION = 10  # words; more are a sentence


@dataclass(frozen=True, slots=True)
class Frame:
    """A word, or several, on which hangs what follows them, and why."""

    reason: Reason
    words: str
    span: Span


def attributes(clause: str, language: str) -> bool:
    """Whether a clause says on whose word the rest rests: “, according to his enemies,”; known for English alone."""
    return language == ENGLISH and ATTRIBUTION.match(clause) is not None


def frame_before(at: int, prepared: PreparedArticle) -> Frame | None:
    """Return what stands just before a place of `Article.text` and denies, doubts or reports what follows.

    That is a word such as “not” or “if”; “denied that”; or, from the sentence's beginning, “According to his enemies,”.
    """
    start = prepared.sentence_starts[max(prepared.sentence(at), 0)] if prepared.sentence_starts else 0
    head = Span(max(start, at - FURTHEST), at)
    words, language = head.of(prepared.article.text), prepared.language_at(at)
    found = LAST_WORDS.search(words)
    reason = _reason(found, language) if found else None
    if found and reason:
        shown = found["last"] if found["last"].casefold() != "that" else f"{found['former']} that"
        first = head.start + found.end("last") - len(shown)
        return Frame(reason, shown, Span(first, first + len(shown)))
    if head.start == start and len(words.split()) <= MOST_OF_ATTRIBUTION and attributes(words, language):
        return Frame(Reason.MODAL, words.strip(" ,"), Span(start, start + len(words.rstrip(" ,"))))
    return None


def _reason(found: re.Match[str], language: str) -> Reason | None:
    last, former = found["last"].casefold(), (found["former"] or "").casefold()
    if telling(found["last"], name=False, language=language) is Reason.NEGATION:
        return Reason.NEGATION
    if last in conditions_in(language) | (UNDECIDED if language == ENGLISH else frozenset()):
        return Reason.MODAL
    if language != ENGLISH or last != "that":
        return None
    return Reason.NEGATION if former in NEGATING else Reason.MODAL if former in REPORTING else None
