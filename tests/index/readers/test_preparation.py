"""preparation.py: what reading loads when it is first needed."""

from __future__ import annotations

from index.languages import detection
from index.readers.preparation import prepare_reading
from index.text import common_words


def test_it_is_loaded_once() -> None:
    """The detector and the common words are there, and are not loaded again."""
    prepare_reading()
    loaded = detection._identifier(), common_words()
    prepare_reading()
    assert (detection._identifier(), common_words()) == loaded
    assert detection._identifier.cache_info().currsize == 1
    assert {"the", "winter"} <= common_words()
