"""copies: the same sentences in other articles, such as two editions of one text, or a quotation in two works.

In: the passages of a collection, and the terms of its sentences. Out: keys that tell sentences apart, and where copies stand.
May import: `index.searching`, `index.text`.
"""

from index.copies.sentence_copies import SentenceCopies, sentence_keys

__all__ = [
    "SentenceCopies",
    "sentence_keys",
]
