"""The second step of search: the best candidates scored on named features, by weights learned on other texts.

No feature is relative to the other candidates, so that a score means the same in every search. Weights and their origin stand
in `ranking.json`.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from index.searching.match_features import Matches

Scores = NDArray[np.float32]
FEATURES = ("passage_cosine", "sentence_cosine", "passage_coverage", "sentence_coverage", "pairs")


def features(matches: Matches) -> Scores:
    """Return the features of passages in the order of FEATURES, float32 (n, 5), each from 0 to 1.

    A sentence's is that of the passage's best. A cosine below 0 counts as 0.
    """
    columns = (
        np.maximum(matches.passage_cosine, 0.0),
        np.maximum(matches.sentence_cosines.max(axis=1, initial=0.0), 0.0),
        matches.passage_coverage,
        matches.sentence_coverages.max(axis=1, initial=0.0),
        matches.pairs,
    )
    return np.column_stack(columns).astype(np.float32)


def learned_score(matches: Matches) -> Scores:
    """Return the score of passages, float32 (n,), from 0 to 1.

    Summed by einsum: a matrix product's kernel reads past so narrow a matrix, and warns of what it finds there.
    """
    return np.asarray(np.einsum("nf,f->n", features(matches), weights()), dtype=np.float32)


@cache
def weights() -> Scores:
    """Return the learned weights in the order of FEATURES; their sum is 1."""
    named = json.loads(files("index.searching").joinpath("ranking.json").read_text("utf-8"))["weights"]
    found = np.array([named[name] for name in FEATURES], dtype=np.float32)
    return np.asarray(found / found.sum(), dtype=np.float32)
