"""store_commands.py: an index goes to an object store and comes from it."""

from __future__ import annotations

from pathlib import Path

from tests.comparing import files_of
from tests.shell import refused, run


def test_an_index_goes_and_comes(folder: Path, tmp_path: Path) -> None:
    """Both commands say what is in use then; the files are the same; a store that holds nothing is told."""
    url = f"file://{tmp_path}/store"
    assert run("publish", url, "--index", folder).output == f"The index in {folder} is in use at {url}.\n"
    assert run("fetch", url, "--index", tmp_path / "there").output == f"The index from {url} is in use in {tmp_path}/there.\n"
    assert files_of(tmp_path / "there") == files_of(folder)
    assert "holds no index" in refused(run("fetch", f"file://{tmp_path}/nothing", "--index", tmp_path / "there"))
