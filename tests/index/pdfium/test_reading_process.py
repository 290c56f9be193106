"""reading_process.py: PDFium in a process of its own, which may hang or break down without harm."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from index.errors import ArticleError
from index.indexing.building import build
from index.indexing.reading import BuildOptions
from index.pdfium import reading_process as pdf_child
from index.pdfium.child_process import begun
from index.pdfium.printed_file import PrintedFile, read_printed_file
from index.pdfium.reading_process import pages_of
from index.settings import Settings
from tests.conftest import REPOSITORY
from tests.doubles import WordEncoder

WORDS = "The harbour froze in January, and the ships waited outside for the thaw of April."


def written(path: Path, hanging: bool = False) -> Path:
    """A PDF of two pages; where it is `hanging`, the second draws a form that draws ten, each of which draws ten, and so on."""
    canvas = Canvas(str(path))
    for name, within in ((f"f{depth}", f"f{depth - 1}") for depth in range(9 if hanging else 0)):
        canvas.beginForm(name)
        for _ in range(10):
            canvas.drawString(40, 700, WORDS) if name == "f0" else canvas.doForm(within)
        canvas.endForm()
    for at in range(6):
        canvas.drawString(40, 700 - 14 * at, WORDS)
    canvas.showPage()
    canvas.drawString(40, 700, WORDS)
    if hanging:
        canvas.doForm("f8")
    canvas.save()
    return path


def children() -> set[str]:
    """The processes that this one has begun and not yet seen the end of."""
    found: set[str] = set()
    for task in Path("/proc/self/task").iterdir():
        with suppress(FileNotFoundError):  # a thread that has ended meanwhile
            found.update((task / "children").read_text().split())
    return found


def test_the_same_is_read_as_without_a_child(tmp_path: Path) -> None:
    """What comes from the child is what PDFium tells in this process; no process is left."""
    path, before = written(tmp_path / "harbour.pdf"), children()
    told: list[tuple[int, int]] = []
    here = read_printed_file(path.read_bytes(), path, 600.0, lambda at, pages: told.append((at, pages)))
    assert pages_of(path.read_bytes(), path, 600.0) == here
    assert told == [(1, 2), (2, 2)]
    assert children() == before


def test_a_page_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that keeps PDFium busy for longer than is allowed is named, and the process that read it is ended."""
    path, before = written(tmp_path / "bomb.pdf", hanging=True), children()
    monkeypatch.setattr(pdf_child, "MOST_SILENT", 3.0)
    start = time.monotonic()
    with pytest.raises(ArticleError, match=r"bomb\.pdf, page 2 of 2, cannot be read: PDFium was busy with it for over 3 s and"):
        pages_of(path.read_bytes(), path, 600.0)
    assert time.monotonic() - start < 30.0
    assert children() == before


def test_the_rest_of_the_files_is_indexed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that hangs is left out of an index with its reason, also where a thread builds it."""
    monkeypatch.setattr(pdf_child, "MOST_SILENT", 3.0)
    written(tmp_path / "bomb.pdf", hanging=True)
    written(tmp_path / "harbour.pdf")
    refused: list[str] = []
    options = BuildOptions(refused=lambda error: refused.append(str(error).split(",")[0]))
    with ThreadPoolExecutor() as pool:
        built = pool.submit(build, [tmp_path], Settings(), WordEncoder(), None, options).result(60.0)
    assert [article.id for article in built.contents.articles] == ["harbour"]
    assert refused == [str(tmp_path / "bomb.pdf")]


@pytest.mark.parametrize(("end", "said"), [("os.abort()", "signal 6"), ("sys.exit(3)", "exit code 3")])
def test_a_file_that_breaks_pdfium_down(end: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that dies is told of with how it ended, even if it never took the file."""
    (tmp_path / "breaking.py").write_text(f"import os, sys\ndef main(): {end}", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(pdf_child, "MODULE", "breaking")
    with pytest.raises(ArticleError, match=rf"a\.pdf cannot be read: PDFium broke down \({said}\)\. Print the file to a new PDF"):
        pages_of(b"%PDF-" + b"x" * 1_000_000, tmp_path / "a.pdf", 600.0)


def test_the_child_ends_with_its_parent(tmp_path: Path) -> None:
    """A process whose parent is gone does not go on reading a page that hangs."""
    path = written(tmp_path / "bomb.pdf", hanging=True)
    with begun(pdf_child.MODULE) as child:
        told = pdf_child._telling(child, (path.read_bytes(), path, 600.0))
        assert [told.get(timeout=60.0), told.get(timeout=60.0)] == [(1, 2), (2, 2)]
        assert child.poll() is None
        assert child.stdin is not None
        child.stdin.close()
        assert child.wait(timeout=30.0) == 1


def test_another_package_of_that_name_is_not_taken(tmp_path: Path) -> None:
    """The current folder cannot bring another package of that name into the child."""
    path = written(tmp_path / "harbour.pdf")
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "__init__.py").write_text("raise RuntimeError('not this one')")
    before = Path.cwd()
    os.chdir(tmp_path)
    try:
        assert isinstance(pages_of(path.read_bytes(), path, 600.0), PrintedFile)
    finally:
        os.chdir(before)


def test_the_process_loads_no_more_than_pdfium_needs() -> None:
    """What is begun for each file imports neither NumPy nor pydantic nor anything of a search."""
    code = "import sys, index.pdfium.reading_process; print(sorted({'numpy', 'pydantic', 'faiss', 'lxml'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=REPOSITORY)
    assert done.stdout == "[]\n"
