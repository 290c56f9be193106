"""linked_notes.py and html.py: notes of web pages, however they are linked."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.records import Person
from tests.marked import marked, read_bytes, texts

TYPES = '<p>He left.<a {ref} href="#f1">1</a> Then more.</p><aside id="f1" {note}><p>Harris, p. 4.</p></aside><p>The end.</p>'
WIKI = """<h1>Army</h1><p>He left.<sup id="r1" class="reference"><a href="#n1">[1]</a></sup> Snow.<sup id="r2"><a
href="#n1">[1]</a></sup>
</p><h2>References</h2><ol class="references"><li id="n1"><span class="mw-cite-backlink">^ <a href="#r1"><sup>a</sup></a>
<a href="#r2"><sup>b</sup></a></span> <span>Harris, p. 4.</span></li></ol><footer>Licence</footer>"""
GUTENBERG = """<h1>Army</h1><p>He left.<a id="FNanchor_1"></a><a href="#Footnote_1" class="fnanchor">[1]</a>
<span class="pagenum"><a id="Page_12">[12]</a></span>Snow.</p><h2>FOOTNOTES:</h2><div class="footnote"><p><a id="Footnote_1"></a>
<a href="#FNanchor_1"><span class="label">[1]</span></a> Harris, p. 4.</p><p>And more.</p></div>"""
WORD = """<p>He left.<a href="#_ftn1" name="_ftnref1"><sup>[1]</sup></a></p><div id="ftn1"><p>
<a href="#_ftnref1" name="_ftn1">[1]</a> Harris, p. 4.</p><p>And more.</p></div>"""
BARE = """<p>He left<sup><a href="#n1">1</a>, <a href="#n2">2</a></sup>. Snow (<a href="#n3">*</a>).</p><h3>Notes</h3>
<p id="n1">1. Harris, p. 4.</p><p>And more.</p><p id="n2">2. Locke.</p><p id="n3">*
Smith.</p><h3>Bibliography</h3><p>Harris, J.</p>"""
SAVED = """<p>He left.<sup><a href="https://a.org/war?id=3#n1">1</a></sup> Snow.<sup><a href="n2">2</a></sup> Ice <a
href="https://b.org/#top">3</a>.</p><h3>Notes</h3><p id="n1">1. Harris.</p><p id="n2">2. Locke.</p>"""
CROSS = """<p id="p9">He left.<a role="doc-noteref" href="#n1">1</a></p><section
role="doc-endnotes"><h2>Notes</h2><ol><li id="n1">See
<a href="#p9">here</a>. <a role="doc-backlink" href="#p9">↩</a></li></ol></section>"""


@pytest.mark.parametrize(
    ("ref", "note"),
    [
        ('epub:type="noteref"', 'epub:type="footnote"'),
        ('role="doc-noteref"', 'role="doc-footnote"'),
        ('class="footnote-ref"', 'class="footnote"'),
    ],
)
def test_types_roles_and_classes_tell_notes(tmp_path: Path, ref: str, note: str) -> None:
    """What says that it is a note is one, and its text leaves the running text."""
    article = read_bytes(tmp_path, "a.html", TYPES.format(ref=ref, note=note))
    assert marked(article) == "He left.{1} Then more. | The end."
    assert texts(article) == [("1", "Harris, p. 4.")]


@pytest.mark.parametrize(
    ("page", "read", "notes"),
    [
        (WIKI, "Army | He left.{1} Snow.{1}", [("1", "Harris, p. 4.")] * 2),
        (GUTENBERG, "Army | He left.{1} Snow.", [("1", "Harris, p. 4. And more.")]),
        (WORD, "He left.{1}", [("1", "Harris, p. 4. And more.")]),
        (
            BARE,
            "He left{1}{2}. Snow{*}. | Bibliography | Harris, J.",
            [("1", "Harris, p. 4. And more."), ("2", "Locke."), ("*", "Smith.")],
        ),
        (CROSS, "He left.{1}", [("1", "See here.")]),
        (SAVED, "He left.{1} Snow.{2} Ice 3.", [("1", "Harris."), ("2", "Locke.")]),
    ],
)
def test_notes_are_told_by_the_way_back_or_by_their_labels(
    tmp_path: Path, page: str, read: str, notes: list[tuple[str, str]]
) -> None:
    """Links to a list are notes where it leads back or begins with the same label; ways back leave the notes, references stay."""
    article = read_bytes(tmp_path, "a.html", page)
    assert (marked(article), texts(article)) == (read, notes)


def test_printed_pages_are_read(tmp_path: Path) -> None:
    """A page's number that stands in the text is a page, and leaves it."""
    (page,) = read_bytes(tmp_path, "a.html", GUTENBERG).pages
    assert (page.label, page.printed) == ("12", True)


def test_tables_of_contents_are_no_notes(tmp_path: Path) -> None:
    """A number that leads to a heading is no note."""
    page = '<ul><li><a href="#s1">1</a></li></ul><h2 id="s1"><a href="#toc">1</a> One</h2><p>He left.</p>'
    assert read_bytes(tmp_path, "a.html", page).notes == ()


def test_odd_places_of_notes(tmp_path: Path) -> None:
    """Notes stand in titles, captions, cells and before the first word; one in a note is anchored where that one is."""
    page = """<h1>Army<a role="doc-noteref" href="#a">*</a></h1><p><a role="doc-noteref" href="#b">1</a>Snow fell.</p>
    <table><caption>Prices<a role="doc-noteref" href="#c">2</a></caption><tr><td>a</td><td>b<a role="doc-noteref"
href="#c">2</a></td>
    </tr></table><p>He left.<a role="doc-noteref" href="#gone">9</a></p><section role="doc-endnotes"><ol><li id=a>Thanks.</li>
    <li id=b>Harris.<a role="doc-noteref" href="#d">4</a></li><li id=c>Smith.</li><li
id=d>Inner.</li><li>Nobody.</li></ol></section>"""
    article = read_bytes(tmp_path, "a.html", page)
    assert marked(article) == "Army{*} | Snow{1}{4} fell. | Prices{2} | a b{2} | He left.{9}"
    assert texts(article) == [("*", "Thanks."), ("1", "Harris."), ("4", "Inner."), ("2", "Smith."), ("2", "Smith."), ("9", None)]
    assert article.doubts == (
        "nothing in the text refers to the note “Nobody.…”, which was left out",
        "note 9 has a marker in the text, but what it leads to is not in the file",
    )


def test_typed_notes_are_found(tmp_path: Path) -> None:
    """Superscript numbers without links, and a numbered list, are handed to the finder of typed markers."""
    page = """<h1>Army</h1><p>The army left.<sup>1</sup> Snow fell.<sup>2</sup> It thawed.<sup>3</sup></p><h2>Notes</h2>
    <ol><li>Harris.</li><li>Locke.</li><li>Smith.</li></ol>"""
    article = read_bytes(tmp_path, "a.html", page)
    assert marked(article) == "Army | The army left.{1} Snow fell.{2} It thawed.{3}"
    assert texts(article) == [("1", "Harris."), ("2", "Locke."), ("3", "Smith.")]


def test_metadata_is_read(tmp_path: Path) -> None:
    """What a page's head tells of its publication is kept for references."""
    head = """<html lang="en"><head><meta name="citation_title" content="On War"><meta name="citation_author"
content="Vries, Jan de">
    <meta name="citation_journal_title" content="Past"><meta name="citation_date" content="1999/05"><meta name="citation_doi"
    content="10.1093/x"></head><body><p>He left.</p></body></html>"""
    known = read_bytes(tmp_path, "a.html", head).publication
    assert (known.authors, known.title, known.container) == ((Person("Vries", "Jan de"),), "On War", "Past")
    assert (known.year, known.doi, known.language) == (1999, "10.1093/x", "en")
