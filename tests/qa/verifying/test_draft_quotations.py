"""draft_quotations.py: the quotations of a draft, and the files in which it comes."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import ArticleError
from qa.verifying.draft_quotations import LARGEST_FILE, DraftQuotation, plain, quotations_in, read_draft

WORDML = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


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


def test_plain_keeps_what_is_no_emphasis() -> None:
    """Names with underscores, and stars between numbers, stay."""
    assert plain("snake_case_name, 2 * 3 * 4, *this* and ***that***") == "snake_case_name, 2 * 3 * 4, this and that"


@given(st.text("ab “”‘’\"'«»„> \n\r*_[^1]`~-\\5", max_size=200))
def test_spans_lie_in_the_draft(draft: str) -> None:
    """Whatever the draft, quotations stand in it, and their text is what stands there, made plain."""
    for quotation in quotations_in(draft):
        assert 0 <= quotation.span.start < quotation.span.end <= len(draft)
        assert quotation.text == plain(quotation.span.of(draft))


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
        "- ",
        "\\",
        ">",
        " ",
    ],
)
def test_hostile_drafts_end(unit: str) -> None:
    """A long draft of one thing is read in a few seconds at most."""
    started = time.thread_time()  # what it takes by itself, however busy the machine
    quotations_in(unit * 20_000)
    assert time.thread_time() - started < 5.0


# --- Files ----------------------------------------------------------------------------------------------------------------


def docx(parts: dict[str, str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def paragraph(*texts: str) -> str:
    return "<w:p>" + "".join(f"<w:r><w:t>{text}</w:t></w:r>" for text in texts) + "</w:p>"


def document(body: str) -> str:
    return f"<w:document {WORDML}><w:body>{body}</w:body></w:document>"


def test_text_is_read(tmp_path: Path) -> None:
    """Markdown and text are read as they are, with line ends made alike."""
    for suffix in ("md", "txt"):
        path = tmp_path / f"draft.{suffix}"
        path.write_bytes("He said “so it was”.\r\nYes.".encode())
        assert read_draft(path) == "He said “so it was”.\nYes."


def test_docx_is_read_with_tables_and_notes(tmp_path: Path) -> None:
    """Paragraphs, tables where they stand, and notes behind them; what was deleted, and what Word draws, is left out."""
    table = f"<w:tbl><w:tr><w:tc>{paragraph('In a cell.')}</w:tc></w:tr></w:tbl>"
    deleted = "<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r></w:p>"
    notes = (
        f'<w:footnotes {WORDML}><w:footnote w:type="separator">{paragraph("drawn")}</w:footnote>'
        f"<w:footnote>{paragraph('A note.')}</w:footnote></w:footnotes>"
    )
    body = paragraph("He said ", "“so it was”.") + table + deleted + paragraph("The end.")
    path = tmp_path / "draft.docx"
    path.write_bytes(docx({"word/document.xml": document(body), "word/footnotes.xml": notes}))
    assert read_draft(path).split("\n\n") == ["He said “so it was”.", "In a cell.", "a\tb", "The end.", "A note."]


def test_stops_of_tabs_and_formulas_are_no_text(tmp_path: Path) -> None:
    """What describes a paragraph, and the letters of a formula, are no words of the draft."""
    described = "<w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>It is</w:t></w:r><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>"
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    path = tmp_path / "draft.docx"
    path.write_bytes(docx({"word/document.xml": document(f"<w:p {math}>{described}</w:p>")}))
    assert read_draft(path) == "It is"


BOMB = f'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>{document(paragraph("&b;"))}'


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("draft.pdf", b"%PDF", "is not of a kind that can be read"),
        ("draft.txt", b"", "is empty"),
        ("draft.txt", b"a " * LARGEST_FILE, "has more than 10,485,760 bytes"),
        ("draft.docx", b"not a zip", "it is no zip archive, but begins with b'not a zi'"),
        ("draft.docx", docx({"other.xml": "<a/>"}), "it has no word/document.xml"),
        ("draft.docx", docx({"word/document.xml": "<a>"}), "is not well-formed XML: Premature end of data"),
        ("draft.docx", docx({"word/document.xml": document(paragraph(" "))}), "is blank"),
        ("draft.docx", docx({"word/document.xml": BOMB}), "declares entities of its own"),
        (
            "draft.docx",
            docx({"word/document.xml": " " * (LARGEST_FILE + 1)}),
            "which would unpack from 10,204 bytes to 10,485,761",
        ),
        (
            "draft.docx",
            docx({"word/document.xml": Random(1).randbytes(100_000).hex() * 53}),  # noqa: S311  # it need not be secret
            "unpacked, has more than 10,485,760",
        ),
    ],
)
def test_unfit_files_are_refused(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    """A file that is no draft is refused with a sentence; nothing in it grows."""
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ArticleError, match=says):
        read_draft(path)


def test_missing_file_is_refused(tmp_path: Path) -> None:
    """A file that is not there, and a folder, are refused."""
    (tmp_path / "folder.md").mkdir()
    for name in ("none.md", "folder.md"):
        with pytest.raises(ArticleError, match="is not a file"):
            read_draft(tmp_path / name)


def test_quotation_is_a_value() -> None:
    """Quotations compare by what they are."""
    (quotation,) = quotations_in("“so it was”")
    assert quotation == DraftQuotation(quotation.span, "so it was")
