"""What the tests of the notebook's doors share: a service with a notebook over the small article."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from index.collection import Collection
from qa.notebook.store import Notebook
from qa.opened_index import OpenedIndex
from web import create_app
from web.service_settings import ServiceSettings

FLOUR = {"article": "harbour", "start": 204, "end": 241}
WORDS = "The mayor imported flour from Canada."


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The notebook's file."""
    return tmp_path / "notebook.sqlite"


@pytest.fixture
def noting(harbour: Collection, file: Path) -> FlaskClient:
    """Somebody who sends requests to a service that keeps a notebook."""
    return create_app(OpenedIndex.over(harbour), ServiceSettings(notebook=file)).test_client()


@pytest.fixture
def notebook(noting: FlaskClient, file: Path) -> Notebook:
    """That notebook."""
    assert noting.get("/healthz").status_code == 200
    return Notebook(file)
