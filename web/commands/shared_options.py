"""What several commands share: the option --index, and how they refuse."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click

DEFAULT_INDEX = Path("loccit-index")

index_option = click.option(
    "--index",
    "folder",
    type=click.Path(path_type=Path),
    default=DEFAULT_INDEX,
    show_default=True,
    envvar="LOCCIT_INDEX",
    show_envvar=True,
    help="The index folder.",
)

judge_option = click.option(
    "--judge",
    default="own",
    show_default=True,
    envvar="LOCCIT_JUDGE",
    show_envvar=True,
    help="What reads the best few passages with the question: own, none, or a cross-encoder by its folder or hub name.",
)


def refuse(sentence: str, exit_code: int = 2) -> NoReturn:
    """Say what is wrong and end, with exit code 2 where it was asked for wrongly."""
    click.echo(f"loccit: {sentence}", err=True)
    sys.exit(exit_code)
