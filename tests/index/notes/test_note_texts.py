"""note_texts.py: the notes' own words, matched with their markers."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import ArticleError
from index.readers.article_files import read_article
from index.records import Article
from qa.display import pieces
from tests.cases_file import read_cases


def read(folder: Path, text: str) -> Article:
    path = folder / "notes.txt"
    path.write_text(text.replace("\\f", "\f"), "utf-8")
    return read_article(path)


def told(article: Article) -> list[str]:
    lines = [
        "".join(piece.text + "".join(f"{{{note.label}}}" for note in piece.notes) for piece in pieces(article, paragraph.span))
        for paragraph in article.paragraphs
    ]
    return lines + [f"{note.label}: {note.text}" for note in article.notes if note.text is not None]


@pytest.mark.parametrize(("behaviour", "given_text", "expected"), read_cases("notes.txt"))
def test_case(tmp_path: Path, behaviour: str, given_text: str, expected: str) -> None:
    """Each case of tests/cases/notes.txt holds."""
    assert told(read(tmp_path, given_text)) == expected.splitlines(), behaviour


def test_list_longer_than_the_markers(tmp_path: Path) -> None:
    """A text of the list without a marker, and a marker without a text, are doubts."""
    article = read(tmp_path, "On Notes\n\nIt is so.1 It is not.2 Who knows?3\n\nNotes\n1. One.\n2. Two.\n4. Four.\n5. Five.\n")
    assert article.doubts == (
        "note 3 has a marker in the text, but no text among the notes",
        "note 4 stands among the notes, but has no marker in the text",
        "note 5 stands among the notes, but has no marker in the text",
    )


def test_file_of_only_notes(tmp_path: Path) -> None:
    """A list of notes without any text before it is refused, or read as text, but never lost."""
    with pytest.raises(ArticleError, match="only headings|nothing to search"):
        read(tmp_path, "Notes\n1. One author.\n2. Two authors.\n3. Three authors.\n")
