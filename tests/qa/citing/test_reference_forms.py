"""reference_forms.py: references as a scholar writes them by hand after the three manuals."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.collection import Collection
from index.records import Article, Note, Page, Person, Publication, Span
from qa.citing.reference_forms import References, StretchError, references, references_at
from qa.locators import Locator, label_ranges, pages_in_words
from qa.note_roles import cited_notes, notes_at
from tests.qa.citing.works import BOOK, CHAPTER, JOURNAL, ROE, SMITH

PEOPLE = tuple(Person(f"F{number}", "Ann") for number in range(1, 23))


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
    assert label_ranges(["1", "3", "4", "5", "*", "9"]) == "1, 3–5, *, 9"


def test_notes_of_a_citation_are_those_of_the_stretch(article: Article, harbour: Collection) -> None:
    """A citation's notes give the reference that the stretch alone gives."""
    passage = harbour.passages[0]
    quote = passage.sentences[0]
    assert references(article, quote, cited_notes(article, passage, quote)) == references_at(article, quote)
    assert [cited.note for cited in notes_at(article, quote)] == [Note("1", quote.end)]


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
