"""The form that asks: the question, and which articles, collection and section there are to choose from and are chosen."""

from __future__ import annotations

from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from index.catalogue import Catalogue, CatalogueEntry, Facet
from index.collection import PATH
from index.errors import UnknownArticleError
from index.searching import Searchable
from qa.answering import LONGEST_QUESTION, asked_articles
from qa.display import section_paths

MOST_LISTED = 200  # articles up to which all are offered in the form; of more, the list of articles is the way


@dataclass(frozen=True, slots=True)
class AskForm:
    """What the form shows: `chosen` are the ids of the articles that are asked, none where a collection or all are.

    `listed` are the articles to choose from, none where there are too many; `sections` those of the one that is chosen;
    `library` says what there is to be asked.
    """

    question: str
    articles: int
    only: CatalogueEntry | None
    listed: tuple[CatalogueEntry, ...]
    chosen: tuple[str, ...]
    names: dict[str, str]
    collections: tuple[Facet, ...]
    collection: str
    sections: tuple[str, ...]
    section: str
    library: str
    longest: int = LONGEST_QUESTION

    @property
    def path(self) -> tuple[str, ...]:
        """The section that is asked, as a path of one heading that says all."""
        return (self.section,) if self.section else ()

    @property
    def asks_one(self) -> bool:
        """Whether a single article is asked."""
        return self.articles == 1 or len(self.chosen) == 1

    def within(self, collection: Searchable) -> tuple[str, ...] | None:
        """Return the ids of the articles that are asked; None for all.

        Raises:
            UnknownCollectionError: there is no such collection.
        """
        if self.only and not self.chosen:
            return (self.only.outline.id,) if self.section else None
        named = asked_articles(
            collection.catalogue, articles=self.chosen or None, collection=None if self.chosen else self.collection or None
        )
        return named or None


def ask_form(collection: Searchable, arguments: MultiDict[str, str]) -> AskForm:
    """Return the form as the arguments of an address fill it in; articles that are named count before a collection.

    A section that was chosen together with another article than the one asked now (`of`) is that other's, and is dropped.
    """
    catalogue = collection.catalogue
    entries = catalogue.entries
    chosen = tuple(dict.fromkeys(each for each in arguments.getlist("article") if each))
    only = entries[0] if len(entries) == 1 else None
    one = chosen[0] if len(chosen) == 1 else only.outline.id if only and not chosen else None
    return AskForm(
        question=arguments.get("q", ""),
        articles=len(entries),
        only=only,
        listed=entries if 1 < len(entries) <= MOST_LISTED else (),
        chosen=chosen,
        names=catalogue.names,
        collections=catalogue.facets.collections,
        collection="" if chosen else arguments.get("collection", ""),
        sections=_sections(collection, one) if one else (),
        section=arguments.get("section", "") if arguments.get("of", one) == one else "",
        library=library_in_words(catalogue),
    )


def library_in_words(catalogue: Catalogue) -> str:
    """Say what there is to be asked: how many articles, by how many authors, of which years, with how many pages and notes."""
    outlines, facets = [entry.outline for entry in catalogue.entries], catalogue.facets
    known = sum(bool(entry.people) for entry in catalogue.entries)
    some = f", {known:,} of them" if 0 < known < len(outlines) else ""
    by = f"{some} by {_counted(len(facets.authors), 'author')}" if facets.authors else ""
    first, last = facets.years or (0, 0)
    years = f", {first}" if first == last else f", {first} to {last}"
    pages, notes = sum(each.pages for each in outlines), sum(each.notes for each in outlines)
    held = [_counted(sum(each.paragraphs for each in outlines), "paragraph")]
    held += [_counted(pages, "page")] if pages else []
    held += [_counted(notes, "note")] if notes else ["no notes"]
    return f"{_counted(len(outlines), 'article')}{by}{years if facets.years else ''}: {', '.join(held)}."


def _counted(number: int, name: str) -> str:
    return f"{number:,} {name}{'' if number == 1 else 's'}"


def _sections(collection: Searchable, article_id: str) -> tuple[str, ...]:
    """Return the sections of an article; none where there is no such article, which whoever asks it is told."""
    try:
        return tuple(PATH.join(path) for path in section_paths(collection.article(article_id)))
    except UnknownArticleError:
        return ()
