"""searching: articles become passages, and passages are scored against a question.

In: articles, vectors and a query. Out: BM25 scores, cosines, features, and the order that learned weights make of them.
May import: `index.catalogue`, `index.encoding`, `index.errors`, `index.languages`, `index.records`, `index.settings`,
`index.text`.
"""

from index.searching.abbreviation_forms import AbbreviationForms, Alternative
from index.searching.fusion import Scores, ranking
from index.searching.lexical_index import LexicalIndex, Statistics
from index.searching.lexicon import Lexicon
from index.searching.match_features import Matches, Query
from index.searching.passages import Passages, Windows, passage_of, searched_sentences, sentence_starts, windows_of
from index.searching.ranked_hits import RankedHits, Search
from index.searching.scoring import Candidates, Compared, IndexScorer, Scorer, ShardsGoneError
from index.searching.searchable import Hits, Searchable
from index.searching.semantic_index import Clusters, Positions, SemanticIndex
from index.searching.spelling import Speller
from index.searching.term_sequences import UNKNOWN, TermSequences
from index.searching.token_vectors import TokenVectors

__all__ = [
    "UNKNOWN",
    "AbbreviationForms",
    "Alternative",
    "Candidates",
    "Clusters",
    "Compared",
    "Hits",
    "IndexScorer",
    "LexicalIndex",
    "Lexicon",
    "Matches",
    "Passages",
    "Positions",
    "Query",
    "RankedHits",
    "Scorer",
    "Scores",
    "Search",
    "Searchable",
    "SemanticIndex",
    "ShardsGoneError",
    "Speller",
    "Statistics",
    "TermSequences",
    "TokenVectors",
    "Windows",
    "passage_of",
    "ranking",
    "searched_sentences",
    "sentence_starts",
    "windows_of",
]
