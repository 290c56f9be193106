"""The settings of the service as options of the command line and as variables of the environment.

Click reads both, and knows where each value is from. pydantic-settings 2.16 would not make this shorter: it does not keep where a
value is from, wants lists in variables as JSON, and has errors of its own that would have to be put into our sentences.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import Field, fields
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from web.service_settings import ServiceSettings

ON_A_CLUSTER = ("cluster", "replicas", "shard_seconds")
SOURCES = {ParameterSource.COMMANDLINE: "flag", ParameterSource.ENVIRONMENT: "variable"}


def service_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add an option for each setting of the service."""
    for each in reversed(fields(ServiceSettings)):
        command = _option(each)(command)
    return command


def cluster_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add those that say where the shards of an index are, for whatever else asks them."""
    for each in reversed(fields(ServiceSettings)):
        command = _option(each)(command) if each.name in ON_A_CLUSTER else command
    return command


def variable(name: str) -> str:
    """Return the variable of the environment that sets what the flag of this name sets."""
    return f"LOCCIT_{name.upper()}"


def show_settings(context: click.Context, settings: ServiceSettings) -> list[str]:
    """Return the index folder and each setting as a line: the variable, its value, and where the value is from."""
    named = {"index": context.params["folder"]} | {each.name: getattr(settings, each.name) for each in fields(settings)}
    sources = {name: context.get_parameter_source("folder" if name == "index" else name) for name in named}
    return [f"{variable(name)}={_shown(value)}  # {_origin(sources[name])}" for name, value in named.items()]


def _option(each: Field[Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    flag = f"--{each.name.replace('_', '-')}"
    common = {"envvar": variable(each.name), "show_envvar": True, "help": each.metadata["help"], "default": each.default}
    if isinstance(each.default, bool):
        return click.option(flag, is_flag=True, **common)
    if isinstance(each.default, tuple):
        return click.option(flag, multiple=True, type=click.Path(path_type=Path) if "Path" in str(each.type) else str, **common)
    return click.option(flag, type=_type(each), show_default=each.default not in {None, ""}, **common)


def _type(each: Field[Any]) -> Any:
    if each.default is None or isinstance(each.default, Path):
        return click.Path(path_type=Path)
    if isinstance(each.default, int):
        return click.IntRange(each.metadata["least"], each.metadata["most"])
    if isinstance(each.default, float):
        return click.FloatRange(each.metadata["least"], each.metadata["most"])
    return str


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        paths = any(isinstance(each, Path) for each in value)
        return (os.pathsep if paths else " ").join(map(str, value))
    return "" if value is None else str(value)


def _origin(source: ParameterSource | None) -> str:
    return SOURCES.get(source, "default") if source else "default"
