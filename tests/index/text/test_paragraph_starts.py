"""paragraph_starts.py: which full lines end a paragraph, by how the text's other paragraphs begin."""

from __future__ import annotations

from index.text.layout import BlockKind, lay_out
from index.text.lines import Line, paged_lines
from index.text.paragraph_starts import FEWEST_STARTS, ParagraphStarts


def lines_of(text: str) -> list[Line]:
    return list(paged_lines(text).lines)


PLAIN = lines_of("Thirdly, the army was withdrawn from there. It went by sea and nobody\nknew why it did. It came home.\n")
FULL = lines_of(
    "Thirdly, the army was withdrawn from there. It went by sea and nobody\n"
    "knew why it did, for it was told of it by none of the ministers.\n"
    "Thirdly, the letters were kept in the archive of the company for years.\nIt was not told where. It was not asked.\n"
)


def test_a_paragraph_begins_as_others_of_the_text_do() -> None:
    """Where all paragraphs begin with "Thirdly" and no other sentence does, a line that does so begins one."""
    assert list(ParagraphStarts([PLAIN] * 12).within(FULL)) == [2]


def test_what_begins_other_sentences_begins_no_paragraph() -> None:
    """A line that begins like the sentences within paragraphs goes on."""
    assert list(ParagraphStarts([lines_of("But it was told. Thirdly, it was. Thirdly, it was so.\n")] * 12).within(FULL)) == []


def test_a_few_paragraphs_tell_nothing() -> None:
    """Nothing is learned from fewer starts than that, nor from none."""
    assert list(ParagraphStarts([PLAIN] * FEWEST_STARTS).within(FULL)) == []
    assert list(ParagraphStarts([]).within(FULL)) == []


def test_a_quotation_that_closes_ends_the_paragraph_that_it_opened() -> None:
    """Paragraphs that are quotations end where these close, though the line is full."""
    quotation = lines_of("“The army was withdrawn. Nobody knew of it but those who had seen it\ngo by sea. None was told.”\n")
    prose = lines_of("Who had seen it. The army was withdrawn. Nobody knew of it but those\nwho were there. None was told.\n")
    full = lines_of(
        "“The army was withdrawn. Nobody knew of it but those who had seen it.”\n"
        "What was known of it by those who had seen it was not told to others.\n"
    )
    assert list(ParagraphStarts([quotation, prose] * 8).within(full)) == [1]


def test_parted_where_blank_lines_do_not_tell() -> None:
    """Running text without blank lines is parted at such lines; with blank lines between paragraphs it never is."""
    many = "".join(line.text + "\n" for line in PLAIN) * 12
    full = "".join(line.text + "\n" for line in FULL)
    text = "On Form\n\n" + many + full
    assert sum(block.kind is BlockKind.PARAGRAPH for block in lay_out(paged_lines(text).lines)) == 14
    spaced = "On Form\n\n" + many.replace("home.\n", "home.\n\n") + full
    assert sum(block.kind is BlockKind.PARAGRAPH for block in lay_out(paged_lines(spaced).lines)) == 13
