"""judged_quotations.py: what the judge reads, and what is quoted then."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from index.collection import Collection
from index.judging import Judgement, Stretch
from index.maintenance import build_collection
from index.settings import Settings
from qa.answering.answerer import Answerer
from qa.answering.chosen_quotation import chosen_quotation
from qa.answering.judged_quotations import MOST_WORDS, judged_quotations, judged_stretch
from tests.doubles import WordEncoder, WordJudge

TEXT = """On the Harbour

I. The Ice

The harbour froze in January. Ships waited outside. The sailors played cards. The pilot drowned. Nobody replaced him. Bread
became expensive.

II. The Thaw

The ice broke in April. Ships entered the harbour again.
"""


@pytest.fixture
def harbour_town(tmp_path: Path) -> Collection:
    """Two sections, the first of one paragraph."""
    path = tmp_path / "harbour.txt"
    path.write_text(TEXT, "utf-8")
    return build_collection([path], Settings(), WordEncoder())


def test_short_passage_is_read_with_the_sentences_beside_it(harbour_town: Collection) -> None:
    """Three short sentences are read with the one behind and the one before; none of another section is."""
    passage = next(each for each in harbour_town.passages if each.text.startswith("The sailors"))
    stretch = judged_stretch(passage, harbour_town)
    assert stretch.text.startswith("Ships waited")
    assert stretch.text.endswith("became expensive.")
    assert next(span.of(stretch.text) for span in stretch.readable().sentences) == "Ships waited outside."
    last = judged_stretch(harbour_town.passages[len(harbour_town.passages) - 1], harbour_town)
    assert last.text == "The ice broke in April. Ships entered the harbour again."


def test_long_passage_is_read_alone(tmp_path: Path) -> None:
    """Where a passage has as many words as are read, nothing is added."""
    sentence = f"The mayor wrote {'very ' * MOST_WORDS}long letters. "
    path = tmp_path / "letters.txt"
    path.write_text(f"Letters\n\n{sentence * 5}\n", "utf-8")
    collection = build_collection([path], Settings(), WordEncoder())
    assert judged_stretch(collection.passages[1], collection).text == collection.passages[1].text


def test_sentence_beside_the_passage_is_quoted_where_it_answers(harbour_town: Collection) -> None:
    """The judge sees that the sentence behind the passage answers: it is quoted, in a passage that begins with it."""
    hit = next(
        hit for hit in harbour_town.hits(harbour_town.query("the pilot drowned")) if hit.passage.text.startswith("The harbour")
    )
    (found,) = judged_quotations("the pilot drowned", [chosen_quotation(hit, harbour_town)], WordJudge(), harbour_town)
    assert found.quote.of(harbour_town.articles[0].text) == "The pilot drowned."
    assert found.passage.span.contains(found.quote)
    assert found.judgement is not None


def test_judge_orders_and_quotes(harbour_town: Collection) -> None:
    """With a judge the sentence that has the question's words comes first, as likely as any behind it or more."""
    citations = Answerer(harbour_town, judge=WordJudge()).rank("Who replaced nobody?", 5)
    assert citations[0].quotation == "Nobody replaced him."
    likely = [citation.confidence for citation in citations]
    assert likely == sorted(likely, reverse=True)


class _Listening(WordJudge):
    """Keeps how many stretches it was given at once, and says of all the same."""

    def __init__(self, logit: float) -> None:
        self.logit = logit
        self.read: list[int] = []

    def judge(self, question: str, stretches: Sequence[Stretch]) -> tuple[Judgement, ...]:
        self.read.append(len(stretches))
        alike = super().judge(question, stretches)
        return tuple(Judgement(self.logit, (self.logit,) * len(each.sentences)) for each in alike)


@pytest.mark.parametrize(("logit", "read"), [(9.0, [1]), (-9.0, [1, 1, 2])])
def test_others_are_read_only_where_the_first_are_not_clear(collection: Collection, logit: float, read: list[int]) -> None:
    """The first alone where it is likely to answer; else the second, and where neither is likely, two more."""
    judge = _Listening(logit)
    Answerer(collection, judge=judge).rank("How many Japanese troops were there at the peak?", 5)
    assert judge.read == read
