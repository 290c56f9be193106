"""draft_quotations.py: the quotations of a draft."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.verifying.drafts.draft_quotations import DraftQuotation, quotations_in


def texts(draft: str) -> list[str]:
    return [quotation.text for quotation in quotations_in(draft)]


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        ("He “kept the matter secret” there.", ["kept the matter secret"]),
        ('He "kept the matter secret" there.', ["kept the matter secret"]),
        ("He 'kept the matter secret' there.", ["kept the matter secret"]),
        ("He ‘kept the matter secret’ there.", ["kept the matter secret"]),
        ("Er „hielt die Sache geheim“ dort.", ["hielt die Sache geheim"]),
        ("Er »hielt die Sache geheim« dort.", ["hielt die Sache geheim"]),
        ("Il «\u00a0garda le secret entier\u00a0» alors.", ["garda le secret entier"]),
        ("“He said ‘keep it very secret’ to them.”", ["He said ‘keep it very secret’ to them.", "keep it very secret"]),
        ('"one quoted phrase" and "another quoted phrase"', ["one quoted phrase", "another quoted phrase"]),
        ("“the *whole* **text**[^12] of __it__”", ["the whole text of it"]),
        ("He refused ‘the Allies’ demands for troops’ then.", ["the Allies’ demands for troops"]),
        ("(“in parentheses it stands”)—“and behind a dash”", ["in parentheses it stands", "and behind a dash"]),
    ],
)
def test_marks(draft: str, expected: list[str]) -> None:
    """Quotation marks of each kind enclose a quotation; Markdown in it is taken out."""
    assert texts(draft) == expected


@pytest.mark.parametrize(
    "draft",
    [
        "Wilson’s and Hara's troops didn’t land; the Allies’ demands, the soldiers' pay.",
        "A 6'2\" man with a 12\" gun and a 3' rule.",
        "In the '20s and in the summer of ’18 it rained.",
        "He said “this is never closed.\n\nAnd it “is not here.",
        'Code like `print("a string in code")` is none.',
        "No quotation at all.",
        "“…” and “”",
    ],
)
def test_no_quotations(draft: str) -> None:
    """Apostrophes, inches and feet, unclosed marks and code are no quotations."""
    assert texts(draft) == []


def test_block_quotation() -> None:
    """Lines that begin with > are one quotation, without the signs."""
    draft = "As he wrote:\n\n> The harbour *froze*\n> in January.[^1]\n\nSo it was."
    (quotation,) = quotations_in(draft)
    assert quotation.text == "The harbour froze\nin January."
    assert quotation.block
    assert quotation.span.of(draft) == "The harbour *froze*\n> in January.[^1]"


def test_indented_paragraph_is_a_block_quotation() -> None:
    """A paragraph indented by four spaces is a quotation; a list's continuation, and a list, are none."""
    draft = "As he wrote:\n\n    The harbour froze\n    in January.\n\nSo it was:\n    and goes on.\n\n    - a list\n"
    assert [" ".join(text.split()) for text in texts(draft)] == ["The harbour froze in January."]


@pytest.mark.parametrize("fence", ["```", "~~~~", "> ```"])
def test_fenced_code_is_no_quotation(fence: str) -> None:
    """What stands in fenced code, over several lines and blank ones too, quotes nobody."""
    sign = "> " if fence.startswith(">") else ""
    code = f"{fence}python\n{sign}print('a string in code')\n{sign}\n{sign}x = \"one more of them\"\n{fence}\n"
    draft = f"He “kept the matter secret”:\n\n{code}"
    assert texts(f"{draft}\nShe “said it all aloud”.") == ["kept the matter secret", "said it all aloud"]


def test_a_fence_that_nothing_closes_hides_no_words() -> None:
    """A row of signs may stand between two sections of a plain text."""
    assert texts("One.\n\n~~~\n\nHe “kept the matter secret”.\n") == ["kept the matter secret"]


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        (r"He \"kept the matter secret\" there.", ["kept the matter secret"]),
        (r"He “kept the \[whole\] matter \*secret\*” there.", ["kept the [whole] matter *secret*"]),
        (r"He “kept the matter\[^1\] *secret*[^1]” there.", ["kept the matter[^1] secret"]),
        (r"A \`tick “of an escaped one” is no code \`.", ["of an escaped one"]),
        (r"“It cost 5\% of all” and \'a very little more\'.", ["It cost 5% of all", "a very little more"]),
    ],
)
def test_escapes(draft: str, expected: list[str]) -> None:
    """A backslash before a sign is Markdown's, and no part of what is quoted; the sign itself is, and marks nothing else."""
    assert texts(draft) == expected


@pytest.mark.parametrize(
    "draft",
    [
        "Ships came.[^1]\n\n[^1]: See the survey.\n\n    It goes on, in a second paragraph of the note.\n",
        "- Ships came.\n\n    A second paragraph of the same item, indented.\n",
        "10. Ships came.\n\n    A second paragraph of the same item, indented.\n",
    ],
)
def test_what_goes_on_indented_is_not_set_off(draft: str) -> None:
    """Further paragraphs of a footnote or of a list's item are indented, and are no quotations."""
    assert texts(draft) == []


def test_quotations_in_footnotes_are_found() -> None:
    """A footnote's text quotes as any other does, in its first paragraph and in the next."""
    draft = '[^1]: See "the whole long title".\n\n    He “kept the matter secret”.\n'
    assert texts(draft) == ["the whole long title", "kept the matter secret"]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_block_quotations_may_be_nested_and_lazy(end: str) -> None:
    """Each paragraph that is set off is a quotation, down to its last line, with or without a sign of its own."""
    draft = end.join(
        ["As he wrote:", "", "> The harbour froze", "in January.", ">", "> > Ships “waited for the", "> > thaw” then.", ""]
    )
    found = quotations_in(draft)
    assert [(quotation.block, quotation.text.split()) for quotation in found] == [
        (True, "The harbour froze in January.".split()),
        (True, "Ships “waited for the thaw” then.".split()),
        (False, "waited for the thaw".split()),
    ]
    assert [quotation.span.of(draft)[:5] for quotation in found] == ["The h", "Ships", "waite"]
    assert [quotation.span.of(draft)[-5:] for quotation in found] == ["uary.", "then.", " thaw"]


def test_scare_quotes_are_short() -> None:
    """One or two words in marks are reported as short."""
    assert [quotation.short for quotation in quotations_in("A “policy,” a “very new policy” and “two words”.")] == [
        True,
        False,
        True,
    ]


def test_mark_ends_with_its_paragraph() -> None:
    """A mark that its paragraph does not close takes nothing of the next."""
    assert texts("He said “this is open.\n\nShe said “this is not open” then.") == ["this is not open"]


@given(st.text("ab “”‘’\"'«»„> \n\r*_[^1]`~-\\5", max_size=200))
def test_spans_lie_in_the_draft(draft: str) -> None:
    """Whatever the draft, quotations stand in it, and each letter of their words stands there in their order."""
    for quotation in quotations_in(draft):
        assert 0 <= quotation.span.start < quotation.span.end <= len(draft)
        written = iter(quotation.span.of(draft))
        assert all(sign in written for sign in quotation.text if sign.isalnum())


@pytest.mark.parametrize(
    "unit",
    [
        "“a ",
        '"a ',
        "'a' ",
        "`a",
        "*a ",
        "> ",
        "    a\n",
        '5" ',
        "“",
        "a”",
        "‘as’ ",
        "“as’ a “",
        "```\n",
        "> > ",
        "[",
        "^[a",
        "[@a ",
        "![a](",
        "``a''",
        "<!--",
        "<a ",
        "&amp;",
        "{#a",
        "a^1^",
        "`a`",
        "- ",
        "\\",
        ">",
        " ",
    ],
)
def test_hostile_drafts_end(unit: str) -> None:
    """A long draft of one thing is read in a second or so; were its time to grow with the square, it would be minutes."""
    started = time.thread_time()  # what it takes by itself, however busy the machine
    quotations_in(unit * 4_000)
    assert time.thread_time() - started < 20.0


def test_quotation_is_a_value() -> None:
    """Quotations compare by what they are."""
    (quotation,) = quotations_in("“so it was”")
    assert quotation == DraftQuotation(quotation.span, "so it was")


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        ('---\ntitle: "A very long title"\n---\n\nHe “kept the matter secret”.', ["kept the matter secret"]),
        ('[Here](http://a.example/ "a page of it") he “kept the matter secret”.', ["kept the matter secret"]),
        ("<!-- “it is not here”\n\n“nor is it here” --> He “kept the matter secret”.", ["kept the matter secret"]),
        ("![“what a picture shows”](a.png) He “kept the matter secret”.", ["kept the matter secret"]),
        ('[“kept the matter secret”]{lang="a very long one"}', ["kept the matter secret"]),
        ('::: {title="a very long one"}\n“Kept the matter secret”\n:::', ["Kept the matter secret"]),
        ("He “kept the [matter](http://a.example/a_b) secret”.", ["kept the matter secret"]),
        ("He “kept the matter [@smith1999, p. 3] secret”.", ["kept the matter secret"]),
        ("He “kept the matter^1^ secret”.", ["kept the matter secret"]),
        ("He “kept the <em>matter</em><br>secret”.", ["kept the matter secret"]),
        ("He “kept the ***matter* secret**”.", ["kept the matter secret"]),
        ("He &ldquo;kept the matter &amp; key secret&rdquo;.", ["kept the matter & key secret"]),
        ("He ``kept the matter secret'' there.", ["kept the matter secret"]),
        ("He “kept the^[See “the whole matter there”.] matter secret”.", ["kept the matter secret", "the whole matter there"]),
        ("“Keep [it] *very* secret”", ["Keep [it] very secret"]),
        ("He “kept `the “whole` matter secret”.", ["kept the “whole matter secret"]),
    ],
)
def test_markup_is_no_word(draft: str, expected: list[str]) -> None:
    """Addresses, titles of links, pictures, comments, metadata, citations and notes are no part of what is quoted."""
    assert texts(draft) == expected


def test_who_wrote_what_is_set_off_is_no_quotation() -> None:
    """The last line of an epigraph names its author."""
    draft = "> The harbour froze in May.\n>\n> — Smith, *On the whole Harbour*, p. 3\n"
    assert texts(draft) == ["The harbour froze in May."]


def test_a_quotation_of_several_paragraphs() -> None:
    """Each paragraph begins with the mark, and the last alone ends with it."""
    draft = "“The harbour froze in May.\n\n“The pilot *drowned* in it.\n\n“The mayor saw it,” he said.\n"
    found = quotations_in(draft)
    assert [quotation.text for quotation in found] == [
        "The harbour froze in May.",
        "The pilot drowned in it.",
        "The mayor saw it,",
    ]
    assert [quotation.span.of(draft) for quotation in found] == [
        "The harbour froze in May.",
        "The pilot *drowned* in it.",
        "The mayor saw it,",
    ]
