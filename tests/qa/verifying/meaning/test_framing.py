"""framing.py: what denies, doubts or reports a statement just before it."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.readers.article_files import read_article
from qa.verifying.meaning.framing import attributes, frame_before
from qa.verifying.prepared_articles import PreparedArticle

TEXT = """On the Siege

The duke was never able to take the town. His enemies denied that he had tried it. It was said that the walls were of clay.
According to the mayor, the duke wept. Nobody knew whether bread was left. He left the town, and the walls fell. They ate rats
if need was. The mayor, as his widow tells, kept the keys, and in the opinion of many he sold them.
"""


@pytest.fixture
def siege(tmp_path: Path) -> PreparedArticle:
    """A small article in which little is certain."""
    path = tmp_path / "siege.txt"
    path.write_text(TEXT, "utf-8")
    return PreparedArticle(read_article(path))


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("able to take", ("negation", "never")),
        ("he had tried it", ("negation", "denied that")),
        ("the walls were of clay", ("modal", "said that")),
        ("the duke wept", ("modal", "According to the mayor")),
        ("bread was left", ("modal", "whether")),
        ("need was", ("modal", "if")),
        ("the walls fell", None),
        ("He left the town", None),
        ("kept the keys", None),
    ],
)
def test_what_stands_just_before_a_statement(siege: PreparedArticle, statement: str, expected: tuple[str, str] | None) -> None:
    """A denial, a condition or a report is found where it ends as the statement begins, and nowhere farther."""
    frame = frame_before(siege.article.text.index(statement), siege)
    assert (frame and (frame.reason.value, frame.words)) == expected
    assert frame is None or frame.span.of(siege.article.text) == frame.words


@pytest.mark.parametrize(
    ("clause", "is_one"),
    [
        (", as his widow tells,", True),
        (" in the opinion of many", True),
        (", according to Doctor Blackstone", True),
        ("(I believe)", True),
        (", as they came home,", False),
        (", in the eyes", False),
        (", whom the duke believed", False),
    ],
)
def test_on_whose_word(clause: str, is_one: bool) -> None:
    """Clauses that say who says, thinks or claims are told from others; in other languages nothing is known of them."""
    assert attributes(clause, "en") is is_one
    assert attributes(clause, "de") is False
