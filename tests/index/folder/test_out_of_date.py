"""out_of_date.py: why an index is out of date."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from index.collection import Collection
from index.folder.out_of_date import staleness
from index.maintenance import build_collection
from index.settings import Settings
from tests.doubles import WordEncoder


def digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()[:12]


def test_what_is_stale_is_said(harbour: Collection, harbour_file: Path) -> None:
    """An index as it was made is not stale; then it says what changed: the setting, the article, or the sidecar beside it."""
    manifest, sidecar = harbour.index.contents.manifest, harbour_file.with_name("harbour.toml")
    assert staleness(manifest, manifest.settings) == ""
    assert staleness(manifest, Settings(bm25_b=0.5)) == "it was built with bm25_b = 0.75, and 0.5 is asked for"
    sidecar.write_text('title = "On the Ice"\n', "utf-8")
    assert staleness(manifest, Settings()) == f"harbour.toml is new beside its article (SHA-256 {digest(sidecar)}…)"
    before = digest(harbour_file)
    harbour_file.write_text("Another text.", "utf-8")
    changed = f"harbour.txt has changed (SHA-256 was {before}…, is {digest(harbour_file)}…)"
    assert staleness(manifest, Settings()) == changed


def test_a_sidecar_that_changed_or_is_gone(harbour_file: Path) -> None:
    """What told of an article's publication when it was indexed has to be as it was."""
    sidecar = harbour_file.with_name("harbour.toml")
    sidecar.write_text('title = "On the Ice"\n', "utf-8")
    before = digest(sidecar)
    manifest = build_collection([harbour_file], Settings(), WordEncoder()).index.contents.manifest
    sidecar.write_text('title = "On the Thaw"\n', "utf-8")
    assert staleness(manifest, Settings()) == f"harbour.toml has changed (SHA-256 was {before}…, is {digest(sidecar)}…)"
    sidecar.unlink()
    assert staleness(manifest, Settings()) == "harbour.toml is gone"


def test_an_article_that_is_not_there_is_no_reason(harbour: Collection, harbour_file: Path) -> None:
    """An index that was copied to where its articles are not goes on serving."""
    harbour_file.unlink()
    assert staleness(harbour.index.contents.manifest, Settings()) == ""
