"""program.py: where pandoc lies, and how it is run."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.pandoc import program
from index.pandoc.program import PandocError, PandocMissingError, PandocTimeError, run_pandoc

FROM_MARKDOWN = ("--from", "markdown", "--to", "plain")


def test_document_is_converted() -> None:
    """What comes out is what was asked for; pandoc's warnings stand beside it."""
    done = run_pandoc(FROM_MARKDOWN, "*Ice* at Ōmi[^1]".encode(), 20)
    assert (done.data.decode(), done.warnings) == ("Ice at Ōmi[^1]\n", ())
    assert run_pandoc(("--from", "markdown", "--to", "docx"), b"![](no.png)", 20).warnings != ()


def test_files_of_the_machine_are_not_read(tmp_path: Path) -> None:
    """A document that asks for another file does not get it."""
    (tmp_path / "secret.tex").write_text("a secret")
    done = run_pandoc(("--from", "latex", "--to", "plain"), rf"\input{{{tmp_path}/secret.tex}}".encode(), 20)
    assert b"secret" not in done.data


def test_refusal_has_the_reason() -> None:
    """What pandoc refuses gets pandoc's own words, in one line."""
    with pytest.raises(PandocError, match="nosuch"):
        run_pandoc(("--from", "nosuch"), b"", 20)


def test_time_is_limited() -> None:
    """A conversion that takes too long is given up."""
    with pytest.raises(PandocTimeError, match="over 0.001 seconds"):
        run_pandoc(FROM_MARKDOWN, b"ice", 0.001)


def test_missing_pandoc_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the package, the sentence says what to install."""
    monkeypatch.setattr(program, "find_spec", lambda _: None)
    with pytest.raises(PandocMissingError, match=r"pip install 'loccit\[formats\]'"):
        run_pandoc(FROM_MARKDOWN, b"", 20)
