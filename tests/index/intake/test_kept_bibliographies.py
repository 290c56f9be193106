"""kept_bibliographies.py: where bibliographies that came in are kept."""

from __future__ import annotations

from pathlib import Path

from index.intake.kept_bibliographies import bibliography_path, received_bibliographies, with_those_in_use


def test_bibliographies_are_kept_apart_from_articles(folder: Path) -> None:
    """They have names fit for any folder, and those that are in use, here none, stand before those that come."""
    assert received_bibliographies(folder) == ()
    path = bibliography_path(folder, "../My Library.bib")
    path.write_text("@book{a, title={A}}\n")
    path.with_name(f"{path.name}.new").write_text("half")
    assert (path.name, path.parent.name, received_bibliographies(folder)) == ("My Library.bib", ".bibliographies", (path,))
    assert with_those_in_use(folder, [path, path]) == [path]
