"""superior_figures.py: small marks that stand above the line."""

from __future__ import annotations

from index.recognition.ink import ink_of
from index.recognition.line_measures import measured
from index.recognition.superior_figures import superior_figures
from tests.index.recognition.conftest import Printed


def test_numbers_are_found_where_they_stand(printed: Printed) -> None:
    """Each superior number of the page is found behind its word; no dot of an i, no comma, no quotation mark is."""
    ink = ink_of(printed.grey)
    found = [each.box for line in printed.read_lines() for each in superior_figures(measured(line, ink), ink)]
    raised = [piece for piece in printed.glyphs.pieces if piece.text.isdigit() and piece.size < 8.0]
    in_text = [piece for piece in raised if piece.x0 > 60.0]
    boxes = [printed.box(piece.x0, piece.y, piece.x1, piece.y + 0.7 * piece.size) for piece in in_text]
    assert len(found) >= len(boxes) >= 2
    for box in boxes:
        assert any(abs(one.x0 - box.x0) < 8 and abs(one.y1 - box.y1) < 8 for one in found)
    assert len(found) <= len(raised)
