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
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from index.collection import Collection
from index.maintenance import build_collection
from index.records import Article, Span
from index.settings import Settings
from qa.verifying.verdicts import Verdict, VerdictKind
from qa.verifying.verifier import Verifier
from tests.benchmarks.data import DATA
from tests.doubles import WordEncoder

COLUMNS = ("exact", "typography", "edited", "reasons", "altered", "stitched", "absent")
MONTH = re.compile(r"\b(January|February|March|April|June|July|August|September|October|November|December)\b")
NUMBER = re.compile(r"\d[\d,.]*\d|\d")
NEGATION = re.compile(r"\b(?:not|never|no|nor|neither|without|cannot)\b")
QUANTIFIER = re.compile(r"\b(?:all|only|every|some|most|few|always|often|any|many)\b")
MODAL = re.compile(r"\b(?:may|might|must|should|would|could|can|shall)\b")
NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b(?! [A-Z])")
WORD = re.compile(r"(?<=[a-z] )[a-z]{6,}\b")
PRONOUN = re.compile(r"\b(?:he|she|they)\b")
CLAUSE = re.compile(r", (?=\w)[^,;:()]{15,90},")
INNER = re.compile(r"“[^“”]+”")
AUXILIARY = re.compile(r"\b(?:is|are|has|have|was|were)\b")
TENSES = {"is": "was", "are": "were", "has": "had", "have": "had", "was": "is", "were": "are"}
DOTS = ("…", ". . .", "[…]", "...", "[...]")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sentence of an article, with what stands around it, for a rule to change."""

    article: Article
    sentence: Span
    names: tuple[str, ...]

    @property
    def text(self) -> str:
        """Its words."""
        return self.sentence.of(self.article.text)

    def beside(self, step: int) -> str | None:
        """Return a sentence of the same paragraph, so many further."""
        paragraph = next(each for each in self.article.paragraphs if self.sentence in each.sentences)
        at = paragraph.sentences.index(self.sentence) + step
        return paragraph.sentences[at].of(self.article.text) if 0 <= at < len(paragraph.sentences) else None


Rule = Callable[[random.Random, Drawn], "str | None"]


def at_one(pattern: re.Pattern[str], change: Callable[[random.Random, Drawn, str], str]) -> Rule:
    """Make a rule that changes one of the places that a pattern finds."""

    def rule(rng: random.Random, drawn: Drawn) -> str | None:
        found = list(pattern.finditer(drawn.text))
        if not found:
            return None
        place = rng.choice(found)
        return drawn.text[: place.start()] + change(rng, drawn, place[0]) + drawn.text[place.end() :]

    return rule


def another(words: tuple[str, ...]) -> Callable[[random.Random, Drawn, str], str]:
    return lambda rng, _, word: rng.choice([each for each in words if each != word])


def another_name(rng: random.Random, drawn: Drawn, word: str) -> str:
    return rng.choice([name for name in drawn.names if name != word])


def strange_name(rng: random.Random, drawn: Drawn) -> str:
    """Return a name of the article that stands neither in the sentence nor in its paragraph."""
    paragraph = next(each for each in drawn.article.paragraphs if drawn.sentence in each.sentences)
    near = paragraph.span.of(drawn.article.text)
    return rng.choice([name for name in drawn.names if name not in near] or ["Zanzibar"])


def bracketed(change: Callable[[random.Random, Drawn, str], str]) -> Callable[[random.Random, Drawn, str], str]:
    return lambda rng, drawn, word: f"[{change(rng, drawn, word)}]"


def another_word(rng: random.Random, drawn: Drawn, word: str) -> str:
    others: list[str] = WORD.findall(drawn.article.text[:20_000])
    return rng.choice([other for other in others if other[:3] != word[:3]])


def another_digit(rng: random.Random, _: Drawn, number: str) -> str:
    at = rng.choice([k for k, c in enumerate(number) if c.isdigit()])
    return number[:at] + rng.choice([c for c in "123456789" if c != number[at]]) + number[at + 1 :]


def gone(_: random.Random, __: Drawn, ___: str) -> str:
    return "\0"


def dots(rng: random.Random, _: Drawn, __: str) -> str:
    return rng.choice(DOTS)


def without(rule: Rule) -> Rule:
    """Take out what another rule marks."""

    def changed(rng: random.Random, drawn: Drawn) -> str | None:
        text = rule(rng, drawn)
        return text and text.replace(" \0", "").replace("\0 ", "")

    return changed


def inner(rng: random.Random, words: list[str], fewest: int = 2) -> int | None:
    """Return a place between words that no sign parts."""
    places = [k for k in range(fewest, len(words) - 2) if words[k - 1].isalnum() and words[k].islower()]
    return rng.choice(places) if places else None


def put_in(choose: Callable[[random.Random, Drawn], str]) -> Rule:
    def rule(rng: random.Random, drawn: Drawn) -> str | None:
        words = drawn.text.split(" ")
        at = inner(rng, words)
        return None if at is None else " ".join([*words[:at], choose(rng, drawn), *words[at:]])

    return rule


def one_of(*words: str) -> Callable[[random.Random, Drawn], str]:
    return lambda rng, _: rng.choice(words)


def swapped(rng: random.Random, drawn: Drawn) -> str | None:
    words = drawn.text.split(" ")
    at = inner(rng, words)
    if at is None or words[at].casefold() == words[at + 1].casefold():
        return None
    words[at], words[at + 1] = words[at + 1], words[at]
    return " ".join(words)


def dropped(rng: random.Random, drawn: Drawn) -> str | None:
    words = drawn.text.split(" ")
    at = inner(rng, words)
    return None if at is None else " ".join(words[:at] + words[at + 1 :])


def letter(rng: random.Random, drawn: Drawn) -> str | None:
    words = drawn.text.split(" ")
    at = rng.choice([k for k in range(1, len(words)) if len(words[k]) > 3 and words[k].isalpha()] or [0])
    k = rng.randrange(1, max(len(words[at]) - 1, 2))
    words[at] = words[at][:k] + words[at][k + 1 :]
    return " ".join(words) if at else None


def window(pattern: re.Pattern[str]) -> Rule:
    """Put an ellipsis for a word that a pattern finds and up to three on either side."""

    def rule(rng: random.Random, drawn: Drawn) -> str | None:
        words = drawn.text.split(" ")
        places = [k for k in range(2, len(words) - 2) if pattern.fullmatch(words[k].strip(".,;:"))]
        if not places:
            return None
        at = rng.choice(places)
        start, end = max(at - rng.randint(0, 3), 1), min(at + 1 + rng.randint(0, 3), len(words) - 1)
        return " ".join([*words[:start], rng.choice(DOTS), *words[end:]])

    return rule


def halves(sign: str, step: int) -> Rule:
    """Join the first half of a sentence and the second of another."""

    def rule(rng: random.Random, drawn: Drawn) -> str | None:
        other = drawn.beside(step)
        if other is None or len(other.split()) < 8:
            return None
        one, two = drawn.text.split(" "), other.split(" ")
        first, second = inner(rng, one, 4), inner(rng, two, len(two) // 3)
        return None if first is None or second is None else " ".join([*one[:first], sign, *two[second:]]).replace("  ", " ")

    return rule


CHANGED: dict[str, Rule] = {
    "digit": at_one(NUMBER, another_digit),
    "name": at_one(NAME, another_name),
    "month": at_one(MONTH, another(("January", "March", "June", "August", "November"))),
    "negation put in": put_in(one_of("not", "never", "hardly")),
    "negation taken out": without(at_one(NEGATION, gone)),
    "quantifier put in": put_in(one_of("all", "only", "some", "few", "most")),
    "quantifier": at_one(QUANTIFIER, another(("all", "only", "some", "few", "no"))),
    "modal": at_one(MODAL, another(("may", "must", "would", "cannot"))),
    "words swapped": swapped,
    "word dropped": dropped,
    "letter dropped": letter,
    "halves stitched": halves("", 1),
    "number taken out": without(at_one(NUMBER, gone)),
}
MARKED: dict[str, Rule] = {
    "… over a negation": window(NEGATION),
    "… over a number": window(NUMBER),
    "… over a quantifier": window(QUANTIFIER),
    "… over a modal": window(MODAL),
    "… joins halves": halves("…", 1),
    "… joins halves, one between": halves(". . .", 2),
    "[not] put in": put_in(one_of("[not]", "[never]", "[hardly]", "[no longer]")),
    "[only] put in": put_in(one_of("[all]", "[only]", "[few]", "[most]", "[always]")),
    "[may] put in": put_in(one_of("[may]", "[allegedly]", "[perhaps]", "[must]", "[would]")),
    "[number] put in": put_in(one_of("[1847]", "[three]", "[12,000]", "[on May 4]")),
    "[Name] put in": put_in(lambda rng, drawn: f"[{strange_name(rng, drawn)}]"),
    "[Name] for a name": at_one(NAME, bracketed(lambda rng, drawn, _: strange_name(rng, drawn))),
    "[Name] for a pronoun": at_one(PRONOUN, bracketed(lambda rng, drawn, _: strange_name(rng, drawn))),
    "[number] for one": at_one(NUMBER, bracketed(another_digit)),
    "[all] for a quantifier": at_one(QUANTIFIER, bracketed(another(("all", "only", "some", "few", "no")))),
    "[may] for a modal": at_one(MODAL, bracketed(another(("must", "has to", "may", "cannot")))),
    "[she] for he": at_one(re.compile(r"\bhe\b"), bracketed(another(("she", "they", "we")))),
    "[word] for a word": at_one(WORD, bracketed(another_word)),
    "[un] put in": at_one(
        re.compile(r"\b(?:able|known|certain|likely|willing|equal|usual|happy)\b"), lambda _, __, word: f"[un]{word}"
    ),
    "[now] for a negation": at_one(NEGATION, bracketed(another(("now", "always", "the")))),
}


# --- True quotations ------------------------------------------------------------------------------------------------------


def first_letter(rng: random.Random, drawn: Drawn) -> str | None:
    text = drawn.text
    common = f" {text.split(' ')[0].lower()} " in drawn.article.text
    return rng.choice((f"[{text[0].lower()}]{text[1:]}", text[0].lower() + text[1:])) if common else None


def from_within(rng: random.Random, drawn: Drawn) -> str | None:
    words = drawn.text.split(" ")
    at = inner(rng, words)
    text = " ".join(words[at:]) if at else ""
    return f"[{text[0].upper()}]{text[1:]}" if text[:1].isalpha() else None


def clause_left_out(rng: random.Random, drawn: Drawn) -> str | None:
    return at_one(CLAUSE, lambda r, _, __: r.choice((" …", " . . .,", ", . . .", " […]")))(rng, drawn)


def phrase_left_out(rng: random.Random, drawn: Drawn) -> str | None:
    """Leave out a preposition with its noun, as whoever quotes shortens."""
    phrase = re.compile(r" (?:in|of|by|with|from) (?:(?:the|a|his|their) )?[a-z]+(?: of (?:the )?[a-z]+)?(?=[,;]| and | to )")
    return at_one(phrase, lambda r, _, __: r.choice((" …", " . . .")))(rng, drawn)


def sentences_left_out(rng: random.Random, drawn: Drawn) -> str | None:
    other = drawn.beside(rng.choice((2, 3)))
    return other and f"{drawn.text} {rng.choice(('. . .', '…', '[…]'))} {other}"


def end_left_out(rng: random.Random, drawn: Drawn) -> str | None:
    words, other = drawn.text.split(" "), drawn.beside(rng.choice((1, 2)))
    at = inner(rng, words, 4)
    return f"{' '.join(words[:at])}. . . . {other}" if at and other else None


def sic(rng: random.Random, drawn: Drawn) -> str | None:
    return put_in(one_of("[sic]"))(rng, drawn)


def name_explained(rng: random.Random, drawn: Drawn) -> str | None:
    """Put the name that stands nearest before a pronoun beside it or in its place."""
    pronoun = re.search(r"\b(?:he|she|He|She)\b", drawn.text)
    before = drawn.beside(-1) or ""
    names = NAME.findall(before + " " + drawn.text[: pronoun.start()]) if pronoun else []
    if not pronoun or not names:
        return None
    put = rng.choice((f"{pronoun[0]} [{names[-1]}]", f"[{names[-1]}]"))
    return drawn.text[: pronoun.start()] + put + drawn.text[pronoun.end() :]


def explained(rng: random.Random, drawn: Drawn) -> str | None:
    words = (
        "[that is, the king]",
        "[of the country]",
        "[the author’s friends]",
        "[i.e., the people]",
        "[and]",
        "[the]",
        "[here]",
    )
    return put_in(one_of(*words))(rng, drawn)


def emphasised(rng: random.Random, drawn: Drawn) -> str | None:
    words = drawn.text.split(" ")
    at = inner(rng, words)
    if at is None:
        return None
    return " ".join([*words[:at], f"*{words[at]}*", *words[at + 1 :], rng.choice(("[emphasis added]", "(italics mine)"))])


def inner_marks(_: random.Random, drawn: Drawn) -> str | None:
    return "“" + INNER.sub(lambda m: f"‘{m[0][1:-1]}’", drawn.text) + "”" if INNER.search(drawn.text) else None


def last_point(rng: random.Random, drawn: Drawn) -> str | None:
    words = drawn.text.split(" ")
    at = inner(rng, words, 5)
    return None if at is None else " ".join(words[:at]) + rng.choice((",", "."))


TRUE: dict[str, Rule] = {
    "first letter": first_letter,
    "capital from within": from_within,
    "clause left out": clause_left_out,
    "phrase left out": phrase_left_out,
    "sentences left out": sentences_left_out,
    "end left out, four points": end_left_out,
    "[sic]": sic,
    "name for a pronoun": name_explained,
    "explanation": explained,
    "emphasis": emphasised,
    "inner quotation marks": inner_marks,
    "another last point": last_point,
    "tense": at_one(AUXILIARY, bracketed(lambda _, __, word: TENSES[word])),
}


# --- Counting -------------------------------------------------------------------------------------------------------------


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
