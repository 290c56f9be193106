"""pdf: pages of print become an `Article` – columns, lines, running heads, notes at the feet, headings, by geometry.

In: what `index.pdfium` says of a file. Out: the `Article`.
May import: `index.errors`, `index.metadata`, `index.notes`, `index.pdfium`, `index.readers.shared`, `index.recognition`,
`index.records`, `index.settings`, `index.text`.
"""

from index.readers.pdf.pdf_reader import read_pdf

__all__ = [
    "read_pdf",
]
