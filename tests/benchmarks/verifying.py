"""Counts what the verifier says of changed and of true quotations: `python -m tests.benchmarks.verifying [COUNT]`.

From the texts in `shared/data`, changes are drawn by rules, COUNT in all (2,000 if none is told), and so are quotations that are
true though edited after the Chicago Manual's chapter 13. Of each rule are printed how often each verdict was given, "reasons"
being `edited` with a reason to doubt; with `--details`, the first of each rule that were wrongly told.
"""

from __future__ import annotations

import json
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from index.collection import Collection
from index.maintenance import build_collection
from index.settings import Settings
from qa.verifying.verdicts import Verdict, VerdictKind
from qa.verifying.verifier import Verifier
from tests.benchmarks.data import DATA
from tests.benchmarks.quotation_changes import CHANGED, MARKED, NAME, Drawn, Rule
from tests.benchmarks.true_quotations import TRUE
from tests.doubles import WordEncoder

COLUMNS = ("exact", "typography", "edited", "reasons", "altered", "stitched", "absent")


def texts(folder: Path) -> Iterator[Path]:
    """Yield the articles: chapters of two books in Markdown and as flattened text, and articles of Wikipedia."""
    typeset = sorted((DATA / "formats" / "md").glob("*.md"))
    names = {path.stem for path in typeset}
    yield from typeset
    yield from (path for path in sorted((DATA / "flattened" / "bracketed").glob("*.txt")) if path.stem not in names)
    for line in (DATA / "squad2" / "articles.jsonl").read_text("utf-8").splitlines():
        raw = json.loads(line)
        path = folder / f"{re.sub(r'[^A-Za-z0-9]+', '-', raw['id'])}.txt"
        path.write_text(raw["title"] + "\n\n" + raw["text"], "utf-8")
        yield path


def sources(collection: Collection) -> list[Drawn]:
    """Return the sentences from which changes are drawn."""
    found = []
    for article in collection.articles:
        names = tuple(sorted({name for name, times in Counter(NAME.findall(article.text)).items() if times > 2}))
        fit = [s for s in article.sentences if 10 <= len(s.of(article.text).split()) <= 60 and article.text[s.start].isupper()]
        found += [
            Drawn(article, sentence, (*names, "Zanzibar", "Bolivia")) for sentence in fit if "[" not in sentence.of(article.text)
        ]
    return found


def column(verdict: Verdict) -> str:
    """Return where a verdict is counted."""
    reasons = verdict.kind is VerdictKind.EDITED and verdict.alters_meaning
    return "reasons" if reasons else verdict.kind.value


def count(
    verifier: Verifier, drawn: list[Drawn], rules: dict[str, Rule], each: int, good: tuple[str, ...], details: int
) -> Counter[str]:
    """Print how often each verdict is given, rule by rule, and return the sums."""
    sums: Counter[str] = Counter()
    for name, rule in rules.items():
        rng, counts = random.Random(name), Counter[str]()  # noqa: S311  # the same each time
        shown = 0
        for _ in range(each * 40):
            if counts.total() == each:
                break
            one = rng.choice(drawn)
            text = rule(rng, one)
            if not text or text in one.article.text:
                continue
            verdict = verifier.verify(text, one.article.id)
            counts[column(verdict)] += 1
            if column(verdict) not in good and shown < details:
                shown += 1
                print(
                    "   ",
                    column(verdict),
                    "|",
                    text,
                    "|",
                    [change.sentence for change in verdict.alters_meaning],
                    "\n        ",
                    one.text,
                )
        print(f"{name:<28}" + "".join(f"{counts[kind]:>11}" for kind in COLUMNS), flush=True)
        sums += counts
    print(f"{'together':<28}" + "".join(f"{sums[kind]:>11}" for kind in COLUMNS))
    return sums


def main(arguments: list[str]) -> None:
    """Print the tables and the shares."""
    number = int(next((argument for argument in arguments if argument.isdigit()), "2000"))
    details = 4 if "--details" in arguments else 0
    started = perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        collection = build_collection(list(texts(Path(folder))), Settings(), WordEncoder())
    verifier, drawn = Verifier(collection), sources(collection)
    each = number // (len(CHANGED) + len(MARKED))
    heading = " " * 28 + "".join(f"{kind:>11}" for kind in COLUMNS)
    print(f"{len(collection.articles)} articles, {len(drawn):,} sentences, {perf_counter() - started:.0f} s")
    print(f"\nChanged without a mark\n{heading}")
    told = ("altered", "stitched", "absent")
    plain = count(verifier, drawn, CHANGED, each, (*told, "reasons"), details)
    print(f"\nChanged behind an editor's mark\n{heading}")
    marked = count(verifier, drawn, MARKED, each, (*told, "reasons"), details)
    print(f"\nTrue, after Chicago\n{heading}")
    true = count(verifier, drawn, TRUE, max(each // 2, 24), ("exact", "typography", "edited"), details)
    both = plain + marked
    print(f"\ncalled exact or typography: {both['exact'] + both['typography']} of {both.total():,}")
    print(
        f"changed behind a mark and told: {1 - (marked['exact'] + marked['typography'] + marked['edited']) / marked.total():.1%}"
    )
    print(f"true and flagged: {1 - (true['exact'] + true['typography'] + true['edited']) / true.total():.1%} of {true.total():,}")


if __name__ == "__main__":
    main(sys.argv[1:])
