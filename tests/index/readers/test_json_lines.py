"""json_lines.py: collections, each line an article."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from index.errors import ArticleError
from index.readers.json_lines import is_collection, read_jsonl

TEXT = "The harbour froze in January, and the ships waited outside."
ICE = f'{{"id": "Ice 1", "title": "Ice", "text": "{TEXT}", "year": 1918}}'
THAW = f'{{"id": "Thaw", "text": "{TEXT}"}}'


def written(folder: Path, content: str) -> Path:
    """A file of that content."""
    path = folder / "ports.jsonl"
    path.write_text(content, "utf-8")
    return path


@pytest.mark.parametrize(
    ("content", "meant"),
    [
        (f"\n{ICE}\n", True),
        ('{"id": "Ice", "text": "The harb', True),
        (f"Ports\n{THAW}\n", True),
        ('{"name": "Ports"}\n', False),
        (f"{TEXT}\n{TEXT}\n", False),
        ("", False),
    ],
)
def test_a_collection_is_told_by_its_first_lines(tmp_path: Path, content: str, meant: bool) -> None:
    """An article, or a broken line that names "text" or stands before an article, makes a collection; other JSON does not."""
    assert is_collection(written(tmp_path, content)) is meant


def test_each_line_is_an_article(tmp_path: Path) -> None:
    """Blank lines are passed over; an article has the id that is made, its title or else that id, and its text."""
    content = f"{ICE}\n\n{THAW}\n"
    found = list(read_jsonl(written(tmp_path, content), lambda name: name.lower().replace(" ", "-")))
    assert [(article.id, article.title, characters) for article, characters in found] == [
        ("ice-1", "Ice", TEXT),
        ("thaw", "thaw", TEXT),
    ]
    sources = {(article.source.name, article.source.sha256, article.source.length) for article, _ in found}
    assert sources == {("ports.jsonl", sha256(content.encode()).hexdigest(), len(TEXT))}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"id": "Thaw"}', "text: Field required."),
        ('{"id": 7, "text": "Ice."}', "id: Input should be a valid string."),
        ('{"id": "Thaw"', "Invalid JSON: EOF while parsing an object at line 1 column 13."),
    ],
)
def test_a_line_that_cannot_be_read_is_named(tmp_path: Path, line: str, reason: str) -> None:
    """The refusal names the line by its number in the file, and the field; the articles before it were given out."""
    path = written(tmp_path, f"{ICE}\n\n{line}\n")
    articles = read_jsonl(path, str)
    assert next(articles)[0].id == "Ice 1"
    with pytest.raises(ArticleError) as caught:
        next(articles)
    assert str(caught.value) == f'{path}, line 3: {reason} Each line must be an object {{"id", "title", "text"}}.'


def test_an_empty_collection_is_refused(tmp_path: Path) -> None:
    """A file of blank lines holds no article, and that is said."""
    with pytest.raises(ArticleError, match="ports.jsonl is empty: no line of it holds an article."):
        list(read_jsonl(written(tmp_path, "\n \n"), str))
