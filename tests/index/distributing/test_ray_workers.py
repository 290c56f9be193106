"""ray_workers.py: what the machines of a cluster read and encode is what would be made here."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from index.cluster import Build, ClusterError
from index.collection import Collection
from index.distributing import ray_workers
from index.distributing.ray_workers import RayWorkers
from index.distributing.tasks import Unseen, read_here
from index.encoding.encoder import Encoder
from index.indexing.building import build
from index.indexing.indexed_articles import IndexedArticle
from index.indexing.reading import BuildOptions
from index.indexing.resumable_encoding import ResumableEncoding
from index.indexing.workers import Arrays, Unreadable
from index.maintenance import index_into, save_collection
from index.settings import Settings
from tests.comparing import files_of
from tests.doubles import WordEncoder
from tests.raylets import Raylets, raylets


@pytest.fixture(scope="module")
def machines() -> Iterator[Raylets]:
    """Two machines and a head."""
    pytest.importorskip("ray")
    with raylets(2) as cluster:
        yield cluster


@pytest.fixture
def workers(machines: Raylets) -> RayWorkers:
    """What reads and encodes on them."""
    return RayWorkers(machines.address)


def _deadly(path: str, settings: Settings) -> list[IndexedArticle] | Unreadable | Unseen:
    """End the process where it reads of a bridge."""
    if "bridge" in path:
        os._exit(1)
    return read_here(path, settings)


def _blind(path: str, settings: Settings) -> list[IndexedArticle] | Unreadable | Unseen:
    """See no railway."""
    return Unseen("island") if "railway" in path else read_here(path, settings)


def _build_of_this_process() -> Build:
    return Build("0.1.0", os.getpid())


def test_the_index_is_that_of_one_machine(workers: RayWorkers, files: dict[str, Path], tmp_path: Path) -> None:
    """File by file the same bytes, articles in the order of their files; what cannot be read is told, and stops nothing."""
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    paths, refused = [files["railway"], empty, files["harbour"], files["bridge"]], list[str]()
    for name, helping in (("here", None), ("there", workers)):
        options = BuildOptions(tmp_path / f"{name}-progress", refused=lambda error: refused.append(str(error)), workers=helping)
        save_collection(Collection(build(paths, Settings(), WordEncoder(), options=options)), tmp_path / name)
    assert files_of(tmp_path / "there") == files_of(tmp_path / "here")
    assert refused[0] == refused[1]
    assert len(refused) == 2


def test_an_exported_model_encodes_alike(workers: RayWorkers, collection: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    """It travels to the machines, and gives the same vectors, in the order of the texts."""
    monkeypatch.setattr("index.indexing.resumable_encoding.CHUNK", 3)
    encoder, texts = collection.index.encoder, [passage.text for passage in collection.index.contents.passages][:10]
    vectors, tokens = ResumableEncoding(encoder).encode_tokens(texts)
    found, found_tokens = ResumableEncoding(encoder, workers=workers).encode_tokens(texts)
    assert np.array_equal(found, vectors)
    assert np.array_equal(found_tokens.rows, tokens.rows)
    assert np.array_equal(found_tokens.starts, tokens.starts)


def test_a_file_that_ends_its_reader_stops_no_other(
    workers: RayWorkers, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is refused by name when it has ended as many processes as it may; the others are read."""
    monkeypatch.setattr(ray_workers, "read_here", _deadly)
    monkeypatch.setattr(ray_workers, "AGAIN", 0)
    found = dict(workers.read([files["bridge"], files["harbour"]], Settings()))
    assert isinstance(found[0], Unreadable)
    assert found[0].sentence.startswith(f"{files['bridge']} cannot be read by the machines of the cluster: ")
    assert isinstance(found[1], list)
    assert [each.article.id for each in found[1]] == ["harbour"]


def test_files_that_are_not_everywhere(
    workers: RayWorkers, folder: Path, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that one machine does not see ends the build, and the former index stays; one that nobody sees is left out."""
    monkeypatch.setattr(ray_workers, "read_here", _blind)
    before = files_of(folder)
    with pytest.raises(
        ClusterError, match=f"machine island of the cluster does not see {files['railway']}. Put the articles where"
    ):
        index_into(folder, [files["railway"]], Settings(), workers=workers)
    assert files_of(folder) == before
    gone = files["railway"].with_name("gone-railway.txt")
    assert dict(workers.read([gone], Settings())) == {0: Unreadable(f"There is no file {gone}.")}


def test_machines_that_cannot_work(machines: Raylets, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cluster without processors, one whose machines have another loccit, and one of another Ray: a sentence each."""
    with monkeypatch.context() as patched:
        patched.setattr(ray_workers, "CPU", 100)
        with pytest.raises(
            ClusterError, match="has no machine with a processor for tasks. Start one with: ray start --address 127"
        ):
            RayWorkers(machines.address)
    monkeypatch.setattr(ray_workers, "build_here", _build_of_this_process)
    with pytest.raises(
        ClusterError, match=r"machine 127.0.0.1 of the cluster has loccit 0.1.0 \(format \d+\), but here is loccit"
    ):
        RayWorkers(machines.address)
    import ray

    ray.shutdown()
    monkeypatch.setattr(ray, "__version__", "1.0.0")
    mismatch = (
        f"The cluster at {machines.address} cannot be used: Version mismatch: The cluster was started with: Ray: .* Python: .* "
    )
    with pytest.raises(ClusterError, match=f"{mismatch}This process .* Ray: 1.0.0 Python: .*. Install the same versions on all"):
        RayWorkers(machines.address)


def test_a_machine_that_ends_takes_nothing_along(machines: Raylets, workers: RayWorkers) -> None:
    """What it was encoding another does; when none is left, a sentence says so."""
    texts = [(at, (f"ice {at}",)) for at in range(12)]
    given = workers.encode(WordEncoder(), _vectors, texts)
    found = dict([next(given)])
    machines.kill(machines.machines[0])
    found |= dict(given)
    assert sorted(found) == list(range(12))
    assert all(np.array_equal(found[at][0], WordEncoder().encode([f"ice {at}"])) for at in range(12))
    machines.kill(machines.machines[1])
    ray_workers.ALONE, before = 0.5, ray_workers.ALONE
    try:
        with pytest.raises(
            ClusterError, match="has had no machine for 0.5 s. What is read and encoded already is kept for the next"
        ):
            dict(workers.encode(WordEncoder(), _vectors, texts))
    finally:
        ray_workers.ALONE = before


def _vectors(encoder: Encoder, texts: Sequence[str]) -> Arrays:
    return (encoder.encode(texts),)
