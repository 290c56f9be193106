"""pdfium: a PDF as PDFium reads it, in a process of its own – print with its boxes, page labels, document information.

In: a PDF's path. Out: `PrintedFile`; whatever a file does to PDFium ends that process and no other.
May import: `index.errors`.
"""

from index.pdfium.document_information import DocumentInformation
from index.pdfium.drawing_process import Grey, PageDrawer, PagePicture, drawing
from index.pdfium.glyphs import PageGlyphs, Piece, Rule
from index.pdfium.page_pictures import PagePictureError, page_picture
from index.pdfium.reading_process import pages_of

__all__ = [
    "DocumentInformation",
    "Grey",
    "PageDrawer",
    "PageGlyphs",
    "PagePicture",
    "PagePictureError",
    "Piece",
    "Rule",
    "drawing",
    "page_picture",
    "pages_of",
]
