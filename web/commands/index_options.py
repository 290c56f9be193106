"""The settings of an index as options of the command line, made from where they are declared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import Field, fields
from typing import Any

import click

from index.settings import Settings

OF_READING = ("markers", "ocr", "ocr_languages")
Command = Callable[..., None]


def settings_options(command: Command) -> Command:
    """Add an option for each setting that shapes an index.

    A number out of range is refused by the settings themselves, in their own words.
    """
    for each in reversed(fields(Settings)):
        command = _option(each)(command)
    return command


def reading_options(command: Command) -> Command:
    """Add the options of reading alone: the form of the note markers, and text recognition."""
    for each in reversed(fields(Settings)):
        command = _option(each)(command) if each.name in OF_READING else command
    return command


def _option(each: Field[Any]) -> Callable[[Command], Command]:
    flag = each.name.replace("_", "-")
    flag = f"--{flag}/--no-{flag}" if isinstance(each.default, bool) else f"--{flag}"
    choices = each.metadata["choices"]
    kind = click.Choice(choices) if choices else type(each.default)
    return click.option(flag, type=kind, default=each.default, show_default=True, help=each.metadata["help"])
