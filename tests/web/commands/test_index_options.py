"""index_options.py: the settings of an index as flags."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import SEED
from tests.shell import refused, run


def test_impossible_setting(tmp_path: Path) -> None:
    """A setting out of range is refused by name."""
    assert "passage_stride is 9" in refused(run("index", SEED, "--into", tmp_path / "index", "--passage-stride", "9"))
