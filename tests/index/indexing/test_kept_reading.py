"""kept_reading.py: what was read before a build was interrupted is found again, as long as it is what would be read."""

from __future__ import annotations

from pathlib import Path

from index.indexing.kept_reading import KeptReading
from index.indexing.reading import read_file
from index.indexing.watching import Unwatched
from index.settings import Settings

BRACKETED = Settings(markers="brackets")


def test_kept_articles(files: dict[str, Path], tmp_path: Path) -> None:
    """They come back as they were read; nothing comes back of a file that has changed, of other settings, or of damaged bytes."""
    path, kept = files["harbour"], KeptReading(tmp_path / "progress", Settings())
    assert kept.find(path) is None
    read = read_file(path, Settings(), Unwatched())
    kept.keep(path, read)
    found = kept.find(path)
    assert found is not None
    assert [(each.article, each.source, each.windows.tolist()) for each in found] == [
        (each.article, each.source, each.windows.tolist()) for each in read
    ]
    assert [each.terms.vocabulary for each in found] == [each.terms.vocabulary for each in read]
    assert KeptReading(tmp_path / "progress", BRACKETED).find(path) is None
    (file,) = (tmp_path / "progress").iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole[:-1])
    assert kept.find(path) is None
    file.write_bytes(whole)
    assert kept.find(path) is not None
    path.write_text(path.read_text("utf-8") + "\nMore.\n", "utf-8")
    assert kept.find(path) is None
    path.unlink()
    assert kept.find(path) is None


def test_a_sidecar_is_part_of_what_was_read(files: dict[str, Path], tmp_path: Path) -> None:
    """Where one is added, the file is read again."""
    path, kept = files["harbour"], KeptReading(tmp_path / "progress", Settings())
    kept.keep(path, read_file(path, Settings(), Unwatched()))
    path.with_suffix(".toml").write_text("year = 1998\n")
    assert kept.find(path) is None


def test_nowhere_nothing_is_kept(files: dict[str, Path]) -> None:
    """Without a folder every file is read."""
    kept = KeptReading(None, Settings())
    kept.keep(files["harbour"], read_file(files["harbour"], Settings(), Unwatched()))
    assert kept.find(files["harbour"]) is None
