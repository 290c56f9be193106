"""The command `loccit`: index, ask, evaluate, serve."""

from __future__ import annotations

import json
import socket
import sys
from collections.abc import Callable, Sequence
from dataclasses import fields
from pathlib import Path
from time import perf_counter
from typing import Any

import click

from index.errors import LoccitError, QuestionError
from index.records import Article, Span
from index.settings import AUTO, DEFAULT_MODEL, FUSIONS, MARKERS, UNITS, Settings
from qa.answering import DEFAULT_LIMIT, MOST_CITATIONS
from qa.records import Answer, Citation, NoAnswer, Role
from web.commands.evaluate_commands import evaluate, gold
from web.commands.service_options import service_options, show_settings
from web.commands.shared_options import DEFAULT_INDEX, index_option, refuse
from web.service_settings import ServiceSettings

FAITHFUL = {"exact", "typography"}
VERDICTS = {
    "exact": "Exact",
    "typography": "Exact but for typography and what scholars may change",
    "altered": "Altered",
    "stitched": "Stitched from several places",
    "absent": "Not in the text",
}
STYLES = ("chicago", "mla", "apa")
FILE_STYLES = ("bibtex", "ris", "csl")
MOST_PLACES_SHOWN = 3
MOST_DOUBTS_SHOWN = 10
ROLES = {
    Role.IN_QUOTE: "in the quotation",
    Role.COVERS_QUOTE: "covers the quotation, as the next note in its paragraph",
    Role.IN_PASSAGE: "elsewhere in the passage",
}


class Commands(click.Group):
    """A group whose commands end with a sentence and exit code 2 where loccit knows what is wrong."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except LoccitError as error:
            refuse(str(error))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="loccit")
def main() -> None:
    """Ask a footnoted article a question; get the passages that answer it, with the author's note numbers."""


markers_option = click.option(
    "--markers", type=click.Choice(MARKERS), default=AUTO, show_default=True, help="The form of the note markers."
)


def settings_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add an option for each setting that shapes an index."""
    default = Settings()
    for option in (
        markers_option,
        click.option("--model", default=DEFAULT_MODEL, show_default=True, help="A sentence-transformers name or folder."),
        click.option("--stemming/--no-stemming", default=True, show_default=True, help="Whether “troop” finds “troops”."),
        click.option("--passage-unit", type=click.Choice(UNITS), default=default.passage_unit, show_default=True),
        click.option("--sentences-per-passage", type=int, default=default.sentences_per_passage, show_default=True),
        click.option("--passage-stride", type=int, default=default.passage_stride, show_default=True, help="In sentences."),
        click.option(
            "--fusion", type=click.Choice(FUSIONS), default=default.fusion, show_default=True, help="How two searches become one."
        ),
        click.option("--lexical-weight", type=float, default=default.lexical_weight, show_default=True, help="BM25's, 0 to 1."),
        click.option(
            "--late-interaction",
            type=float,
            default=default.late_interaction,
            show_default=True,
            help="What it weighs to compare token by token, 0 to 1; with 0 the index is smaller by 384 bytes a token.",
        ),
    ):
        command = option(command)
    return command


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="ARTICLE...")
@click.option(
    "--into", "folder", type=click.Path(path_type=Path), default=DEFAULT_INDEX, show_default=True, help="The index folder."
)
@click.option("--force", is_flag=True, help="Build even where the index is up to date.")
@settings_options
def index(paths: tuple[Path, ...], folder: Path, force: bool, **settings: Any) -> None:
    """Read articles (files, folders, patterns) and index them; nothing is done where the index is up to date."""
    from index.folder import article_ids, is_fresh
    from index.maintenance import index_into

    wanted = Settings(**settings)
    if not force and is_fresh(folder, paths, wanted):
        click.echo(f"{folder} is up to date.")
        return
    start = perf_counter()
    before = article_ids(folder)
    refused: list[LoccitError] = []
    collection = index_into(folder, paths, wanted, anew=force, shown=True, refused=refused.append)
    files = files_by_name(paths)
    for article in collection.articles:
        click.echo(describe(article, files[article.source.name]))
    gone = set(before) - {article.id for article in collection.articles}
    if gone:
        click.echo(f"No longer in the index, for they were not named: {', '.join(sorted(gone))}. To keep others, use: loccit add")
    click.echo(collection.encoding)
    click.echo(indexed(collection, folder, perf_counter() - start))
    tell_refused(refused)


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="ARTICLE...")
@index_option
def add(paths: tuple[Path, ...], folder: Path) -> None:
    """Add articles to an index, or put them in the place of those that came from the same files."""
    from index.maintenance import add_to, articles_from

    start = perf_counter()
    refused: list[LoccitError] = []
    collection = add_to(folder, paths, shown=True, refused=refused.append)
    files = files_by_name(paths)
    for article in articles_from(collection, paths):
        click.echo(describe(article, files[article.source.name]))
    click.echo(indexed(collection, folder, perf_counter() - start))
    tell_refused(refused)


@main.command()
@click.argument("article_ids", nargs=-1, required=True, metavar="ID...")
@index_option
def remove(article_ids: tuple[str, ...], folder: Path) -> None:
    """Take articles out of an index, by their ids."""
    from index.maintenance import remove_from

    start = perf_counter()
    click.echo(indexed(remove_from(folder, article_ids), folder, perf_counter() - start))


@main.command()
@index_option
def check(folder: Path) -> None:
    """Verify every file of an index against its checksum; exit code 1 if the index is out of date."""
    from index.folder import staleness, verify

    manifest = verify(folder)
    reason = staleness(manifest, manifest.settings)
    click.echo(f"{folder} is whole: {len(manifest.files)} files have the SHA-256 that was written.")
    if reason:
        click.echo(f"But it is out of date: {reason}.")
        sys.exit(1)


def tell_refused(refused: Sequence[LoccitError]) -> None:
    """Say which files could not be read, and end with exit code 1 if any."""
    for error in refused:
        click.echo(f"loccit: left out: {error}", err=True)
    if refused:
        sys.exit(1)


def indexed(collection: Any, folder: Path, seconds: float) -> str:
    """Say what an index now holds."""
    articles, passages = len(collection.articles), len(collection.passages)
    return f"{articles} article{'' if articles == 1 else 's'} with {passages} passages indexed in {folder} in {seconds:.1f} s."


@main.command()
@click.argument("path", type=click.Path(path_type=Path), metavar="FILE")
@markers_option
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON: an object, or a list for several articles.")
def inspect(path: Path, markers: str, as_json: bool) -> None:
    """Report what is read from FILE, without indexing it: sections, pages, notes, and what could not be settled."""
    from pydantic import TypeAdapter

    from index.readers import Integrity, read_with_sources
    from index.readers import inspect as report_on

    reports = [report_on(article, source) for article, source in read_with_sources(path, markers)]
    if not as_json:
        click.echo("\n\n".join("\n".join(show_integrity(report)) for report in reports))
    elif len(reports) == 1:
        click.echo(TypeAdapter(Integrity).dump_json(reports[0], indent=2).decode())
    else:
        click.echo(TypeAdapter(list[Integrity]).dump_json(reports, indent=2).decode())


@main.command()
@click.argument("question", required=False)
@click.option("--file", "file", type=click.File(encoding="utf-8"), help="Ask each line of a file; - is the standard input.")
@index_option
@click.option("--limit", type=int, default=DEFAULT_LIMIT, show_default=True, help=f"Citations at most, 1 to {MOST_CITATIONS}.")
@click.option("--article", "article_id", help="Ask only the article of this id.")
@click.option("--section", multiple=True, help="Ask only below this heading of the article; again for one inside it.")
@click.option("--style", type=click.Choice(STYLES), help="Print each citation's reference in this style as well.")
@click.option("--json", "as_json", is_flag=True, help="Print what POST /api/ask returns, a line for each question.")
def ask(
    question: str | None,
    file: Any,
    folder: Path,
    limit: int,
    article_id: str | None,
    section: tuple[str, ...],
    style: str | None,
    as_json: bool,
) -> None:
    """Answer QUESTION, or each line of a file, with cited passages, or say that it is not answered."""
    from index.opening import open_collection
    from qa.answering import Answerer, check_limit, check_question

    if (question is None) == (file is None):
        refuse("Give either a question or --file FILE.")
    check_limit(limit)
    if question is not None:
        check_question(question)
        click.echo(_asked(Answerer(open_collection(folder)), question, limit, article_id, section, style, as_json))
        return
    questions = _lines(file)
    answerer, refused = Answerer(open_collection(folder)), False
    for number, line in questions:
        try:
            found = _asked(answerer, line, limit, article_id, section, style, as_json)
        except QuestionError as error:
            refused, found = True, _not_asked(line, error, as_json)
            click.echo(f"loccit: Line {number}: {error}", err=True)
        click.echo(found if as_json else f"# {line}\n{found}\n")
    sys.exit(2 if refused else 0)


def _asked(
    answerer: Any,
    question: str,
    limit: int,
    article_id: str | None,
    section: tuple[str, ...],
    style: str | None,
    as_json: bool,
) -> str:
    start = perf_counter()
    result = answerer.ask(question, limit, article_id, section)
    if not as_json:
        return "\n\n".join(show(answerer, result, style))
    from web.schemas import ask_response

    return ask_response(answerer.collection, result, (perf_counter() - start) * 1000.0).model_dump_json()


def _not_asked(line: str, error: QuestionError, as_json: bool) -> str:
    """Return what stands in the place of an answer, so that the lines that come out are those that went in.

    As JSON it has the problem that POST /api/ask/batch gives.
    """
    if not as_json:
        return "Not asked."
    from web.problems import problem_of

    found = problem_of(error, {"question": line})
    return json.dumps({"question": line, "problem": found.model_dump()}, ensure_ascii=False, separators=(",", ":"))


def _lines(file: Any) -> list[tuple[int, str]]:
    """Return the lines of a file that are not empty, with their numbers."""
    try:
        found = [(number, line.strip()) for number, line in enumerate(file, start=1) if line.strip()]
    except UnicodeDecodeError as error:
        refuse(f"The file {file.name} is not UTF-8: {error.reason} at byte {error.start}. Save it as UTF-8.")
    return found or refuse(f"The file {file.name} has no line to ask. Write one question a line.")


@main.command()
@click.argument("article_id", metavar="ARTICLE")
@index_option
@click.option("--start", type=click.IntRange(min=0), help="Where the quotation begins in the reading text.")
@click.option("--end", type=click.IntRange(min=0), help="Where it ends.")
@click.option("--style", type=click.Choice((*STYLES, *FILE_STYLES)), default=STYLES[0], show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print what GET /api/articles/{id}/reference returns.")
def cite(article_id: str, folder: Path, start: int | None, end: int | None, style: Any, as_json: bool) -> None:
    """Print the references of a quotation of ARTICLE, named by its id, or of the article as a whole."""
    from index.opening import open_collection
    from index.records import Span
    from qa.citing import references_at
    from web.schemas import file_text, reference_json, reference_lines

    if (start is None) != (end is None):
        refuse("Give both --start and --end, or neither for the article as a whole.")
    span = None if start is None or end is None else Span(start, end)
    article = open_collection(folder).article(article_id)
    if as_json:
        click.echo(reference_json(article, span).model_dump_json())
    elif style in STYLES:
        click.echo("\n".join(reference_lines(references_at(article, span), style)))
    else:
        click.echo(file_text(reference_json(article, span), style), nl=False)


@main.command()
@click.argument("quotation", required=False)
@click.option("--draft", type=click.Path(path_type=Path), help="Verify all quotations of a file: .md, .txt or .docx.")
@index_option
@click.option("--article", "article_id", help="Look only in the article of this id.")
@click.option("--json", "as_json", is_flag=True, help="Print what POST /api/verify returns.")
def verify(quotation: str | None, draft: Path | None, folder: Path, article_id: str | None, as_json: bool) -> None:
    """Say whether QUOTATION, or each quotation of a draft, is in the text, exactly; exit code 1 if one is not."""
    from index.opening import open_collection
    from qa.verifying import Verifier, read_draft
    from web.schemas import draft_verdicts, verdict_json

    if (quotation is None) == (draft is None):
        refuse("Give either a quotation or --draft FILE.")
    text = read_draft(draft) if draft else ""
    collection = open_collection(folder)
    verifier = Verifier(collection)
    if draft is None:
        verdict = verdict_json(collection, verifier.verify(quotation or "", article_id))
        click.echo(verdict.model_dump_json() if as_json else "\n".join(show_verdict(collection, verdict)))
        sys.exit(verdict.kind not in FAITHFUL)
    verdicts = draft_verdicts(verifier, collection, text, article_id)
    if as_json:
        click.echo(verdicts.model_dump_json())
    else:
        blocks = ["\n".join(show_verdict(collection, found.verdict)) for found in verdicts.quotations if not found.short]
        click.echo("\n\n".join(blocks) or "The draft has no quotation of more than two words.")
    sys.exit(not verdicts.faithful)


def show_verdict(collection: Any, verdict: Any) -> list[str]:
    """Return a verdict as lines of text."""
    lines = [f"{VERDICTS[verdict.kind]}: {verdict.quotation}"]
    for place in verdict.places[:MOST_PLACES_SHOWN]:
        article = collection.article(place.article)
        lines.append("   " + standing(article, place.section, Span(place.start, place.end)))
        lines += [f"   note {note.label}: {ROLES[Role(note.role)]}" for note in place.notes]
    if verdict.occurrences > MOST_PLACES_SHOWN:
        lines.append(f"   and {verdict.occurrences - MOST_PLACES_SHOWN} more places")
    for difference in verdict.differences:
        times = f", {difference.count} times" if difference.count > 1 else ""
        lines.append(f"   {difference.kind}: “{difference.quoted}” for “{difference.original}”{times}")
    return lines


def standing(article: Article, section: Sequence[str], span: Span) -> str:
    """Say where a stretch stands: article, headings, paragraphs, pages."""
    from qa.citing import numbers, pages_in_words, telling

    paragraphs = [str(paragraph.number) for paragraph in article.paragraphs_of(span)]
    place = ("¶ " + numbers(paragraphs) if paragraphs else "", pages_in_words(article.pages_with(span)))
    return " › ".join(filter(None, (article.title, *telling(article, section), ", ".join(filter(None, place)))))


main.add_command(evaluate)
main.add_command(gold)


@main.command()
@index_option
@service_options
@click.option("--show-settings", "shown", is_flag=True, help="Print the settings, and whence each is, and end.")
@click.pass_context
def serve(context: click.Context, /, folder: Path, shown: bool, **values: Any) -> None:
    """Serve the pages and the API."""
    settings = ServiceSettings(**values)
    if shown:
        click.echo("\n".join(show_settings(context, settings)))
        return
    from web.serving import DyingError, keep_memory_together, serve_by_several, serve_by_this_process

    keep_memory_together()
    listening = listen(settings.host, settings.port)  # first: a taken address should not wait for the model to be loaded
    address = f"http://{settings.host}:{listening.getsockname()[1]}/"
    with listening:
        if settings.processes == 1:
            serve_by_this_process(folder, listening, settings, lambda articles: announce(articles, address))
            return
        try:
            serve_by_several(folder, listening, settings, lambda articles: announce(articles, address))
        except DyingError as error:
            refuse(str(error), exit_code=1)


@main.command()
@click.argument("name")
def token(name: str) -> None:
    """Make a bearer token for NAME: print it, and the line for the file of tokens that `loccit serve --tokens` reads."""
    from web.guards import LINE, new_token

    made, holder = new_token(name)
    if not LINE.fullmatch(holder.line):
        refuse(f"The name {name!r} cannot be a holder's: use up to 64 letters, digits, dots, hyphens and underscores.")
    click.echo(f"The token, which is not shown again: {made}", err=True)
    click.echo(holder.line)


@main.command()
@index_option
def mcp(folder: Path) -> None:
    """Offer asking, reading and verifying to an assistant, over the Model Context Protocol on stdin and stdout."""
    from qa.answering import WatchedAnswerer

    try:
        from web.commands.assistant_server import assistant_server
    except ModuleNotFoundError as error:
        if error.name != "mcp":
            raise
        refuse("The Python SDK of the Model Context Protocol is not installed. Install it with: pip install 'loccit[mcp]'")
    answerer = WatchedAnswerer(folder)
    answerer.watch()
    assistant_server(answerer).run()


def announce(count: int, address: str) -> None:
    """Say where how many articles are served."""
    click.echo(f"Answering from {count} article{'' if count == 1 else 's'} on {address} – Ctrl-C ends it.")


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens there, or end with a sentence where that is not possible."""
    try:
        host.encode("idna")
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except (OSError, UnicodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "no such host name is possible"
        refuse(f"The address {host}:{port} cannot be served on: {reason}. Name another with --port or --host.")


def files_by_name(paths: Sequence[Path]) -> dict[str, Path]:
    """Return the files of articles by their names; of two of one name the first, for the other's article was refused."""
    from index.readers import article_paths

    return {path.name: path for path in reversed(article_paths(paths))}


def describe(article: Article, file: Path) -> str:
    """Return a line about what was read from a file, and one for each of the first doubts."""
    labels = f" ({article.notes[0].label} to {article.notes[-1].label})" if article.notes else ""
    counts = (
        f"{len(article.pages)} pages" if article.pages else "no pages",
        f"{len(article.paragraphs)} paragraphs",
        f"{len(article.notes)} notes{labels}",
        f"{len(article.doubts)} doubt{'' if len(article.doubts) == 1 else 's'}",
    )
    lines = [f"{article.id}: {', '.join(counts)}", *(f"  doubt: {doubt}" for doubt in article.doubts[:MOST_DOUBTS_SHOWN])]
    if len(article.doubts) > MOST_DOUBTS_SHOWN:
        lines.append(f"  and {len(article.doubts) - MOST_DOUBTS_SHOWN} more: loccit inspect {file}")
    return "\n".join(lines)


def show_integrity(report: Any) -> list[str]:
    """Return an integrity report as lines of text."""
    exact = f"{report.exact:.1%} of which lead back to the file exactly"
    counted = "" if report.pages_printed else ", counted in the file: it carries no printed numbers"
    return [
        report.title,
        f"id          {report.article_id}",
        f"pages       {len(report.pages)}" + (f" ({report.pages[0]} to {report.pages[-1]}{counted})" if report.pages else ""),
        f"paragraphs  {report.paragraphs}, {report.sentences} sentences, {exact}",
        f"notes       {report.notes}, {report.notes_with_text} with their own text",
        f"missing     {', '.join(report.missing) or 'none'}",
        f"doubled     {', '.join(report.doubled) or 'none'}",
        *show_publication(report.publication),
        *(f"repeats     {repeated}" for repeated in report.repeated),
        *(f"section     {section}" for section in report.sections),
        *(f"doubt       {doubt}" for doubt in report.doubts),
    ]


def show_publication(publication: Any) -> list[str]:
    """Return what is known of where an article was published, a line for each thing."""
    if not publication.is_known:
        return ["published   nothing is known; a file NAME.toml beside NAME.txt would tell"]
    lines = []
    for field in fields(publication):
        value = getattr(publication, field.name)
        if isinstance(value, tuple):
            value = "; ".join(", ".join(part for part in (person.family, person.given) if part) for person in value)
        if value:
            lines.append(f"{field.name:<12}{value}")
    return lines


def show(answerer: Any, result: Answer | NoAnswer, style: Any = None) -> list[str]:
    """Return a result as blocks of text for the terminal, each citation with its reference where a `style` is given."""
    if isinstance(result, Answer):
        ranked = list(enumerate(result.citations, start=1))
        likely = [show_citation(answerer, rank, citation, style) for rank, citation in ranked if answerer.is_likely(citation)]
        others = [show_citation(answerer, rank, citation, style) for rank, citation in ranked if not answerer.is_likely(citation)]
        return [*likely, *(["Less likely:"] if others else []), *others]
    head = f"This does not seem to be answered. {result.reason}\nThe nearest passages, which are not an answer:"
    return [head, *(show_citation(answerer, rank, citation, style) for rank, citation in enumerate(result.nearest, start=1))]


def show_citation(answerer: Any, rank: int, citation: Citation, style: Any = None) -> str:
    """Return a citation as text: the quotation with its note numbers, where it stands, the notes' roles, its reference."""
    from qa.display import as_text, pieces

    article = answerer.collection.article(citation.passage.article_id)
    notes = [
        f"note {cited.note.label}: {ROLES[cited.role]}" + (f" – {cited.note.text}" if cited.note.text else "")
        for cited in citation.notes
    ]
    quoting = [f"quoting: {stretch.of(article.text)}" for stretch in citation.quoting if stretch != citation.quote]
    words = ["the whole is somebody else's words"] if citation.quote in citation.quoting else quoting
    cited = _reference_lines(article, citation, style) if style else []
    below = [standing(article, citation.passage.section, citation.quote), *words, *notes, *cited]
    lines = [as_text(pieces(article, citation.quote)), *("   " + line for line in below)]
    if quoted := citation.note_quote:
        lines = [f"In note {quoted.note.label}: {quoted.text}", "   which stands behind: " + lines[0], *lines[1:]]
    return f"{rank}. " + "\n".join(lines)


def _reference_lines(article: Article, citation: Citation, style: Any) -> list[str]:
    from qa.citing import references
    from web.schemas import reference_lines

    return reference_lines(references(article, citation.quote, citation.notes), style)


if __name__ == "__main__":
    main()
