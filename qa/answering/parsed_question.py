"""A question, parsed once: the notes that it asks for, what is searched for, and its terms and vectors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from index.records import Article
from index.searching import Hits, Query, Searchable
from index.text import terms
from qa.answering.note_questions import NoteQuestion, note_question, sought
from qa.conversing import follow_up
from qa.records import FollowUp, Turn

NOTE_TERMS = frozenset(terms("footnote endnote note support"))
ASKING_TERMS = NOTE_TERMS | frozenset(
    terms(
        "say read contain cite mention quote tell list refer name explain write wrote written author source work text wording"
        " content show"
    )
)


@dataclass(frozen=True, slots=True)
class ParsedQuestion:
    """What a question asks for; everything that answers it works on this, and parses nothing again.

    text: the question as asked.
    article_ids, section: where alone the answer is looked for, both empty for everywhere.
    notes: the notes that it asks for by their labels, None where it asks for none.
    articles: the articles whose notes are meant, none where `notes` is None.
    looks_for_note: whether it asks which note supports something, so that a quotation with a note is what is wanted.
    query: what is searched for, None where the markers of the notes answer and nothing is searched.
    follow_up: how it was read where it goes on from questions before it, None where it stands alone; `query` is then of that,
        and `own_query` of its own words, None where they are none that can be searched for.
    searches: those that were made for it, which tell what could not be asked.
    """

    text: str
    article_ids: tuple[str, ...]
    section: tuple[str, ...]
    notes: NoteQuestion | None
    articles: tuple[Article, ...]
    looks_for_note: bool
    query: Query | None
    follow_up: FollowUp | None = None
    own_query: Query | None = None
    searches: list[Hits] = field(default_factory=list, compare=False)

    @property
    def searched(self) -> str:
        """The words that are searched for: the question's own, or with those before it."""
        return self.follow_up.read if self.follow_up else self.text

    @property
    def passages_searched(self) -> int:
        """How many passages were looked through for it; 0 where nothing was searched."""
        return max((hits.searched for hits in self.searches), default=0)

    @property
    def not_asked(self) -> tuple[str, ...]:
        """The ids of the articles that should have been searched for it and could not be."""
        return tuple(dict.fromkeys(article_id for hits in self.searches for article_id in hits.not_asked))

    @property
    def read_as(self) -> tuple[tuple[str, str], ...]:
        """The words that were taken for misspelt or abbreviated, as typed, each with what was searched for."""
        return self.query.read_as if self.query else ()

    @property
    def asks_for_missing_notes(self) -> bool:
        """Whether it asks for notes that there are not, and for nothing else."""
        if self.notes is None or self.query is None:
            return False
        return self.notes.certain or set(terms(self.text)) <= ASKING_TERMS | set(self.notes.labels)


def parsed(
    question: str,
    collection: Searchable,
    article_ids: tuple[str, ...] = (),
    section: Sequence[str] = (),
    previous: Sequence[Turn] = (),
) -> ParsedQuestion:
    """Parse a question that is asked of a collection, or of some of its articles, or of a section of one, after those before it.

    Raises:
        QuestionError: it asks for a range of notes that runs backwards, or is too long.
        UnknownArticleError: it asks for notes, and there is no such article.
    """
    notes = note_question(question)
    articles = () if notes is None else _articles_meant(question, collection, article_ids)
    by_marker = notes is not None and any(notes.wanted(article.notes) for article in articles)
    followed = follow_up(question, previous) if notes is None else None
    if followed is not None:
        query = collection.query(followed.read)
        own = collection.query(question) if terms(question) else None
        return ParsedQuestion(question, article_ids, tuple(section), notes, articles, False, query, followed, own)
    content = sought(question)
    searched = None if by_marker else collection.query(content if terms(content) else question)
    return ParsedQuestion(question, article_ids, tuple(section), notes, articles, content != question, searched)


def _articles_meant(question: str, collection: Searchable, article_ids: tuple[str, ...]) -> tuple[Article, ...]:
    """Return the article asked for, or of several those whose title the question names most of, or all."""
    if len(article_ids) == 1:
        return (collection.article(article_ids[0]),)
    wanted, titles = set(terms(question)) - NOTE_TERMS, collection.catalogue.titles
    named = {each: len(wanted & set(terms(titles.get(each, "")))) for each in article_ids or titles}
    most = max(named.values())
    return tuple(collection.article(each) for each, count in named.items() if count == most)
