"""languages: in which language a text is – told or detected – and the words that each language has for its own conventions.

In: texts, and what files tell of their language. Out: tags such as "de", and word lists.
May import: `index.errors`.
"""

from index.languages.detection import detected, is_in, main_language, sample, spoken
from index.languages.tags import ENGLISH, LISTED, base, name_of, named
from index.languages.word_lists import (
    abbreviated,
    before_numbers,
    conditions,
    elided,
    modals,
    negations,
    number_words,
    prepositions,
    quantifiers,
    stop_words,
)

__all__ = [
    "ENGLISH",
    "LISTED",
    "abbreviated",
    "base",
    "before_numbers",
    "conditions",
    "detected",
    "elided",
    "is_in",
    "main_language",
    "modals",
    "name_of",
    "named",
    "negations",
    "number_words",
    "prepositions",
    "quantifiers",
    "sample",
    "spoken",
    "stop_words",
]
