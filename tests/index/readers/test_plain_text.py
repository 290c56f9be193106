"""plain_text.py: from a text file's characters to an article."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import ArticleError
from index.readers.plain_text import read_plain, read_text, single_spaced
from index.readers.shared import Origin
from index.records import Article, Page, Span
from tests.marked import marked, texts

FIRST = "Für die Häfen war es ein langer Winter.1 The ships waited outside for the thaw."
SECOND = "In April the ice broke, and the first of them came in with the tide."
GERMAN = (
    "Für die Häfen war es ein langer Winter. Die Schiffe lagen draußen, und die Männer warteten auf das Tauwetter, "
    "das früher kam, als sie gehofft hatten; über Nacht öffnete sich das Eis, und die ersten führten schwere Güter."
)
NOTE = "1 Harbour master’s log, p. 4."


def read(folder: Path, data: bytes) -> Article:
    """The article that a file of those bytes holds."""
    path = folder / "ice.txt"
    path.write_bytes(data)
    return read_plain(path, "ice")[0]


def test_title_paragraphs_and_notes_are_read(tmp_path: Path) -> None:
    """The first line is the title, blank lines set paragraphs apart; notes hang on their markers, their heading stays."""
    article = read(tmp_path, f"Ice and Trade\n\n{FIRST}\n\n{SECOND}\n\nNotes\n\n{NOTE}\n".encode())
    assert (article.id, article.title) == ("ice", "Ice and Trade")
    assert marked(article) == f"Ice and Trade | {FIRST.replace('1', '{1}')} | {SECOND} | Notes"
    assert texts(article) == [("1", "Harbour master’s log, p. 4.")]


def test_the_source_map_leads_to_the_bytes_of_the_file(tmp_path: Path) -> None:
    """A sentence behind letters of two bytes is found where it stands in the file."""
    data = f"Ice and Trade\n\n{FIRST}\n\n{SECOND}\n".encode()
    article = read(tmp_path, data)
    start = article.text.index("In April")
    place = article.source.locate_bytes(Span(start, start + len(SECOND)), article.text)
    assert place is not None
    assert data[place.start : place.end].decode() == SECOND
    assert place.start == data.index(b"In April")


def test_a_file_that_is_not_utf8_has_a_doubt_and_no_byte_places(tmp_path: Path) -> None:
    """Characters that had to be guessed are told of, and then no place is counted in bytes."""
    article = read(tmp_path, f"Ice and Trade\n\n{GERMAN}\n\n{SECOND}\n".encode("cp1252"))
    assert "Häfen" in article.text
    assert len(article.doubts) == 1
    assert {run.source_byte for run in article.source.runs} == {None}


def test_form_feeds_part_pages_and_a_given_title_is_kept() -> None:
    """Pages begin behind form feeds, counted where no number is printed; the title that is given is looked for nowhere."""
    article = read_text(f"{SECOND}\n\f{SECOND}\n", Origin("ice", "ice", ""), "ice", "Ice")
    assert article.title == "Ice"
    assert article.pages == (Page("1", 0, printed=False), Page("2", len(SECOND) + 2, printed=False))


def test_notes_alone_are_refused() -> None:
    """Notes without a paragraph that they belong to are refused, by the place of the text."""
    with pytest.raises(ArticleError, match="^ice.txt has no paragraph of running text, only headings"):
        read_text("Notes\n\n1 Harbour log, p. 4.\n\n2 Ibid., p. 5.\n", Origin("ice.txt", "ice.txt", ""), "ice")


def test_titles_are_compared_with_single_spaces() -> None:
    """Spaces around a title fall away, and line breaks and tabs in it count as one space."""
    assert single_spaced(" Ice \n and\tTrade") == "Ice and Trade"
