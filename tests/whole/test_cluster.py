"""A service over a cluster as a whole: real raylets, a process that serves, and what becomes of questions when machines end."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

import httpx2
import pytest
from flask.testing import FlaskClient

from index.collection import Collection
from index.intake import JobQueue
from index.judging import open_judge
from index.maintenance import build_collection
from qa.opened_index import OpenedIndex
from tests.clustered import Asking, is_running, of_replicas, serving, stopped
from tests.conftest import BRIDGE, RAILWAY, SEED, TEXT
from tests.raylets import Raylets, raylets
from tests.serving import process
from tests.sharded import on_disk
from tests.waiting import until
from web import create_app
from web.service_settings import ServiceSettings

pytest.importorskip("ray")

LONG = 300.0  # seconds for what takes five on a quiet machine
SHARDS, REPLICAS = 2, 2
QUESTIONS = (
    "Who imported flour from Canada?",
    "Who wept over the ice?",
    "Who built the railway?",
    "How many Japanese troops were in Siberia at the peak?",
    "What did the convikts build?",
)
BAKERS = "On the Bakers\n\nThe bakers of the port sold rye loaves for two kopecks.1 Sailors queued.2\n"


@dataclass(frozen=True, slots=True)
class Site:
    """The machines, the index, the articles in its second shard, the service and its address, a client of one index of all."""

    cluster: Raylets
    folder: Path
    second: tuple[str, ...]
    service: int
    address: str
    one: FlaskClient

    def processes(self) -> set[int]:
        """Return the processes of replicas on the machines."""
        return set(of_replicas([self.cluster.process(each) for each in self.cluster.machines]))

    def get(self, path: str) -> httpx2.Response:
        """Return what the service says."""
        return httpx2.get(self.address + path, timeout=LONG)

    def post(self, path: str, body: object) -> dict[str, Any]:
        """Return what the service says, without how long it took."""
        return untimed(httpx2.post(self.address + path, json=body, timeout=LONG).json())

    def expected(self, question: str, **more: Any) -> dict[str, Any]:
        """Return what one index of the same articles answers."""
        return untimed(self.one.post("/api/ask", json={"question": question, **more}).get_json())

    def replicas(self) -> list[int]:
        """Return how many replicas of each shard answer."""
        return [each["answering"] for each in self.get("/readyz").json().get("shards", [])]

    def await_whole(self) -> None:
        """Wait until each shard has all its replicas."""
        until(lambda: self.replicas() == [REPLICAS] * SHARDS, LONG)


def untimed(answer: dict[str, Any]) -> dict[str, Any]:
    """Return an answer without how long it took."""
    return {name: value for name, value in answer.items() if name != "took_ms"}


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    """Four articles."""
    texts = tmp_path_factory.mktemp("texts")
    for name, text in {"harbour": TEXT, "railway": RAILWAY, "bridge": BRIDGE}.items():
        (texts / f"{name}.txt").write_text(text, "utf-8")
    return build_collection([texts, SEED])


@pytest.fixture(scope="module")
def site(one: Collection, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The articles in two shards, each on two of three machines."""
    folder = tmp_path_factory.mktemp("cluster") / "index"
    second = on_disk(one, folder, SHARDS).articles_of_shard(1)
    opened, settings = OpenedIndex.over(one, judge=open_judge()), ServiceSettings(writable=True)
    client = create_app(opened, settings, queue=JobQueue(folder)).test_client()
    with raylets(3) as cluster:
        flags = ("--cluster", cluster.address, "--replicas", str(REPLICAS), "--writable", "--shard-seconds", "300")
        with process(folder, *flags) as (running, address):
            made = Site(cluster, folder, second, running.pid, address, client)
            made.await_whole()
            yield made
            running.send_signal(signal.SIGTERM)
            assert running.wait(LONG) == 0


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"article": "harbour", "section": ["I. The Ice"]},
        {"articles": ["harbour", "bridge"]},
        {"previous": [{"question": "Who built the railway?", "quoted": "The railway was built by convicts."}]},
    ],
    ids=["all", "section", "several", "follow-up"],
)
def test_answers_are_those_of_one_index(site: Site, more: dict[str, Any]) -> None:
    """Of all articles, of some, of a section, and of a question that goes on from another."""
    for question in QUESTIONS:
        assert site.post("/api/ask", {"question": question} | more) == site.expected(question, **more)


@pytest.mark.parametrize(
    "path",
    [
        "/?q=Who+imported+flour+from+Canada%3F",
        "/articles",
        "/articles/harbour?start=60&end=90",
        "/verify?quotation=The+mayor+imported+flour+from+Canada.",
        "/api/articles/harbour",
        "/api/articles/harbour/notes/3",
        "/api/articles/nowhere",
    ],
)
def test_pages_are_those_of_one_index(site: Site, path: str) -> None:
    """The library, the reader, verification, notes: all that is not scored."""
    served, expected = site.get(path), site.one.get(path)
    assert served.status_code == expected.status_code
    assert re.sub(r"[\d.]+ ms", "", served.text) == re.sub(r"[\d.]+ ms", "", expected.text)


def test_quotations_are_verified(site: Site) -> None:
    """As against one index."""
    body = {"quotation": "The mayor imported flour from Canada."}
    assert site.post("/api/verify", body) == untimed(site.one.post("/api/verify", json=body).get_json())


def test_replicas_are_told(site: Site) -> None:
    """Of each shard, by readiness; of each replica, by the figures, which count what was asked."""
    assert site.get("/readyz").json()["shards"][0] == {"shard": 1, "replicas": 2, "answering": 2}
    site.post("/api/ask", {"question": QUESTIONS[0]})
    figures = site.get("/metrics").text
    assert len(re.findall(r"^loccit_replica_up\{.*\} 1\.0$", figures, re.MULTILINE)) == SHARDS * REPLICAS
    answered = re.findall(r'^loccit_replica_requests_total\{outcome="answered",.*\} (.*)$', figures, re.MULTILINE)
    assert sum(map(float, answered)) >= 2 * SHARDS


def test_an_assistant_asks_a_cluster(site: Site) -> None:
    """It gets what the service answers; what its process had on the cluster ends with it."""
    from tests.web.commands.test_assistant_server import talk, told  # which need what may not be installed

    asked, before = {"question": QUESTIONS[0]}, site.processes()
    flags = ("--cluster", site.cluster.address, "--replicas", "1", "--shard-seconds", "300")
    found = talk(site.folder, lambda session: session.call_tool("ask", asked), *flags)
    assert untimed(told(found)) == site.post("/api/ask", asked)
    until(lambda: site.processes() == before, LONG)


def test_the_process_that_serves_ends_and_another_takes_its_place(site: Site) -> None:
    """Who was being answered is cut off, everybody else waits; the former's replicas end with it."""
    site.await_whole()
    former, replicas = serving(site.service), site.processes()
    os.kill(former, signal.SIGKILL)
    assert site.post("/api/ask", {"question": QUESTIONS[0]}) == site.expected(QUESTIONS[0])
    assert serving(site.service) != former
    until(lambda: not any(map(is_running, replicas)), LONG)


def test_an_article_is_added_and_removed_while_it_is_asked(site: Site) -> None:
    """It is answered from when it is there, by one generation, and nothing fails meanwhile."""
    asked = "What did the bakers of the port sell?"
    with Asking(site.address, [asked], 2) as clients:
        sent = httpx2.post(f"{site.address}/api/articles", files=[("files", ("bakers.txt", BAKERS))], timeout=LONG)
        assert sent.status_code == 202, sent.text
        until(lambda: site.get(sent.headers["Location"]).json()["taken_up"], LONG)
        taken_up = monotonic()
        until(lambda: clients.asked[-1].sent > taken_up, LONG)
    assert clients.failed() == []
    assert {each.partial for each in clients.asked} == {False}
    assert len({str(each.answer) for each in clients.asked}) == 2
    assert clients.asked[-1].answer["citations"][0]["passage"]["article"] == "bakers"
    gone = httpx2.delete(f"{site.address}/api/articles/bakers", timeout=LONG)
    until(lambda: site.get(gone.headers["Location"]).json()["taken_up"], LONG)
    assert site.post("/api/ask", {"question": QUESTIONS[0]}) == site.expected(QUESTIONS[0])


def test_a_machine_hangs_or_ends_and_nothing_is_lost(site: Site) -> None:
    """Each question is answered by the others, whole; another machine takes the place of one that has ended."""
    expected = [site.expected(question) for question in QUESTIONS]
    site.await_whole()
    machine = site.cluster.machines[0]
    with Asking(site.address, QUESTIONS, 2) as clients:
        with stopped(site.cluster.process(machine)):
            until(lambda: len(clients.asked) >= 10, LONG)
        site.await_whole()
        site.cluster.kill(machine)
        killed = monotonic()
        until(lambda: sum(each.sent > killed for each in clients.asked) >= 20, LONG)
        site.await_whole()
    assert clients.failed() == []
    assert [each.answer for each in clients.asked] == [expected[each.question] for each in clients.asked]
    site.cluster.machines[0] = site.cluster.add()


def test_a_shard_that_no_machine_can_open(site: Site) -> None:
    """Answers name its articles, on the page too, and one of these alone cannot be asked; when it is whole again, so are they.

    Without any machine at all nothing can be asked, and readiness says so.
    """
    site.await_whole()
    for machine in site.cluster.machines:
        site.cluster.kill(machine)
    until(lambda: site.get("/readyz").status_code == 503, LONG)
    away = httpx2.post(f"{site.address}/api/ask", json={"question": QUESTIONS[0]}, timeout=LONG)
    assert (away.status_code, away.json()["detail"].partition(" now,")[0]) == (503, "None of the articles can be asked")
    with damaged(site.folder / "shard-2"):
        site.cluster.machines[:] = [site.cluster.add() for _ in range(3)]
        until(lambda: site.replicas() == [2, 0], LONG)
        assert "No machine with shard 2 answers" in site.get("/readyz").json()["problem"]
        gone = list(site.second)
        answer = site.post("/api/ask", {"question": QUESTIONS[0]})
        assert (answer["outcome"], answer["partial"]) == ("answer", gone)
        assert f"no machine with {len(gone)} of the articles answers now ({gone[0]}" in site.get("/?q=Who+wept%3F").text
        alone = httpx2.post(f"{site.address}/api/ask", json={"question": QUESTIONS[0], "article": gone[0]}, timeout=LONG)
        assert (alone.status_code, alone.json()["detail"].partition(" now,")[0]) == (
            503,
            f"The article '{gone[0]}' cannot be asked",
        )
    site.await_whole()
    assert site.post("/api/ask", {"question": QUESTIONS[0]}) == site.expected(QUESTIONS[0])


@contextmanager
def damaged(shard: Path) -> Iterator[None]:
    """Damage a file of a shard, and put it right again."""
    generation = shard / (shard / "CURRENT").read_text("utf-8").strip()
    file = max(generation.glob("*.npy"), key=lambda path: path.stat().st_size)
    content = file.read_bytes()
    file.unlink()  # who has it open goes on reading what it was
    file.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    yield
    file.unlink()
    file.write_bytes(content)
