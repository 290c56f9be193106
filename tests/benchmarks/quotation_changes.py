"""Rules that change a sentence of an article: without a mark, or behind an editor's. What they make is to be told."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

from index.records import Article, Span

MONTH = re.compile(r"\b(January|February|March|April|June|July|August|September|October|November|December)\b")
NUMBER = re.compile(r"\d[\d,.]*\d|\d")
NEGATION = re.compile(r"\b(?:not|never|no|nor|neither|without|cannot)\b")
QUANTIFIER = re.compile(r"\b(?:all|only|every|some|most|few|always|often|any|many)\b")
MODAL = re.compile(r"\b(?:may|might|must|should|would|could|can|shall)\b")
NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b(?! [A-Z])")
WORD = re.compile(r"(?<=[a-z] )[a-z]{6,}\b")
PRONOUN = re.compile(r"\b(?:he|she|they)\b")
DOTS = ("…", ". . .", "[…]", "...", "[...]")
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
ORDINAL = re.compile(rf"\b(?:{'|'.join(ORDINALS)})\b")
ROMANS = ("II", "III", "IV", "VI", "IX", "XI", "XIV", "XVI", "XIX")
ROMAN = re.compile(r"\b[IVX]{2,6}\b")
YEAR = re.compile(r"\b1[5-9]\d\d\b")
MEASURES = ("pounds", "shillings", "dollars", "francs", "ounces", "miles", "acres", "years", "days", "hours", "feet", "weeks")
MEASURE = re.compile(rf"\b(?:{'|'.join(MEASURES)})\b")
COUNTED = re.compile(rf"(?<=\d )(?:{'|'.join(MEASURES)})\b")
PREFIXED = re.compile(r"(?<=[a-z] )(?P<prefix>un|in|im|dis|ir|non)[a-z]{4,}\b")
UNPREFIXED = re.compile(
    r"(?<=[a-z] )(?:certain|known|able|possible|equal|happy|just|sufficient|perfect|proper|regular|natural|necessary|visible)\b"
)
UNDONE = re.compile(r"(?<=[a-z] )(?:former|late|so-called|pretended|attempted|proposed|intended|apparent|nominal)(?= [a-z])")
TRIED = re.compile(
    r"(?<=[a-z] )(?:tried|attempted|wished|wanted|hoped|intended|threatened|offered|promised|pretended|expected|feared|began"
    r"|ceased|endeavou?red|ought|used|have|has|were|was|is|able|obliged|likely) to(?= [a-z])"
)
THAT = re.compile(r"(?<=[a-z] )[a-z]+ that(?= [a-z])")
COMPARED = re.compile(r"(?<=[a-z] )(?:greater|less|better|worse|higher|lower|larger|smaller|best|worst|older|younger)(?= [a-z])")
DETERMINER = re.compile(r"(?<=[a-z] )(?:the|a|an|his|her|their|its)(?= [a-z])")
GENITIVE = re.compile(r"\b[^\W\d_]+[’']s\b")
_CONTRARIES = (
    "greater less / more fewer / better worse / higher lower / larger smaller / before after / above below / over under / "
    "from to / with without / up down / first last / old new / good bad / north south / east west / some many / few many / "
    "always sometimes / men women / friends enemies / father brother / son daughter / day month / rich poor / true false / "
    "early late / former latter / because although / since until / during after / for against / his her / most least / best "
    "worst / rise fall / won lost / within beyond / and or / among against"
)
CONTRARIES = dict(pair.split() for pair in _CONTRARIES.split(" / "))
CONTRARIES |= {other: one for one, other in CONTRARIES.items()}
CONTRARY = re.compile(rf"(?<=[a-z,;] )(?:{'|'.join(sorted(CONTRARIES, key=len, reverse=True))})(?= [a-z])")


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


def contrary(_: random.Random, __: Drawn, word: str) -> str:
    return CONTRARIES[word]


def unprefixed(_: random.Random, __: Drawn, word: str) -> str:
    prefix = PREFIXED.match(f"a {word}", 2)
    return word[len(prefix["prefix"]) :] if prefix else word


def emptied(rng: random.Random, drawn: Drawn, word: str) -> str:
    return f"[{(rest := unprefixed(rng, drawn, word))[0]}]{rest[1:]}"


def prefixed(sign: str) -> Callable[[random.Random, Drawn, str], str]:
    return lambda rng, _, word: sign.format(rng.choice(("un", "in", "dis", "im"))) + word


def moved_apostrophe(_: random.Random, __: Drawn, word: str) -> str:
    return f"{word[:-2]}s{word[-2]}"


def asserted(_: random.Random, drawn: Drawn) -> str | None:
    """Make a statement of a question."""
    return f"{drawn.text[:-1]}." if drawn.text.endswith("?") else None


def another_alphabet(rng: random.Random, drawn: Drawn) -> str | None:
    """Put a Cyrillic letter for a Latin one that looks like it."""
    places = [at for at, letter in enumerate(drawn.text) if letter in "aeopc"]
    at = rng.choice(places or [0])
    return drawn.text[:at] + dict(zip("aeopc", "аеорс", strict=True))[drawn.text[at]] + drawn.text[at + 1 :] if places else None


def hyphened(rng: random.Random, drawn: Drawn) -> str | None:
    words = drawn.text.split(" ")
    at = inner(rng, words)
    return (
        None
        if at is None
        else " ".join([*words[: at - 1], f"{words[at - 1]}{rng.choice(('-', ''))}{words[at]}", *words[at + 1 :]])
    )


def attributed(rng: random.Random, _: Drawn, word: str) -> str:
    return (
        f"{word} [{rng.choice(('corrupt', 'former', 'foreign', 'so-called', 'second', 'cruel', 'dying', 'wealthy', 'alleged'))}]"
    )


def speeches_joined(rng: random.Random, drawn: Drawn) -> str | None:
    """Leave out where one speech ends and another begins."""
    return at_one(re.compile(r"(?<=[a-z])[,.!?]”[^“”]{3,60}“(?=\w)"), lambda r, _, __: f" {r.choice(DOTS)} ")(rng, drawn)


def left_out(pattern: re.Pattern[str]) -> Rule:
    """Put an ellipsis for what a pattern finds, and no more."""
    return at_one(pattern, dots)


# --- Drawn later, to see what the verifier does with rules that it was not made beside --------------------------------------

SEPARATOR = re.compile(r"(?<=\d)[.,](?=\d)")
PLURAL = re.compile(r"(?<=[a-z] )[a-z]{4,}s(?= [a-z])")
TENSES = {"is": "was", "are": "were", "has": "had", "have": "had", "was": "is", "were": "are", "had": "has"}
TENSE = re.compile(r"(?<=[a-z] )(?:is|are|has|have|was|were|had)(?= [a-z])")
PARENTHESES = re.compile(r"(?<= )\([^()]{3,60}\)(?=[ ,.;])")
INNER = re.compile(r"(?<=[a-z] )[“‘][^“”‘’]{3,40}[”’](?=[ ,.;])")
CENTURY = re.compile(r"\b(?:1[0-9]|20)th\b")
DASHED = re.compile(r"(?<=[a-z])(?: ?[–—] ?| - )(?=[a-z])")
LOOKS_LIKE = {"0": "O", "1": "l", "5": "S", "8": "B"}
LOOKED_LIKE = re.compile("[0158]")
CENTURY_WORDS = re.compile(r"\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|hundred|thousand)\b")
POSSESSIVE = re.compile(r"(?<=[a-z,] )(?:his|her|their|its)(?= [a-z])")
EXCEPTION = re.compile(r"(?<=[a-z]),? (?:if|unless|except|provided|until)(?= [a-z])")
DENIED = re.compile(
    r"(?:\bnot|\bnever|\bwithout|\bwhether|\bif|\bunless"
    r"|\b(?:denied|denies|doubted|said|believed|supposed|thought|claimed|alleged|feared|pretended) that)"
    r" (?=[a-z]+ [a-z]+ [a-z]+ [a-z])"
)
ATTRIBUTED = re.compile(
    r", (?:according to|in the (?:opinion|eyes|view|judgment) of|it is (?:said|believed|supposed|thought)|it (?:seems|appears)"
    r"|as (?:they|he|she|some) (?:say|says|said|think|thought|believe|claim)|I (?:think|believe|suppose)|they say|he says)"
    r"\b[^,;:.]{0,40}(?=,)"
)
ANOTHER_SUBJECT = re.compile(
    r"(?<=[a-z]) [a-z]+ [^.;:?!]{8,80}?[,;] (?:and|but|while|whereas) (?:the|a|his|her|their|this|these|those|its|our) [a-z]+"
    r"(?= [a-z]+ (?:the|a|of|to|in|by|for|not|no) )"
)


def exchanged(pattern: re.Pattern[str]) -> Rule:
    """Let two of what a pattern finds change places."""

    def rule(rng: random.Random, drawn: Drawn) -> str | None:
        found = list(pattern.finditer(drawn.text))
        pairs = [(one, two) for one in found for two in found if one.end() < two.start() and one[0] != two[0]]
        if not pairs:
            return None
        (one, two), text = rng.choice(pairs), drawn.text
        return text[: one.start()] + two[0] + text[one.end() : two.start()] + one[0] + text[two.end() :]

    return rule


def doubled(_: random.Random, __: Drawn, word: str) -> str:
    return f"{word} {word}"


def other_century(_: random.Random, __: Drawn, word: str) -> str:
    return f"{int(word[:2]) - 1}th"


def within(rng: random.Random, _: Drawn, number: str) -> str:
    """Put a digit in brackets for one of a number's."""
    at = rng.choice([k for k, c in enumerate(number) if c.isdigit()])
    return f"{number[:at]}[{rng.choice([c for c in '123456789' if c != number[at]])}]{number[at + 1 :]}"


def before_exception(rng: random.Random, drawn: Drawn) -> str | None:
    """End a sentence before an exception, by four points, and go on with the next."""
    found, other = list(EXCEPTION.finditer(drawn.text)), drawn.beside(1)
    fit = [place for place in found if len(drawn.text[: place.start()].split()) > 4]
    return f"{drawn.text[: rng.choice(fit).start()]}. . . . {other}" if fit and other else None


def behind_denial(rng: random.Random, drawn: Drawn) -> str | None:
    """Begin with a capital behind what denies or doubts what follows."""
    found = list(DENIED.finditer(drawn.text))
    rest = drawn.text[rng.choice(found).end() :] if found else ""
    return f"[{rest[0].upper()}]{rest[1:]}" if rest else None


def into_denied(rng: random.Random, drawn: Drawn) -> str | None:
    """Go on, behind a sentence and an ellipsis, behind what denies or doubts in the next."""
    other = drawn.beside(1) or ""
    found = list(DENIED.finditer(other))
    return f"{drawn.text} . . . {other[rng.choice(found).end() :]}" if found else None


def wrong_sic(rng: random.Random, drawn: Drawn, word: str) -> str:
    return f"{another_word(rng, drawn, word)} [sic]"


def wrong_emphasis(rng: random.Random, drawn: Drawn) -> str | None:
    text = at_one(WORD, lambda r, d, word: f"*{another_word(r, d, word)}*")(rng, drawn)
    return text and f"{text} (emphasis added)"


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
    "contrary": at_one(CONTRARY, contrary),
    "Roman number": at_one(ROMAN, another(ROMANS)),
    "year": at_one(YEAR, another_digit),
    "ordinal": at_one(ORDINAL, another(ORDINALS)),
    "measure": at_one(MEASURE, another(MEASURES)),
    "prefix put in": at_one(UNPREFIXED, prefixed("{}")),
    "prefix taken out": at_one(PREFIXED, unprefixed),
    "apostrophe moved": at_one(GENITIVE, moved_apostrophe),
    "another alphabet": another_alphabet,
    "words in one": hyphened,
    "name in small letters": at_one(NAME, lambda _, __, word: word.lower()),
    "names exchanged": exchanged(NAME),
    "numbers exchanged": exchanged(NUMBER),
    "nouns exchanged": exchanged(WORD),
    "comma dropped": at_one(re.compile(r"(?<=[a-z]), (?=[a-z])"), lambda _, __, ___: " "),
    "separator dropped": at_one(SEPARATOR, lambda _, __, ___: ""),
    "money": at_one(re.compile("[£$€]"), another(("£", "$", "€"))),
    "singular": at_one(PLURAL, lambda _, __, word: word[:-1]),
    "tense unmarked": at_one(TENSE, lambda _, __, word: TENSES[word]),
    "parentheses dropped": at_one(PARENTHESES, lambda _, __, words: words[1:-1]),
    "inner marks dropped": at_one(INNER, lambda _, __, words: words[1:-1]),
    "dash dropped": at_one(DASHED, lambda _, __, ___: " "),
    "digit like a letter": at_one(LOOKED_LIKE, lambda _, __, digit: LOOKS_LIKE[digit]),
    "century": at_one(CENTURY, other_century),
    "word doubled": at_one(WORD, doubled),
    "number in words": at_one(CENTURY_WORDS, another(("two", "seven", "nine", "hundred"))),
    "cut behind not, unmarked point": at_one(re.compile(r" (?:not|never|no) [a-z]+(?=[,.;])"), lambda _, __, ___: ""),
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
    "[contrary] for a word": at_one(CONTRARY, bracketed(contrary)),
    "[II] for a Roman number": at_one(ROMAN, bracketed(another(ROMANS))),
    "[third] for an ordinal": at_one(ORDINAL, bracketed(another(ORDINALS))),
    "[miles] for a measure": at_one(MEASURE, bracketed(another(MEASURES))),
    "[dis] put in": at_one(UNPREFIXED, prefixed("[{}]")),
    "[] for a prefix": at_one(PREFIXED, emptied),
    "[corrupt] put in": at_one(DETERMINER, attributed),
    "[or] put in": put_in(one_of("[or]", "[nor]", "[before]", "[after]", "[despite]", "[than]", "[except]", "[instead of]")),
    "point for a question": asserted,
    "… over an ordinal": left_out(ORDINAL),
    "… over a measure": left_out(COUNTED),
    "… over greater": left_out(COMPARED),
    "… over former": left_out(UNDONE),
    "… over tried to": left_out(TRIED),
    "… over said that": left_out(THAT),
    "… joins speeches": speeches_joined,
    "[9] in a number": at_one(NUMBER, within),
    ". . . . for an exception": before_exception,
    "[H]e behind a denial": behind_denial,
    "… into what is denied": into_denied,
    "… over according to": left_out(ATTRIBUTED),
    "… over another subject": left_out(ANOTHER_SUBJECT),
    "word with [sic]": at_one(WORD, wrong_sic),
    "another word emphasised": wrong_emphasis,
    "[their] for his": at_one(POSSESSIVE, bracketed(another(("his", "her", "their", "our")))),
    "[several] for a number": at_one(CENTURY_WORDS, bracketed(another(("several", "many", "some")))),
    "[name]’s for a pronoun": at_one(
        re.compile(r"(?<=[a-z] )(?:his|their)(?= [a-z])"), bracketed(lambda r, d, _: strange_name(r, d) + "’s")
    ),
}
