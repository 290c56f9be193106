"""recognition: pages of a PDF that are pictures become print, by a program that reads them (Tesseract).

In: a PDF and the print that it has. Out: the print of all its pages, with the confidence of each word that was recognised, and
doubts. What was read is kept in the user's cache.
May import: `index.errors`, `index.languages`, `index.pdfium`, `index.settings`, `index.text`.
"""

from index.recognition.recognised_file import with_recognised_pages

__all__ = [
    "with_recognised_pages",
]
