"""What several tests share: the seed article, read and indexed once, with the real model."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings

from index.collection import Collection
from index.reading import read_article
from index.records import Article
from index.settings import Settings
from qa.answering import Answerer
from qa.gold import read_gold
from qa.records import GoldQuestion
from tests.doubles import WordEncoder
from web import create_app

os.environ.setdefault("HF_HUB_OFFLINE", "1")

# The same examples each time, so that a build is good or bad and not lucky; LOCCIT_FUZZ=1 draws new ones.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.register_profile("fuzz", deadline=None, max_examples=1000)
settings.load_profile("fuzz" if os.environ.get("LOCCIT_FUZZ") else "repeatable")

REPOSITORY = Path(__file__).parent.parent
SEED = REPOSITORY / "seeds" / "americas-withdrawal-from-siberia.txt"
SEED_ID = "americas-withdrawal-from-siberia"

TEXT = """On the Harbour

I. The Ice

The harbour froze in January.1 Ships waited outside for the thaw, and the sailors played cards. The pilot, Ōtani, drowned
in 1918.2 Nobody replaced him.

Bread became expensive. The mayor imported flour from Canada.3

II. The Thaw

The ice broke in April. Ships entered the harbour again.4
"""


@pytest.fixture(scope="session")
def article() -> Article:
    """The seed article."""
    return read_article(SEED)


@pytest.fixture(scope="session")
def collection() -> Collection:
    """The seed article, indexed with the real model."""
    return Collection.build([SEED])


@pytest.fixture(scope="session")
def answerer(collection: Collection) -> Answerer:
    """Who answers from the seed article."""
    return Answerer(collection)


@pytest.fixture(scope="session")
def gold(collection: Collection) -> tuple[GoldQuestion, ...]:
    """The gold questions on the seed article."""
    return read_gold(REPOSITORY / "seeds" / "gold.jsonl", collection)


@pytest.fixture(scope="session")
def app(answerer: Answerer) -> Flask:
    """The application over the seed article."""
    return create_app(answerer)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Somebody who sends requests to it."""
    return app.test_client()


@pytest.fixture
def harbour_file(tmp_path: Path) -> Path:
    """A small article's file."""
    path = tmp_path / "harbour.txt"
    path.write_text(TEXT, "utf-8")
    return path


@pytest.fixture
def harbour(harbour_file: Path) -> Collection:
    """A small article, indexed by words alone."""
    return Collection.build([harbour_file], Settings(), WordEncoder())
