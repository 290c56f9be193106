"""index_options.py: the settings of an index as flags."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import click

from index.folder import verify
from index.settings import MARKERS, Settings
from tests.conftest import SEED, TEXT
from tests.shell import refused, run
from web.commands.index_commands import index


def test_impossible_setting(tmp_path: Path) -> None:
    """A setting out of range is refused by name."""
    assert "passage_stride is 9" in refused(run("index", SEED, "--into", tmp_path / "index", "--passage-stride", "9"))


def test_each_setting_has_a_flag_with_its_help_and_default() -> None:
    """The options of `loccit index` are the declared settings, in their order."""
    options = {each.name: each for each in index.params if isinstance(each, click.Option)}
    declared = {each.name: (each.default, each.metadata["help"]) for each in fields(Settings)}
    assert {name: (options[name].default, options[name].help) for name in declared} == declared
    assert [name for name in options if name in declared] == list(declared)
    assert options["bm25_k1"].opts == ["--bm25-k1"]


def test_choices_and_switches() -> None:
    """A setting with choices takes only these; one that is true or false has a flag for each."""
    options = {each.name: each for each in index.params}
    markers, stemming = options["markers"], options["stemming"]
    assert isinstance(markers.type, click.Choice)
    assert tuple(markers.type.choices) == MARKERS
    assert (stemming.opts, stemming.secondary_opts) == (["--stemming"], ["--no-stemming"])


def test_flag_reaches_the_index(tmp_path: Path) -> None:
    """What a flag sets is what the saved index says that it was built with."""
    (tmp_path / "harbour.txt").write_text(TEXT, "utf-8")
    flags = ("--bm25-b", "0.5", "--candidates", "7", "--late-interaction", "0", "--no-stemming")
    assert run("index", tmp_path / "harbour.txt", "--into", tmp_path / "index", *flags).exit_code == 0
    assert verify(tmp_path / "index").settings == Settings(bm25_b=0.5, candidates=7, late_interaction=0.0, stemming=False)
