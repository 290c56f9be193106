"""lexicon.py: the words of a collection."""

from __future__ import annotations

from index.collection import Collection
from index.searching.lexicon import Lexicon


def test_a_lexicon_of_an_index(harbour: Collection) -> None:
    """How often a word stands in an index, and where first, is asked by its number in the sorted vocabulary."""
    contents = harbour.index.contents
    words = contents.terms.vocabulary, contents.lexical.frequency, contents.lexical.first, contents.abbreviations
    lexicon = Lexicon(*words)
    number = lexicon.vocabulary.index("ship")
    having = [at for at, passage in enumerate(harbour.passages) if "ships" in passage.text.lower()]
    assert lexicon.frequency(number) == len(having)
    assert lexicon.first(number) == having[0]
