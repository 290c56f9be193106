"""file_names.py: each file of a generation has one name, and all of them are there."""

from __future__ import annotations

from pathlib import Path

from index.folder.file_names import CHECKSUM, CURRENT, ENCODER_FILES, FILES, LOCK, MANIFEST


def generation(folder: Path) -> Path:
    return folder / (folder / "CURRENT").read_text().strip()


def test_a_generation_holds_just_these_files(folder: Path) -> None:
    """What is written is what is named, and beside a generation lie only the files that keep and name it."""
    assert {path.name for path in generation(folder).iterdir()} == {*FILES, MANIFEST, CHECKSUM}
    assert {path.name for path in folder.iterdir()} == {CURRENT, LOCK, generation(folder).name}


def test_no_name_is_given_twice() -> None:
    """No two things are written to one file."""
    names = [*FILES, *ENCODER_FILES, MANIFEST, CHECKSUM]
    assert sorted(set(names)) == sorted(names)
