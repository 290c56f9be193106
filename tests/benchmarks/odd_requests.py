"""Sends odd requests to a server and prints how each was answered: `python -m tests.benchmarks.odd_requests [NUMBER] [SEED]`.

20,000 by default: methods, targets, versions, headers, bodies and framings that no client of good will sends. None may stay
unanswered for two seconds, none get a 5xx, and every error below `/api` has to be problem details.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from index.maintenance import build_collection, save_collection
from qa.opened_index import OpenedIndex
from tests.benchmarks.data import REPOSITORY
from tests.odd_requests import Drawer, Verdicts, send
from tests.serving import process
from web import create_app

NUMBER, SEED, SECONDS = 20_000, 16, 2.0
SHOWN = 20  # faults


def main(number: int = NUMBER, seed: int = SEED) -> int:
    """Return the exit code: 0 where every request was treated as it should be."""
    collection, verdicts = build_collection([REPOSITORY / "seeds"]), Verdicts()
    rules = create_app(OpenedIndex.over(collection)).url_map.iter_rules()
    drawer = Drawer(rules, [collection.articles[0].id, collection.passages[0].id, "5"], seed)
    with tempfile.TemporaryDirectory() as temporary:
        save_collection(collection, Path(temporary) / "index")
        with process(Path(temporary) / "index") as (_, address):
            port = int(address.rpartition(":")[2])
            for _ in range(number):
                send(port, drawer.draw(), verdicts, SECONDS)
    print(f"{number} connections, {verdicts.statuses.total()} responses, the slowest after {verdicts.slowest:.2f} s")
    print(", ".join(f"{status}: {count}" for status, count in sorted(verdicts.statuses.items())))
    print(f"{len(verdicts.faults)} not treated as they should be")
    for why, request in verdicts.faults[:SHOWN]:
        print(f"{why}\n    {request.sent[:300]!r}")
    return bool(verdicts.faults)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
