"""laid_sidecars.py: a sidecar is laid, and taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.intake.laid_sidecars import lay_sidecar, take_sidecar_back


@pytest.mark.parametrize("before", [None, "year = 1900\n"])
def test_what_was_there_comes_back(tmp_path: Path, before: str | None) -> None:
    """Also where laying it was done again after a breakdown; what came in stays until its job is over."""
    article, sidecar, came = tmp_path / "a.txt", tmp_path / "a.toml", tmp_path / "00000"
    came.write_text("year = 1998\n")
    if before is not None:
        sidecar.write_text(before)
    take_sidecar_back(came, article)  # nothing was laid yet
    for _ in range(2):
        lay_sidecar(came, article)
        assert sidecar.read_text() == came.read_text() == "year = 1998\n"
    take_sidecar_back(came, article)
    assert (sidecar.read_text() if sidecar.exists() else None) == before
