"""What several commands share: the option --index, how it is opened, and how they refuse."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from qa.index_watcher import Opening

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


@contextmanager
def opening(cluster: str, replicas: int, shard_seconds: float) -> Iterator[Opening]:
    """Yield what opens an index folder: in this process, or with its shards on a cluster, as `cluster_options` name it.

    Raises:
        ClusterError: the cluster cannot be used.
    """
    from index.opening import open_searchable

    if not cluster:
        yield open_searchable
        return
    from index.cluster import RayCluster

    with RayCluster(cluster, replicas, shard_seconds) as shards:
        yield shards.open


def refuse(sentence: str, exit_code: int = 2) -> NoReturn:
    """Say what is wrong and end, with exit code 2 where it was asked for wrongly."""
    click.echo(f"loccit: {sentence}", err=True)
    sys.exit(exit_code)
