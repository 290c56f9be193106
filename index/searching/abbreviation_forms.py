"""A question's words that the texts abbreviate, or that are abbreviations in them, and their other forms."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from index.text import Abbreviation, common_words, fold, tokens

MOST_FORMS = 3  # others of one form: what two letters stand for differs from text to text

Form = tuple[str, ...]  # its terms


@dataclass(frozen=True, slots=True)
class Reading:
    """A stretch of a question's terms, from `start` to before `end`, that is also read as the terms `form`.

    `typed` are the question's words, and `read` is the other form as a text prints it.
    """

    start: int
    end: int
    form: Form
    typed: str
    read: str


@dataclass(frozen=True, slots=True)
class Alternative:
    """A stretch of a question's terms that counts as found where all of the terms with the numbers `ids` are."""

    start: int
    end: int
    ids: tuple[int, ...]


class AbbreviationForms:
    """Knows the short and the long forms that texts define."""

    def __init__(self, abbreviations: Sequence[Abbreviation], terms_of: Callable[[str], list[str]]) -> None:
        """Take abbreviations, the most often defined first, and what makes terms of words."""
        self._abbreviations = abbreviations
        self._terms_of = terms_of

    def readings(self, question: str, found: Sequence[str]) -> tuple[Reading, ...]:
        """Return how a question's terms `found` are also read; of two stretches that overlap, the first and longest alone."""
        return tuple(self._readings(tokens(question), tuple(found)))

    def _readings(self, words: Sequence[str], found: Form) -> Iterator[Reading]:
        start = 0
        while start < len(found):
            for end in range(min(len(found), start + self._longest), start, -1):
                others = self._others.get(found[start:end], {})
                typed = self._typed(words, found[start:end]) if others else None
                if typed:
                    yield from (Reading(start, end, form, typed, read) for form, read in others.items())
                    start = end - 1
                    break
            start += 1

    def _typed(self, words: Sequence[str], form: Form) -> str | None:
        """Return the words of a question whose terms are a form; None where it means them otherwise: "us" is not "US"."""
        for first in range(len(words)):
            for end in range(first + 1, min(len(words), first + len(form)) + 1):
                typed = " ".join(words[first:end])
                if tuple(self._terms_of(typed)) == form:
                    common = end == first + 1 and typed.islower() and fold(typed) in common_words()
                    return None if common and self._is_short(form) else typed
        return " ".join(form)  # it was misspelt

    def _is_short(self, form: Form) -> bool:
        return form in self._short

    @cached_property
    def _short(self) -> frozenset[Form]:
        return frozenset(tuple(self._terms_of(each.short)) for each in self._abbreviations)

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._others), default=0)

    @cached_property
    def _others(self) -> dict[Form, dict[Form, str]]:
        """For each form the others, short for long and long for short, as they are printed."""
        found: dict[Form, dict[Form, str]] = {}
        for each in self._abbreviations:
            short, long = tuple(self._terms_of(each.short)), tuple(self._terms_of(each.long))
            if short and long and short != long:
                for form, other, read in ((short, long, each.long), (long, short, each.short)):
                    others = found.setdefault(form, {})
                    if len(others) < MOST_FORMS:
                        others.setdefault(other, read)
        return found
