"""The service as a whole, in a process of its own: stopping under load, an index that goes or breaks, any question."""

from __future__ import annotations

import json
import shutil
import signal
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from time import monotonic, sleep

import httpx2
import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from index.collection import Collection
from index.maintenance import save_collection
from tests.benchmarks.fuzz import fuzz
from tests.serving import process

PEAK = {"question": "How many Japanese troops were there at the peak?", "limit": 1}


@pytest.fixture
def folder(collection: Collection, tmp_path: Path) -> Path:
    """An index of the seed article."""
    save_collection(collection, tmp_path / "index")
    return tmp_path / "index"


def test_sigterm_under_load_loses_nothing(folder: Path, tmp_path: Path) -> None:
    """Every request that the server took in before it was told to stop is answered; then the process ends with 0."""
    log, stopping, answers = tmp_path / "log", list[float](), list[int]()

    def ask_until_refused(address: str) -> list[int | str]:
        found: list[int | str] = []
        with httpx2.Client(base_url=address, timeout=10) as client:
            for number in count():
                try:
                    found.append(client.post("/api/ask", json={**PEAK, "question": f"{PEAK['question']} {number}"}).status_code)
                    answers.append(number)
                except httpx2.ConnectError:
                    return found  # nobody listens any more
                except httpx2.HTTPError as error:
                    found.append(type(error).__name__)
                if stopping and monotonic() - stopping[0] > 10:
                    return [*found, "still serving"]
        return found

    with process(folder, errors=log) as (running, address), ThreadPoolExecutor(16) as pool:
        asking = [pool.submit(ask_until_refused, address) for _ in range(16)]
        end = monotonic() + 20
        while len(answers) < 64 and monotonic() < end:
            sleep(0.01)
        stopping.append(monotonic())
        running.send_signal(signal.SIGTERM)
        assert running.wait(15) == 0
        found = [answer for each in asking for answer in each.result()]
    answered = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    assert {each for each in found if each != 200} == set()
    assert len(found) == sum(line.get("route") == "/api/ask" for line in answered) >= 64
    assert "0 connections were cut off" in answered[-1]["message"]


def test_index_that_is_removed_or_broken_while_it_is_served(folder: Path, collection: Collection, tmp_path: Path) -> None:
    """Without its folder, and with a corrupt new index, the service goes on answering, and `/readyz` says what is wrong."""

    def problem(address: str, wanted: str) -> str:
        end, told = monotonic() + 15, None
        while monotonic() < end:
            told = httpx2.get(f"{address}/readyz").json()["problem"]
            assert httpx2.post(f"{address}/api/ask", json=PEAK).json()["outcome"] == "answer"
            if wanted in str(told):
                return str(told)
            sleep(0.1)
        raise AssertionError(told)

    with process(folder) as (_, address):
        shutil.move(folder, tmp_path / "elsewhere")
        assert problem(address, "gone").endswith("What is open goes on answering.")
        shutil.move(tmp_path / "elsewhere", folder)
        assert problem(address, "None")
        save_collection(collection, folder)
        generation = folder / (folder / "CURRENT").read_text("utf-8").strip()
        (generation / "vocabulary.txt").unlink()
        (generation / "vocabulary.txt").write_bytes(b"\x00")
        assert "cannot be opened" in problem(address, generation.name)
        shutil.rmtree(folder)
        assert problem(address, "gone")


def test_every_route_is_as_the_document_says(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What Schemathesis draws for each route gets neither a 500 nor anything that the OpenAPI document does not describe."""
    monkeypatch.chdir(tmp_path)  # it leaves a folder where it runs
    with process(folder, "--notebook", str(tmp_path / "notebook.sqlite")) as (_, address):
        done = fuzz(address, 20, capture_output=True)
    assert done.returncode == 0, done.stdout[-3000:]


@given(question=st.text(max_size=10_000) | st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=1000))
def test_any_question_gets_an_answer_or_a_sentence(app: Flask, question: str) -> None:
    """Whatever characters are sent, of whatever number: 200 with an outcome, or 422 with a sentence."""
    response = app.test_client().post("/api/ask", data=json.dumps({"question": question}), content_type="application/json")
    found = json.loads(response.text)
    if response.status_code == 200:
        assert found["outcome"] in {"answer", "no_answer"}
    else:
        assert (response.status_code, found["field"]) == (422, "/question")
        assert found["detail"].endswith(".")
