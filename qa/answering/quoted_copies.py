"""The same words in two articles are cited once, with both places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from index.searching import Searchable
from index.text import plain
from qa.answering.chosen_quotation import ChosenQuotation
from qa.note_roles import notes_at
from qa.records import Citation, Copy, NoteQuote

MOST_COPIES = 20  # that a citation names


def without_copies(quotations: Iterable[ChosenQuotation]) -> Iterator[ChosenQuotation]:
    """Yield the quotations, best first; leave out each that says word for word what a better one of another article does."""
    cited: dict[tuple[bool, str], str] = {}
    for chosen in quotations:
        article_id, key = chosen.passage.article_id, (chosen.note_quote is None, plain(_words(chosen)))
        if cited.setdefault(key, article_id) == article_id:
            yield chosen


def copies_of(citation: Citation, collection: Searchable, article_ids: tuple[str, ...] = ()) -> tuple[Copy, ...]:
    """Return where else what is quoted stands word for word: in other articles, of those asked; all are where none is named."""
    quoted, article_id = citation.note_quote, citation.passage.article_id
    span, note = (quoted.span, quoted.note) if quoted else (citation.quote, None)
    found: list[Copy] = []
    for article, there, other in collection.copies(article_id, span, note):
        if (article_ids and article.id not in article_ids) or len(found) == MOST_COPIES:
            continue
        quote = article.stretch_at(other.anchor) if other else there
        note_quote = NoteQuote(other, there) if other else None
        found.append(Copy(article.id, quote, article.pages_of(quote), notes_at(article, quote), note_quote))
    return tuple(found)


def _words(chosen: ChosenQuotation) -> str:
    if chosen.note_quote is not None:
        return chosen.note_quote.text
    start = chosen.passage.span.start
    return chosen.passage.text[chosen.quote.start - start : chosen.quote.end - start]
