"""shard_server.py: a shard answers in the generations that it is told to hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.cluster.shard_server import NotOpenError, ShardServer
from index.folder.generations import current_generation
from index.maintenance import build_collection
from index.settings import Settings
from index.sharding.shard_requests import CandidatesWanted
from tests.doubles import WordEncoder
from tests.sharded import on_disk


def test_two_generations_are_open_side_by_side(files: dict[str, Path], tmp_path: Path) -> None:
    """While a new one is taken up, what has begun goes on with the former; what is not held any more is closed."""
    folder, names = tmp_path / "index", []
    server = ShardServer(1)
    for articles in (["harbour", "railway"], ["harbour", "bridge"]):
        one = build_collection([files[name] for name in articles], Settings(), WordEncoder())
        on_disk(one, folder, 2, WordEncoder())
        names.append(str(current_generation(folder)))
        assert server.hold(names) == dict.fromkeys(names, "")
    query = one.query("the mayor wept")
    sizes = [len(server.answer(name, CandidatesWanted(query, 50)).positions) for name in names]  # type: ignore[attr-defined]
    assert sizes == [len(one.passages.of_article(1)), len(one.passages.of_article(1))]
    assert server.hold(names[1:]) == {names[1]: ""}
    with pytest.raises(NotOpenError, match=f"Shard 2 is not open in {names[0]}."):
        server.answer(names[0], CandidatesWanted(query, 50))


def test_what_cannot_be_opened(files: dict[str, Path], tmp_path: Path) -> None:
    """A sentence says why, and the others are held all the same."""
    one = build_collection([files["harbour"], files["railway"]], Settings(), WordEncoder())
    on_disk(one, tmp_path / "index", 2, WordEncoder())
    here, away = str(current_generation(tmp_path / "index")), str(tmp_path / "away" / "gen-nowhere1")
    found = ShardServer(0).hold([away, here])
    assert found[here] == ""
    assert found[away].startswith(f"The index in {tmp_path / 'away'} is damaged: ")
