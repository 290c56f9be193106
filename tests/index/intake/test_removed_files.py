"""removed_files.py: what was removed stays out of the index until somebody wants it again."""

from __future__ import annotations

from pathlib import Path

from index.intake.removed_files import keep_out, let_in, removed_files, without_removed


def test_files_are_kept_out_and_let_in(tmp_path: Path) -> None:
    """Files in folders and behind patterns are left out; one that is named by itself is not; what is let in is as before."""
    index, texts = tmp_path / "index", tmp_path / "texts"
    texts.mkdir()
    a, b = (texts / name for name in ("a.txt", "b.txt"))
    for path in (a, b):
        path.write_text("The harbour froze.", "utf-8")
    assert (removed_files(index), without_removed(index, [texts])) == (frozenset(), (texts,))
    keep_out(index, [str(a)])
    keep_out(index, [str(tmp_path / "elsewhere.txt")])
    assert removed_files(index) == {str(a), str(tmp_path / "elsewhere.txt")}
    assert without_removed(index, [texts]) == without_removed(index, [texts / "*.txt"]) == (b,)
    assert without_removed(index, [texts, a]) == (a, b)
    let_in(index, [b])
    let_in(index, [a])
    assert without_removed(index, [texts]) == (a, b)


def test_a_list_that_is_broken_keeps_nothing_out(tmp_path: Path) -> None:
    """Where the list was cut off by the machine's breakdown, all is indexed, and removed again by whoever wants that."""
    keep_out(tmp_path / "index", [str(tmp_path / "a.txt")])
    (tmp_path / "index-articles" / ".removed").write_text('["/te')
    assert removed_files(tmp_path / "index") == frozenset()
