"""style_shelf.py: the styles to choose from."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.citing import csl_styles
from qa.citing.citation_styles import BUILT_IN
from qa.citing.csl_styles import CslError
from qa.citing.style_shelf import FixedStyleError, StyleShelf
from tests.qa.citing.styles import IN_TEXT, NOTES


def test_house_style_stands_behind_the_built_in_ones(tmp_path: Path) -> None:
    """The first file is the house's own style; without one that is Chicago. What is named cannot be removed or replaced."""
    assert (StyleShelf().house, StyleShelf().styles(), StyleShelf().style("nowhere")) == (BUILT_IN[0], BUILT_IN, None)
    (tmp_path / "own.csl").write_text(NOTES, "utf-8")
    shelf = StyleShelf([tmp_path / "own.csl"], tmp_path / "styles")
    assert shelf.house.title == "Harbour Notes"
    assert [style.name for style in shelf.styles()] == ["chicago", "mla", "apa", "note"]
    for style in (shelf.house, BUILT_IN[1]):
        assert not shelf.can_remove(style)
        with pytest.raises(FixedStyleError, match="is always there"):
            shelf.remove(style)
    with pytest.raises(FixedStyleError, match="a style of the name note already"):
        shelf.put(NOTES.encode(), "note.csl")
    with pytest.raises(CslError, match="Two of the styles have the name note"):
        StyleShelf([tmp_path / "own.csl"] * 2)


def test_what_is_put_in_is_offered_to_all(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Who shares the folder sees it at once, by its title's place; one of its name takes its place; a broken file is told of."""
    shelf, other = StyleShelf(folder=tmp_path / "styles"), StyleShelf(folder=tmp_path / "styles")
    shelf.put(NOTES.encode(), "a.csl")
    shelf.put(IN_TEXT.encode(), "b.csl")
    assert [style.title for style in other.styles()[3:]] == ["Hafentext", "Harbour Notes"]
    other.put(IN_TEXT.replace("Hafentext", "Ufertext").encode(), "c.csl")
    assert [style.title for style in shelf.styles()[3:]] == ["Harbour Notes", "Ufertext"]
    found = shelf.style("in-text")
    assert found is not None
    other.remove(found)
    (tmp_path / "styles" / "note.csl").write_text("<style>")
    assert shelf.styles() == BUILT_IN
    assert "note.csl is left out: " in caplog.text
    assert [path.name for path in (tmp_path / "styles").iterdir()] == ["note.csl"]


def test_what_is_no_style_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is none, one too many, and one where there is no folder leave nothing behind."""
    shelf = StyleShelf(folder=tmp_path / "styles")
    with pytest.raises(CslError, match="not well-formed"):
        shelf.put(b"Smith 1998", "a.csl")
    assert not (tmp_path / "styles").exists()
    monkeypatch.setattr("qa.citing.style_shelf.MOST_KEPT", 0)
    with pytest.raises(CslError, match="as many as may"):
        shelf.put(NOTES.encode(), "a.csl")
    with pytest.raises(FixedStyleError, match="no folder"):
        StyleShelf().put(NOTES.encode(), "a.csl")
    assert csl_styles.described(NOTES.encode(), "a.csl").name == "note"
