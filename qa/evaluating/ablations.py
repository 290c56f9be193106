"""The systems that an ablation compares: the index as it is, and with one thing changed each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from index.collection import Collection
from index.maintenance import with_settings
from index.settings import PARAGRAPHS, RRF, SUM, Settings
from qa.answering import Answerer
from qa.errors import EvaluationError

AS_IT_IS = "as it is"


def variants(settings: Settings) -> dict[str, Settings]:
    """Return the settings of each variant, by name, the index's own first.

    Of lexical and semantic search alone, the ranking is theirs; which sentence of a passage is quoted is chosen as always.
    """
    return {
        AS_IT_IS: settings,
        "lexical only": replace(settings, fusion=SUM, lexical_weight=1.0),
        "semantic only": replace(settings, fusion=SUM, lexical_weight=0.0),
        "reciprocal ranks": replace(settings, fusion=RRF),
        "scaled sum": replace(settings, fusion=SUM, lexical_weight=0.5),
        "without stemming": replace(settings, stemming=False),
        "paragraphs": replace(settings, passage_unit=PARAGRAPHS),
    }


def answerers(answerer: Answerer) -> Iterator[tuple[str, Answerer]]:
    """Yield each variant's answerer; articles are not read again, and only what differs is encoded.

    Raises:
        EvaluationError: its collection is in shards.
    """
    collection = answerer.collection
    if not isinstance(collection, Collection):
        raise EvaluationError("Variants are indexed anew, which an index in shards cannot be. Index without --shards.")
    for name, settings in variants(collection.settings).items():
        same = settings == collection.settings
        yield name, answerer if same else Answerer(with_settings(collection, settings), answerer.threshold, answerer.judge)
