"""reference_forms.py and what it is made of: references as a scholar writes them by hand after the three manuals."""

from __future__ import annotations

from dataclasses import replace

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware, SeparateCoAuthors
from pylatexenc.latex2text import LatexNodes2Text

from index.collection import Collection
from index.records import Article, Note, Page, Person, Publication, Span
from qa.citing.cited_works import chicago_range, mla_range, short_title, split_range
from qa.citing.locators import Locator, locate, numbers, pages_in_words, telling
from qa.citing.reference_forms import References, StretchError, references, references_at
from qa.citing.styled_text import Styled, ended, italic, quoted
from qa.note_roles import cited_notes, notes_at

OTANI, SMITH, ROE = Person("Ōtani", "Masako"), Person("Smith", "John"), Person("Roe", "Ann")
VRIES = Person("de Vries", "Jan")
JOURNAL = Publication(
    kind="article-journal",
    authors=(OTANI,),
    title="Ice and War: The Harbour, 1918",
    container="Journal of Ice",
    year=1998,
    volume="12",
    issue="3",
    pages="101–126",
    doi="10.1234/ice",
)
CHAPTER = Publication(
    kind="chapter",
    authors=(OTANI, SMITH),
    editors=(ROE,),
    title="The Thaw",
    container="A History of Ice",
    publisher="University of California Press",
    place="Berkeley",
    year=2004,
    pages="7–31",
)
BOOK = Publication(
    kind="book",
    authors=(OTANI, SMITH, ROE, VRIES),
    title="Who Pays for Ice?",
    publisher="Stanford University Press",
    year=2010,
)
PEOPLE = tuple(Person(f"F{number}", "Ann") for number in range(1, 23))


@pytest.fixture
def article(harbour: Collection) -> Article:
    """The small article, which has no pages."""
    return harbour.articles[0]


def of(article: Article, publication: Publication, words: str = "Nobody replaced him.") -> References:
    """The references of words of the article, published so."""
    start = article.text.index(words)
    return references_at(replace(article, publication=publication), Span(start, start + len(words)))


def on_page(article: Article, publication: Publication, *labels: str) -> References:
    """The references of a quotation that stands on these printed pages, published so."""
    start = article.text.index("Ships waited")
    pages = (Page(labels[0], 0), *(Page(label, start + 5 * at) for at, label in enumerate(labels[1:], start=1)))
    return references(replace(article, publication=publication, pages=pages), Span(start, start + 40))


def lines(found: References) -> list[str]:
    """The seven references of three styles, in HTML."""
    chicago = found.chicago.note, found.chicago.short, found.chicago.bibliography
    return [styled.html for styled in (*chicago, found.mla.entry, found.mla.in_text, found.apa.entry, found.apa.in_text)]


def test_journal_article_on_a_page(article: Article) -> None:
    """An article in a journal, cited on a printed page."""
    assert lines(on_page(article, JOURNAL, "110")) == [
        "Masako Ōtani, “Ice and War: The Harbour, 1918,” <i>Journal of Ice</i> 12, no. 3 (1998): 110, https://doi.org/10.1234/ice.",
        "Ōtani, “Ice and War,” 110.",
        (
            "Ōtani, Masako. “Ice and War: The Harbour, 1918.” <i>Journal of Ice</i> 12, no. 3 (1998): 101–26. "
            "https://doi.org/10.1234/ice."
        ),
        (
            "Ōtani, Masako. “Ice and War: The Harbour, 1918.” <i>Journal of Ice</i>, vol. 12, no. 3, 1998, pp. 101–26, "
            "https://doi.org/10.1234/ice."
        ),
        "(Ōtani 110)",
        (
            "Ōtani, M. (1998). Ice and War: The Harbour, 1918. <i>Journal of Ice</i>, <i>12</i>(3), 101–126. "
            "https://doi.org/10.1234/ice"
        ),
        "(Ōtani, 1998, p. 110)",
    ]


def test_chapter_over_two_pages(article: Article) -> None:
    """A chapter by two authors in an edited book, cited over a range of pages."""
    assert lines(on_page(article, CHAPTER, "10", "11")) == [
        (
            "Masako Ōtani and John Smith, “The Thaw,” in <i>A History of Ice</i>, ed. Ann Roe "
            "(University of California Press, 2004), 10–11."
        ),
        "Ōtani and Smith, “Thaw,” 10–11.",
        (
            "Ōtani, Masako, and John Smith. “The Thaw.” In <i>A History of Ice</i>, edited by Ann Roe. "
            "University of California Press, 2004."
        ),
        (
            "Ōtani, Masako, and John Smith. “The Thaw.” <i>A History of Ice</i>, edited by Ann Roe, "
            "U of California P, 2004, pp. 7–31."
        ),
        "(Ōtani and Smith 10–11)",
        (
            "Ōtani, M., &amp; Smith, J. (2004). The Thaw. In A. Roe (Ed.), <i>A History of Ice</i> (pp. 7–31). "
            "University of California Press."
        ),
        "(Ōtani &amp; Smith, 2004, pp. 10–11)",
    ]


def test_book_by_four_with_section_paragraph_and_note(article: Article) -> None:
    """A book by four authors whose title asks; without pages the section and the paragraph are cited, and the author's note."""
    assert lines(of(article, BOOK, "The pilot, Ōtani, drowned in 1918.")) == [
        "Masako Ōtani et al., <i>Who Pays for Ice?</i> (Stanford University Press, 2010), sec. I, para. 1, n. 2.",
        "Ōtani et al., <i>Who Pays for Ice?</i>, sec. I, para. 1, n. 2.",
        "Ōtani, Masako, John Smith, Ann Roe, and Jan de Vries. <i>Who Pays for Ice?</i> Stanford University Press, 2010.",
        "Ōtani, Masako, et al. <i>Who Pays for Ice?</i> Stanford UP, 2010.",
        "(Ōtani et al., sec. I, par. 1, n. 2)",
        "Ōtani, M., Smith, J., Roe, A., &amp; de Vries, J. (2010). <i>Who Pays for Ice?</i> Stanford University Press.",
        "(Ōtani et al., 2010, Section I, para. 1, n. 2)",
    ]


def test_nothing_known_but_the_title(article: Article) -> None:
    """Of an article without a sidecar only the title is said; that it has no date stands only where APA asks for it."""
    assert lines(of(article, Publication())) == [
        "“On the Harbour,” sec. I, para. 1.",
        "“On the Harbour,” sec. I, para. 1.",
        "“On the Harbour.”",
        "“On the Harbour.”",
        "(“On the Harbour,” sec. I, par. 1)",
        "<i>On the Harbour</i>. (n.d.).",
        "(<i>On the Harbour</i>, n.d., Section I, para. 1)",
    ]


def test_no_author(article: Article) -> None:
    """Without an author the title stands in the author's place, in short where there is a subtitle."""
    assert lines(on_page(article, replace(JOURNAL, authors=()), "110"))[3:] == [
        "“Ice and War: The Harbour, 1918.” <i>Journal of Ice</i>, vol. 12, no. 3, 1998, pp. 101–26, https://doi.org/10.1234/ice.",
        "(“Ice and War” 110)",
        "Ice and War: The Harbour, 1918. (1998). <i>Journal of Ice</i>, <i>12</i>(3), 101–126. https://doi.org/10.1234/ice",
        "(“Ice and War,” 1998, p. 110)",
    ]


def test_organisation_and_old_book(article: Article) -> None:
    """An organisation is not turned round; a book before 1900 is cited with its place by Chicago."""
    report = Publication("report", (Person("War Department"), SMITH), title="Ice", publisher="GPO", place="Washington", year=1890)
    found = references(replace(article, publication=report))
    assert found.chicago.note.text == "War Department and John Smith, Ice (Washington: GPO, 1890)."
    assert found.chicago.bibliography.text == "War Department and John Smith. Ice. Washington: GPO, 1890."
    assert found.mla.entry.text == "War Department and John Smith. Ice. GPO, 1890."
    assert found.apa.entry.text == "War Department, & Smith, J. (1890). Ice. GPO."


def test_edited_book(article: Article) -> None:
    """The editors of a book without an author stand in the author's place."""
    book = Publication("book", editors=(ROE, SMITH), title="Ice: A Reader", publisher="Knopf", year=1998, volume="2")
    assert lines(references(replace(article, publication=book))) == [
        "Ann Roe and John Smith, eds., <i>Ice: A Reader</i>, vol. 2 (Knopf, 1998).",
        "Roe and Smith, <i>Ice</i>.",
        "Roe, Ann, and John Smith, eds. <i>Ice: A Reader</i>. Vol. 2. Knopf, 1998.",
        "Roe, Ann, and John Smith, editors. <i>Ice: A Reader</i>. Vol. 2, Knopf, 1998.",
        "(Roe and Smith)",
        "Roe, A., &amp; Smith, J. (Eds.). (1998). <i>Ice: A Reader</i> (Vol. 2). Knopf.",
        "(Roe &amp; Smith, 1998)",
    ]


def test_web_page_and_magazine(article: Article) -> None:
    """A web page is cited by its address, a magazine without a volume by its year."""
    page = Publication("webpage", (ROE,), title="Ice Today", container="Ice Site", year=2020, url="https://ice.org/a")
    found = references(replace(article, publication=page))
    assert found.chicago.note.text == "Ann Roe, “Ice Today,” Ice Site, 2020, https://ice.org/a."
    assert found.mla.entry.html == "Roe, Ann. “Ice Today.” <i>Ice Site</i>, 2020, https://ice.org/a."
    assert found.apa.entry.html == "Roe, A. (2020). <i>Ice Today</i>. Ice Site. https://ice.org/a"
    letter = replace(article, publication=Publication("manuscript", (ROE,), title="Ice", year=1920))
    assert references(letter).chicago.note.text == "Ann Roe, “Ice,” 1920."
    magazine = Publication("article-magazine", (ROE,), title="Ice", container="Atlantic", year=1998)
    assert on_page(article, magazine, "7").chicago.note.text == "Ann Roe, “Ice,” Atlantic, 1998, 7."


def test_article_as_a_whole(article: Article) -> None:
    """Without a quotation the whole article is cited, by its pages where a style gives these."""
    found = references(replace(article, publication=JOURNAL))
    assert found.locator == Locator()
    assert found.chicago.note.text.endswith("12, no. 3 (1998): 101–26, https://doi.org/10.1234/ice.")
    assert (found.mla.in_text.text, found.apa.in_text.text) == ("(Ōtani)", "(Ōtani, 1998)")


def test_many_authors(article: Article) -> None:
    """Chicago lists six authors and of more the first three; APA twenty, and of more nineteen and the last."""
    six = references(replace(article, publication=replace(BOOK, authors=PEOPLE[:6])))
    seven = references(replace(article, publication=replace(BOOK, authors=PEOPLE[:7])))
    assert six.chicago.bibliography.text.startswith("F1, Ann, Ann F2, Ann F3, Ann F4, Ann F5, and Ann F6. Who")
    assert seven.chicago.bibliography.text.startswith("F1, Ann, Ann F2, Ann F3, et al. Who")
    twenty = references(replace(article, publication=replace(BOOK, authors=PEOPLE[:20])))
    more = references(replace(article, publication=replace(BOOK, authors=PEOPLE)))
    assert "F19, A., & F20, A. (2010)" in twenty.apa.entry.text
    assert "F19, A., … F22, A. (2010)" in more.apa.entry.text


def test_quotation_marks_and_italics_in_titles(article: Article) -> None:
    """Quotation marks in a quoted title become single, the sentence's marks stand before them; italics are turned round."""
    title = 'Reading <i>Emma</i> in the "Far East"'
    found = lines(on_page(article, replace(JOURNAL, title=title, doi=""), "110"))
    assert found[0] == "Masako Ōtani, “Reading <i>Emma</i> in the ‘Far East,’” <i>Journal of Ice</i> 12, no. 3 (1998): 110."
    assert "“Reading <i>Emma</i> in the ‘Far East.’” " in found[2]
    assert found[5].startswith("Ōtani, M. (1998). Reading <i>Emma</i> in the “Far East.” <i>Journal")
    book = on_page(article, replace(BOOK, title="Reading <i>Emma</i>"), "110")
    assert "<i>Reading </i>Emma (Stanford" in book.chicago.note.html


def test_titles_are_safe_to_show(article: Article) -> None:
    """A title's own markup is escaped in HTML, and shown as it is in text."""
    found = references(replace(article, publication=Publication(title="Ice & <script>War</script>"))).chicago.note
    assert found.html == "“Ice &amp; &lt;script&gt;War&lt;/script&gt;.”"
    assert found.text == "“Ice & <script>War</script>.”"
    assert found.__html__() == found.html


def test_notes_of_the_author(article: Article) -> None:
    """Only notes in the quotation are in its reference; one that follows is told apart."""
    start, end = article.text.index("Bread became"), article.text.index("The mayor") - 1
    found = references_at(article, Span(start, end))
    assert found.locator.covering == ("3",)
    assert found.chicago.note.text == "“On the Harbour,” sec. I, para. 2."
    three = Span(article.text.index("The harbour froze"), article.text.index("II. The Thaw") - 2)
    assert references_at(article, three).chicago.note.text == "“On the Harbour,” sec. I, paras. 1–2, nn. 1–3."
    assert numbers(["1", "3", "4", "5", "*", "9"]) == "1, 3–5, *, 9"


def test_notes_of_a_citation_are_those_of_the_stretch(article: Article, harbour: Collection) -> None:
    """A citation's notes give the reference that the stretch alone gives."""
    passage = harbour.passages[0]
    quote = passage.sentences[0]
    assert references(article, quote, cited_notes(article, passage, quote)) == references_at(article, quote)
    assert [cited.note for cited in notes_at(article, quote)] == [Note("1", quote.end)]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("III. Withdrawal", "A. Tokyo"), ("III.A", "", False)),
        (("3.2 Method",), ("3.2", "", False)),
        (("Chapter 4: Ice",), ("4", "", False)),
        (("Introduction",), ("", "Introduction", False)),
        (("Part One", "II. Ice"), ("", "II. Ice", False)),
        (("A Failure of Reading: Hara and Wilson",), ("", "A Failure of Reading", True)),
        (("What the mayor of the harbour knew about the price of flour",), ("", "What the mayor of the harbour", True)),
        (("In 1918",), ("", "In 1918", False)),
        (("Civil war",), ("", "Civil war", False)),
        ((), ("", "", False)),
    ],
)
def test_sections(article: Article, path: tuple[str, ...], expected: tuple[str, str, bool]) -> None:
    """A section is cited by its number if it and those around it have one, else by its heading, in short if it is long."""
    paragraphs = tuple(replace(paragraph, section=path) for paragraph in article.paragraphs)
    found = locate(replace(article, paragraphs=paragraphs), article.paragraphs[0].span)
    assert (found.section, found.heading, found.shortened) == expected


def test_section_without_a_number(article: Article) -> None:
    """A heading without a number is named, by each style in its way."""
    paragraphs = tuple(replace(paragraph, section=("Conclusion",)) for paragraph in article.paragraphs)
    found = of(replace(article, paragraphs=paragraphs), Publication(authors=(ROE,), title="Ice"))
    assert found.chicago.note.text == "Ann Roe, “Ice,” under “Conclusion,” para. 1."
    assert found.mla.in_text.text == "(Roe, “Conclusion,” par. 1)"
    assert found.apa.in_text.text == "(Roe, n.d., Conclusion section, para. 1)"
    long = tuple(replace(paragraph, section=("Ice and War: Hara’s View",)) for paragraph in article.paragraphs)
    assert of(replace(article, paragraphs=long), BOOK).apa.in_text.text.endswith("“Ice and War” section, para. 1)")


def test_pages_that_are_not_printed_ones(article: Article) -> None:
    """Pages that are only counted, or are not among those of the publication, are not cited."""
    counted = replace(article, pages=(Page("1", 0, printed=False), Page("2", 40, printed=False)))
    assert references(counted, article.paragraphs[0].span).locator.pages == ()
    cover = replace(article, pages=(Page("1", 0, printed=False), Page("1", article.paragraphs[0].span.start)))
    assert references(cover, article.paragraphs[0].span).locator.pages == ("1",)
    assert pages_in_words(cover.pages) == "page 1 of the file, p. 1"
    assert on_page(article, JOURNAL, "4").chicago.short.text == "Ōtani, “Ice and War,” sec. I, para. 1."
    assert on_page(article, replace(JOURNAL, pages="1–26"), "4").chicago.short.text == "Ōtani, “Ice and War,” 4."


@pytest.mark.parametrize(
    ("title", "paths", "shown"),
    [
        ("IV: The Withdrawal", ["IV"], [""]),
        ("IV: The Withdrawal", ["", "IV|The Withdrawal"], ["", ""]),
        ("Lecture II: The Ice", ["Lecture II|The Ice|The Thaw"], ["The Thaw"]),
        ("I: The Ice", ["I", "II"], ["I", "II"]),
        ("Japan at War", ["Japan", "Japan|Tokyo"], ["Japan", "Japan|Tokyo"]),
        ("The Ice", ["III. Thaw|III", "III. Thaw|III|A"], ["III. Thaw", "III. Thaw|A"]),
        ("The Ice", ["I. Thaw|I", "I. Thaw|II"], ["I. Thaw|I", "I. Thaw|II"]),
        ("The Ice", ["Thaw", "Thaw|THAW."], ["Thaw", "Thaw"]),
        ("The Ice", ["* * *"], ["* * *"]),
    ],
)
def test_headings_that_say_nothing_new(article: Article, title: str, paths: list[str], shown: list[str]) -> None:
    """A heading that repeats the title or the heading above it is left out, unless it tells a section from others beside it."""
    sections = [tuple(path.split("|")) if path else () for path in paths]
    paragraphs = tuple(replace(article.paragraphs[0], section=section) for section in sections)
    headed = replace(article, title=title, paragraphs=paragraphs)
    assert ["|".join(telling(headed, section)) for section in sections] == shown


def test_stretch_that_is_not_there(article: Article) -> None:
    """A stretch beyond the text, or none at all, is refused by a sentence with both numbers."""
    for span in (Span(5, 5), Span(9, 3), Span(0, 10**6), Span(-1, 5)):
        with pytest.raises(StretchError, match=f"There is no stretch from {span.start} to {span.end} in harbour"):
            references_at(article, span)
        with pytest.raises(StretchError):
            references(article, span)


def test_stretch_in_the_title(article: Article) -> None:
    """The title can be quoted too; it stands in no paragraph."""
    assert references_at(article, Span(0, 6)).chicago.note.text == "“On the Harbour.”"


@pytest.mark.parametrize(
    ("first", "last", "chicago", "mla"),
    [
        ("3", "10", "3–10", "3–10"),
        ("71", "72", "71–72", "71–72"),
        ("96", "117", "96–117", "96–117"),
        ("100", "104", "100–104", "100–04"),
        ("107", "108", "107–8", "107–08"),
        ("505", "517", "505–17", "505–17"),
        ("1002", "1006", "1002–6", "1002–06"),
        ("321", "328", "321–28", "321–28"),
        ("498", "532", "498–532", "498–532"),
        ("1087", "1089", "1087–89", "1087–89"),
        ("1496", "1500", "1496–500", "1496–500"),
        ("11564", "11615", "11564–615", "11564–615"),
        ("12991", "13001", "12991–3001", "12991–3001"),
        ("xii", "xv", "xii–xv", "xii–xv"),
    ],
)
def test_ranges(first: str, last: str, chicago: str, mla: str) -> None:
    """Ranges of pages are shortened as the manuals' own examples are."""
    assert chicago_range(first, last) == chicago
    assert mla_range(first, last) == mla
    assert split_range(f"{first}–{last}") == ((first, last) if first.isdecimal() else (f"{first}–{last}",))


def test_marks() -> None:
    """A full stop or comma stands within quotation marks, an apostrophe stays with its word, and nothing is doubled."""
    assert ended(quoted("The Workers’"), ",") == "“The Workers’,”"
    assert ended(quoted("“Ice”")) == "“‘Ice.’”"
    assert Styled(ended(italic("Ice!"))).html == "<i>Ice!</i>"
    assert ended("et al.") == "et al."


def test_short_titles() -> None:
    """The title in short is the sidecar's, else what stands before the subtitle."""
    assert short_title(Publication(title="Who Pays? Ice and War")) == "Who Pays?"
    assert short_title(Publication(title="Ice – War – Peace")) == "Ice"
    assert short_title(Publication(title="Ice at 10:30")) == "Ice at 10:30"
    assert short_title(Publication(title="IV: Of Ice")) == "IV: Of Ice"
    assert short_title(Publication(title="Ice: War", short_title="War")) == "War"


ODD = replace(
    CHAPTER,
    authors=(OTANI, Person("Ice & Snow Board"), VRIES),
    title="50% of $7 a_b #1 ~ \\ <i>Emma</i> & “Ōtani’s” Ice",
    doi="10.1234/a_b%{c}",
    url="https://example.org/a_b?c=%20#d",
)


def test_bibtex_is_read_by_another_program(article: Article) -> None:
    """What BibTeX says, another program reads as it was meant: names apart, signs unescaped, pages as a range."""
    text = references(replace(article, publication=ODD)).bibtex
    library = parse_string(text, append_middleware=[SeparateCoAuthors()])
    assert (library.failed_blocks, len(library.entries)) == ([], 1)
    entry = library.entries[0]
    assert (entry.entry_type, entry.key) == ("incollection", "otani2004emma")
    fields = {field.key: field.value for field in entry.fields}
    assert fields["author"] == ["Ōtani, Masako", r"{Ice \& Snow Board}", "de Vries, Jan"]
    assert LatexNodes2Text().latex_to_text(fields["title"]) == "50% of $7 a_b #1 ~ \\ Emma & “Ōtani’s” Ice"
    assert r"\emph{Emma}" in fields["title"]
    assert fields["title"].startswith("{50")
    assert (fields["pages"], fields["booktitle"], fields["editor"]) == ("7--31", "A History of Ice", ["Roe, Ann"])
    assert (fields["doi"], fields["url"]) == ("10.1234/a_b%%7Bc%7D", "https://example.org/a_b?c=%20#d")


def test_braces_stay_balanced(article: Article) -> None:
    """A brace in a title is written out, for BibTeX counts braces even behind a backslash."""
    found = references(replace(article, publication=Publication(title="Ice}^{"))).bibtex
    assert r"title = {{Ice{\textbraceright}{\textasciicircum}{\textbraceleft}}}," in found
    assert parse_string(found).failed_blocks == []


def test_bibtex_decoded_by_its_own_means(article: Article) -> None:
    """The decoding of the other program gives the journal back."""
    text = references(replace(article, publication=replace(JOURNAL, container="Ice & Snow_"))).bibtex
    library = parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert library.entries[0].fields_dict["journal"].value == "Ice & Snow_"


def test_ris_is_read_by_another_program(article: Article) -> None:
    """What RIS says, another program reads as it was meant."""
    text = references(replace(article, publication=ODD)).ris
    assert text.startswith("TY  - CHAP\r\n")
    assert text.endswith("ER  - \r\n")
    (entry,) = rispy.loads(text)
    assert entry["type_of_reference"] == "CHAP"
    assert entry["authors"] == ["Ōtani, Masako", "Ice & Snow Board", "de Vries, Jan"]
    assert entry["title"] == "50% of $7 a_b #1 ~ \\ Emma & “Ōtani’s” Ice"
    assert (entry["secondary_title"], entry["start_page"], entry["end_page"]) == ("A History of Ice", "7", "31")
    assert (entry["year"], entry["publisher"], entry["place_published"]) == (
        "2004",
        "University of California Press",
        "Berkeley",
    )


def test_a_line_break_in_a_title_does_no_harm(article: Article) -> None:
    """A title over several lines is one line of RIS and of BibTeX."""
    found = references(replace(article, publication=Publication(title="Ice\nER  - \r\nWar")))
    assert rispy.loads(found.ris)[0]["title"] == "Ice ER - War"
    assert "title = {{Ice ER - War}}" in found.bibtex


def test_csl_json(article: Article) -> None:
    """CSL-JSON holds what is known and nothing else; an organisation is a literal name."""
    found = references(replace(article, publication=replace(CHAPTER, authors=(OTANI, Person("War Department")))))
    assert found.csl_json == {
        "id": "harbour",
        "type": "chapter",
        "title": "The Thaw",
        "author": [{"family": "Ōtani", "given": "Masako"}, {"literal": "War Department"}],
        "editor": [{"family": "Roe", "given": "Ann"}],
        "container-title": "A History of Ice",
        "publisher": "University of California Press",
        "publisher-place": "Berkeley",
        "issued": {"date-parts": [[2004]]},
        "page": "7-31",
    }
    assert references(article).csl_json == {"id": "harbour", "type": "document", "title": "On the Harbour"}
