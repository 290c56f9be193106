"""shared: what every reader ends with.

In: spans of a source, and notes typed in them. Out: the reading text, copied line by line with its runs back to the file, and
the assembled `Article`.
May import: `index.languages`, `index.notes`, `index.records`, `index.text`.
"""

from index.readers.shared.article_language import with_language
from index.readers.shared.assembly import Apparatus, Origin, assemble_article, note_with_sentences
from index.readers.shared.copied_lines import CopiedText, MarkerSpans, SourceBlock, copy_blocks
from index.readers.shared.typed_notes import doubts_about_note_texts, find_notes, placed_notes

__all__ = [
    "Apparatus",
    "CopiedText",
    "MarkerSpans",
    "Origin",
    "SourceBlock",
    "assemble_article",
    "copy_blocks",
    "doubts_about_note_texts",
    "find_notes",
    "note_with_sentences",
    "placed_notes",
    "with_language",
]
