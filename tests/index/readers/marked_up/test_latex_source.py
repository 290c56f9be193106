"""latex_source.py: LaTeX made such that pandoc drops nothing of it: notes, printed signs, and the language it tells."""

from __future__ import annotations

import pytest

from index.readers.marked_up.latex_source import (
    all_footnotes,
    as_printed,
    doubts_about_passed_over,
    included,
    main_language,
)


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


@pytest.mark.parametrize(
    ("latex", "language"),
    [
        (r"\usepackage[french,ngerman]{babel}", "de"),
        (r"\usepackage[main=ngerman,french]{babel}", "de"),
        (r"\documentclass[12pt,italian]{book}\usepackage{babel}", "it"),
        (r"\documentclass[italian]{book}", ""),
        (r"% \usepackage[french]{babel}", ""),
        (r"\setdefaultlanguage[spelling=old]{german}", "de"),
        (r"\babelprovide[main,import]{spanish}", "es"),
        (r"\usepackage[english,polish]{babel}", "pl"),
        (r"\usepackage[english,german]{babel}\begin{document}\selectlanguage{english}War came.\end{document}", "en"),
        (r"\usepackage[klingon]{babel}", ""),
    ],
)
def test_the_language_is_that_of_most_of_the_text(latex: str, language: str) -> None:
    """The last option of babel, `main=`, a class's option or polyglossia's default name it; a later change counts its letters."""
    assert main_language(latex) == language


@pytest.mark.parametrize(
    ("latex", "printed"),
    [
        (r"Il dit \og oui \fg{} et \fg.", r"Il dit «~oui~» et~»."),
        (r"1\ier{} mai, XIX\ieme{} \no 5, \noindent", r"1er mai, XIXe n°~5, \noindent"),
        (r"\bsc{Du{p}ont\up{e}} \up{unclosed", r"{Du{p}ont{e}} \up{unclosed"),
        (r"\textins{not} \textelp{} end", r"[{not}] […] end"),
        (r"a\footfullcite[4]{x}", r"a\footcite[4]{x}"),
        (r"Stra\"se", r"Stra\"se"),
        (r'"`Stra"se"' + "' said", r'"`Stra"se"' + "' said"),
        (
            r'\usepackage[ngerman]{babel} "`Stra"se"' + r"' \"a \verb|" + '"a|',
            r"\usepackage[ngerman]{babel} „Straße“ \"a \verb|" + '"a|',
        ),
    ],
)
def test_what_is_printed_stands_in_the_text(latex: str, printed: str) -> None:
    """French signs, an editor's brackets and ellipses, names in small capitals; German shorthands only where babel is told so."""
    assert as_printed(latex) == printed


def test_commands_that_are_not_known_are_reported() -> None:
    """What pandoc passed over in the body is named, but for what prints nothing; many get a number."""
    text = "\\x{preamble}\n\\begin{document}\nSnow"
    passed = [(1, r"\x{preamble}"), (3, r"\noindent"), (3, r"\clearpage"), (3, r"\mystery{a}"), (3, r"\mystery{a}")]
    (doubt,) = doubts_about_passed_over(text, passed)
    assert doubt.startswith(r"what \mystery{a} would print is not in the text")
    assert list(doubts_about_passed_over(text, passed[:3])) == []
    (many,) = doubts_about_passed_over(text, [(3, rf"\m{letter}") for letter in "abcdefg"])
    assert r"\me and 2 others would print" in many
