"""How long a draft takes to verify: `python -m tests.benchmarks.drafts [ARTICLES] [--profile]`, against 100 if none is told.

The articles are articles of Wikipedia and those of COVID-QA and CLAPNQ, from `shared/data`. The draft has 10,000 words of a book
that is not indexed, and 60 quotations: about a third exact, a third shortened by an ellipsis, a third with another word, and one
in ten from nowhere. Printed are the first draft after opening and the next; of each the seconds that passed, and those of the
processor, which tell more where something else is running.
"""

from __future__ import annotations

import cProfile
import json
import pstats
import random
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from index.collection import Collection
from index.maintenance import build_collection, save_collection
from index.opening import open_collection
from index.settings import Settings
from qa.verifying import Verifier, check_pasted
from qa.verifying.pasted_text import ReadAs
from tests.benchmarks.data import DATA
from tests.doubles import WordEncoder

ARTICLES, QUOTATIONS, WORDS, TURNS = 100, 60, 10_000, 5
BOOK = DATA / "formats" / "md"

Times = tuple[float, float]


def texts(folder: Path, count: int) -> list[Path]:
    """Write so many articles, and return their files."""
    found: list[Path] = []
    for name in ("squad2", "covidqa", "clapnq"):
        for line in (DATA / name / "articles.jsonl").read_text("utf-8").splitlines():
            raw = json.loads(line)
            found.append(folder / f"{name}-{len(found)}.txt")
            found[-1].write_text(f"{raw['title']}\n\n{raw['text']}", "utf-8")
    return found[:count]


def draft(collection: Collection, rng: random.Random) -> str:
    """Return a draft with its quotations."""
    written = " ".join(path.read_text("utf-8") for path in sorted(BOOK.glob("*.md")))
    words = [word for word in written.translate(dict.fromkeys(map(ord, '“”"‘’'))).split() if word[0].isalpha()][:WORDS]
    found = (sentence.of(article.text) for article in collection.articles for sentence in article.sentences)
    sentences = [sentence for sentence in found if 12 <= len(sentence.split()) <= 40]
    parts, step = [], len(words) // QUOTATIONS
    for number in range(QUOTATIONS):
        quoted = _changed(rng.choice(sentences).replace("“", "‘").replace("”", "’"), number, rng)
        parts.append(" ".join(words[number * step : (number + 1) * step]) + f" “{quoted}”")
    return "\n\n".join(parts)


def _changed(sentence: str, number: int, rng: random.Random) -> str:
    words = sentence.split()
    at = rng.randrange(3, len(words) - 4)
    if number % 10 == 9:
        rng.shuffle(words)
        return " ".join(words)
    if number % 3 == 1:
        return " ".join([*words[:at], "…", *words[at + 2 :]])
    return " ".join([*words[:at], "zealously", *words[at + 1 :]]) if number % 3 else sentence


def _timed(call: Callable[[], object]) -> Times:
    """Return seconds passed and seconds of the processor."""
    began, worked = perf_counter(), process_time()
    call()
    return perf_counter() - began, process_time() - worked


def _verified(collection: Collection, text: str) -> tuple[Times, Times]:
    verifier = Verifier(collection)
    first, second = (_timed(lambda: check_pasted(verifier, text, None, ReadAs.DRAFT)) for _ in range(2))
    return first, second


def main(arguments: list[str]) -> None:
    """Print the times."""
    count = int(next((argument for argument in arguments if argument.isdigit()), ARTICLES))
    with TemporaryDirectory() as name:
        folder = Path(name, "index")
        save_collection(build_collection(texts(Path(name), count), Settings(), WordEncoder()), folder)
        opened = open_collection(folder, encoder=WordEncoder())
        text = draft(opened, random.Random(1))  # noqa: S311  # the same each time
        words = sum(len(article.text.split()) for article in opened.articles)
        print(f"{len(opened.articles)} articles of {words:,} words; a draft of {len(text.split()):,}, {QUOTATIONS} quotations")
        if "--profile" in arguments:
            profile = cProfile.Profile()
            profile.runcall(_verified, opened, text)
            pstats.Stats(profile).sort_stats("tottime").print_stats(25)
            return
        turns = [_verified(open_collection(folder, encoder=WordEncoder()), text) for _ in range(TURNS)]
        _print("the first draft", [first for first, _ in turns])
        _print("the next", [second for _, second in turns])


def _print(name: str, times: list[Times]) -> None:
    passed, worked = (min(each) for each in zip(*times, strict=True))
    print(f"{name:16} {passed:6.2f} s, of the processor {worked:.2f} s; the best of {len(times)}")


if __name__ == "__main__":
    main(sys.argv[1:])
