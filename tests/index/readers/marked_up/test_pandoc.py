"""pandoc.py: Word, OpenDocument, LaTeX, Markdown and their kin."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from index.errors import ArticleError
from index.pandoc import program
from index.pandoc.program import pandoc_program
from index.readers.article_files import read_article, read_with_sources
from index.readers.integrity_report import inspect
from index.readers.marked_up import pandoc
from index.records import Person
from tests.benchmarks.data import DATA
from tests.marked import marked, read_bytes, texts

MARKDOWN = """---
title: On War
author: [Jan de Vries, {name: Anna Li}]
date: 1999-05-02
journal: Past
doi: 10.1093/x
lang: en
---

# Snow[^a]

The army[^1] left "early"[^b], 3 m^2^ deep.

> It froze.

| a | b[^c] |
|---|-------|
| c | d     |

[^a]: Head.
[^1]: Harris.

    And more.
[^b]: Ibid.
[^c]: Cell.
"""
AUTHORS = re.compile(r"^(?:author|date):.*\n", re.MULTILINE)  # some formats show them as text
READ = "On War | Snow{1} | The army{2} left “early”{3}, 3 m² deep. | It froze. | a b{4} | c d"
NOTES = [("1", "Head."), ("2", "Harris. And more."), ("3", "Ibid."), ("4", "Cell.")]
LATEX = r"""\documentclass{article}\title{On War\thanks{To all.}}\author{Jan de Vries \and Anna Li}\date{May 1999}
\begin{document}\maketitle\section{Snow\footnote{Head.}}The army\footnotemark{} left\footnote{Locke.}.\footnotetext{Harris.}
It froze\endnote{Smith.}. \input{more}\end{document}"""


def written(source: str, kind: str, path: Path) -> Path:
    """Markdown written as a file of another kind, by pandoc itself."""
    command = [str(pandoc_program()), "--from", "markdown", "--to", kind, "--standalone", "--output", str(path)]
    subprocess.run(command, input=source.encode(), check=True)
    return path


@pytest.mark.parametrize(
    ("kind", "suffix"),
    [
        ("markdown", ".md"),
        ("docx", ".docx"),
        ("odt", ".odt"),
        ("epub3", ".epub"),
        ("epub2", ".epub"),
        ("html", ".html"),
        ("jats_archiving", ".xml"),
        ("tei", ".tei"),
        ("latex", ".tex"),
        ("rst", ".rst"),
        ("org", ".org"),
    ],
)
def test_all_formats_give_the_same_text_and_notes(tmp_path: Path, kind: str, suffix: str) -> None:
    """One article in eleven formats: the same reading text, the same notes at the same places, every sentence leading back."""
    source = AUTHORS.sub("", MARKDOWN).replace("m^2^", "m²").replace('"early"', "“early”")
    if kind == "tei":  # pandoc's TEI has no footnotes in tables
        source = source.replace("b[^c]", "b").replace("[^c]: Cell.", "")
    ((article, extracted),) = read_with_sources(written(source, kind, tmp_path / f"a{suffix}"))
    assert marked(article) == (READ if kind != "tei" else READ.replace("{4}", ""))
    assert [text for _, text in texts(article)] == [text for _, text in NOTES][: len(article.notes)]
    assert inspect(article, extracted).exact == 1.0


def test_metadata_is_read(tmp_path: Path) -> None:
    """What stands in the head of a Markdown file is known of its publication."""
    known = read_bytes(tmp_path, "a.md", MARKDOWN).publication
    assert known.authors == (Person("de Vries", "Jan"), Person("Li", "Anna"))
    assert (known.title, known.container, known.year, known.doi, known.language) == ("On War", "Past", 1999, "10.1093/x", "en")


def test_a_sidecar_wins(tmp_path: Path) -> None:
    """What a sidecar tells goes before what the file tells; the rest stays."""
    (tmp_path / "a.toml").write_text('author = "Ann Roe"\n', "utf-8")
    known = read_bytes(tmp_path, "a.md", MARKDOWN).publication
    assert (known.authors, known.container, known.year) == ((Person("Roe", "Ann"),), "Past", 1999)


def test_latex_notes_of_all_kinds(tmp_path: Path) -> None:
    """Thanks, marks with their texts elsewhere, and endnotes are notes; a file that is named but not read is a doubt."""
    article = read_bytes(tmp_path, "a.tex", LATEX)
    assert marked(article) == "On War{*} | Snow{1} | The army{2} left{3}. It froze{4}."
    assert texts(article) == [("*", "To all."), ("1", "Head."), ("2", "Harris."), ("3", "Locke."), ("4", "Smith.")]
    assert article.doubts[0] == r"\input{more} names another file, which was not read: put its text into this one"


@pytest.mark.parametrize("listed", ["1.  Harris.\n2.  Locke.\n3.  Smith.", "^1^ Harris.\n\n^2^ Locke.\n\n^3^ Smith."])
def test_typed_superscripts_in_word(tmp_path: Path, listed: str) -> None:
    """Notes that were typed as superscripts in Word, and listed at the end, are notes."""
    source = f"# Army\n\nThe army left.^1^ Snow fell.^2^\n\nIt thawed.^3^\n\n## Notes\n\n{listed}\n"
    article = read_article(written(source, "docx", tmp_path / "a.docx"))
    assert marked(article) == "Army | The army left.{1} Snow fell.{2} | It thawed.{3}"
    assert texts(article) == [("1", "Harris."), ("2", "Locke."), ("3", "Smith.")]


def test_without_notes(tmp_path: Path) -> None:
    """A file without notes has none."""
    assert read_bytes(tmp_path, "a.md", "# Army\n\nThe army left in 1918. It had 12 guns.").notes == ()


def test_ten_thousand_notes(tmp_path: Path) -> None:
    """Ten thousand notes are ten thousand notes."""
    words = "\n\n".join(f"Snow fell.[^{at}]" for at in range(10_000))
    notes = "\n\n".join(f"[^{at}]: Harris {at}." for at in range(10_000))
    article = read_bytes(tmp_path, "a.md", f"{words}\n\n{notes}\n")
    assert [note.text for note in article.notes] == [f"Harris {at}." for at in range(10_000)]


def test_files_are_not_included(tmp_path: Path) -> None:
    """A file cannot have another read into it."""
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    article = read_bytes(tmp_path, "a.rst", f"Snow fell.\n\n.. include:: {tmp_path}/secret.txt\n")
    assert article.text == "Snow fell."
    assert "Could not load include file" in article.doubts[0]


def test_missing_pandoc_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where pandoc is not installed, the command that installs it is told."""
    monkeypatch.setattr(program, "find_spec", lambda _: None)
    with pytest.raises(ArticleError, match=r"not installed\. Install it with: pip install 'loccit\[formats\]'"):
        read_bytes(tmp_path, "a.md", "Snow fell.")


def test_pandoc_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that keeps pandoc busy for too long is given up, and pandoc is ended."""
    monkeypatch.setattr(pandoc, "SECONDS", 1)
    with pytest.raises(ArticleError, match="kept pandoc busy for over 1 seconds and was given up"):
        read_bytes(tmp_path, "a.md", "[" * 3000 + "a" + "]" * 10)


@pytest.mark.parametrize("text", [">" * 5000 + " deep", "<div>" * 3000])
def test_deep_nesting_is_refused(tmp_path: Path, text: str) -> None:
    """What is nested without end is refused with a sentence."""
    with pytest.raises(ArticleError, match="nested too deeply"):
        read_bytes(tmp_path, "a.md", text)


@pytest.mark.skipif(not (DATA / "formats").is_dir(), reason="the outside data do not lie beside the repository")
@pytest.mark.parametrize("kind", ["docx", "odt", "epub", "html", "jats", "tei", "latex", "md"])
def test_outside_chapters_read_alike(kind: str) -> None:
    """A chapter that others typeset reads the same in every format, notes and all."""
    (path,) = (DATA / "formats" / kind).glob("chapter-1-1.*")
    article, other = read_article(path), read_article(DATA / "formats" / "md" / "chapter-1-1.md")
    assert (marked(article), texts(article)) == (marked(other), texts(other))


def test_the_thin_space_between_two_quotation_marks_is_none_of_the_text(tmp_path: Path) -> None:
    """Where a quotation begins or ends with another, LaTeX may set their marks apart by a thin space; other spaces stay."""
    source = r"He said: ``\,`No' first, and then\,: `yes'\,'' so. ``It is `no' '' so."
    assert read_bytes(tmp_path, "a.tex", source).text == "He said: “‘No’ first, and then : ‘yes’” so. “It is ‘no’ ” so."


def test_what_latex_leaves_to_others_is_told(tmp_path: Path) -> None:
    """A citation by key stands as that, also as a note; a command that is not known is named, and babel tells the language."""
    body = r"Il neige \parencite[voir][12]{li,ohm}\footcite[45]{roe}. \bsc{Li} dit \og oui \fg{} \mystery{non}."
    article = read_bytes(
        tmp_path, "a.tex", r"\documentclass{article}\usepackage[french]{babel}\begin{document}" + body + r"\end{document}"
    )
    assert marked(article) == "Il neige [voir li; ohm, 12]{1}. Li dit « oui » ."
    assert texts(article) == [("1", "[roe, 45].")]
    assert article.language == "fr"
    assert article.doubts[0].startswith(r"what \mystery{non} would print is not in the text")
    assert article.doubts[1].startswith("2 citations, such as [voir li; ohm, 12], stand in the file as keys")
