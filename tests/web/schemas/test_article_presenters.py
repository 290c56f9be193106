"""article_presenters.py: articles, passages and notes, presented."""

from __future__ import annotations

from dataclasses import replace

from index.collection import Collection
from index.records import ForeignStretch, Span
from web.schemas.article_presenters import article_json, article_list, note_json, pages_printed, passage_json, quote_json
from web.schemas.listings import listing


def test_article_in_a_list_is_counted(harbour: Collection) -> None:
    """A list has each article's numbers, what is known of its publication, and where it is read."""
    catalogue = harbour.catalogue
    found = article_list(listing(catalogue, {}), catalogue.facets).model_dump()
    assert found == {
        "articles": [
            {
                "id": "harbour",
                "title": "On the Harbour",
                "authors": [],
                "editors": [],
                "year": None,
                "kind": "",
                "container": "",
                "collection": "",
                "file": "harbour.txt",
                "paragraphs": 3,
                "pages": 0,
                "notes": 4,
                "doubts": 0,
                "url": "/articles/harbour",
            }
        ],
        "found": 1,
        "page": 1,
        "page_count": 1,
        "facets": {"authors": [], "journals": [], "collections": [], "kinds": [], "years": None},
    }


def test_article_is_presented_whole(harbour: Collection) -> None:
    """Headings, paragraphs and sentences are offsets of the reading text, and notes stand in their order."""
    found = article_json(harbour.articles[0])
    assert [heading.text for heading in found.headings if heading.level == 2 or heading.text.startswith("I")] == [
        "I. The Ice",
        "II. The Thaw",
    ]
    assert found.text[found.paragraphs[2].start : found.paragraphs[2].end].startswith("The ice broke in April.")
    assert [note.label for note in found.notes] == ["1", "2", "3", "4"]


def test_note_stands_behind_its_sentence(harbour: Collection) -> None:
    """A note has the sentence before its marker, its paragraph, and no page where the file has none."""
    article = harbour.articles[0]
    found = note_json(article, article.notes[2])
    assert found.sentence
    assert (found.label, found.paragraph, found.page, found.page_printed) == ("3", 2, None, False)
    assert found.sentence.text == "The mayor imported flour from Canada."
    assert (found.anchors, found.repeats) == ([article.notes[2].anchor], None)


def test_passage_and_quotation_keep_their_offsets(harbour: Collection) -> None:
    """What is presented is the reading text between its offsets; without pages none is printed."""
    article, passage = harbour.articles[0], harbour.passages[0]
    shown = passage_json(harbour, passage)
    assert (shown.text, shown.article, shown.recognised) == (article.text[shown.start : shown.end], "harbour", None)
    quote = quote_json(article, Span(shown.start, shown.end))
    assert (quote.text, quote.pages, quote.quoting) == (shown.text, [], [])
    assert not pages_printed(article, passage.span)


def test_a_quotation_has_its_language(harbour: Collection) -> None:
    """That of the article, or of the paragraph where that is another; null where nothing tells it."""
    article = harbour.articles[0]
    first, last = article.paragraphs[0].span, article.paragraphs[-1].span
    mixed = replace(article, language="de", foreign=(ForeignStretch(last, "fr"),))
    assert (article_json(mixed).lang, quote_json(mixed, first).lang, quote_json(mixed, last).lang) == ("de", "de", "fr")
    untold = replace(article, language="")
    assert (article_json(untold).lang, quote_json(untold, first).lang) == (None, None)
