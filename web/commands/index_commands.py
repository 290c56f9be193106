"""The commands that make and change an index, or look at one: index, add, remove, check, inspect."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

import click

from index.errors import LoccitError
from index.settings import Settings
from web.commands.article_text import article_lines, index_line, report_lines
from web.commands.index_options import reading_options, settings_options
from web.commands.shared_options import DEFAULT_INDEX, index_option, refuse


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="ARTICLE...")
@click.option(
    "--into", "folder", type=click.Path(path_type=Path), default=DEFAULT_INDEX, show_default=True, help="The index folder."
)
@click.option("--force", is_flag=True, help="Build even where the index is up to date.")
@click.option(
    "--bibliography",
    "bibliographies",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="FILE",
    help="An export of Zotero or another reference manager (BibTeX, CSL-JSON, RIS); again for others.",
)
@click.option("--shards", type=click.IntRange(1, 9999), help="Cut the index into so many shards, for a cluster.")
@click.option(
    "--cluster",
    metavar="HOST:PORT",
    help="The address of a Ray cluster whose machines read and encode; they must see the articles under the same path.",
)
@click.option(
    "--received",
    is_flag=True,
    help="And what was added on the page, which is kept in a folder beside the index; but nothing that was removed there.",
)
@settings_options
def index(
    paths: tuple[Path, ...],
    folder: Path,
    force: bool,
    bibliographies: tuple[Path, ...],
    shards: int | None,
    cluster: str | None,
    received: bool,
    **settings: Any,
) -> None:
    """Read articles (files, folders, patterns) and index them; nothing is done where the index is up to date."""
    from index.distributing import RayWorkers
    from index.intake import let_in, received_bibliographies, received_files, without_removed
    from index.maintenance import articles_from, index_into, indexed_ids, is_up_to_date

    wanted = Settings(**settings)
    if received:
        let_in(folder, paths)
        paths = (*without_removed(folder, paths), *received_files(folder))
        bibliographies = (*bibliographies, *received_bibliographies(folder))
        if not paths:
            refuse("All that is named was removed on the page. Name the very file of an article to have it again.")
    if not force and is_up_to_date(folder, paths, wanted, bibliographies, shards):
        click.echo(f"{folder} is up to date.")
        return
    start = perf_counter()
    before = indexed_ids(folder)
    refused: list[LoccitError] = []
    told: list[str] = []
    collection = index_into(
        folder,
        paths,
        wanted,
        anew=force,
        shown=True,
        refused=refused.append,
        told=told.append,
        bibliographies=bibliographies,
        shards=shards,
        workers=RayWorkers(cluster) if cluster else None,
    )
    for article, file in articles_from(collection, paths):
        click.echo(article_lines(article, file))
    gone = set(before) - {article.id for article in collection.articles}
    if gone:
        click.echo(f"No longer in the index, for they were not named: {', '.join(sorted(gone))}. To keep others, use: loccit add")
    click.echo(collection.encoding)
    click.echo(index_line(collection, folder, perf_counter() - start))
    report_told(told)
    report_passed_over(paths)
    report_refused(refused)


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="ARTICLE...")
@index_option
def add(paths: tuple[Path, ...], folder: Path) -> None:
    """Add articles to an index, or put them in the place of those that came from the same files."""
    from index.intake import let_in
    from index.maintenance import add_to, articles_from
    from index.readers import article_paths

    let_in(folder, article_paths(paths))
    start = perf_counter()
    refused: list[LoccitError] = []
    told: list[str] = []
    collection = add_to(folder, paths, shown=True, refused=refused.append, told=told.append)
    for article, file in articles_from(collection, paths):
        click.echo(article_lines(article, file))
    click.echo(index_line(collection, folder, perf_counter() - start))
    report_told(told)
    report_passed_over(paths)
    report_refused(refused)


@click.command()
@click.argument("article_ids", nargs=-1, required=True, metavar="ID...")
@index_option
def remove(article_ids: tuple[str, ...], folder: Path) -> None:
    """Take articles out of an index, by their ids."""
    from index.maintenance import remove_from

    start = perf_counter()
    click.echo(index_line(remove_from(folder, article_ids), folder, perf_counter() - start))


@click.command()
@index_option
def check(folder: Path) -> None:
    """Verify every file of an index against its checksum; exit code 1 if the index is out of date."""
    from index.folder import staleness, verify
    from index.sharding import is_sharded, verify_sharded

    manifests = verify_sharded(folder) if is_sharded(folder) else (verify(folder),)
    reason = next(filter(None, (staleness(manifest, manifest.settings) for manifest in manifests)), "")
    click.echo(
        f"{folder} is whole: {sum(len(manifest.files) for manifest in manifests)} files have the SHA-256 that was written."
    )
    if reason:
        click.echo(f"But it is out of date: {reason}.")
        sys.exit(1)


@click.command()
@click.argument("path", type=click.Path(path_type=Path), metavar="FILE")
@reading_options
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON: an object, or a list for several articles.")
def inspect(path: Path, markers: str, ocr: str, ocr_languages: str, as_json: bool) -> None:
    """Report what is read from FILE, without indexing it: sections, pages, notes, and what could not be settled."""
    from pydantic import TypeAdapter

    from index.readers import Integrity, read_with_sources
    from index.readers import inspect as report_on

    settings = Settings(markers=markers, ocr=ocr, ocr_languages=ocr_languages)
    read = read_with_sources(path, settings.markers, settings.recognition)
    reports = [report_on(article, source) for article, source in read]
    if not as_json:
        click.echo("\n\n".join("\n".join(report_lines(report)) for report in reports))
    elif len(reports) == 1:
        click.echo(TypeAdapter(Integrity).dump_json(reports[0], indent=2).decode())
    else:
        click.echo(TypeAdapter(list[Integrity]).dump_json(reports, indent=2).decode())


def report_told(sentences: Sequence[str]) -> None:
    """Say what of the bibliographies was not used."""
    for sentence in sentences:
        click.echo(f"loccit: not used: {sentence}", err=True)


def report_passed_over(paths: Sequence[Path]) -> None:
    """Say what else lies in the folders that were searched through, such as papers that must be saved as something else first."""
    from index.readers import passed_over

    counts = passed_over(paths)
    if counts:
        named = ", ".join(f"{count} {suffix}" for suffix, count in counts.items())
        click.echo(
            f"loccit: passed over, for their kind is not read: {named}. Save papers as .docx, .odt, .pdf or .txt.", err=True
        )


def report_refused(refused: Sequence[LoccitError]) -> None:
    """Say which files could not be read, and end with exit code 1 if any."""
    for error in refused:
        click.echo(f"loccit: left out: {error}", err=True)
    if refused:
        sys.exit(1)
