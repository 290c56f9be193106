"""shard_server.py: a shard answers in the generations that it is told to hold."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from index.cluster.builds import Build, build_here
from index.cluster.shard_server import NotOpenError, ShardServer, packed, unpacked
from index.folder.generations import current_generation
from index.maintenance import build_collection
from index.settings import Settings
from index.sharding.shard_requests import CandidatesWanted
from tests.doubles import WordEncoder
from tests.sharded import on_disk


def test_two_generations_are_open_side_by_side(files: dict[str, Path], tmp_path: Path) -> None:
    """While a new one is taken up, what has begun goes on with the former; what is not held any more is closed."""
    folder, names = tmp_path / "index", []
    server = ShardServer(1, build_here())
    for articles in (["harbour", "railway"], ["harbour", "bridge"]):
        one = build_collection([files[name] for name in articles], Settings(), WordEncoder())
        on_disk(one, folder, 2, WordEncoder())
        names.append(str(current_generation(folder)))
        assert server.hold(names) == dict.fromkeys(names, "")
    query = one.query("the mayor wept")
    sizes = [len(server.answer(name, CandidatesWanted(query, 50)).positions) for name in names]  # type: ignore[attr-defined]
    assert sizes == [len(one.passages.of_article(1)), len(one.passages.of_article(1))]
    travelled = unpacked(server.answer_packed(names[1], packed(CandidatesWanted(query, 50))))
    there = server.answer(names[1], CandidatesWanted(query, 50))
    for name in type(travelled).__dataclass_fields__:
        assert getattr(travelled, name).tobytes() == getattr(there, name).tobytes()
    assert server.hold(names[1:]) == {names[1]: ""}
    with pytest.raises(NotOpenError, match=f"Shard 2 is not open in {names[0]}."):
        server.answer(names[0], CandidatesWanted(query, 50))


def test_what_cannot_be_opened(files: dict[str, Path], tmp_path: Path) -> None:
    """A sentence says why, and the others are held all the same."""
    one = build_collection([files["harbour"], files["railway"]], Settings(), WordEncoder())
    on_disk(one, tmp_path / "index", 2, WordEncoder())
    here = str(current_generation(tmp_path / "index"))
    away, gone = str(tmp_path / "away" / "gen-nowhere1"), str(tmp_path / "index" / "gen-nowhere1")
    found = ShardServer(0, build_here()).hold([away, gone, here])
    assert found[here] == ""
    machine = f"machine {socket.gethostname()}"
    assert (
        found[away] == f"The {machine} does not see {tmp_path / 'away'}. Put the index where all machines see it under one path."
    )
    assert found[gone].startswith(f"On the {machine}: The index in {tmp_path / 'index'} is damaged: ")


def test_another_loccit(files: dict[str, Path], tmp_path: Path) -> None:
    """It might score otherwise, and opens nothing."""
    on_disk(build_collection([files["harbour"]], Settings(), WordEncoder()), tmp_path / "index", 1, WordEncoder())
    here = str(current_generation(tmp_path / "index"))
    assert ShardServer(0, Build("0.0.1", 1)).hold([here]) == {
        here: f"The machine {socket.gethostname()} has {build_here()}, but what asks it is loccit 0.0.1 (format 1). "
        "Install the same on both."
    }
