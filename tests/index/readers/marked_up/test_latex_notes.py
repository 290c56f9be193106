"""latex_notes.py: LaTeX's ways to set notes, written as the one that pandoc knows."""

from __future__ import annotations

import pytest

from index.readers.marked_up.latex_notes import all_footnotes, included


@pytest.mark.parametrize(
    ("latex", "rewritten"),
    [
        (r"War\endnote{Harris.} came.", r"War\footnote{Harris.} came."),
        (r"A\footnotemark B\footnotemark \footnotetext{One.}\footnotetext{Two.}", r"A\footnote{One.} B\footnote{Two.} "),
        (
            r"A\footnotemark[2] B\footnotemark[1]\footnotetext[1]{One.}\footnotetext[2]{Two.}",
            r"A\footnote{Two.} B\footnote{One.}",
        ),
        (r"A\footnotemark{}\footnotetext{In {braces} and \} one.}", r"A\footnote{In {braces} and \} one.}"),
        (r"A\footnotemark without", r"A\footnotemark without"),
        (r"A\footnotetext{never closed", r"A\footnotetext{never closed"),
    ],
)
def test_notes_become_footnotes(latex: str, rewritten: str) -> None:
    """Endnotes become footnotes, and a mark gets the text of its label, or else the next one; what is unfinished stays."""
    assert all_footnotes(latex) == rewritten


def test_other_files_are_reported() -> None:
    """A file that is named outside of a comment was not read."""
    assert list(included("\\input{one}\n% \\include{two}\n")) == [
        "\\input{one} names another file, which was not read: put its text into this one"
    ]
