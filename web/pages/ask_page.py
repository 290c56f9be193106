"""The front page: ask, and see what is answered. It works without JavaScript, and the question stands in the address."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from urllib.parse import urlencode

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from index.catalogue import UnknownCollectionError
from index.collection import UnknownPassageError, UnknownSectionError
from index.errors import UnknownArticleError, shortened
from index.records import Article
from index.searching import Searchable
from qa.answering import DEFAULT_LIMIT, Answerer, examples_of
from qa.citing import CitationStyle, PlaceReferences, Styled, cited_place
from qa.conversing import MOST_TURNS, follow_up
from qa.display import Piece, passage_paragraphs
from qa.errors import QuestionError
from qa.records import Answer, Citation, Copy, NoAnswer, Turn
from web.operation import CountedQuestions, IndexSource
from web.pages.ask_form import ask_form
from web.problem_details import status_of
from web.styling import CitedPlaces, StyleChoice

TURN = ("after", "at")  # what the form carries of the questions before: the question, and the passage that was quoted for it
NOTHING = "-"  # in the place of a passage, where nothing was quoted
NUMBER = re.compile(r"-?[0-9]{1,12}")


@dataclass(frozen=True, slots=True)
class Shown:
    """A citation as the page shows it: with its article, its passage in pieces, and what is printed of its reference.

    `copies` are the places that say the same word for word, each with its article.
    """

    rank: int
    citation: Citation
    article: Article
    paragraphs: tuple[tuple[Piece, ...], ...]
    likely: bool
    reference: tuple[Styled, ...]
    copies: tuple[tuple[Article, Copy], ...]


def pages_blueprint(
    source: IndexSource, questions: CountedQuestions, remember: Callable[[str, str, str], None], choice: StyleChoice
) -> Blueprint:
    """Return the route `/`; `remember` gets each question that is answered, the article and the section that were asked."""
    blueprint = Blueprint("pages", __name__)

    @blueprint.get("/")
    def ask() -> ResponseReturnValue:
        """Show the form and, where a question is asked, what it gets."""
        answerer, question = source.current().answerer, request.args.get("q")
        form = ask_form(answerer.collection, request.args)
        if question is None:
            return render_template("ask.html", examples=examples_of(answerer), form=form)
        previous = _previous(answerer.collection)
        if previous and follow_up(question, previous) is None:
            return redirect(_address_alone())
        try:
            limit = _limit(request.args.get("limit"))
            within = form.within(answerer.collection)
            result, took_ms = questions.ask(answerer, question, limit, within, form.path, previous)
        except (QuestionError, UnknownArticleError, UnknownSectionError, UnknownCollectionError) as error:
            return render_template("ask.html", problem=str(error), form=form), status_of(error)
        remember(question, form.chosen[0] if len(form.chosen) == 1 else "", form.section)
        cited = _cited(answerer.collection, result, choice)
        return render_template(
            "ask.html",
            result=result,
            shown=_shown(answerer, result, cited),
            style=cited.style,
            style_problem=cited.problem,
            by_work=by_work,
            readings=result.read_as,
            not_asked=result.not_asked,
            turns=_turns(result, previous),
            alone=_address_alone(),
            took_ms=took_ms,
            form=form,
        )

    @blueprint.get("/favicon.ico")
    def favicon() -> ResponseReturnValue:
        """Send browsers that ask for an icon by habit to ours."""
        return redirect(url_for("static", filename="icon.svg"), 301)

    return blueprint


def _cited(collection: Searchable, result: Answer | NoAnswer, choice: StyleChoice) -> CitedPlaces:
    """Return the references of what is shown, all in one go."""
    shown = result.citations if isinstance(result, Answer) else result.nearest
    return choice.cite([cited_place(collection.article(each.passage.article_id), each.quote, each.notes) for each in shown])


def _printed(found: PlaceReferences, style: CitationStyle) -> tuple[Styled, ...]:
    """Return what is printed of a reference: a note, or what stands in the text and the entry."""
    return (found.citation,) if style.in_notes or not found.entry.text else (found.citation, found.entry)


def _shown(answerer: Answerer, result: Answer | NoAnswer, cited: CitedPlaces) -> list[Shown]:
    """Return the citations of an answer, or the nearest ones where there is none, of which none is called likely."""
    collection, answered = answerer.collection, isinstance(result, Answer)
    citations = result.citations if isinstance(result, Answer) else result.nearest
    return [
        Shown(
            rank=rank,
            citation=citation,
            article=(article := collection.article(citation.passage.article_id)),
            paragraphs=passage_paragraphs(article, citation),
            likely=answered and answerer.is_likely(citation),
            reference=_printed(cited.references[rank - 1], cited.style),
            copies=tuple((collection.article(copy.article_id), copy) for copy in citation.copies),
        )
        for rank, citation in enumerate(citations, start=1)
    ]


def _previous(collection: Searchable) -> tuple[Turn, ...]:
    """Return the questions before this one, as the form carries them, each with the passage quoted, if that is still there."""
    asked, quoted = request.args.getlist("after"), request.args.getlist("at")
    return tuple(
        Turn(question, passage_id=_known_passage(collection, passage_id))
        for question, passage_id in zip_longest(asked, quoted[: len(asked)], fillvalue=NOTHING)
    )


def _address_alone() -> str:
    """Return the address of this question as if it were the first."""
    return f"/?{urlencode([pair for pair in request.args.items(multi=True) if pair[0] not in TURN])}"


def _known_passage(collection: Searchable, passage_id: str) -> str:
    """Return a passage's id; nothing where the text was read anew since, for the question itself is still a good one."""
    try:
        return collection.passage(passage_id).id
    except UnknownPassageError:
        return ""


def _turns(result: Answer | NoAnswer, previous: tuple[Turn, ...]) -> list[tuple[str, str]]:
    """Return the questions that the next one may go on from, each with a passage's id: this one, and those before it."""
    quoted = result.citations[0].passage.id if isinstance(result, Answer) else ""
    before = previous if result.follow_up else ()
    turns = (*before, Turn(result.question, passage_id=quoted))[-MOST_TURNS:]
    return [(turn.question, turn.passage_id or NOTHING) for turn in turns]


def by_work(shown: Sequence[Shown]) -> list[list[Shown]]:
    """Return citations grouped by their articles, in the order of each article's best."""
    works: dict[str, list[Shown]] = {}
    for each in shown:
        works.setdefault(each.article.id, []).append(each)
    return list(works.values())


def _limit(raw: str | None) -> int:
    if raw is None:
        return DEFAULT_LIMIT
    if not NUMBER.fullmatch(raw):
        raise QuestionError(f"The limit is {shortened(raw)}, but must be a whole number. Leave it out for {DEFAULT_LIMIT}.")
    return int(raw)
