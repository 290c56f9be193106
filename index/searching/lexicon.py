"""The words of a collection: its vocabulary, how often each stands in it, where first, and the abbreviations that it defines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.encoding import Prefixes
from index.languages import ENGLISH
from index.text import Abbreviation


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """What is known of a collection's words, so that a question can be read.

    `vocabulary` is sorted, and a term's number is its place there. `frequency` returns how many passages have the term of a
    number, `first` the position of the first of them. `abbreviations` are those that the articles define, the most often
    defined first. `languages` are the tags of those by whose rules the texts are searched, the commonest first;
    `prefixes` what its model wants before a question.
    """

    vocabulary: Sequence[str]
    frequency: Callable[[int], int]
    first: Callable[[int], int | None]
    abbreviations: Sequence[Abbreviation]
    languages: Sequence[str] = (ENGLISH,)
    prefixes: Prefixes = Prefixes()
