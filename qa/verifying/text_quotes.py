"""Text-quote selectors, after the W3C Web Annotation Data Model: a stretch identified by its words and what stands around it.

Unlike offsets, they find their stretch again after an article was read anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from index.records import Article, Span
from qa.verifying.canonical_text import canonical

CONTEXT = 32  # characters before and behind
LONGEST = 400  # characters of a stretch that are carried whole
ENDS = 150  # and of a longer one, at either end
LEAST_CONTEXT = 0.5  # share of the context that must agree where the words stand in several places


@dataclass(frozen=True, slots=True)
class TextQuote:
    """The words `exact` between `prefix` and `suffix`; of a long stretch, its beginning, with its end in `until`."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    until: str = ""

    @classmethod
    def of(cls, words: str, prefix: str = "", suffix: str = "") -> TextQuote:
        """Return the selector of words, given what stands around them; long words are carried by their ends."""
        if len(words) <= LONGEST:
            return cls(words, prefix, suffix)
        return cls(words[:ENDS], prefix, suffix, words[-ENDS:])

    @property
    def shown(self) -> str:
        """The words as they can be shown."""
        return f"{self.exact} … {self.until}" if self.until else self.exact


def text_quote(article: Article, span: Span) -> TextQuote:
    """Return the selector of a stretch."""
    prefix = article.text[max(span.start - CONTEXT, 0) : span.start]
    return TextQuote.of(span.of(article.text), prefix, article.text[span.end : span.end + CONTEXT])


def find_quote(article: Article, quote: TextQuote, near: int = 0) -> Span | None:
    """Return where the words stand: as they are or, if nowhere so, but for their typography; None where they are gone.

    Of several places, that which stands most in the same context, then the nearest to the offset `near`. Where hardly any of the
    context agrees with any of several, it is not known which is meant, and none is returned.
    """
    text = article.text
    found = _chosen(text, quote, near)
    if found is not None:
        return found
    level = canonical(text)
    levelled = TextQuote(*(canonical(part).text for part in (quote.exact, quote.prefix, quote.suffix, quote.until)))
    found = _chosen(level.text, levelled, near)
    return level.span(found.start, found.end) if found else None


def _chosen(text: str, quote: TextQuote, near: int) -> Span | None:
    places = list(_places(text, quote))
    if len(places) < 2:
        return places[0] if places else None
    agreeing = {place: _agreement(text, place, quote) for place in places}
    best = max(places, key=lambda place: (agreeing[place], -abs(place.start - near)))
    return best if agreeing[best] >= LEAST_CONTEXT * len(quote.prefix + quote.suffix) else None


def _places(text: str, quote: TextQuote) -> Iterator[Span]:
    """Yield each place where the words stand."""
    at = text.find(quote.exact) if quote.exact else -1
    while at >= 0:
        end = at + len(quote.exact)
        until = text.find(quote.until, end)
        if until >= 0:
            yield Span(at, until + len(quote.until))
        at = text.find(quote.exact, at + 1)


def _agreement(text: str, place: Span, quote: TextQuote) -> int:
    """Return how many characters of the context agree, counted from the words outwards."""
    before = text[max(place.start - len(quote.prefix), 0) : place.start]
    behind = text[place.end : place.end + len(quote.suffix)]
    return _alike(before[::-1], quote.prefix[::-1]) + _alike(behind, quote.suffix)


def _alike(one: str, other: str) -> int:
    """Return how many characters two texts have in common at their beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
