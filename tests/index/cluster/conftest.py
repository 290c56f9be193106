"""A cluster for the tests of this room, started once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.raylets import Raylets, raylets


@pytest.fixture(scope="package")
def machines() -> Iterator[Raylets]:
    """Three machines and a head."""
    pytest.importorskip("ray")
    with raylets(3) as cluster:
        yield cluster
