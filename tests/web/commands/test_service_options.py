"""service_options.py: the settings of the service as flags and variables."""

from __future__ import annotations

from dataclasses import fields

import click
import pytest

from web.commands.ask_commands import ask
from web.commands.serve_commands import mcp, serve
from web.commands.service_options import variable
from web.service_settings import ServiceSettings


def test_each_setting_has_a_flag_and_a_variable_with_its_help() -> None:
    """Flag, variable, default and help are those of the declaration."""
    options = {each.name: each for each in serve.params if isinstance(each, click.Option)}
    for each in fields(ServiceSettings):
        option = options[each.name]
        assert (option.opts, option.envvar) == ([f"--{each.name.replace('_', '-')}"], f"LOCCIT_{each.name.upper()}")
        assert (option.default, option.help) == (each.default, each.metadata["help"])


@pytest.mark.parametrize("command", [ask, mcp], ids=["ask", "mcp"])
def test_who_asks_takes_the_options_of_a_cluster(command: click.Command) -> None:
    """The same as of the service, under the same variables."""
    served, asked = ({each.name: each for each in some.params if isinstance(each, click.Option)} for some in (serve, command))
    for name in ("cluster", "replicas", "shard_seconds"):
        assert (asked[name].envvar, asked[name].default) == (served[name].envvar, served[name].default)


def test_limits_are_those_of_the_declaration() -> None:
    """A number is checked by click within the limits that the setting declares."""
    (threads,) = (each for each in serve.params if each.name == "threads")
    assert isinstance(threads.type, click.IntRange)
    assert (threads.type.min, threads.type.max) == (1, 64)
    assert variable("threads") == "LOCCIT_THREADS"
