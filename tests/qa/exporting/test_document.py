"""document.py: Word and Markdown with real footnotes, read again by our own readers."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.pandoc import program
from index.readers.article_files import read_article
from index.records import Article
from qa.citing.citation_styles import BUILT_IN
from qa.errors import ExportError
from qa.exporting.document import markdown, word
from qa.exporting.exported_marks import Export
from tests.qa.exporting.conftest import BREAD, CONVICTS, PILOT

CHICAGO, MLA, _ = BUILT_IN


def _before(article: Article, label: str) -> str:
    """What stands before a note's number in its paragraph."""
    note = article.note(label)
    assert note
    paragraph = article.paragraph_at(note.anchor)
    assert paragraph
    return article.text[paragraph.span.start : note.anchor]


def _texts(article: Article) -> list[str]:
    return [note.text or "" for note in article.notes]


@pytest.mark.parametrize(("write", "suffix"), [(word, "docx"), (markdown, "md")])
def test_every_footnote_where_it_belongs(export: Export, tmp_path: Path, write: object, suffix: str) -> None:
    """Read again: each quotation word for word, its note at its end, with the reference, the address, the author's note."""
    assert callable(write)
    path = tmp_path / f"notebook.{suffix}"
    path.write_bytes(write(export, CHICAGO))
    article = read_article(path)
    assert article.title == "Notebook"
    assert [_before(article, label) for label in "1234"] == [PILOT, BREAD.split("\n\n")[1], CONVICTS, "It rested by the harbour."]
    assert PILOT in article.text
    assert BREAD in article.text
    assert [heading.span.of(article.text) for heading in article.headings] == ["On the Harbour", "On the Railway", "Works"]
    first, second, third, fourth = _texts(article)
    assert first.startswith("“On the Harbour,” sec. I, para. 1, n. 2. http://loccit.test/articles/harbour?start=123#mark")
    assert first.endswith("The author’s note 2: The Register of Pilots, p. 3.")
    assert second.startswith("“On the Harbour,” sec. I, paras. 1–2. http")
    assert third.startswith("Ann Roe, On the Railway (Ice & Co., 1931), para. 1, n. 1. http")
    assert fourth.startswith("Roe, On the Railway, para. 1, n. 2. http")  # the work was cited before
    assert fourth.endswith("These words no longer stand word for word in the text. It has “It rusted by the harbour.”")
    assert "Roe, Ann. On the Railway. Ice & Co., 1931." in article.text
    for remark in ("Who *was* he?", "1. Ask [the town].", "Tags: pilots, deaths"):
        assert remark in article.text


def test_recognised_words_are_to_be_checked(scanned: Export, tmp_path: Path) -> None:
    """Below the quotation and in its footnote stands that it was recognised; so it does with the author's recognised note."""
    (tmp_path / "notebook.docx").write_bytes(word(scanned, CHICAGO))
    article = read_article(tmp_path / "notebook.docx")
    assert "picture of the page. Recognised text; check the page." in article.text
    (note,) = _texts(article)
    assert "Recognised text; check the page." in note
    assert note.endswith("The author’s note 1: The Register, p. 3. [recognised text; check the page]")


def test_markdown_is_as_people_write_it(export: Export) -> None:
    """Footnotes are Markdown's own, what would be taken for markup is escaped, and quotation marks stay as they are."""
    text = markdown(export, CHICAGO).decode()
    assert f"> {PILOT}[^1]" in text
    assert "\n[^1]: “On the Harbour,” sec. I, para. 1, n. 2. <http://loccit.test/articles/harbour?start=123#mark>" in text
    assert r"Who \*was\* he?" in text
    assert r"1\. Ask \[the town\]." in text
    assert "**These words no longer stand word for word in the text. It has “It rusted by the harbour.”**" in text


def test_style_of_the_text(export: Export, tmp_path: Path) -> None:
    """A style that cites in the text does so behind the quotation; the footnote has the address alone."""
    path = tmp_path / "notebook.md"
    path.write_bytes(markdown(export, MLA))
    article = read_article(path)
    assert "The railway was built by convicts. (Roe, par. 1, n. 1)" in article.text
    assert _texts(article)[2] == "http://loccit.test/articles/railway?start=16#mark"


def test_missing_pandoc_is_said(export: Export, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pandoc the sentence says what to install; too slow or refused, what happened."""
    monkeypatch.setattr("qa.exporting.document.SECONDS", 0.001)
    with pytest.raises(ExportError, match=r"was not written within 0\.001 seconds"):
        word(export, CHICAGO)
    monkeypatch.setattr(program, "find_spec", lambda _: None)
    with pytest.raises(ExportError, match=r"Word and Markdown are written by pandoc\. .*pip install"):
        word(export, CHICAGO)
