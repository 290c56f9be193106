"""ask_form.py: what the form that asks shows."""

from __future__ import annotations

import pytest
from werkzeug.datastructures import MultiDict

from index.catalogue.catalogue import UnknownCollectionError
from index.collection import Collection
from qa.opened_index import OpenedIndex
from tests.web.pages.test_ask_page import Page
from web import create_app
from web.pages import ask_form as module
from web.pages.ask_form import ask_form, library_in_words


def words(html: str) -> str:
    """The text of a page, a space between words."""
    return " ".join(Page(html).text.split())


@pytest.mark.parametrize(
    ("arguments", "within"),
    [
        ([], None),
        ([("article", ""), ("collection", "")], None),
        ([("article", "harbour"), ("article", "bridge"), ("article", "harbour")], ("harbour", "bridge")),
        ([("collection", "war")], ("bridge", "railway")),
        ([("article", "harbour"), ("collection", "war")], ("harbour",)),
    ],
)
def test_an_address_says_which_articles_are_asked(
    shelves: Collection, arguments: list[tuple[str, str]], within: tuple[str, ...] | None
) -> None:
    """Articles that are named count before a collection."""
    assert ask_form(shelves, MultiDict(arguments)).within(shelves) == within


def test_only_one_article_has_sections(shelves: Collection) -> None:
    """Those of the article that is chosen are offered; a section of another is dropped."""
    form = ask_form(shelves, MultiDict([("article", "harbour"), ("section", "I. The Ice")]))
    assert (form.sections[-1], form.section, form.path, form.asks_one) == ("II. The Thaw", "I. The Ice", ("I. The Ice",), True)
    assert ask_form(shelves, MultiDict([("article", "harbour"), ("of", "bridge"), ("section", "I. The Ice")])).section == ""
    assert ask_form(shelves, MultiDict([("article", "harbour"), ("article", "bridge")])).sections == ()


def test_what_is_not_there_is_said_when_it_is_asked(shelves: Collection) -> None:
    """The form is shown whatever the address names."""
    form = ask_form(shelves, MultiDict([("article", "nowhere")]))
    assert (form.sections, form.within(shelves)) == ((), ("nowhere",))
    with pytest.raises(UnknownCollectionError):
        ask_form(shelves, MultiDict([("collection", "navy")])).within(shelves)
    client = create_app(OpenedIndex.over(shelves)).test_client()
    for query in ("article=nowhere", "collection=navy"):
        refused = client.get(f"/?q=ice&{query}")
        assert (refused.status_code, "There is no " in words(refused.text)) == (404, True)


def test_several_articles_are_asked_at_once(shelves: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are named, kept for the next question, and nothing else is quoted; a large library is chosen from elsewhere."""
    client = create_app(OpenedIndex.over(shelves)).test_client()
    html = client.get("/?q=ice+in+April&article=railway&article=bridge&limit=9").text
    assert html.count('type="hidden" name="article"') == 2
    assert "in 2 articles On the Railway On the Bridge" in words(html)
    assert "/articles/harbour" not in html
    assert "/articles/bridge?start=" in html
    monkeypatch.setattr(module, "MOST_LISTED", 2)
    assert "choose among 3 articles" in client.get("/").text


def test_the_library_in_words(shelves: Collection) -> None:
    """Articles, authors, years, pages and notes are counted, and what there is none of is left out."""
    entries = shelves.catalogue.entries
    notes = sum(entry.outline.notes for entry in entries)
    words = library_in_words(shelves.catalogue)
    assert words.startswith("3 articles, 1 of them by 2 authors, 1998: ")
    assert words.endswith(f", {notes} notes.")
    assert "pages" not in words
