"""client.py: asking over HTTP is asking in process."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import httpx2
import pytest

from index.errors import UnknownArticleError
from qa.answering.answerer import Answerer
from qa.client import Client, ServiceError
from qa.opened_index import OpenedIndex
from qa.records import Answer, Citation, FollowUp, NoAnswer, Turn
from tests.conftest import SEED_ID
from tests.serving import Served, serving
from web import create_app
from web.service_settings import ServiceSettings

QUESTIONS = ["How many Japanese troops were there at the peak?", "What is the capital of Australia?", "Why?  Siberia?"]


@pytest.fixture(scope="module")
def served(opened: OpenedIndex) -> Iterator[Served]:
    """The seed article, served."""
    settings = ServiceSettings(port=0)
    with serving(create_app(opened, settings), settings) as running:
        yield running


@pytest.fixture
def client(served: Served) -> Iterator[Client]:
    """Somebody who asks over HTTP."""
    with Client(served.address) as asking:
        yield asking


def printed(citation: Citation) -> Citation:
    """A citation as far as JSON tells it: scores with four digits, notes without the sentences of their texts."""
    figures = {name: round(getattr(citation, name), 4) for name in ("score", "lexical", "semantic", "confidence")}
    return replace(citation, **figures)


@pytest.mark.parametrize("question", [*QUESTIONS, "What does footnote 22 support?"])
def test_ask_is_asking_in_process(client: Client, answerer: Answerer, question: str) -> None:
    """The client returns the very nouns that the answerer does, with the digits that are printed."""
    expected, found = answerer.ask(question, 3, SEED_ID), client.ask(question, 3, SEED_ID)
    if isinstance(expected, Answer):
        assert isinstance(found, Answer)
        assert found.citations == tuple(map(printed, expected.citations))
    else:
        assert isinstance(found, NoAnswer)
        assert (found.reason, found.nearest) == (expected.reason, tuple(map(printed, expected.nearest)))
    assert found.confidence == round(expected.confidence, 4)


def test_ask_all_goes_in_batches(client: Client) -> None:
    """More questions than one batch takes get their results in order; one that is no question gets its error."""
    questions = [*QUESTIONS[:2] * 60, "", QUESTIONS[0]]
    found = list(client.ask_all(questions, limit=1))
    assert [type(each) for each in found] == [Answer, NoAnswer] * 60 + [ServiceError, Answer]
    refused = found[120]
    assert isinstance(refused, ServiceError)
    assert (refused.status, str(refused)) == (422, "The question is empty. Type what you would like to know.")


def test_refusals_are_errors(client: Client) -> None:
    """What the service refuses is an error with its sentence, status and field."""
    with pytest.raises(ServiceError, match="There is no article 'nowhere'") as caught:
        client.ask("Who was Graves?", article_id="nowhere")
    assert (caught.value.status, caught.value.field) == (404, "/article")


def test_nobody_there() -> None:
    """Where nothing answers, the error says so."""
    with Client("http://127.0.0.1:9", timeout=1) as asking, pytest.raises(ServiceError, match="Is the service running there"):
        asking.ask("Who was Graves?")


@pytest.mark.parametrize(
    "quotation",
    [
        "at its peak, the total number of troops reached 72,500",
        "The United States … able to fight the Bolsheviks.",
        "Borscht is eaten on Tuesdays in Vladivostok.",
    ],
)
def test_verify_is_verifying_in_process(client: Client, opened: OpenedIndex, quotation: str) -> None:
    """The client returns the verdict that the verifier does, with its differences and its reasons to doubt."""
    assert client.verify(quotation) == opened.verifier.verify(quotation)


def test_readiness(client: Client) -> None:
    """The client tells which index answers."""
    assert client.readiness()["index"] == "memory"


def test_article_is_the_one_in_process(client: Client, answerer: Answerer) -> None:
    """An article comes as it is read, but for its publication and its file, which JSON does not tell."""
    there, here = client.article(SEED_ID), answerer.collection.article(SEED_ID)
    told = ("id", "title", "text", "headings", "paragraphs", "pages", "doubts")
    assert [getattr(there, name) for name in told] == [getattr(here, name) for name in told]
    assert there.notes == tuple(replace(note, sentences=()) for note in here.notes)
    with pytest.raises(UnknownArticleError, match="There is no article 'nowhere' at"):
        client.article("nowhere")


def test_waits_as_long_as_the_service_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """A service that has no room is asked again after the seconds of Retry-After."""
    waited: list[float] = []
    monkeypatch.setattr("qa.client.service.sleep", waited.append)
    answers = iter([httpx2.Response(503, headers={"Retry-After": "7"}), httpx2.Response(200, json={"index": "memory"})])
    monkeypatch.setattr(httpx2.Client, "request", lambda *_, **__: next(answers))
    with Client("http://127.0.0.1:9") as asking:
        assert asking.readiness() == {"index": "memory"}
    assert waited == [7.0]


@pytest.mark.parametrize(
    ("content", "flaw"),
    [
        (
            b'{"outcome": "no_answer", "question": "Who?", "reason": 7, "nearest": [], "confidence": 0.1}',
            "reason: Input should be",
        ),
        (b'{"outcome": "answer", "question": "Who?", "confidence": 0.1, "cit', "is not loccit's: "),
        (b"[]", "is not loccit's: it is no object"),
    ],
)
def test_json_that_is_not_loccits(monkeypatch: pytest.MonkeyPatch, content: bytes, flaw: str) -> None:
    """A value of another type, half an answer and no object are errors of the service, which say where."""
    monkeypatch.setattr(httpx2.Client, "request", lambda *_, **__: httpx2.Response(200, content=content))
    with Client("http://127.0.0.1:9") as asking, pytest.raises(ServiceError, match=flaw):
        asking.ask("Who?")


def test_a_follow_up_is_asked_as_in_process(client: Client, answerer: Answerer) -> None:
    """The questions before are sent along, and how the question was read comes back."""
    turns = [Turn(QUESTIONS[0], "the total number of troops reached 72,400.")]
    found, expected = (
        client.ask("And why did they stay?", 1, previous=turns),
        answerer.ask("And why did they stay?", 1, previous=turns),
    )
    assert found.follow_up == FollowUp(f"And why did they stay? – {QUESTIONS[0]}", Turn(QUESTIONS[0]))
    assert round(expected.confidence, 4) == found.confidence
