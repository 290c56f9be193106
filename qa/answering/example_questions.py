"""Questions to begin with, as people ask them, which the articles answer: about persons, names, a year, and a note.

They are made from the articles alone, and each was asked before it is proposed, so that none ends in a no.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, islice
from threading import Thread
from weakref import WeakKeyDictionary

from index.errors import LoccitError
from index.records import Article
from qa.answering.answerer import Answerer
from qa.records import Answer

# Two to four capitalised words behind a small letter, so that a sentence's first word does not pass for a name.
NAME = re.compile(r"(?<=[a-z,;] )(?:(?P<the>the) )?(?P<name>[^\W\d_a-z][\w’'-]+(?: (?:of )?[A-ZÀ-ÞĀ-Ž][\w’'-]+){1,3})")
RANKS = """President Minister Secretary Ambassador Consul General Admiral Colonel Major Captain Lieutenant Marshal Commander
    King Queen Emperor Empress Tsar Czar Pope Bishop Archbishop Prince Princess Duke Count Earl Lord Lady Sir Saint Father
    Professor Doctor Dr Mr Mrs Governor Senator Judge"""
RANK = re.compile(rf"(?:Prime |Foreign |Vice[- ]|Major |Lieutenant |Rear )*(?:{'|'.join(RANKS.split())}) [A-ZÀ-ÞĀ-Ž]")
YEAR = re.compile(r"(?<!\d)1[0-9]{3}(?!\d)|(?<!\d)20[0-2][0-9](?!\d)")
FEWEST = 3  # times that a name or a year must occur
MOST_TRIED = 12  # names that are asked about, the most frequent first
MOST_OF_A_KIND = 2  # questions that are proposed
MOST_NAMES = 3
MOST_ARTICLES = 3  # that are looked through
MOST_YEARS = 3
LONGEST = 60  # characters of a name


@dataclass(frozen=True, slots=True)
class Example:
    """A question, what its answer must quote, and how sure that is."""

    question: str
    about: str
    confidence: float = 0.0


_log = logging.getLogger(__name__)
_known: WeakKeyDictionary[Answerer, tuple[str, ...] | None] = WeakKeyDictionary()


def begin_examples(answerer: Answerer) -> Thread:
    """Work out what `examples_of` returns in a thread, which is returned; until that ends, nobody waits for it."""
    _known[answerer] = None
    thread = Thread(target=_begun, args=(answerer,), name="examples", daemon=True)
    thread.start()
    return thread


def examples_of(answerer: Answerer) -> tuple[str, ...] | None:
    """Return questions that `answerer` answers, worked out once: now, unless they were begun before.

    There may be none, where nothing in its articles suggests any; while those that were begun are worked out, it returns `None`.
    """
    with suppress(KeyError):  # none were begun, or those that were could not be worked out then
        return _known[answerer]
    return _work_out(answerer)


def _begun(answerer: Answerer) -> None:
    try:
        _work_out(answerer)
    except LoccitError as error:  # such as of machines that are gone; they may be back when somebody asks for the examples
        _known.pop(answerer, None)
        _log.warning("Example questions could not be worked out yet: %s", error)


def _work_out(answerer: Answerer) -> tuple[str, ...]:
    found = _known[answerer] = example_questions(answerer)
    return found


def example_questions(answerer: Answerer) -> tuple[str, ...]:
    """Return questions about persons and other names, the surest first, then about a year and about a note, all answered."""
    articles = list(islice(answerer.collection.articles, MOST_ARTICLES))
    names = list(dict.fromkeys(name for article in articles for name in frequent_names(article)))
    persons = _surest(answerer, (Example(f"Who was {name}?", name) for name in names if RANK.match(name)), MOST_OF_A_KIND)
    others = (Example(f"What role did {name} play?", name) for name in names if not RANK.match(name))
    found = (persons + _surest(answerer, others, MOST_NAMES - len(persons)))[:MOST_NAMES]
    years = (Example(f"What happened in {year}?", year) for year in frequent_years(articles))
    notes = (_note_question(articles[0]),) if len(answerer.collection.articles) == 1 and articles[0].notes else ()
    return (*(each.question for each in chain(found, _surest(answerer, years, 1))), *notes)


def frequent_names(article: Article) -> Iterator[str]:
    """Yield the names that the article uses most, with their article where they usually have one, most frequent first."""
    matches = [match for match in NAME.finditer(article.text) if len(match["name"]) <= LONGEST]
    counts = Counter(match["name"] for match in matches)
    with_the = Counter(match["name"] for match in matches if match["the"])
    for name, count in counts.most_common(MOST_TRIED):
        if count >= FEWEST:
            yield f"the {name}" if 2 * with_the[name] > count else name


def frequent_years(articles: Iterable[Article]) -> list[str]:
    """Return the years that the articles name most, most frequent first."""
    counts = Counter(year for article in articles for year in YEAR.findall(article.text))
    return [year for year, count in counts.most_common(MOST_YEARS) if count >= FEWEST]


def _surest(answerer: Answerer, examples: Iterable[Example], most: int) -> list[Example]:
    """Return the questions whose answers are surest, without those that are not answered, or not by what they are about."""
    asked = [Example(each.question, each.about, _confidence(answerer, each)) for each in examples]
    return sorted((each for each in asked if each.confidence), key=lambda each: -each.confidence)[:most]


def _confidence(answerer: Answerer, example: Example) -> float:
    """Return how sure the answer is, 0 where there is none or its quotation does not have what the question is about."""
    result = answerer.ask(example.question, 1)
    answered = isinstance(result, Answer) and example.about.removeprefix("the ") in result.citations[0].quotation
    return result.confidence if answered else 0.0


def _note_question(article: Article) -> str:
    """Ask for the note in the middle, which the markers answer."""
    return f"What does note {article.notes[len(article.notes) // 2].label} support?"
