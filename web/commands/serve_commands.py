"""The commands for whoever runs the service, or offers it to an assistant: serve, token, mcp."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import click

from web.commands.service_options import cluster_options, service_options, show_settings
from web.commands.shared_options import index_option, judge_option, opening, refuse
from web.service_settings import ServiceSettings


@click.command()
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
    from web.serving import DyingError, is_watched_over, keep_memory_together, serve_by_several, serve_by_this_process

    keep_memory_together()
    listening = listen(settings.host, settings.port)  # first: a taken address should not wait for the model to be loaded
    address = f"http://{settings.host}:{listening.getsockname()[1]}/"
    with listening:
        if not is_watched_over(settings):
            serve_by_this_process(folder, listening, settings, lambda articles: announce(articles, address))
            return
        try:
            serve_by_several(folder, listening, settings, lambda articles: announce(articles, address))
        except DyingError as error:
            refuse(str(error), exit_code=1)


@click.command()
@click.argument("name")
@click.option("--write", is_flag=True, help="Let the holder change articles, too, where the service is writable.")
def token(name: str, write: bool) -> None:
    """Make a bearer token for NAME: print it, and the line for the file of tokens that `loccit serve --tokens` reads."""
    from web.guards import LINE, new_token

    made, holder = new_token(name, may_change=write)
    if not LINE.fullmatch(holder.line):
        refuse(f"The name {name!r} cannot be a holder's: use up to 64 letters, digits, dots, hyphens and underscores.")
    click.echo(f"The token, which is not shown again: {made}", err=True)
    click.echo(holder.line)


@click.command()
@index_option
@judge_option
@cluster_options
def mcp(folder: Path, judge: str, **cluster: Any) -> None:
    """Offer asking, reading and verifying to an assistant, over the Model Context Protocol on stdin and stdout."""
    from index.judging import open_judge
    from qa.index_watcher import IndexWatcher

    try:
        from web.commands.assistant_server import assistant_server
    except ModuleNotFoundError as error:
        if error.name != "mcp":
            raise
        refuse("The Python SDK of the Model Context Protocol is not installed. Install it with: pip install 'loccit[mcp]'")
    with opening(**cluster) as opened:
        answerer = IndexWatcher(folder, judge=open_judge(judge), opened=opened)
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
        refuse(f"The address {host}:{port} cannot be served on: {_reason(error)}. Name another with --port or --host.")


def _reason(error: OSError | UnicodeError) -> str:
    """Return why an address cannot be served on, without the call that Python's socket module repeats behind it."""
    if isinstance(error, UnicodeError):
        return "no such host name is possible"
    return str(error.strerror).partition(" (while attempting")[0]
