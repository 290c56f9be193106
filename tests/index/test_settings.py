"""settings.py: what an index can be built with."""

from __future__ import annotations

from dataclasses import fields

import pytest

from index.errors import SettingsError
from index.settings import Settings


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("markers", "runes", "markers is runes, but must be one of auto, numbers, brackets"),
        ("sentences_per_passage", 0, "sentences_per_passage is 0, but must be at least 1."),
        ("passage_stride", 4, "passage_stride is 4, but must be from 1 to sentences_per_passage (3), or sentences would"),
        ("passage_stride", 0, "passage_stride is 0"),
        ("lexical_weight", 1.5, "lexical_weight is 1.5, but must be from 0 to 1."),
        ("late_interaction", 1.1, "late_interaction is 1.1, but must be from 0 to 1."),
        ("late_passages", 0, "late_passages is 0, but must be at least 1."),
        ("candidates", 0, "candidates is 0"),
        ("bm25_k1", -1.0, "bm25_k1 is -1.0"),
        ("bm25_b", 2.0, "bm25_b is 2.0"),
        ("ocr", "sometimes", "ocr is sometimes, but must be one of auto, never, always."),
        (
            "ocr_languages",
            "de",
            "ocr_languages is 'de', but must be auto, or codes of three letters or more, joined by a plus sign",
        ),
        ("bm25_b", float("nan"), "bm25_b is nan, but must be from 0 to 1."),
    ],
)
def test_impossible_settings_are_refused(name: str, value: float | str, sentence: str) -> None:
    """A value that no index can be built with is refused with its name, itself and the range."""
    with pytest.raises(SettingsError) as refused:
        Settings(**{name: value})  # type: ignore[arg-type]  # the point of the test
    assert sentence in str(refused.value)


def test_every_setting_says_what_it_means() -> None:
    """The help of each is a sentence, and every number says the least that it may be."""
    for each in fields(Settings):
        assert each.metadata["help"].endswith("."), each.name
        assert isinstance(each.default, str | bool) or each.metadata["least"] is not None, each.name
