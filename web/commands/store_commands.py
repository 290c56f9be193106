"""The commands that carry an index to an object store and from it: publish, fetch."""

from __future__ import annotations

from pathlib import Path

import click

from web.commands.shared_options import index_option


@click.command()
@click.argument("url", metavar="URL")
@index_option
def publish(url: str, folder: Path) -> None:
    """Copy an index to an object store (s3://…, gs://…, file:///…), from which machines of a cluster fetch it."""
    from index.stores import publish as copy

    copy(folder, url, shown=True)
    click.echo(f"The index in {folder} is in use at {url}.")


@click.command()
@click.argument("url", metavar="URL")
@index_option
def fetch(url: str, folder: Path) -> None:
    """Copy the index from an object store into a folder, verify each file, and put it in use there in one step."""
    from index.stores import fetch as copy

    copy(url, folder, shown=True)
    click.echo(f"The index from {url} is in use in {folder}.")
