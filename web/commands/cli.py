"""The command `loccit`: the group of all commands, which is where it begins."""

from __future__ import annotations

from typing import Any

import click

from index.errors import LoccitError
from web.commands.ask_commands import ask, cite, verify
from web.commands.doctor_command import doctor
from web.commands.evaluate_commands import evaluate, gold
from web.commands.index_commands import add, check, index, inspect, remove
from web.commands.serve_commands import mcp, serve, token
from web.commands.shared_options import refuse
from web.commands.store_commands import fetch, publish


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


COMMANDS = (index, add, remove, check, inspect, publish, fetch, ask, cite, verify, evaluate, gold, serve, token, mcp, doctor)
for command in COMMANDS:
    main.add_command(command)
