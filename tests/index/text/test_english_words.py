"""english_words.py: the words that common English knows."""

from __future__ import annotations

from index.text.english_words import common_words


def test_words_of_every_day_are_known_and_fragments_are_not() -> None:
    """The list has words as they are written in lower case, and no parts of broken ones; it is loaded once."""
    assert {"railway", "between", "letters"} <= common_words()
    assert not {"Railway", "betw", "sibe"} & common_words()
    assert common_words() is common_words()
