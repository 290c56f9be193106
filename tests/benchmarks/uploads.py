"""What adding articles on the page costs: `python -m tests.benchmarks.uploads [FILES]`.

From the sending of a PDF of twenty pages to its first answer, as a person gets it: the job is looked at as often as the page does
so, and the question is asked when the article answers. Once to a service that has just begun, and once where the page from which
articles are added has been open for a while. And how long questions take while files are read in, beside others before. One
service of one process, in a process of its own; the client is on the same cores.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from statistics import median
from time import monotonic, perf_counter, sleep

import httpx2

from index.maintenance import build_collection, save_collection
from index.readers import read_articles
from tests.benchmarks.data import REPOSITORY
from tests.serving import process
from tests.typesetter import typeset

FILES = 50
PAGES = 20
QUESTIONS = 100
SEED = REPOSITORY / "seeds" / "americas-withdrawal-from-siberia.txt"
SHORT = 200  # characters of what is no paragraph of prose
LOOKS = 0.7  # seconds from one look at a job to the next, as changes.js has it
CHOOSING = 20.0  # seconds until somebody who has opened the page has chosen a file
TOWNS = ("Ormund", "Velten")


def main(files: int = FILES) -> None:
    """Print both figures."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "index"
        save_collection(build_collection([SEED]), folder)
        with process(folder, "--writable") as (_, address), httpx2.Client(base_url=address, timeout=60.0) as client:
            print(f"at once: {first_answer(client, TOWNS[0])}")
            client.get("/articles")
            sleep(CHOOSING)
            print(f"the page open: {first_answer(client, TOWNS[1])}")
            print(questions_meanwhile(client, files))


def first_answer(client: httpx2.Client, town: str) -> str:
    """Send a PDF about a town, look at the job until the article answers, and ask it."""
    data, pages = long_pdf(town)
    start = monotonic()
    job = send(client, {f"{town}.pdf": data})
    while not client.get(job).json()["taken_up"]:
        sleep(LOOKS)
    asked = client.post("/api/ask", json={"question": f"Who sang ballads about the lighthouse of {town}?", "limit": 1}).json()
    assert asked["citations"][0]["passage"]["article"] == town.lower(), asked
    return f"a PDF of {pages} pages answers {monotonic() - start:.1f} s after it was sent"


def questions_meanwhile(client: httpx2.Client, files: int) -> str:
    """Ask before, and while so many files are read in."""
    before = [timed(client, number) for number in range(QUESTIONS)]
    text = SEED.read_text("utf-8")
    job = send(client, {f"copy-{number}.txt": f"{text}\nThis is copy {number}.\n".encode() for number in range(files)})
    meanwhile, number, start = list[float](), QUESTIONS, monotonic()
    while not client.get(job).json()["taken_up"]:
        meanwhile += [timed(client, number + at) for at in range(20)]
        number += 20
    ratio = median(meanwhile) / median(before)
    return (
        f"questions: {1000 * median(before):.1f} ms before (median of {len(before)}), {1000 * median(meanwhile):.1f} ms while "
        f"{files} files were read in, {monotonic() - start:.0f} s long (median of {len(meanwhile)}): {ratio:.2f} times as long"
    )


def timed(client: httpx2.Client, number: int) -> float:
    """Return the seconds that a question takes which was not asked before."""
    start = perf_counter()
    client.post("/api/ask", json={"question": f"How many Japanese troops were there at the peak in {1000 + number}?"})
    return perf_counter() - start


def send(client: httpx2.Client, files: dict[str, bytes]) -> str:
    """Send files, and return the address of the job."""
    sent = client.post("/api/articles", files=[("files", (name, data)) for name, data in files.items()])
    assert sent.status_code == 202, sent.text
    return str(sent.headers["Location"])


def long_pdf(town: str) -> tuple[bytes, int]:
    """Return a PDF of twenty pages or a little more, of the seed article's paragraphs and a town, and how many pages it has."""
    paragraphs = [paragraph for paragraph in paragraphs_of(SEED) if len(paragraph) > SHORT]
    wanted = [f"Fishermen sang ballads about the lighthouse of {town}.", *paragraphs]
    made = typeset(wanted, {})
    while made.pages < PAGES:
        wanted += paragraphs[: max(1, (PAGES - made.pages) * 2)]
        made = typeset(wanted, {})
    return made.data, made.pages


def paragraphs_of(path: Path) -> list[str]:
    """Return the paragraphs of an article as they read."""
    (article,) = read_articles(path)
    return [paragraph.span.of(article.text) for paragraph in article.paragraphs]


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
