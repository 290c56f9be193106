"""html.py: a page, and the metadata in its head."""

from __future__ import annotations

import pytest

from index.errors import ArticleError
from index.readers.marked_up.document import words_of
from index.readers.marked_up.html import read_html
from index.records import Person

HEAD = """<html lang="en"><head><title>On War | Past</title><meta name="citation_title" content="On War">
<meta name="citation_author" content="de Vries, Jan"><meta name="citation_author" content="Li, Anna">
<meta name="author" content="The Webmaster"><meta name="citation_journal_title" content="Past">
<meta name="citation_date" content="1999/05"><meta name="citation_volume" content="4">
<meta name="citation_firstpage" content="10"><meta name="citation_lastpage" content="20">
<meta name="citation_doi" content="doi:10.1093/x"></head><body><p>He left.</p></body></html>"""


def test_head_tells_the_publication() -> None:
    """What the page says for scholars goes before what it says for browsers."""
    document = read_html(HEAD.encode(), "a.html")
    known = document.publication
    assert (document.title, known.kind, known.container) == (("On War",), "article-journal", "Past")
    assert known.authors == (Person("de Vries", "Jan"), Person("Li", "Anna"))
    assert (known.year, known.volume, known.pages, known.doi, known.language) == (1999, "4", "10–20", "10.1093/x", "en")


@pytest.mark.parametrize(
    ("page", "title", "left"),
    [
        ("<title>Past</title><h1>On <i>War</i></h1><p>He left.</p>", "On War", ["He left."]),
        ("<title>Past</title><h1>Snow</h1><p>He left.</p><h1>Ice</h1>", "Past", ["Snow", "He left.", "Ice"]),
        ("<h1>Snow</h1><h1 class=title>On War</h1><p>He left.</p>", "On War", ["Snow", "He left."]),
        ("<p>He left.</p>", "", ["He left."]),
    ],
)
def test_title_is_a_lone_heading_or_the_name_of_the_page(page: str, title: str, left: list[str]) -> None:
    """A heading that is the title is no block of the text; of several, the one that says so is it."""
    document = read_html(page.encode(), "a.html")
    assert (words_of(document.title), [words_of(block.inlines) for block in document.blocks]) == (title, left)


def test_one_main_element_holds_the_text() -> None:
    """What stands around the page's main part is not read."""
    document = read_html(b"<body><p>Log in</p><main><p>He left.</p></main><p>Share</p></body>", "a.html")
    assert [block.text for block in document.blocks] == ["He left."]


def test_page_says_its_encoding() -> None:
    """A page that declares an older encoding is decoded by it."""
    (block,) = read_html('<meta charset="koi8-r"><p>Снег</p>'.encode("koi8-r"), "a.html").blocks
    assert block.text == "Снег"


@pytest.mark.parametrize(
    ("data", "says"), [(b"<!-- -->", "a.html has no element of HTML"), (b"<div>" * 400 + b"x", "a.html is nested too deeply")]
)
def test_what_is_no_page_is_refused(data: bytes, says: str) -> None:
    """A file without an element, and nesting without end, are refused by the name of the file."""
    with pytest.raises(ArticleError, match=says):
        read_html(data, "a.html")


def test_the_body_tells_the_language_before_the_page() -> None:
    """A site's frame may be in another language than the article in it."""
    page = '<html lang="en"><head><title>Krieg</title></head><body lang="de"><p>Schnee fiel.</p></body></html>'
    assert read_html(page.encode(), "a.html").publication.language == "de"
