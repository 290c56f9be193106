"""The commands `loccit evaluate` and `loccit gold check`."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from web.commands.shared_options import DEFAULT_INDEX, index_option, judge_option, refuse

if TYPE_CHECKING:
    from index.searching import Searchable
    from qa.answering import Answerer
    from qa.evaluating import Experiment, Run, System
    from qa.reporting import ReportData

DEFAULT_GOLD = Path("seeds/gold.jsonl")
DEFAULT_RUN = Path("loccit-run.json")
SETS = Path("loccit-sets")  # where the indexes of sets are kept
DEPTH, ARTICLES_DEPTH = 10, 50  # citations asked for; of sets that judge articles, more, for several are of one

gold_argument = click.argument("gold", type=click.Path(path_type=Path), default=DEFAULT_GOLD, metavar="[GOLD]")
url_option = click.option("--url", help="Ask a running service, such as http://127.0.0.1:8000, in the place of an index.")


@click.command()
@gold_argument
@click.option(
    "--index",
    "folder",
    type=click.Path(path_type=Path),
    envvar="LOCCIT_INDEX",
    help=f"The index folder; by default {DEFAULT_INDEX}, or for a set's folder one in {SETS}.",
)
@url_option
@judge_option
@click.option("--split", help="Ask one half alone: dev or test; of a BEIR folder, which qrels.")
@click.option("--limit", type=click.IntRange(1, 50), help=f"Citations asked for; {DEPTH} by default.")
@click.option(
    "--run", "file", type=click.Path(path_type=Path), default=DEFAULT_RUN, show_default=True, help="Keep the run there."
)
@click.option("--resume", is_flag=True, help="Go on with the run in that file, which was broken off.")
@click.option(
    "--compare", "other", type=click.Path(path_type=Path), help="The file of another run: what differs, and is it real?"
)
@click.option("--ablate", is_flag=True, help="Run variants of the index too: lexical only, semantic only, and so on.")
@click.option("--failures", is_flag=True, help="Show each miss with what was returned instead.")
@click.option(
    "--report", type=click.Path(path_type=Path), help="Write a page (index.html), a summary and the run to this folder."
)
@click.option("--trec", type=click.Path(path_type=Path), help="Write TREC run and qrels files to this folder.")
def evaluate(
    gold: Path,
    folder: Path | None,
    url: str | None,
    judge: str,
    split: str | None,
    limit: int | None,
    file: Path,
    resume: bool,
    other: Path | None,
    ablate: bool,
    failures: bool,
    report: Path | None,
    trec: Path | None,
) -> None:
    """Ask the questions of GOLD, a file or a set's folder (seeds/gold.jsonl by default); print how good the answers are."""
    from qa.evaluating import AS_IT_IS, prepare_experiment, run_experiment, write_trec
    from qa.reporting import report_tables, show_misses, write_report

    if url and (ablate or folder):
        refuse("A service is asked as it is: --url goes with neither --index nor --ablate.")
    former = _read(file) if resume else None
    other_run = _read(other) if other else None  # first: a file that is no run should not wait for the questions to be asked
    with ExitStack() as stack:
        system, answerer = _opened(gold, folder, url, stack, judge)
        experiment = prepare_experiment(gold, system, split, limit or _depth(gold))
        run = run_experiment(system, experiment, AS_IT_IS, file, former)
        reported = _report_data(run, answerer if ablate else None, experiment, other_run, str(other or ""))
    for table in report_tables(reported).values():
        click.echo(f"{table}\n")
    if failures:
        click.echo(show_misses(run))
    written = write_report(reported, report) if report else ()
    written += write_trec(run, trec, whole_articles=experiment.whole_articles) if trec else ()
    click.echo("\n".join(f"Written: {path}" for path in (file, *written)))


@click.group()
def gold() -> None:
    """Work on files of gold questions."""


@gold.command("check")
@gold_argument
@index_option
@url_option
def check_gold_file(gold: Path, folder: Path, url: str | None) -> None:
    """Resolve every quotation and label of GOLD, look for duplicates, and count; exit code 1 if a line is wrong."""
    from qa.evaluating import check_gold, show_gold_report

    with ExitStack() as stack:
        system, _ = _opened(gold, folder, url, stack)
        report = check_gold(gold, system)
    click.echo(show_gold_report(report))
    sys.exit(bool(report.faults))


def _opened(
    gold: Path, folder: Path | None, url: str | None, stack: ExitStack, judge: str = "none"
) -> tuple[System, Answerer | None]:
    """Return what is to be asked, and, where it is an index, who answers from it."""
    from index.judging import open_judge
    from qa.answering import Answerer
    from qa.evaluating import LocalSystem, ServiceSystem

    if url:
        return stack.enter_context(ServiceSystem(url)), None
    answerer = Answerer(_collection(gold, folder), judge=open_judge(judge))
    return LocalSystem(answerer), answerer


def _collection(gold: Path, folder: Path | None) -> Searchable:
    """Open the index; that of a set is built where there is none."""
    from index.indexing import is_fresh
    from index.maintenance import index_into
    from index.opening import open_searchable
    from index.settings import Settings
    from qa.evaluating import question_set

    found = question_set(gold)
    if found is None:
        return open_searchable(folder or DEFAULT_INDEX)
    folder = folder or SETS / gold.resolve().name
    articles = found.articles(folder.with_name(f"{folder.name}.articles.jsonl"))
    settings = Settings(markers=found.markers)
    if not is_fresh(folder, [articles], settings):
        index_into(folder, [articles], settings, shown=True)
    return open_searchable(folder)


def _depth(gold: Path) -> int:
    from qa.evaluating import question_set

    found = question_set(gold)
    return ARTICLES_DEPTH if found and found.whole_articles else DEPTH


def _read(file: Path) -> Run:
    from qa.evaluating import read_run

    return read_run(file)


def _report_data(run: Run, answerer: Answerer | None, experiment: Experiment, other: Run | None, name: str) -> ReportData:
    """Return all that is to be shown: with an answerer, its variants; with another run, of that name, how that differs."""
    from qa.evaluating import ablate, differences
    from qa.reporting import ReportData

    compared = differences(run, [other]) if other else ()
    variants = ablate(answerer, experiment) if answerer else ()
    return ReportData(run, variants, differences(run, variants[1:]) if variants else (), name, compared)
