"""links.py: addresses, and what they lead to."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from index.records import Article, Span
from web.errors import UnknownNoteError
from web.links import LinkError, Target, article_url, notes_labelled, stretch_url, target


def arguments(url: str) -> dict[str, str]:
    """The arguments of an address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def test_address_leads_to_its_stretch(article: Article) -> None:
    """An address carries offsets and words, and leads to just that stretch."""
    span = article.sentences[20]
    url = stretch_url(article, span)
    assert url.startswith(f"{article_url(article.id)}?start={span.start}&end={span.end}&exact=")
    assert "+" not in url
    assert target(article, arguments(url)) == Target(span)
    assert target(article, {}) == Target()


def test_words_win_over_offsets(article: Article) -> None:
    """Where offsets and words disagree, the text was read anew, and the words are right."""
    span = article.sentences[20]
    asked = arguments(stretch_url(article, span))
    assert target(article, asked | {"start": "3", "end": "9"}) == Target(span, moved=True)
    assert target(article, asked | {"start": "x", "end": "999999999"}) == Target(span, moved=True)
    assert target(article, {"exact": asked["exact"]}) == Target(span, moved=True)


def test_lost_words_are_told(article: Article, client: FlaskClient) -> None:
    """A link whose words are gone is not led anywhere; the page says so and shows them, as text."""
    asked = {"start": "3", "end": "9", "exact": "<b>words that are gone</b>"}
    assert target(article, asked) == Target(lost="<b>words that are gone</b>")
    page = client.get(article_url(article.id), query_string=asked)
    assert page.status_code == 200
    assert "&lt;b&gt;words that are gone" in page.text
    assert "<mark" not in page.text


def test_moved_words_are_marked_and_told(article: Article, client: FlaskClient) -> None:
    """A link that was found again by its words says so."""
    asked = arguments(stretch_url(article, article.sentences[20])) | {"start": "3", "end": "9"}
    page = client.get(article_url(article.id), query_string=asked).text
    assert "found again" in page
    assert 'id="mark"' in page


@pytest.mark.parametrize("asked", [{"start": "9", "end": "3"}, {"start": "1"}, {"start": "0", "end": "99999999"}, {"end": "²"}])
def test_impossible_offsets_get_a_sentence(article: Article, asked: dict[str, str]) -> None:
    """Offsets that cannot be, without words, are told."""
    with pytest.raises(LinkError, match="needs two offsets"):
        target(article, asked)


def test_without_words_the_offsets_hold(article: Article) -> None:
    """An address of offsets alone is taken at its word."""
    assert target(article, {"start": "3", "end": "9"}) == Target(Span(3, 9))


def test_notes_of_a_label(article: Article) -> None:
    """A label leads to its notes; one that no note has, to a sentence that says which there are."""
    assert [note.label for note in notes_labelled(article, "21")] == ["21"]
    with pytest.raises(UnknownNoteError, match="There is no note '47': the article's notes run from 1 to 46."):
        notes_labelled(article, "47")
    with pytest.raises(UnknownNoteError, match="There is no note '1': the article has no notes."):
        notes_labelled(replace(article, notes=()), "1")
