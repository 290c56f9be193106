"""The pages of reference that are made from declarations: settings, the command line, JSON, Python, and the table of rooms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from importlib import import_module
from typing import Any

import click

from docs.house import inner_rooms, rooms
from index.settings import Settings
from web.api import openapi_document
from web.commands import main
from web.commands.service_options import variable
from web.service_settings import ServiceSettings

# What a program that uses loccit imports.
PYTHON = (
    "index.collection",
    "index.maintenance",
    "index.records",
    "qa.answering",
    "qa.records",
    "qa.client",
    "qa.verifying",
    "qa.citing",
)


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines) + "\n"


def rooms_table() -> str:
    """Return what each room is for, by its docstring."""
    head = ("room", "what it is for", "in", "out")
    return table(head, [(f"`{each.path}`", each.purpose, each.comes_in, each.goes_out) for each in (*rooms(), *inner_rooms())])


def settings_page() -> str:
    """Return the settings of the index and of the service, by their declarations."""
    shaping = [(f"`{each.name}`", f"`{each.default}`", each.metadata["help"], _range(each)) for each in fields(Settings)]
    serving = [
        (
            f"`--{each.name.replace('_', '-')}`",
            f"`{variable(each.name)}`",
            _default(each.default),
            each.metadata["help"],
            _range(each),
        )
        for each in fields(ServiceSettings)
    ]
    return "\n".join(
        [
            "# Settings\n\n## The index\n\nThey are saved with the index. `loccit index --help` shows their flags.\n",
            table(("setting", "default", "what it is", "range"), shaping),
            "## The service\n\nA flag wins over a variable, a variable over the default.\n",
            table(("flag", "variable", "default", "what it is", "range"), serving),
        ]
    )


def commands_page() -> str:
    """Return what each command takes, as `--help` shows it."""
    return "# Command line\n\n" + "\n".join(_command("loccit", main, None))


def json_page() -> str:
    """Return the shapes of the API's JSON, by the OpenAPI document."""
    schemas = openapi_document()["components"]["schemas"]
    return "# JSON shapes\n\n`GET /api/openapi.json` has all of this for programs.\n\n" + "\n".join(
        f"## {name}\n\n{' '.join(schema.get('description', '').split())}\n\n{_properties(schema)}"
        for name, schema in sorted(schemas.items())
    )


def python_page() -> str:
    """Return the page into which the docstrings of what programs import are set."""
    return "# Python\n\n" + "\n".join(f"## `{name}`\n\n{_members(name)}" for name in PYTHON)


def _members(module: str) -> str:
    loaded = import_module(module)
    own = [
        name for name, value in vars(loaded).items() if getattr(value, "__module__", None) == module and not name.startswith("_")
    ]
    names = [f"{module}.{name}" for name in own] or [
        f"{each.__module__}.{each.__name__}"
        for name in loaded.__all__
        if hasattr(value := getattr(loaded, name), "__module__")
        for each in _with_parents(value, module)
    ]
    return "\n".join(f"::: {name}\n" for name in names)


def _with_parents(value: Any, module: str) -> list[Any]:
    """Return a class behind those of its own room that it has its methods from, or what is no class."""
    parents = value.__mro__[1:] if isinstance(value, type) else ()
    return [value, *(each for each in parents if each.__module__.startswith(module))]


def _command(name: str, command: click.Command, parent: click.Context | None) -> Iterable[str]:
    context = click.Context(command, info_name=name, parent=parent)
    yield f"## `{context.command_path}`\n\n```text\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for each in command.list_commands(context):
            yield from _command(each, command.commands[each], context)


def _properties(schema: dict[str, Any]) -> str:
    required = schema.get("required", ())
    rows = [
        (f"`{name}`", _type(each), "yes" if name in required else "no", " ".join(each.get("description", "").split()))
        for name, each in schema.get("properties", {}).items()
    ]
    return table(("field", "type", "required", "meaning"), rows) if rows else ""


def _type(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in schema:
        return " or ".join(_type(each) for each in schema["anyOf"])
    if "enum" in schema:
        return ", ".join(f"`{each}`" for each in schema["enum"])
    return f"array of {_type(schema['items'])}" if schema.get("items") else str(schema.get("type", schema.get("const", "any")))


def _default(value: object) -> str:
    return "–" if value in (None, "", ()) else f"`{value}`"


def _range(each: Any) -> str:
    """Return in words what a setting may be, nothing where its type says it all."""
    least, most = each.metadata["least"], each.metadata["most"]
    if each.metadata.get("choices"):
        return ", ".join(each.metadata["choices"])
    if each.metadata.get("most_by"):
        return f"{least} to {each.metadata['most_by']}"
    if least is None:
        return ""
    return f"at least {least}" if most is None else f"{least} to {most}"
