"""Captions of figures and tables: searched like other sentences, but quoted behind them, unless one is asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.searching.passages import Passages, searched_sentences, sentence_starts
from index.searching.term_sequences import TermSequences
from index.text import terms

DEMOTED = np.float32(0.8)  # what a caption's nearness to a question counts for
NAMES = "figure fig table scheme plate"
# The name and its number, and then what goes on with no verb: “FIGURE 4 | Cells”, “Table 2. Sites”, “Fig. 3 (A) Lungs”.
# “Figure 3 shows …” is prose.
CAPTION = re.compile(
    r"(?:figure|fig\.?|table|scheme|plate)\s+(?-i:[A-Z])?\d{1,3}[a-z]?\s*(?:[|:–—]|\.(?!\d)|\((?-i:[A-Z])\)|(?-i:(?=[A-Z][\w-]*\s))|$)",
    re.IGNORECASE,
)


class Captions:
    """Knows which sentences are captions. Only those whose first word may name one are looked at, and each only once."""

    def __init__(self, passages: Passages, sequences: TermSequences) -> None:
        self._passages = passages
        self._firsts = sentence_starts(passages)
        self._named = _beginning_with_name(sequences)
        self._known: dict[int, bool] = {}

    def shares(self, asked: Sequence[str], sentences: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return what the nearness of sentences, given by their numbers, counts for a question with the terms `asked`, (n,)."""
        shares = np.ones(len(sentences), dtype=np.float32)
        if not NAMED.intersection(asked):
            for at in np.flatnonzero(np.isin(sentences, self._named)):
                if self._is_caption(int(sentences[at])):
                    shares[at] = DEMOTED
        return shares

    def _is_caption(self, number: int) -> bool:
        if number not in self._known:
            position = int(np.searchsorted(self._firsts, number, side="right")) - 1
            article = self._passages.articles[position]
            sentence = searched_sentences(article)[number - int(self._firsts[position])]
            self._known[number] = is_caption(sentence.of(article))
        return self._known[number]


def is_caption(sentence: str) -> bool:
    """Whether a sentence is a caption, and not one that speaks of a figure.

    >>> is_caption("FIGURE 4 | Cells of the lung."), is_caption("Table 2 shows the cells.")
    (True, False)
    """
    return bool(CAPTION.match(sentence.strip()))


def _beginning_with_name(sequences: TermSequences) -> NDArray[np.int64]:
    """Return the numbers of the sentences whose first term is a name of figures or tables."""
    names = [number for number, term in enumerate(sequences.vocabulary) if term in NAMED]
    filled = np.flatnonzero(np.diff(sequences.starts))
    return filled[np.isin(sequences.ids[sequences.starts[filled]], names)] if names else filled[:0]


NAMED = frozenset((*NAMES.split(), *terms(NAMES)))
