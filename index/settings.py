"""Settings: every number that shapes an index, in one frozen object that is saved with it."""

from __future__ import annotations

from dataclasses import dataclass

from index.errors import SettingsError

AUTO, NUMBERS, NONE = "auto", "numbers", "none"
# The forms of note markers: found from the text, plain numbers, [12], superscript digits, * † ‡, or no notes at all.
MARKERS = (AUTO, NUMBERS, "brackets", "superscripts", "symbols", NONE)
# How the two searches become one: learned weights over features of the best passages, min–max-scaled sum, reciprocal ranks.
FUSIONS = LEARNED, SUM, RRF = ("learned", "sum", "rrf")
# What a passage is: a window of sentences, or a whole paragraph.
UNITS = SENTENCES, PARAGRAPHS = ("sentences", "paragraphs")
DEFAULT_MODEL = "all-MiniLM-L6-v2"


@dataclass(frozen=True, slots=True)
class Settings:
    """What an index is built with; two indexes with equal settings and equal articles answer alike.

    markers: the form of the note markers, one of MARKERS.
    model: a sentence-transformers name or folder; the default one is installed with loccit.
    stemming: whether words are cut down to their stems, so that "troop" finds "troops".
    passage_unit: what is searched, one of UNITS; a paragraph is taken whole, whatever its length.
    sentences_per_passage: the length of the windows that are searched, in sentences.
    passage_stride: sentences from the beginning of one window to the next.
    fusion: how the two searches become one, one of FUSIONS.
    lexical_weight: the share of BM25 in the scaled sum, from 0 to 1; the rest is the cosine's.
    candidates: how many passages each of the two searches hands to the fusion.
    reranked: how many of these, the best by their scaled sum, are scored on the learned features.
    late_interaction: what the best of those weigh, compared with the question token by token, beside the features; 0 for not
        at all. Only with learned weights.
    late_passages: how many passages are so compared.
    bm25_k1, bm25_b: BM25's term saturation and length normalisation (Robertson and Zaragoza 2009).
    """

    markers: str = AUTO
    model: str = DEFAULT_MODEL
    stemming: bool = True
    passage_unit: str = SENTENCES
    sentences_per_passage: int = 3
    passage_stride: int = 1
    fusion: str = LEARNED
    lexical_weight: float = 0.5
    candidates: int = 200
    reranked: int = 100
    late_interaction: float = 0.4
    late_passages: int = 20
    bm25_k1: float = 1.5
    bm25_b: float = 0.75

    def __post_init__(self) -> None:
        """Refuse values that no index can be built with."""
        self._require(self.markers in MARKERS, "markers", f"one of {', '.join(MARKERS)}")
        self._require(self.passage_unit in UNITS, "passage_unit", f"one of {', '.join(UNITS)}")
        self._require(self.sentences_per_passage >= 1, "sentences_per_passage", "at least 1")
        self._require(
            1 <= self.passage_stride <= self.sentences_per_passage,
            "passage_stride",
            f"from 1 to sentences_per_passage ({self.sentences_per_passage}), or sentences would be left out",
        )
        self._require(self.fusion in FUSIONS, "fusion", f"one of {', '.join(FUSIONS)}")
        self._require(0.0 <= self.lexical_weight <= 1.0, "lexical_weight", "from 0 to 1")
        self._require(self.candidates >= 1, "candidates", "at least 1")
        self._require(self.reranked >= 1, "reranked", "at least 1")
        self._require(0.0 <= self.late_interaction <= 1.0, "late_interaction", "from 0 to 1")
        self._require(self.late_passages >= 1, "late_passages", "at least 1")
        self._require(self.bm25_k1 >= 0.0, "bm25_k1", "at least 0")
        self._require(0.0 <= self.bm25_b <= 1.0, "bm25_b", "from 0 to 1")

    @property
    def interacts(self) -> bool:
        """Whether tokens are compared, so that an index has to hold their vectors."""
        return self.fusion == LEARNED and self.late_interaction > 0.0

    def _require(self, holds: bool, name: str, range_: str) -> None:
        if not holds:
            raise SettingsError(f"{name} is {getattr(self, name)}, but must be {range_}.")
