"""The settings of an index as options of the command line."""

from __future__ import annotations

from collections.abc import Callable

import click

from index.settings import AUTO, DEFAULT_MODEL, FUSIONS, MARKERS, UNITS, Settings

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
