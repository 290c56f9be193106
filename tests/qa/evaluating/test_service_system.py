"""service_system.py and systems.py: a service and its index give the same run; a service that fails is told from a refusal."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask, Response
from werkzeug.serving import make_server

from index.errors import UnknownArticleError
from qa.answering.answerer import Answerer
from qa.client import ServiceError
from qa.errors import EvaluationError
from qa.evaluating.resumable_runs import prepare_experiment, run_experiment
from qa.evaluating.run_records import Run, read_run
from qa.evaluating.service_system import ServiceSystem
from qa.evaluating.systems import LocalSystem
from tests.conftest import REPOSITORY, SEED_ID

GOLD = REPOSITORY / "seeds" / "gold.jsonl"


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Serve an application on a free port of this machine."""
    server = make_server("127.0.0.1", 0, app)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Failing:
    """A service that answers so many questions and then 500."""

    def __init__(self, app: Flask, questions: int) -> None:
        self.app = app
        self.left = questions

    def __call__(self, environ: dict[str, str], start_response: object) -> object:
        """Answer a request, as WSGI has it."""
        if environ["PATH_INFO"] == "/api/ask":
            self.left -= 1
            if self.left < 0:
                return Response('{"detail": "Out of order."}', 500, mimetype="application/json")(environ, start_response)  # type: ignore[arg-type]  # as WSGI has it
        return self.app(environ, start_response)  # type: ignore[arg-type]  # as WSGI has it


def without_times(run: Run) -> list[object]:
    return [replace(outcome, milliseconds=0.0) for outcome in run.outcomes]


def test_service_and_index_give_the_same_run(app: Flask, answerer: Answerer, tmp_path: Path) -> None:
    """Question by question, the outcomes are equal but for the time that they took."""
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(GOLD.read_text("utf-8").splitlines()[::9]), "utf-8")
    local = LocalSystem(answerer)
    here = run_experiment(local, prepare_experiment(path, local, None, 10), "a")
    with served(app) as url, ServiceSystem(url) as service:
        there = run_experiment(service, prepare_experiment(path, service, None, 10), "a")
    assert without_times(here) == without_times(there)
    assert len(here.outcomes) == 33


def test_run_that_is_broken_off_says_how_far_it_got_and_goes_on(app: Flask, answerer: Answerer, tmp_path: Path) -> None:
    """After a 500 the file holds what was asked; resumed, the run is the one that nothing stopped."""
    path, file = tmp_path / "gold.jsonl", tmp_path / "run.json"
    path.write_text("\n".join(GOLD.read_text("utf-8").splitlines()[:6]), "utf-8")
    failing = Failing(app, 1 + 4)  # one to warm up
    outer = Flask("outer")
    outer.wsgi_app = failing  # type: ignore[method-assign,assignment]  # as Flask's documentation wraps one
    with served(outer) as url, ServiceSystem(url) as service:
        planned = prepare_experiment(path, service, None, 10)
        with pytest.raises(EvaluationError) as refused:
            run_experiment(service, planned, "a", file)
        assert "answered 500 to /api/ask: Out of order." in str(refused.value)
        assert f"4 of 6 questions were asked before. They are kept in {file}; go on with --resume." in str(refused.value)
        assert not read_run(file).complete
        failing.left = 100
        whole = run_experiment(service, planned, "a", file, read_run(file))
    assert read_run(file) == whole
    local = LocalSystem(answerer)
    assert without_times(whole) == without_times(run_experiment(local, prepare_experiment(path, local, None, 10), "a"))


def test_question_that_cannot_be_asked_is_no_failure(app: Flask, answerer: Answerer) -> None:
    """What the service refuses to search for is a refusal with its reason, as it is here."""
    with served(app) as url, ServiceSystem(url) as service:
        there = service.ask("Who are they?", 5, SEED_ID)
    assert there == LocalSystem(answerer).ask("Who are they?", 5, SEED_ID)
    assert there.problem.startswith("The question has only common words")


def test_unknown_article_and_addresses_that_do_not_answer(app: Flask) -> None:
    """An article that is not there, no service at all, another service, and no address get a sentence each."""
    with (
        served(app) as url,
        ServiceSystem(url) as service,
        pytest.raises(UnknownArticleError, match="There is no article 'nowhere' at"),
    ):
        service.article("nowhere")
    with ServiceSystem("http://127.0.0.1:9") as service, pytest.raises(ServiceError, match="does not answer: "):
        service.ask("Who?", 5, None)
    with served(_stranger()) as url, ServiceSystem(url) as service, pytest.raises(ServiceError, match="is not loccit's: outcome"):
        service.ask("Who?", 5, None)
    with pytest.raises(ServiceError, match="'nonsense' is no address of a service"):
        ServiceSystem("nonsense")


def _stranger() -> Flask:
    app = Flask("stranger")
    app.add_url_rule("/api/ask", view_func=lambda: {"hello": "world"}, methods=["POST"])
    return app
