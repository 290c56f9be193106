"""exported_marks.py: what every format says of a mark."""

from __future__ import annotations

from dataclasses import replace

from qa.exporting.exported_marks import Export, by_article


def test_line_has_all_of_a_mark(export: Export) -> None:
    """The words, their place, the address, the remark, the tags; and what is wrong, where something is."""
    assert export.marks[0].line == (
        "“The pilot, Ōtani, drowned in 1918. Nobody replaced him.” “On the Harbour,” sec. I, para. 1, n. 2. "
        "http://loccit.test/articles/harbour?start=123#mark "
        "Remark: Who *was* he? A pilot. 1. Ask [the town]. Tags: pilots, deaths"
    )
    assert export.marks[3].line == (
        "“It rested by the harbour.” Roe, On the Railway, para. 1, n. 2. "
        "These words no longer stand word for word in the text. It has “It rusted by the harbour.” "
        "http://loccit.test/articles/railway?start=69#mark"
    )


def test_summary_counts(export: Export) -> None:
    """How many quotations there are, and of how many it is said that they do not stand."""
    verified = "held against the text on 26 November 2026:"
    assert export.summary == f"4 quotations, {verified} 3 stand there word for word; with 1 it is said why not."
    assert replace(export, marks=export.marks[:2]).summary == f"2 quotations, {verified} all stand there word for word."
    assert replace(export, marks=export.marks[:1]).summary == f"One quotation, {verified} it stands there word for word."
    assert replace(export, marks=export.marks[3:]).summary == f"One quotation, {verified} it may not stand there word for word."


def test_recognised_words_are_to_be_checked(export: Export, scanned: Export) -> None:
    """The line says so, which reference managers get; the summary counts such words apart from those that stand in print."""
    assert "Recognised text; check the page. http://loccit.test/articles/scan?start=0#mark" in scanned.marks[0].line
    verified = "held against the text on 26 November 2026:"
    assert scanned.summary == f"One quotation, {verified} it stands there as it was recognised; check the page."
    both = replace(export, marks=export.marks[:3] + scanned.marks)
    assert both.summary == f"4 quotations, {verified} 3 stand there word for word, 1 as recognised in pictures of the pages."
    all_ways = replace(export, marks=export.marks[2:] + scanned.marks)
    assert all_ways.summary == (
        f"3 quotations, {verified} 1 stand there word for word, 1 as recognised in pictures of the pages; "
        "with 1 it is said why not."
    )


def test_marks_by_article(export: Export) -> None:
    """Each article's marks stand together."""
    assert {article: len(marks) for article, marks in by_article(export.marks).items()} == {"harbour": 2, "railway": 2}
