"""rate_storage.py: counts that processes share."""

from __future__ import annotations

from pathlib import Path

import pytest
from limits.storage import storage_from_string

from web.guards import rate_storage as rates
from web.guards.rate_storage import RATES, SCHEME, SharedStorage, prepare


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[SharedStorage, SharedStorage, list[float]]:
    """Two storages over one file, as two processes have them, and the time that they read."""
    now = [1000.0]
    monkeypatch.setattr(rates, "time", lambda: now[0])
    prepare(tmp_path)
    first, second = (storage_from_string(f"{SCHEME}://{tmp_path / RATES}") for _ in range(2))
    assert isinstance(first, SharedStorage)
    assert isinstance(second, SharedStorage)
    return first, second, now


def test_counts_are_of_all_until_the_window_ends(two: tuple[SharedStorage, SharedStorage, list[float]]) -> None:
    """What one counts the other sees; with the end of the window, which the first count began, it begins anew."""
    first, second, now = two
    assert [first.incr("ada", 60), second.incr("ada", 60, amount=4), first.incr("bob", 60)] == [1, 1 + 4, 1]
    now[0] += 59
    assert (first.incr("ada", 60), second.get("ada"), second.get_expiry("ada")) == (6, 6, 1060.0)
    now[0] += 1
    assert (second.get("ada"), first.incr("ada", 60), second.get_expiry("ada")) == (0, 1, 1120.0)


def test_what_has_expired_is_thrown_away(
    two: tuple[SharedStorage, SharedStorage, list[float]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file does not keep everybody who ever asked."""
    first, second, now = two
    monkeypatch.setattr(rates, "SWEEP", 2)
    first.incr("ada", 60)
    now[0] += 60
    first.incr("bob", 60)
    assert (second.reset(), first.get("bob"), first.check()) == (1, 0, True)


def test_one_is_forgotten(two: tuple[SharedStorage, SharedStorage, list[float]]) -> None:
    """Who is forgotten begins anew, and nobody else."""
    first, second, now = two
    first.incr("ada", 60)
    first.incr("bob", 60)
    second.clear("ada")
    assert (first.get("ada"), first.get("bob"), first.get_expiry("ada")) == (0, 1, now[0])
