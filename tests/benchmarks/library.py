"""How fast a library is listed: `python -m tests.benchmarks.library [500]`, articles made up, in twenty folders, with sidecars.

The index is opened from its folder, so that nothing is at hand before the first request. Times are of the application itself,
without a network: the first request after opening, then the median and the longest of a hundred.
"""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from flask.testing import FlaskClient

from index.maintenance import build_collection, save_collection
from index.opening import open_collection
from index.settings import Settings
from qa.opened_index import OpenedIndex
from tests.conftest import TEXT
from tests.doubles import WordEncoder
from web import create_app
from web.pages import prepare_pages

ARTICLES, FOLDERS, AUTHORS, JOURNALS = 500, 20, 180, 40
REQUESTS = 100
ADDRESSES = {
    "the list": "/articles",
    "sorted by author": "/articles?sort=author",
    "its last page": "/articles?page=10",
    "searched": "/articles?q=harbour+family-7",
    "narrowed": "/articles?author=family-7&year=1950-1990&journal=journal&collection=folder-7&sort=-year",
    "the API, all": "/api/articles",
    "the API, narrowed": "/api/articles?author=family-7&year=1950-1990",
    "the form that asks": "/",
}


def main(arguments: list[str]) -> None:
    count = int(arguments[0]) if arguments else ARTICLES
    with TemporaryDirectory() as made:
        texts = Path(made, "texts")
        for number in range(count):
            _write(texts / f"folder-{number % FOLDERS}" / f"article-{number}.txt", number)
        save_collection(build_collection([texts], Settings(), WordEncoder()), Path(made, "index"))
        collection = open_collection(Path(made, "index"), encoder=WordEncoder())
        app = create_app(OpenedIndex.over(collection))
        prepare_pages(app)  # as a service does when it starts
        client = app.test_client()
        print(f"{count} articles: ms, first / median / longest of {REQUESTS}")
        for name, address in ADDRESSES.items():
            took = [_milliseconds(client, address) for _ in range(REQUESTS + 1)]
            print(f"{name:20} {took[0]:6.1f} {median(took[1:]):6.1f} {max(took[1:]):6.1f}")


def _write(path: Path, number: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(TEXT.replace("On the Harbour", f"On Harbour {number}"), "utf-8")
    author = f'author = ["Family-{number % AUTHORS}, Given", "Other-{number % 7}, Given"]'
    known = f'container = "Journal {number % JOURNALS}"\nyear = {1900 + number % 120}\n'
    path.with_suffix(".toml").write_text(f"{author}\n{known}", "utf-8")


def _milliseconds(client: FlaskClient, address: str) -> float:
    start = perf_counter()
    assert client.get(address).status_code == 200
    return (perf_counter() - start) * 1000.0


if __name__ == "__main__":
    main(sys.argv[1:])
