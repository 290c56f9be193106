"""What several tests share: the seed article, read and indexed once, with the real model."""

from __future__ import annotations

import os
import re
import shutil
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from index.collection import Collection
from index.encoding import Encoder, OnnxEncoder, exported, model_files
from index.encoding.encoder import SentenceTransformerEncoder
from index.folder import encoders
from index.judging import open_judge
from index.maintenance import build_collection, save_collection
from index.readers.article_files import read_article
from index.records import Article
from index.settings import DEFAULT_MODEL, Settings
from qa.answering.answerer import Answerer
from qa.evaluating.gold_questions import read_gold
from qa.opened_index import OpenedIndex
from qa.records import GoldQuestion
from qa.verifying.verifier import Verifier
from tests.doubles import WordEncoder
from web import create_app
from web.service_settings import ServiceSettings
from web.serving.http_server import Server

os.environ.setdefault("HF_HUB_OFFLINE", "1")

# The same examples each time, so that a build is good or bad and not lucky; LOCCIT_FUZZ=1 draws new ones.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.register_profile("fuzz", deadline=None, max_examples=1000)
settings.load_profile("fuzz" if os.environ.get("LOCCIT_FUZZ") else "repeatable")

REPOSITORY = Path(__file__).parent.parent
SEED = REPOSITORY / "seeds" / "americas-withdrawal-from-siberia.txt"
SEED_ID = "americas-withdrawal-from-siberia"

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

PATIENCE = 120_000.0  # milliseconds that a browser may take for anything; two cores that others use as well

REFUSED = re.compile(r"Failed to load resource: the server responded with a status of 4\d\d ")

TEXT = """On the Harbour

I. The Ice

The harbour froze in January.1 Ships waited outside for the thaw, and the sailors played cards. The pilot, Ōtani, drowned
in 1918.2 Nobody replaced him.

Bread became expensive. The mayor imported flour from Canada.3

II. The Thaw

The ice broke in April. Ships entered the harbour again.4
"""

RAILWAY = "On the Railway\n\nThe railway was built by convicts.1 Nobody paid them. It rusted by the harbour.2\n"
BRIDGE = "On the Bridge\n\nThe bridge was never finished.1 The mayor wept, and the ice took it in April.2\n"


@pytest.fixture(scope="session", autouse=True)
def _exported_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The model is exported for the first index of this process, and copied for the others: the same weights each time."""
    kept = tmp_path_factory.mktemp("exported") / "encoder"

    def exported_once(model: str, into: Path, texts: Sequence[str], *, shown: bool = False) -> Encoder:
        if model == DEFAULT_MODEL and kept.is_dir() and not into.exists():
            model_files.model_folder(model)  # it is still installed
            shutil.copytree(kept, into)
            return OnnxEncoder(into)
        found = exported(model, into, texts, shown=shown)
        if model == DEFAULT_MODEL and isinstance(found, OnnxEncoder) and not kept.is_dir():
            shutil.copytree(into, kept)
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(encoders, "exported", exported_once)
        yield


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name bytes by their number: archives hold the time at which they were made, and a test is called the same in each run."""
    return f"{len(val)} bytes" if isinstance(val, bytes) else None


@pytest.fixture(scope="session")
def article() -> Article:
    """The seed article."""
    return read_article(SEED)


@pytest.fixture(scope="session")
def collection() -> Collection:
    """The seed article, indexed with the real model."""
    return build_collection([SEED])


@pytest.fixture(scope="session")
def original() -> SentenceTransformerEncoder:
    """The installed model, not exported."""
    return SentenceTransformerEncoder()


@pytest.fixture(scope="session")
def answerer(collection: Collection) -> Answerer:
    """Who answers from the seed article."""
    return Answerer(collection, judge=open_judge())


@pytest.fixture(scope="session")
def opened(collection: Collection, answerer: Answerer) -> OpenedIndex:
    """The seed article's index, open."""
    return OpenedIndex(collection, answerer, Verifier(collection))


@pytest.fixture(scope="session")
def gold(collection: Collection) -> tuple[GoldQuestion, ...]:
    """The gold questions on the seed article."""
    return read_gold(REPOSITORY / "seeds" / "gold.jsonl", collection)


@pytest.fixture(scope="session")
def app(opened: OpenedIndex) -> Flask:
    """The application over the seed article."""
    return create_app(opened)


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
    return build_collection([harbour_file], Settings(), WordEncoder())


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """Three articles."""
    found = {}
    for name, text in {"harbour": TEXT, "railway": RAILWAY, "bridge": BRIDGE}.items():
        found[name] = tmp_path / f"{name}.txt"
        found[name].write_text(text, "utf-8")
    return found


@pytest.fixture(scope="session")
def shelves(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    """The three articles, two of them in a folder of their own, one with a sidecar, indexed by words alone."""
    texts = tmp_path_factory.mktemp("texts")
    for name, text in {"harbour": TEXT, "war/railway": RAILWAY, "war/bridge": BRIDGE}.items():
        (texts / name).parent.mkdir(exist_ok=True)
        (texts / f"{name}.txt").write_text(text, "utf-8")
    (texts / "harbour.toml").write_text(
        'author = ["Ōtani, K.", "Moore, Ann"]\nyear = 1998\ncontainer = "Slavic Review"\n', "utf-8"
    )
    return build_collection([texts], Settings(), WordEncoder())


@pytest.fixture
def folder(harbour: Collection, tmp_path: Path) -> Path:
    """The small article's index, saved."""
    save_collection(harbour, tmp_path / "index")
    return tmp_path / "index"


@pytest.fixture(scope="session")
def address(app: Flask) -> Iterator[str]:
    """The address of a server over the seed article."""
    with serving(app) as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A browser of this machine, never a downloaded one; where there is none, only CI does not skip."""
    chromium = shutil.which("chromium")
    if chromium is None and not os.environ.get("CI"):
        pytest.skip("chromium is not installed; .ci/run installs it, and CI never skips")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def window(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens windows, given their width and what else is special; each must ask no other host and report no error."""
    contexts, requests, errors = list[BrowserContext](), list[str](), list[str]()

    def opened(width: int = 1440, height: int = 900, **special: object) -> Page:
        # No test of a browser is about how fast the machine is.
        expect.set_options(timeout=PATIENCE)
        context = browser.new_context(viewport={"width": width, "height": height}, **special)  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: requests.append(request.url))
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [url for url in requests if not url.startswith("http://127.0.0.1:")] == []
    # The browser reports pages that say what was wrong with a request as well; that is their purpose.
    assert [error for error in errors if not REFUSED.match(error)] == []


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """Serve an application on this machine alone."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = Server(app, listening, ServiceSettings())
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.stop()
        thread.join(30)
