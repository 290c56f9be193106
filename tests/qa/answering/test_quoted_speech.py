"""quoted_speech.py: whose words a citation gives."""

from __future__ import annotations

import pytest

from index.readers.plain_text import read_text
from index.readers.shared.assembly import Origin
from index.records import Span
from qa.answering.quoted_speech import quoted_stretches


def quoted(text: str, words: str | None = None) -> list[str]:
    """What is quoted in the sentence that holds `words`, or in the whole text."""
    article = read_text("On Words\n\n" + text + "\n", Origin("test", "test.txt", ""), "test")
    whole = Span(article.paragraphs[0].span.start, article.paragraphs[-1].span.end)
    span = next((s for s in article.sentences if words and words in s.of(article.text)), whole)
    return [stretch.of(article.text) for stretch in quoted_stretches(article, span)]


@pytest.mark.parametrize(
    ("text", "stretches"),
    [
        ("March ordered him: “Keep the matter very secret.” He did.", ["“Keep the matter very secret.”"]),
        ('He wrote "nobody has told me anything" and left.', ['"nobody has told me anything"']),
        ("Er sagte: „Das weiß ich wirklich nicht“ und ging.", ["„Das weiß ich wirklich nicht“"]),
        ("Il dit « je ne sais rien du tout » et partit.", ["« je ne sais rien du tout »"]),
        ("The so-called “Open Door” was closed, and 5'10\" tall men stood in it.", []),
        ("It was “the end of it all, he said, and nobody heard.", ["“the end of it all, he said, and nobody heard."]),
        ("Nobody’s words, the general’s least of all, were written down.", []),
    ],
)
def test_somebodys_words(text: str, stretches: list[str]) -> None:
    """Words between quotation marks are somebody else's; a term in them, and an apostrophe, is not."""
    assert quoted(text) == stretches


def test_part_of_a_quotation() -> None:
    """Of a quotation over several sentences, a citation of one of them has its part."""
    text = "He said: “I know nothing of it. I was not told until Friday at noon. Ask the mayor.” That was all he said."
    assert quoted(text, "That was all") in ([], ["“I know nothing of it. I was not told until Friday at noon. Ask the mayor.”"])
    assert "until Friday" in " ".join(quoted(text, "until Friday"))


def test_quotation_ends_with_its_paragraph() -> None:
    """An unclosed mark does not swallow the rest of the article."""
    assert quoted("It was “the end of it all, he said.\n\nAnother paragraph follows here, and nobody is quoted in it.") == [
        "“the end of it all, he said."
    ]
