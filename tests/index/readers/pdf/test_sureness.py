"""sureness.py: how sure the words of a reading text and of notes are."""

from __future__ import annotations

from index.readers.pdf.extracted_text import extract_text
from index.readers.pdf.foot_notes import PrintedNote
from index.readers.pdf.print_lines import PrintLine
from index.readers.pdf.sureness import Sureness, sureness_of_note
from index.records import Run, Source, Span


def line(text: str, *confidences: int) -> PrintLine:
    """A line with the confidence of each of its words."""
    starts = [at for at in range(len(text)) if text[at] != " " and (at == 0 or text[at - 1] == " ")]
    ends = [text.find(" ", start) if " " in text[start:] else len(text) for start in starts]
    words = zip(starts, ends, confidences, strict=True) if confidences else ()
    sure = tuple((Span(start, end), confidence) for start, end, confidence in words)
    return PrintLine(0, 0, 0.0, 99.0, 50.0 - len(text), 10.0, text, sure=sure)


def test_words_have_the_confidence_of_what_was_read_for_them() -> None:
    """A marker that was taken out moves nothing; what nobody tells is empty."""
    first, second = line("The ice 7 froze", 90, 80, 10, 70), line("in May.")
    extracted = extract_text([[first, second]])
    text = "The ice froze in May."
    source = Source("a.pdf", "", 24, (Run(0, 0, 7), Run(7, 9, 6), Run(14, 16, 7)))
    sureness = Sureness(text, source, extracted)
    assert sureness.of(first, Span(0, 14)) == (90, 80, 70)
    assert sureness.of(second, Span(14, 21)) == ()


def test_word_broken_by_a_line_is_as_sure_as_its_worse_part() -> None:
    """The words of a note's joined lines each have a confidence, the label none."""
    note = PrintedNote("4", 3, (line("4. See the corn-", 99, 90, 80, 70), line("lands of Po-", 60, 50, 40), line("land.", 30)))
    assert sureness_of_note(note, "See the corn-lands of Poland.") == (90, 80, 60, 50, 30)
    assert sureness_of_note(PrintedNote("4", 3, (line("4. See it."),)), "See it.") == ()
