"""The commands that ask an index: ask, cite, verify."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import click

from index.errors import LoccitError
from qa.answering import DEFAULT_LIMIT, MOST_CITATIONS
from qa.errors import QuestionError
from qa.records import Answer, Turn
from web.commands.answer_text import Style, answer_blocks
from web.commands.service_options import cluster_options
from web.commands.shared_options import index_option, judge_option, opening, refuse
from web.commands.terminal_text import TerminalText, terminal_text
from web.commands.verdict_text import draft_blocks, verdict_lines

if TYPE_CHECKING:
    from index.records import Article, Span
    from index.searching import Searchable
    from qa.answering import Answerer
    from qa.citing import CitationStyle

STYLES = ("chicago", "mla", "apa")
FILE_STYLES = ("bibtex", "ris", "csl")
csl_option = click.option(
    "--csl", type=click.Path(path_type=Path), help="The style of a file of the Citation Style Language, in the place of --style."
)


@dataclass(frozen=True, slots=True)
class Asking:
    """How questions are asked, and their answers shown."""

    limit: int
    article_ids: tuple[str, ...]
    collection: str | None
    section: tuple[str, ...]
    style: Style | CitationStyle | None
    layout: TerminalText
    as_json: bool
    after: tuple[str, ...]

    def asked(self, answerer: Answerer, question: str) -> str:
        """Ask a question, and return what is printed."""
        from qa.answering import asked_articles

        start = perf_counter()
        within = asked_articles(answerer.collection.catalogue, articles=self.article_ids or None, collection=self.collection)
        previous = self._previous(answerer, question, within)
        result = answerer.ask(question, self.limit, within or None, self.section, previous)
        if not self.as_json:
            return "\n\n".join(answer_blocks(answerer, result, self.style, self.layout))
        from web.schemas import ask_response

        return ask_response(answerer.collection, result, (perf_counter() - start) * 1000.0).model_dump_json()

    def _previous(self, answerer: Answerer, question: str, within: tuple[str, ...]) -> tuple[Turn, ...]:
        """Return the questions before this one; where it goes on from them, with what the last of them is answered by."""
        from qa.conversing import follow_up

        turns = tuple(Turn(each) for each in self.after)
        if follow_up(question, turns) is None:
            return turns
        result = answerer.ask(turns[-1].question, 1, within or None, self.section, turns[:-1])
        quoted = result.citations[0].passage.id if isinstance(result, Answer) else ""
        return (*turns[:-1], Turn(turns[-1].question, passage_id=quoted))


@click.command()
@click.argument("question", required=False)
@click.option("--file", "file", type=click.File(encoding="utf-8"), help="Ask each line of a file; - is the standard input.")
@index_option
@judge_option
@click.option("--limit", type=int, default=DEFAULT_LIMIT, show_default=True, help=f"Citations at most, 1 to {MOST_CITATIONS}.")
@click.option("--article", "article_ids", multiple=True, help="Ask only the article of this id; again for others.")
@click.option("--collection", help="Ask only the articles of this collection: of the folder of that name.")
@click.option("--section", multiple=True, help="Ask only below this heading of the article; again for one inside it.")
@click.option("--style", type=click.Choice(STYLES), help="Print each citation's reference in this style as well.")
@csl_option
@click.option(
    "--after", multiple=True, metavar="QUESTION", help="A question asked before, that this one may go on from; the latest last."
)
@click.option("--whole-notes", is_flag=True, help="Print long notes whole on a terminal too.")
@click.option("--json", "as_json", is_flag=True, help="Print what POST /api/ask returns, a line for each question.")
@cluster_options
def ask(
    question: str | None,
    file: Any,
    folder: Path,
    judge: str,
    limit: int,
    article_ids: tuple[str, ...],
    collection: str | None,
    section: tuple[str, ...],
    style: Style | None,
    csl: Path | None,
    after: tuple[str, ...],
    whole_notes: bool,
    as_json: bool,
    **cluster: Any,
) -> None:
    """Answer QUESTION, or each line of a file, with cited passages, or say that it is not answered."""
    from qa.answering import check_limit, check_question
    from qa.conversing import check_turns

    if (question is None) == (file is None):
        refuse("Give either a question or --file FILE.")
    check_limit(limit)
    if article_ids and collection is not None:
        refuse("Give either --article or --collection.")
    asking = Asking(
        limit, article_ids, collection, section, _style(style, csl), terminal_text(whole_notes=whole_notes), as_json, after
    )
    turns = [Turn(each) for each in after]
    check_turns(turns)
    if question is not None:
        check_question(question, turns)
    lines = _lines(file) if question is None else []
    with opening(**cluster) as opened:
        answerer = _answerer(opened, folder, judge)
        if question is None:
            sys.exit(2 if _ask_each(asking, answerer, lines) else 0)
        click.echo(asking.asked(answerer, question))


def _ask_each(asking: Asking, answerer: Answerer, lines: Sequence[tuple[int, str]]) -> bool:
    """Ask each of some numbered lines, and print the answers; return whether one was refused."""
    from index.collection import NotAskedError

    refused = False
    for number, line in lines:
        try:
            found = asking.asked(answerer, line)
        except (QuestionError, NotAskedError) as error:
            refused, found = True, _not_asked(line, error, asking.as_json)
            click.echo(f"loccit: Line {number}: {error}", err=True)
        click.echo(found if asking.as_json else f"# {line}\n{found}\n")
    return refused


def _answerer(opened: Callable[[Path], Searchable], folder: Path, judge: str) -> Answerer:
    """Return who answers from an index; the index and the judge are opened at the same time, as both take a while."""
    from index.judging import open_judge
    from qa.answering import Answerer

    with ThreadPoolExecutor(1) as beside:
        judging = beside.submit(open_judge, judge)
        collection = opened(folder)
        return Answerer(collection, judge=judging.result())


def _style(style: Style | None, csl: Path | None) -> Style | CitationStyle | None:
    """Return the style that a command names."""
    if csl is None:
        return style
    if style is not None:
        refuse("Give either --style or --csl.")
    from qa.citing import read_csl

    return read_csl(csl)


def _not_asked(line: str, error: LoccitError, as_json: bool) -> str:
    """Return what stands in the place of an answer, so that the lines that come out are those that went in.

    As JSON it has the problem that POST /api/ask/batch gives.
    """
    if not as_json:
        return "Not asked."
    from web.problem_details import problem_of

    found = problem_of(error, {"question": line})
    return json.dumps({"question": line, "problem": found.model_dump()}, ensure_ascii=False, separators=(",", ":"))


def _lines(file: Any) -> list[tuple[int, str]]:
    """Return the lines of a file that are not empty, with their numbers."""
    try:
        found = [(number, line.strip()) for number, line in enumerate(file, start=1) if line.strip()]
    except UnicodeDecodeError as error:
        refuse(f"The file {file.name} is not UTF-8: {error.reason} at byte {error.start}. Save it as UTF-8.")
    return found or refuse(f"The file {file.name} has no line to ask. Write one question a line.")


@click.command()
@click.argument("article_id", metavar="ARTICLE")
@index_option
@click.option("--start", type=click.IntRange(min=0), help="Where the quotation begins in the reading text.")
@click.option("--end", type=click.IntRange(min=0), help="Where it ends.")
@click.option("--style", type=click.Choice((*STYLES, *FILE_STYLES)), show_default=STYLES[0])
@csl_option
@click.option("--json", "as_json", is_flag=True, help="Print what GET /api/articles/{id}/reference returns.")
def cite(article_id: str, folder: Path, start: int | None, end: int | None, style: Any, csl: Path | None, as_json: bool) -> None:
    """Print the references of a quotation of ARTICLE, named by its id, or of the article as a whole."""
    from index.opening import open_searchable
    from index.records import Span

    if (start is None) != (end is None):
        refuse("Give both --start and --end, or neither for the article as a whole.")
    span = None if start is None or end is None else Span(start, end)
    chosen = _style(style, csl)
    article = open_searchable(folder).article(article_id)
    click.echo(_cited(article, span, chosen, as_json=as_json), nl=as_json or chosen not in FILE_STYLES)


def _cited(article: Article, span: Span | None, style: Any, *, as_json: bool) -> str:
    """Return what `cite` prints, in a style by its name, in that of a CSL file, or in Chicago's where none is named."""
    from qa.citing import place_at, references_at
    from web.schemas import file_text, reference_json, reference_lines, style_lines

    named = style is None or isinstance(style, str)
    if as_json:
        return reference_json(article, span, None if named else style).model_dump_json()
    if not named:
        (found,) = style.cite([place_at(article, span)])
        return "\n".join(style_lines(found, style))
    if style in FILE_STYLES:
        return file_text(reference_json(article, span), style)
    built_in: Any = style or STYLES[0]
    return "\n".join(reference_lines(references_at(article, span), built_in))


@click.command()
@click.argument("quotation", required=False)
@click.option("--draft", type=click.Path(path_type=Path), help="Verify all quotations of a file: .md, .txt or .docx.")
@index_option
@click.option("--article", "article_id", help="Look only in the article of this id.")
@click.option("--json", "as_json", is_flag=True, help="Print what POST /api/verify returns.")
def verify(quotation: str | None, draft: Path | None, folder: Path, article_id: str | None, as_json: bool) -> None:
    """Say whether QUOTATION, or each quotation of a draft, is in the text, exactly; exit code 1 if one is not."""
    from index.opening import open_searchable
    from qa.verifying import Verifier, read_draft
    from web.schemas import draft_verdicts, verdict_json

    if (quotation is None) == (draft is None):
        refuse("Give either a quotation or --draft FILE.")
    text = read_draft(draft) if draft else ""
    collection = open_searchable(folder)
    verifier = Verifier(collection)
    if draft is None:
        verdict = verdict_json(collection, verifier.verify(quotation or "", article_id))
        click.echo(verdict.model_dump_json() if as_json else "\n".join(verdict_lines(collection, verdict)))
        sys.exit(not verdict.faithful)
    verdicts = draft_verdicts(verifier, collection, text, article_id)
    if as_json:
        click.echo(verdicts.model_dump_json())
    else:
        click.echo("\n\n".join(draft_blocks(collection, verdicts)))
    sys.exit(not verdicts.faithful)
