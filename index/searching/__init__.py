"""searching: articles become passages, and passages are scored against a question.

In: articles, vectors and a query. Out: BM25 scores, cosines, features, and the order that learned weights make of them.
May import: `index.encoding`, `index.errors`, `index.records`, `index.settings`, `index.text`.
"""

from index.searching.abbreviation_forms import AbbreviationForms, Alternative
from index.searching.captions import Captions
from index.searching.fusion import Scores, best, ranking, reciprocal_ranks, union, weighted_sum
from index.searching.late_interaction import LateInteraction
from index.searching.learned_ranking import learned_score
from index.searching.lexical_index import LexicalIndex
from index.searching.match_features import Matcher, Matches, Query
from index.searching.passages import Passages, Windows, passage_of, searched_sentences, sentence_starts, windows_of
from index.searching.semantic_index import Positions, SemanticIndex
from index.searching.spelling import Speller
from index.searching.term_sequences import UNKNOWN, TermSequences
from index.searching.token_vectors import TokenVectors

__all__ = [
    "UNKNOWN",
    "AbbreviationForms",
    "Alternative",
    "Captions",
    "LateInteraction",
    "LexicalIndex",
    "Matcher",
    "Matches",
    "Passages",
    "Positions",
    "Query",
    "Scores",
    "SemanticIndex",
    "Speller",
    "TermSequences",
    "TokenVectors",
    "Windows",
    "best",
    "learned_score",
    "passage_of",
    "ranking",
    "reciprocal_ranks",
    "searched_sentences",
    "sentence_starts",
    "union",
    "weighted_sum",
    "windows_of",
]
