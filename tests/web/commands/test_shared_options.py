"""shared_options.py: what commands share."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from index.cluster import ClusterError
from index.opening import open_searchable
from web.commands.shared_options import index_option, opening, refuse


@click.command()
@index_option
def shown(folder: Path) -> None:
    """Print the index folder."""
    click.echo(folder)


@pytest.mark.parametrize(
    ("flags", "variables", "folder"),
    [([], {}, "loccit-index"), ([], {"LOCCIT_INDEX": "b"}, "b"), (["--index", "a"], {"LOCCIT_INDEX": "b"}, "a")],
)
def test_index_folder_by_flag_variable_or_default(flags: list[str], variables: dict[str, str], folder: str) -> None:
    """A flag goes before the variable, the variable before the default."""
    assert CliRunner().invoke(shown, flags, env=variables).stdout == f"{folder}\n"


def test_an_index_is_opened_here_unless_a_cluster_is_named() -> None:
    """By what opens it in this process; a cluster that cannot be used is refused before."""
    with opening("", 2, 10.0) as opened:
        assert opened is open_searchable
    with (
        pytest.raises(ClusterError, match="The address of the cluster is 'nowhere', which is no host and port."),
        opening("nowhere", 2, 1.0),
    ):
        pass


def test_refusal_is_a_sentence_and_an_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    """What is wrong goes to the error stream, and the exit code is 2 unless another is named."""
    for exit_code in (2, 1):
        with pytest.raises(SystemExit) as ended:
            refuse("That cannot be.", exit_code)
        assert (ended.value.code, capsys.readouterr()) == (exit_code, ("", "loccit: That cannot be.\n"))
