"""article_text.py: what was read, as text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from click.testing import CliRunner

from index.collection import Collection
from web.commands.article_text import article_lines, index_line
from web.commands.cli import main

SIDECAR = 'author = "Ann Roe"\ncontainer = "Journal of Ice"\nyear = 1998\nvolume = 12\npages = "101-126"\n'


def test_more_than_ten_doubts_are_counted(harbour: Collection) -> None:
    """Of many doubts the first ten are shown, with the command that shows all."""
    lines = article_lines(
        replace(harbour.articles[0], doubts=tuple(f"doubt {at}" for at in range(12))), Path("texts/harbour.txt")
    ).splitlines()
    assert (len(lines), lines[10]) == (12, "  doubt: doubt 9")
    assert lines[11] == "  and 2 more: loccit inspect texts/harbour.txt"


def test_inspect_shows_what_is_known(harbour_file: Path) -> None:
    """`inspect` shows what a sidecar tells, or that nothing is known."""
    assert "published   nothing is known" in CliRunner().invoke(main, ["inspect", str(harbour_file)]).stdout
    harbour_file.with_suffix(".toml").write_text(SIDECAR, "utf-8")
    shown = CliRunner().invoke(main, ["inspect", str(harbour_file)]).stdout
    assert "authors     Roe, Ann\ncontainer   Journal of Ice\nyear        1998\nvolume      12\npages       101–126\n" in shown
    harbour_file.with_suffix(".toml").write_text("yeer = 1", "utf-8")
    refused = CliRunner().invoke(main, ["inspect", str(harbour_file)])
    assert (refused.exit_code, "Did you mean 'year'?" in refused.stderr) == (2, True)


def test_index_is_counted(harbour: Collection) -> None:
    """One article is not several, and the seconds are rounded."""
    line = index_line(harbour, Path("index"), 1.26)
    assert line == f"1 article with {len(harbour.passages)} passages indexed in index in 1.3 s."
