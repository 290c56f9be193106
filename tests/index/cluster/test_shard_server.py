"""shard_server.py: a shard answers in the generation that it is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.cluster.shard_server import ShardServer
from index.errors import IndexFolderError
from index.folder.generations import read_current
from index.maintenance import build_collection
from index.settings import Settings
from index.sharding.shard_requests import CandidatesWanted
from tests.doubles import WordEncoder
from tests.sharded import on_disk


def test_two_generations_are_open_side_by_side(files: dict[str, Path], tmp_path: Path) -> None:
    """While a new one is taken up, what has begun goes on with the former; one that is not there is refused."""
    folder, names = tmp_path / "index", []
    for articles in (["harbour", "railway"], ["harbour", "bridge"]):
        one = build_collection([files[name] for name in articles], Settings(), WordEncoder())
        on_disk(one, folder, 2, WordEncoder())
        names.append(read_current(folder))
        if len(names) == 1:
            server = ShardServer(str(folder), 1)
            server.open(names[0])
            server.open(names[0])
    query = one.query("the mayor wept")
    sizes = [len(server.answer(name, CandidatesWanted(query, 50)).positions) for name in names]  # type: ignore[attr-defined]
    assert sizes == [len(one.passages.of_article(1)), len(one.passages.of_article(1))]
    with pytest.raises(IndexFolderError):
        server.answer("gen-nowhere1", CandidatesWanted(query, 50))
