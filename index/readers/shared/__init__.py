"""shared: what every reader ends with.

In: stretches of a source, and notes typed in them. Out: the reading text with its runs back to the file, and the assembled
`Article`.
May import: `index.notes`, `index.records`, `index.text`.
"""

from index.readers.shared.assembly import Composed, Origin, Placed, assembled, noted
from index.readers.shared.reading_text import ReadingText
from index.readers.shared.typed_notes import find_notes, long_notes, placed_notes

__all__ = [
    "Composed",
    "Origin",
    "Placed",
    "ReadingText",
    "assembled",
    "find_notes",
    "long_notes",
    "noted",
    "placed_notes",
]
