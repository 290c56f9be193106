"""verifier.py: whether a quotation is in the text, exactly."""

from __future__ import annotations

import random
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import UnknownArticleError
from index.maintenance import build_collection
from index.records import Article, Span
from index.settings import Settings
from qa.errors import QuestionError
from qa.records import Role
from qa.verifying.verdicts import Difference, DifferenceKind, Verdict, VerdictKind
from qa.verifying.verifier import LONGEST_QUOTATION, Verifier, check_quotation
from tests.benchmarks.data import DATA
from tests.cases_file import read_cases
from tests.conftest import SEED, SEED_ID
from tests.doubles import WordEncoder


@pytest.fixture(scope="module")
def verifier() -> Verifier:
    """Who verifies from the seed article."""
    return Verifier(build_collection([SEED], Settings(), WordEncoder()))


def shown(verdict: Verdict) -> str:
    """A verdict as the cases write it, line breaks as strokes."""
    lines = [f"{d.kind.value}: {d.quoted} | {d.original}".replace("\n", "/") for d in verdict.differences]
    return "\n".join([verdict.kind.value, *lines, *(f"! {change.sentence}" for change in verdict.alters_meaning)])


@pytest.mark.parametrize(("behaviour", "given_text", "expected"), read_cases("quotations.txt"))
def test_case(verifier: Verifier, behaviour: str, given_text: str, expected: str) -> None:
    """Each case of tests/cases/quotations.txt holds."""
    assert shown(verifier.verify(given_text)).rstrip() == expected.rstrip(), behaviour


# --- Lost hyphens ---------------------------------------------------------------------------------------------------------

PARTED = """On War

The allied inter vention was an affair of hesi- tation. The decision to take a way back was not Wilson’s. It had no sup port.

Another intervention failed, for nobody came.
"""


@pytest.fixture
def of_parted_words(tmp_path: Path) -> Verifier:
    """Who verifies from a text whose words the ends of lines have parted for good."""
    (tmp_path / "war.txt").write_text(PARTED, "utf-8")
    return Verifier(build_collection([tmp_path / "war.txt"], Settings(), WordEncoder()))


@pytest.mark.parametrize(
    ("quotation", "expected"),
    [
        ("The allied intervention was", "typography\nline-end hyphen:  |  "),
        ("The allied inter- vention was", "typography\nline-end hyphen: -  | \nline-end hyphen:  |  "),
        ("an affair of hesitation.", "typography\nline-end hyphen:  | - "),
        ("Another inter- vention failed", "typography\nline-end hyphen: -  | "),
        ("Another inter vention failed", "typography\nline-end hyphen:   | "),
        ("The allied inter vention was", "exact"),
        ("to take away back", "altered"),
        ("The allied intervention was not", "altered"),
    ],
)
def test_words_that_the_ends_of_lines_have_parted(of_parted_words: Verifier, quotation: str, expected: str) -> None:
    """They are read in one, in the text and in the quotation, which is told; two words of English are never made one."""
    told = shown(of_parted_words.verify(quotation))
    assert told.rstrip() == expected.rstrip() if expected != "altered" else told.split("\n")[0] in ("altered", "absent")


# --- Quotations of others -------------------------------------------------------------------------------------------------

OTHERS = DATA / "formats" / "md"
VOUCHED = ("exact", "typography", "edited")
OUTSIDE = read_cases("outside_quotations.txt")


@pytest.fixture(scope="module")
def outside_verifier() -> Verifier:
    """Who verifies from two chapters of Smith, his introduction, and a lecture of James."""
    chapters = [OTHERS / f"{name}.md" for name in ("introduction", "chapter-1-1", "chapter-1-2", "chapter-1")]
    return Verifier(build_collection(chapters, Settings(), WordEncoder()))


@pytest.mark.skipif(not OTHERS.is_dir(), reason=f"the outside data are not at {DATA}")
@pytest.mark.parametrize(("behaviour", "given_text", "expected"), OUTSIDE)
def test_outside_case(outside_verifier: Verifier, behaviour: str, given_text: str, expected: str) -> None:
    """Each case of tests/cases/outside_quotations.txt holds."""
    verdict = outside_verifier.verify(given_text)
    reasons = ", ".join(dict.fromkeys(change.reason.value for change in verdict.alters_meaning))
    told = f"{verdict.kind.value} for {reasons}" if reasons else verdict.kind.value
    assert told == expected.strip().partition(": ")[2], behaviour


def test_outside_cases_promise_enough() -> None:
    """No changed quotation is promised to be vouched for, and at most one true one in twenty is doubted."""
    expected = [case[2].strip().partition(": ")[::2] for case in OUTSIDE]
    changed, true = ([told for kind, told in expected if kind == each] for each in ("changed", "true"))
    assert [told for told in changed if told in VOUCHED] == []
    assert (len(changed) >= 60, len(true) >= 40) == (True, True)
    assert sum(told not in VOUCHED for told in true) <= len(true) / 20


# --- Mutations ------------------------------------------------------------------------------------------------------------

Mutation = Callable[[random.Random, str], str | None]
NAMES = ("Graves", "Wilson", "Hara", "Japan", "Siberia", "Lansing", "Tokyo", "Kolchak", "Uchida", "Morris", "Poole")


def digit_changed(rng: random.Random, sentence: str) -> str | None:
    places = [found.start() for found in re.finditer(r"\d", sentence)]
    if not places:
        return None
    at = rng.choice(places)
    return sentence[:at] + rng.choice([digit for digit in "0123456789" if digit != sentence[at]]) + sentence[at + 1 :]


def name_replaced(rng: random.Random, sentence: str) -> str | None:
    name = next((name for name in rng.sample(NAMES, len(NAMES)) if re.search(rf"\b{name}\b", sentence)), None)
    return name and re.sub(rf"\b{name}\b", rng.choice([other for other in NAMES if other != name]), sentence, count=1)


def word_dropped(rng: random.Random, sentence: str) -> str:
    words = sentence.split(" ")
    del words[rng.randrange(1, len(words) - 1)]
    return " ".join(words)


def word_inserted(rng: random.Random, sentence: str) -> str:
    words = sentence.split(" ")
    words.insert(rng.randrange(1, len(words)), rng.choice(["not", "never", "hardly", "allegedly", "1919", "Graves"]))
    return " ".join(words)


def words_swapped(rng: random.Random, sentence: str) -> str | None:
    words = sentence.split(" ")
    at = rng.randrange(1, len(words) - 2)
    words[at], words[at + 1] = words[at + 1], words[at]
    return " ".join(words) if words[at] != words[at + 1] else None


def letter_dropped(rng: random.Random, sentence: str) -> str:
    words = sentence.split(" ")
    at = rng.choice([k for k in range(len(words)) if words[k][:-1].isalpha()])
    words[at] = words[at][:-2] + words[at][-1] if words[at][-1].isalpha() and len(words[at]) > 1 else words[at] + "s"
    return " ".join(words)


def typography_changed(rng: random.Random, sentence: str) -> str | None:
    steps: list[Callable[[str], str]] = [
        lambda text: re.sub("[“”]", '"', text.replace("’", "'")),
        lambda text: text.replace("-", "–").replace("–", " – ", 1),
        lambda text: text.replace(" ", "\n", 3),
        lambda text: text.replace(" ", "  ", 2).replace("ff", "ﬀ").replace("fi", "ﬁ"),
        lambda text: re.sub(r"(?<=[a-z]{3})(?=[a-z]{3})", "\u00ad", text, count=2),
        lambda text: unicodedata.normalize("NFD", text),
    ]
    changed = sentence
    for step in rng.sample(steps, rng.randint(1, 4)):
        changed = step(changed)
    return changed if changed != sentence else None


def capital_bracketed(rng: random.Random, sentence: str) -> str:  # noqa: ARG001  # one signature for all
    return f"[{sentence[0].swapcase()}]{sentence[1:]}"


def ellipsis_put(rng: random.Random, sentence: str) -> str:
    words = sentence.split(" ")
    start = rng.randrange(1, len(words) - 1)
    end = rng.randrange(start + 1, len(words))
    return " ".join([*words[:start], rng.choice(["…", ". . .", "[…]", "...", "[...]"]), *words[end:]])


EXPECTED: tuple[tuple[Mutation, VerdictKind], ...] = (
    (digit_changed, VerdictKind.ALTERED),
    (name_replaced, VerdictKind.ALTERED),
    (word_dropped, VerdictKind.ALTERED),
    (word_inserted, VerdictKind.ALTERED),
    (words_swapped, VerdictKind.ALTERED),
    (letter_dropped, VerdictKind.ALTERED),
    (typography_changed, VerdictKind.TYPOGRAPHY),
    (capital_bracketed, VerdictKind.EDITED),
    (ellipsis_put, VerdictKind.EDITED),
)


def sentences_of(article: Article) -> list[Span]:
    """The sentences of eight words and more that begin with a letter: fewer, and a change is most of them."""
    found = [s for s in article.sentences if len(s.of(article.text).split()) >= 8]
    return [s for s in found if article.text[s.start].isalpha()]


@pytest.mark.parametrize(("mutate", "kind"), EXPECTED, ids=[mutate.__name__ for mutate, _ in EXPECTED])
def test_mutations_of_true_sentences(verifier: Verifier, article: Article, mutate: Mutation, kind: VerdictKind) -> None:
    """Over a hundred times for each way to change a sentence, the change is told for what it is, at the right place."""
    rng = random.Random(f"{mutate.__name__}")  # noqa: S311  # the same each time
    sentences, told = sentences_of(article), 0
    while told < 115:
        sentence = rng.choice(sentences)
        mutant = mutate(rng, sentence.of(article.text))
        if mutant is None or mutant in article.text:
            continue
        verdict = verifier.verify(mutant)
        told += 1
        assert verdict.kind is kind, (mutant, shown(verdict))
        assert verdict.differences, mutant
        assert any(place.span.overlaps(sentence) for place in verdict.places), mutant


def test_joined_sentences_are_stitched(verifier: Verifier, article: Article) -> None:
    """Two sentences from two places, joined, are stitched, and both places are told with their words."""
    rng = random.Random(7)  # noqa: S311  # the same each time
    sentences = sentences_of(article)
    for _ in range(115):
        first, second = (rng.choice(sentences) for _ in range(2))
        if abs(first.start - second.start) > 500:
            verdict = verifier.verify(f"{first.of(article.text)} {second.of(article.text)}")
            assert verdict.kind is VerdictKind.STITCHED
            assert any(place.span.overlaps(first) for place in verdict.places)
            assert any(place.span.overlaps(second) for place in verdict.places)


def test_every_sentence_and_every_stretch_of_it_is_exact(verifier: Verifier, article: Article) -> None:
    """Whatever stretch of whole words is quoted, it is exact, and the place is where it was taken, or says the same."""
    rng = random.Random(3)  # noqa: S311  # the same each time
    for sentence in article.sentences:
        words = [found.span() for found in re.finditer(r"\S+", sentence.of(article.text))]
        start = rng.randrange(len(words))
        end = rng.randrange(start, len(words))
        span = Span(sentence.start + words[start][0], sentence.start + words[end][1])
        verdict = verifier.verify(span.of(article.text))
        assert verdict.kind is VerdictKind.EXACT, span.of(article.text)
        assert verdict.differences == ()
        assert span in [place.span for place in verdict.places] or verdict.occurrences > len(verdict.places)
        assert {place.span.of(article.text) for place in verdict.places} == {span.of(article.text)}


@given(st.text("aeW1., “”'’-–…[]()\n\u00ad", min_size=1, max_size=60))
def test_exact_means_equal(verifier: Verifier, article: Article, text: str) -> None:
    """Whatever is asked, what is called exact stands in the text character for character."""
    if any(character.isalnum() for character in text):
        assert (verifier.verify(text).kind is VerdictKind.EXACT) <= (text.strip() in article.text)


# --- Places ---------------------------------------------------------------------------------------------------------------


def test_place_is_told_with_section_paragraph_and_notes(verifier: Verifier, article: Article) -> None:
    """A place has its span, section and paragraph, and the note that stands in the quotation."""
    (place,) = verifier.verify("at its peak, the total number of troops reached 72,400.").places
    assert place.span.of(article.text) == "at its peak, the total number of troops reached 72,400."
    assert place.article_id == SEED_ID
    assert place.section == ("I. The Decision to Intervene and the Confusion in Siberia",)
    assert place.paragraphs == (10,)
    assert [(cited.note.label, cited.role) for cited in place.notes] == [("5", Role.IN_QUOTE)]


def test_covering_note_is_told(verifier: Verifier) -> None:
    """Where the quotation has no note, the next of its paragraph covers it."""
    (place,) = verifier.verify("Japanese expeditionary forces in Siberia took a wartime formation").places
    assert [(cited.note.label, cited.role) for cited in place.notes] == [("6", Role.COVERS_QUOTE)]


def test_all_occurrences_are_told(verifier: Verifier, article: Article) -> None:
    """A quotation that occurs twice has both places, in the order of the text."""
    verdict = verifier.verify("Twenty-One Demands on China in 1915")
    assert [place.span.start for place in verdict.places] == [
        found.start() for found in re.finditer("Twenty-One Demands on China in 1915", article.text)
    ]
    assert verdict.occurrences == len(verdict.places) == 2


def test_differences_are_counted(verifier: Verifier) -> None:
    """A difference that recurs is listed once, with its count."""
    (difference,) = verifier.verify("conflict between the Czechs\nand the\nBolsheviks").differences
    assert (difference.kind, difference.quoted, difference.original, difference.count) == (
        DifferenceKind.WHITE_SPACE,
        "\n",
        " ",
        2,
    )


def test_differences_lead_to_their_place(verifier: Verifier, article: Article) -> None:
    """A difference's span holds its original."""
    (difference,) = verifier.verify("reduced the number of Japanese troops twice, from 72,500 to 26,000").differences
    start = article.text.index("72,400 to 26,000")
    assert difference == Difference(DifferenceKind.NUMBER, "72,500", "72,400", Span(start, start + len("72,400")))


def test_titles_and_headings_can_be_quoted(verifier: Verifier, article: Article) -> None:
    """A heading is in the text, although in no paragraph."""
    (place,) = verifier.verify("Hara’s Perception of America").places
    assert (place.paragraphs, place.section, place.notes) == ((), (), ())
    assert place.span.of(article.text) == "Hara’s Perception of America"


def test_stitched_pieces_are_told(verifier: Verifier, article: Article) -> None:
    """Of a stitched quotation, each piece is told with its place."""
    verdict = verifier.verify(
        "Only a few primary sources shed light on this case. It is commonly the case that domestic pressure"
    )
    assert [place.quoted for place in verdict.places] == [place.span.of(article.text) for place in verdict.places]


def test_articles_are_told_apart(tmp_path: Path) -> None:
    """The place names the article; asked of one, another is not looked through."""
    (tmp_path / "ice.txt").write_text("On the Ice\n\nThe harbour froze in January, and the ships waited outside.\n", "utf-8")
    (tmp_path / "thaw.txt").write_text(
        "On the Thaw\n\nThe harbour froze in February, and bread became as dear as gold.\n", "utf-8"
    )
    verifier = Verifier(build_collection([tmp_path], Settings(), WordEncoder()))
    quotation = "The harbour froze in January"
    assert [place.article_id for place in verifier.verify(quotation).places] == ["ice"]
    assert verifier.verify(quotation, "thaw").kind is VerdictKind.ALTERED
    assert [place.article_id for place in verifier.verify("The harbour froze").places] == ["ice", "thaw"]
    stitched = verifier.verify("The harbour froze in January, and the ships waited, and bread became as dear as gold.")
    assert (stitched.kind, [place.article_id for place in stitched.places]) == (VerdictKind.STITCHED, ["ice", "thaw"])


# --- What cannot be asked, and what must end ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quotation", "says"),
    [
        ("", "The quotation is empty. Give the words"),
        (" \n", "The quotation is empty. Give the words"),
        ("“…”", "neither letter nor digit"),
        ("a" * (LONGEST_QUOTATION + 1), "has 20,001 characters, but at most 20,000"),
    ],
)
def test_refused(verifier: Verifier, quotation: str, says: str) -> None:
    """What is no quotation is refused with a sentence that says what to do."""
    with pytest.raises(QuestionError, match=says):
        verifier.verify(quotation)
    with pytest.raises(QuestionError):
        check_quotation(quotation)


def test_half_a_character_is_refused(verifier: Verifier) -> None:
    """A surrogate by itself, which no answer could repeat, is refused with its place."""
    with pytest.raises(QuestionError, match=r"U\+D800 at offset 5, half of a character"):
        verifier.verify("half \ud800")


def test_unknown_article_is_an_error(verifier: Verifier) -> None:
    """An article that is not there is not an absent quotation."""
    with pytest.raises(UnknownArticleError):
        verifier.verify("Siberia", "nowhere")


HOSTILE = (
    "Siberia ", "the ", "a ", "1", "1 ", "a … ", "[a] ", "[", "[T]he ", "[a]b", ". ", "the … ", "a[", "e\u0301", "a-\n", "a¹",
    "a'", "1,", "a.1 ", "日", "Siberia.5", "-a", "[1919] ", "…[",
)  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_quotations_end(verifier: Verifier, unit: str) -> None:
    """Twenty thousand characters of one thing are verified in a few seconds at most."""
    quotation = (unit * LONGEST_QUOTATION)[: LONGEST_QUOTATION - 2] + "a"
    started = time.thread_time()  # what it takes by itself, however busy the machine
    assert verifier.verify(quotation).kind is not VerdictKind.EXACT
    assert time.thread_time() - started < 5.0


def test_long_quotation_is_verified(verifier: Verifier, article: Article) -> None:
    """Half of the article is exact; with one digit changed, it is altered there and nowhere else."""
    quotation = article.text[: article.text.index(" ", 19_000)]
    assert verifier.verify(quotation).kind is VerdictKind.EXACT
    verdict = verifier.verify(quotation.replace("14,000", "15,000"))
    assert Counter(difference.kind for difference in verdict.differences) == {DifferenceKind.NUMBER: 1}
    assert verdict.kind is VerdictKind.ALTERED
