"""Rules that edit a sentence of an article after the Chicago Manual's chapter 13: what they make is true."""

from __future__ import annotations

import random
import re

from tests.benchmarks.quotation_changes import NAME, Drawn, Rule, at_one, bracketed, inner, one_of, put_in

CLAUSE = re.compile(r", (?=\w)[^,;:()]{15,90},")
INNER = re.compile(r"“[^“”]+”")
AUXILIARY = re.compile(r"\b(?:is|are|has|have|was|were)\b")
TENSES = {"is": "was", "are": "were", "has": "had", "have": "had", "was": "is", "were": "are"}


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
