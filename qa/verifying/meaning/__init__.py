"""meaning: why what an editor's marks cover may make a quotation say something else than the text.

In: the differences that brackets, ellipses and changed points cover. Out: each reason to doubt, with the words that give it.
May import: `qa.verifying.canonical_text`, `qa.verifying.prepared_articles`, `qa.verifying.scholarly_conventions`,
`qa.verifying.verdicts`.
"""

from qa.verifying.meaning.altered_meaning import meaning_changes

__all__ = [
    "meaning_changes",
]
