"""text_quotes.py: stretches told by their words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.records import Article, Span
from qa.verifying.text_quotes import CONTEXT, ENDS, LONGEST, TextQuote, find_quote, text_quote


def test_selector_has_the_words_and_what_stands_around(article: Article) -> None:
    """The exact words, and 32 characters on either side, as the W3C's model has them."""
    start = article.text.index("the total number of troops")
    found = text_quote(article, Span(start, start + 9))
    assert found == TextQuote("the total", article.text[start - CONTEXT : start], article.text[start + 9 : start + 9 + CONTEXT])
    assert (
        text_quote(article, Span(0, 4)).prefix,
        text_quote(article, Span(len(article.text) - 4, len(article.text))).suffix,
    ) == (
        "",
        "",
    )


@given(data=st.data())
def test_every_stretch_is_found_again(article: Article, data: st.DataObject) -> None:
    """Whatever is selected, words, context and offset lead back to just that stretch."""
    start = data.draw(st.integers(0, len(article.text) - 1))
    end = data.draw(st.integers(start + 1, min(start + 3 * LONGEST, len(article.text))))
    assert find_quote(article, text_quote(article, Span(start, end)), near=start) == Span(start, end)


def test_long_stretches_carry_their_ends(article: Article) -> None:
    """Of a long stretch the first and last words are carried, and found."""
    span = Span(2000, 2000 + LONGEST + 1)
    quote = text_quote(article, span)
    assert (quote.exact, quote.until) == (article.text[2000 : 2000 + ENDS], article.text[span.end - ENDS : span.end])
    assert quote.shown == f"{quote.exact} … {quote.until}"
    assert find_quote(article, quote) == span


def test_text_that_was_moved_is_found_by_its_words(article: Article) -> None:
    """When text is put in front, the offsets are wrong and the words are not."""
    span = Span(article.text.index("Japan continued to send"), article.text.index("72,400."))
    moved = replace(article, text="A new preface. " + article.text)
    assert find_quote(moved, text_quote(article, span), near=span.start) == Span(span.start + 15, span.end + 15)


@pytest.mark.parametrize(("was", "now"), [("’", "'"), ("–", "-"), (" ", "\u00a0"), ("first", "ﬁrst")])
def test_typography_may_change(was: str, now: str) -> None:
    """Quotation marks, dashes, spaces and ligatures that are read otherwise do not lose the words."""
    old = "The War’s first year. The Russian–Chinese border was the soldiers’ first camp. It was cold."
    start, end = old.index("The Russian"), old.index(" It was")
    new = old.replace(was, now)
    found = find_quote(_article(new), text_quote(_article(old), Span(start, end)), near=start)
    assert found is not None
    assert found.of(new) == old[start:end].replace(was, now)


def test_of_several_places_the_context_decides() -> None:
    """Words that stand more than once are told apart by what stands around them, not by the nearer offset."""
    old = _article("In May the ships came. The crew was ill. In June the ships left. The crew was ill. They died.")
    second = Span(old.text.rindex("The crew was ill."), old.text.index(" They died."))
    new = replace(old, text="They wrote home, and nobody answered them for a year. " + old.text)
    assert find_quote(new, text_quote(old, second), near=54) == Span(second.start + 54, second.end + 54)


def test_gone_or_not_to_be_told_apart_is_none() -> None:
    """Words that are gone are not found; neither are words that stand often, without any of their context."""
    text = _article("The ice broke. The ice froze. The ice broke again.")
    assert find_quote(text, TextQuote("The sea froze")) is None
    assert find_quote(text, TextQuote("The ice", prefix="In Archangel, that same winter, ", suffix=" was thick.")) is None
    assert find_quote(text, TextQuote("")) is None
    assert find_quote(text, TextQuote("The ice", until="no such words")) is None


def _article(text: str) -> Article:
    source = None
    return Article("a", "", text, (), (), (), (), (), source)  # type: ignore[arg-type]  # only its text is looked at
