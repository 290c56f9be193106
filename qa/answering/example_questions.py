"""Questions to begin with, which the articles answer: about the names that they use most, and about a note.

They are made from the articles alone, and each was asked before it is proposed, so that none ends in a no.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from weakref import WeakKeyDictionary

from index.records import Article
from qa.answering.answerer import Answerer
from qa.records import Answer

# Two to four capitalised words behind a small letter, so that a sentence's first word does not pass for a name.
NAME = re.compile(r"(?<=[a-z,;] )(?:(?P<the>the) )?(?P<name>[^\W\d_a-z][\w’'-]+(?: (?:of )?[A-ZÀ-ÞĀ-Ž][\w’'-]+){1,3})")
FEWEST = 3  # times that a name must occur
MOST_TRIED = 12  # names that are asked about, the most frequent first
MOST_NAMES = 3  # that are proposed
MOST_ARTICLES = 3  # that are looked through
LONGEST = 60  # characters of a name


class Examples:
    """The examples for whoever answers now; worked out once for each index."""

    def __init__(self) -> None:
        self._known: WeakKeyDictionary[Answerer, tuple[str, ...]] = WeakKeyDictionary()

    def of(self, answerer: Answerer) -> tuple[str, ...]:
        """Return questions that `answerer` answers; none where nothing in its articles suggests any."""
        found = self._known.get(answerer)
        if found is None:
            found = self._known[answerer] = example_questions(answerer)
        return found


def example_questions(answerer: Answerer) -> tuple[str, ...]:
    """Return questions about the most frequent names whose answers are surest, then one about a note, all answered."""
    articles = answerer.collection.articles
    names = dict.fromkeys(name for article in articles[:MOST_ARTICLES] for name in frequent_names(article))
    asked = [(f"What about {name}?", name) for name in names]
    answered = [(confidence, question) for question, name in asked if (confidence := _confidence(answerer, question, name))]
    best = sorted(answered, key=lambda pair: -pair[0])[:MOST_NAMES]
    notes = (_note_question(articles[0]),) if len(articles) == 1 and articles[0].notes else ()
    return (*(question for _, question in best), *notes)


def frequent_names(article: Article) -> Iterator[str]:
    """Yield the names that the article uses most, with their article where they usually have one, most frequent first."""
    matches = [match for match in NAME.finditer(article.text) if len(match["name"]) <= LONGEST]
    counts = Counter(match["name"] for match in matches)
    with_the = Counter(match["name"] for match in matches if match["the"])
    for name, count in counts.most_common(MOST_TRIED):
        if count >= FEWEST:
            yield f"the {name}" if 2 * with_the[name] > count else name


def _confidence(answerer: Answerer, question: str, name: str) -> float:
    """Return how sure the answer is, 0 where there is none or its quotation does not have the name."""
    result = answerer.ask(question, 1)
    answered = isinstance(result, Answer) and name.removeprefix("the ") in result.citations[0].quotation
    return result.confidence if answered else 0.0


def _note_question(article: Article) -> str:
    """Ask for the note in the middle, which the markers answer."""
    return f"What does note {article.notes[len(article.notes) // 2].label} support?"
