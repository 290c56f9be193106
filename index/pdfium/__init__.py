"""pdfium: a PDF as PDFium tells it – pieces of print with their boxes, page labels, metadata – read in a process of its own.

In: a PDF's path. Out: `PrintedFile`; whatever a file does to PDFium ends that process and no other.
May import: `index.errors`, `index.records`.
"""

from index.pdfium.glyphs import PageGlyphs, Piece, Rule
from index.pdfium.reading_process import pages_of

__all__ = [
    "PageGlyphs",
    "Piece",
    "Rule",
    "pages_of",
]
