"""The command `loccit doctor`: what is installed and how the index is, in one screen."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING

import click

from web.commands.shared_options import index_option

if TYPE_CHECKING:
    from index.diagnosis import Finding

WIDTH, INDENT = 110, " " * 14


@click.command()
@index_option
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def doctor(folder: Path, as_json: bool) -> None:
    """Say what is installed, which model, and how the index is, as a bug report needs it; exit code 1 if something is wrong."""
    from pydantic import TypeAdapter

    from index.diagnosis import Finding, diagnose

    found = diagnose(folder)
    if as_json:
        click.echo(TypeAdapter(tuple[Finding, ...]).dump_json(found, indent=2).decode())
    else:
        click.echo("\n".join(finding_lines(found)))
    sys.exit(not all(each.well for each in found))


def finding_lines(found: Sequence[Finding]) -> list[str]:
    """Return findings as lines of text, what is wrong marked with an exclamation mark."""
    lines = []
    for each in found:
        head = f"{' ' if each.well else '!'} {each.subject:<12}"
        lines += wrap(each.told, WIDTH, initial_indent=head, subsequent_indent=INDENT, break_on_hyphens=False)
    return lines
