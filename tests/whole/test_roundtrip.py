"""The whole reader: random documents with random notes are flattened in a random style, and read back as they were."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from index.readers.plain_text import read_text
from index.readers.shared.assembly import Origin
from index.settings import AUTO, NUMBERS

WORDS = st.sampled_from(
    "the army railway harbour was withdrawn guarded by nobody when winter came and ministers had asked "
    "in 1918 about 12 of them while 72,400 men stayed Ōtani Graves wrote a note to Tokyo".split()
)
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
STYLES: dict[str, Callable[[int], str]] = {
    "glued": "{}".format,
    "spaced": " {}".format,
    "bracketed": "[{}]".format,
    "superscript": lambda label: str(label).translate(SUPERSCRIPTS),
}
SENTENCE = st.lists(WORDS, min_size=4, max_size=14).map(lambda words: " ".join(["It", "happened", *words, "there"]) + ".")
# Each sentence with whether a note stands behind it.
PARAGRAPH = st.lists(st.tuples(SENTENCE, st.booleans()), min_size=1, max_size=6)


@dataclass(frozen=True, slots=True)
class Flattened:
    """A document as a file has it, and what it was: its paragraphs, the text before each note, the markers' form if told."""

    text: str
    paragraphs: list[str]
    before: list[str]
    markers: str


@st.composite
def documents(draw: st.DrawFn) -> Flattened:
    paragraphs = draw(st.lists(PARAGRAPH, min_size=4, max_size=8).filter(lambda drawn: sum(n for p in drawn for _, n in p) >= 5))
    name, width = draw(st.sampled_from(sorted(STYLES))), draw(st.integers(50, 90))
    style = STYLES[name]
    blocks, before, label = [], [], 0
    for paragraph in paragraphs:
        parts: list[str] = []
        for sentence, noted in paragraph:
            label += noted
            parts.append(sentence + (style(label) if noted else ""))
            before += [sentence] if noted else []
        blocks.append(textwrap.fill(" ".join(parts), width, break_long_words=False, break_on_hyphens=False))
    whole = [" ".join(sentence for sentence, _ in paragraph) for paragraph in paragraphs]
    return Flattened("On the Railway\n\n" + "\n\n".join(blocks) + "\n", whole, before, NUMBERS if name == "spaced" else AUTO)


@given(documents())
def test_what_was_flattened_is_read_back(document: Flattened) -> None:
    """Labels, anchors and text are those of the document, in every style, and every sentence leads back to the file."""
    article = read_text(document.text, Origin("test", "test.txt", ""), "test", markers=document.markers)
    assert [paragraph.span.of(article.text) for paragraph in article.paragraphs] == document.paragraphs
    assert [note.label for note in article.notes] == [str(number) for number in range(1, len(document.before) + 1)]
    for note, before in zip(article.notes, document.before, strict=True):
        assert article.text[: note.anchor].endswith(before)
    for run in article.source.runs:
        kept = document.text[run.source_start : run.source_start + run.length]
        assert kept == article.text[run.start : run.start + run.length]
