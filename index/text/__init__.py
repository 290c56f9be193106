"""text: characters become lines, words, sentences, headings and paragraphs.

In: a file's bytes, or a text. Out: what every reader and every search asks of a text, whatever file it came from.
May import: `index.errors`, `index.languages`, `index.records`.
"""

from index.text.abbreviations import Abbreviation, defined_abbreviations
from index.text.analysis import STOP_WORDS, fold, plain, terms, tokens
from index.text.columns import SENTENCE_END
from index.text.decoding import decode, require_text
from index.text.dictionaries import common_words
from index.text.found_words import occurrences
from index.text.headings import KNOWN_HEADINGS, NUMERAL, Levels
from index.text.hyphenation import Hyphenation
from index.text.layout import LEADS_IN, BlockKind, LineBlock, lay_out
from index.text.lines import SMALL_WORDS, Line, PagedLines, closes_bracket, is_capitalised, paged_lines
from index.text.normalisation import normalized
from index.text.sentences import note_sentence_spans, sentence_spans

__all__ = [
    "KNOWN_HEADINGS",
    "LEADS_IN",
    "NUMERAL",
    "SENTENCE_END",
    "SMALL_WORDS",
    "STOP_WORDS",
    "Abbreviation",
    "BlockKind",
    "Hyphenation",
    "Levels",
    "Line",
    "LineBlock",
    "PagedLines",
    "closes_bracket",
    "common_words",
    "decode",
    "defined_abbreviations",
    "fold",
    "is_capitalised",
    "lay_out",
    "normalized",
    "note_sentence_spans",
    "occurrences",
    "paged_lines",
    "plain",
    "require_text",
    "sentence_spans",
    "terms",
    "tokens",
]
