"""answerer.py: a question becomes a cited answer, or an honest no."""

from __future__ import annotations

from itertools import combinations, pairwise
from pathlib import Path

import pytest

from index.collection import Collection, UnknownPassageError
from index.errors import UnknownArticleError
from index.maintenance import build_collection
from index.settings import Settings
from qa.answering.answerer import LONGEST_QUESTION, MOST_CITATIONS, Answerer
from qa.errors import QuestionError
from qa.records import Answer, FollowUp, NoAnswer, Role, Turn
from tests.doubles import WordEncoder

FOOLISH = [
    "What is the capital of Australia?",
    "How do I boil an egg?",
    "Who won the World Cup in 1998?",
    "best pizza in Rome",
    "How tall is Mount Everest?",
]


def test_peak_is_answered_with_its_note(answerer: Answerer) -> None:
    """The question of the peak gets the sentence that tells it, with note 5 in the quotation."""
    answer = answerer.ask("How many Japanese troops were there at the peak?")
    assert isinstance(answer, Answer)
    first = answer.citations[0]
    assert first.quotation.endswith("at its peak, the total number of troops reached 72,400.")
    assert ("5", Role.IN_QUOTE) in [(cited.note.label, cited.role) for cited in first.notes]
    assert first.pages == ("4",)


@pytest.mark.parametrize("question", FOOLISH)
def test_foolish_questions_are_not_answered(answerer: Answerer, question: str) -> None:
    """What the article has nothing of gets a no, with a reason and the nearest passages."""
    result = answerer.ask(question)
    assert isinstance(result, NoAnswer)
    assert result.reason.endswith(".")
    assert len(result.nearest) == 5


def test_reason_names_the_words_that_the_text_never_uses(answerer: Answerer) -> None:
    """The reason of a no quotes the question's unknown words as they were typed."""
    result = answerer.ask("What is the capital of Australia?")
    assert isinstance(result, NoAnswer)
    assert result.reason == "The text never uses the word “Australia”, and no passage answers the question."


def test_quotations_are_exact_and_never_overlap(answerer: Answerer) -> None:
    """Every quotation is the reading text at its span, whole sentences, inside its passage; none shares text with another."""
    for question in ("Why did the United States withdraw from Siberia?", "Japanese troops", *FOOLISH):
        citations = answerer.rank(question, 20)
        article = answerer.collection.articles[0]
        for citation in citations:
            assert citation.quotation == article.text[citation.quote.start : citation.quote.end]
            assert citation.quote.start in {sentence.start for sentence in citation.passage.sentences}
            assert citation.quote.end in {sentence.end for sentence in citation.passage.sentences}
        for one, other in combinations(citations, 2):
            assert not one.quote.overlaps(other.quote)
            assert not one.passage.span.overlaps(other.passage.span)


def test_macrons_need_not_be_typed(answerer: Answerer) -> None:
    """Names are found without their macrons."""
    for plain, printed in (("Otani Kikuzo", "Ōtani Kikuzō"), ("Uehara Yusaku", "Uehara Yūsaku")):
        assert printed in answerer.rank(f"Who was {plain}?", 1)[0].quotation


def test_same_question_same_answer(answerer: Answerer) -> None:
    """Asked twice, a question gets the same answer to the last bit."""
    assert answerer.ask("Who was Graves?") == answerer.ask("Who was Graves?")


@pytest.mark.parametrize("limit", [1, 3, MOST_CITATIONS])
def test_limit_is_kept(answerer: Answerer, limit: int) -> None:
    """No more citations than asked for; as many, where the article has them."""
    citations = answerer.rank("Japanese troops in Siberia", limit)
    assert len(citations) == min(limit, len(citations))
    assert len(citations) >= min(limit, 30)


def test_a_long_question_is_asked(answerer: Answerer) -> None:
    """As long as it may be: words far behind what the model reads still find their passage."""
    question = f"{'please tell me ' * 260}how many Japanese troops there were at the peak"
    assert 3900 < len(question) <= LONGEST_QUESTION == 4000
    assert "72,400" in answerer.rank(question, 1)[0].passage.text


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("", "The question is empty."),
        (" \n\t ", "The question is empty."),
        ("x" * 5000, f"The question has 5,000 characters, but at most {LONGEST_QUESTION:,} are read."),
        ("Who was\x00 Graves?", "The question holds the control character U+0000 at offset 7."),
        ("Who was \x1b[31mGraves?", "control character U+001B at offset 8"),
        ("Who was \ud800?", "control character U+D800 at offset 8"),
        ("🚂🚂🚂 ❓", "The question has no word in it, only signs."),
        ("?!…", "The question has no word in it, only signs."),
        ("What was it, and why did they do that?", "The question has only common words"),
    ],
)
def test_what_is_no_question_gets_a_sentence(answerer: Answerer, question: str, sentence: str) -> None:
    """A question that cannot be searched for is refused with what is wrong and what to do."""
    with pytest.raises(QuestionError) as refused:
        answerer.ask(question)
    assert sentence in str(refused.value)


@pytest.mark.parametrize("limit", [0, -1, 10**9, MOST_CITATIONS + 1, "x", 1.5, None, True])
def test_impossible_limits_get_a_sentence(answerer: Answerer, limit: object) -> None:
    """A limit out of range, or that is no whole number, is refused with itself and the range."""
    with pytest.raises(QuestionError, match=rf"The limit is {limit!r}, but must be a whole number from 1 to {MOST_CITATIONS}"):
        answerer.ask("Who was Graves?", limit)  # type: ignore[arg-type]  # the point of the test


def test_unknown_article(answerer: Answerer) -> None:
    """An article that is not there is named with those that are."""
    with pytest.raises(UnknownArticleError, match="There is no article 'nowhere'. There are: americas-withdrawal"):
        answerer.ask("Who was Graves?", article_id="nowhere")


def test_threshold_separates(harbour: Collection) -> None:
    """The same citations are an answer below their confidence and a no above it."""
    confidence = Answerer(harbour).rank("Who imported flour?", 1)[0].confidence
    assert isinstance(Answerer(harbour, threshold=confidence - 0.01).ask("Who imported flour?"), Answer)
    assert isinstance(Answerer(harbour, threshold=confidence + 0.01).ask("Who imported flour?"), NoAnswer)


LEADING = """On Trains

The Line

Snow fell for a week. Why did the trains stop in Chita? The boilers had burst. Nobody could mend them.

Three reasons kept the engineers at home. First, they were owed their wages. Second, the rails were mined. Third, fuel was
short. All of them stayed until May.

The minister asked for two things: coal and time. He was given neither.
"""


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("Why did the trains stop in Chita?", "Why did the trains stop in Chita? The boilers had burst."),
        (
            "Which three reasons kept the engineers at home?",
            "Three reasons kept the engineers at home. First, they were owed their wages. Second, the rails were mined.",
        ),
        ("What did the minister ask for?", "The minister asked for two things: coal and time."),
    ],
)
def test_what_leads_on_is_quoted_with_what_it_leads_to(tmp_path: Path, question: str, quote: str) -> None:
    """A question in the text is no answer without what follows it, nor the head of a list without its items."""
    path = tmp_path / "trains.txt"
    path.write_text(LEADING, "utf-8")
    citations = Answerer(build_collection([path], Settings(), WordEncoder())).rank(question)
    assert citations[0].quotation == quote
    assert citations[0].passage.span.contains(citations[0].quote)
    spans = sorted(citation.passage.span for citation in citations)
    assert all(one.end <= other.start for one, other in pairwise(spans))


@pytest.mark.parametrize(
    "question", ["How many Japanese troops were there at the peak?", "What does note 6 support?", *FOOLISH[:2]]
)
def test_what_stands_alone_is_answered_as_without_a_conversation(answerer: Answerer, question: str) -> None:
    """A question that names what it asks about gets the very same, whatever was asked before."""
    turns = [Turn("When did the troops leave Vladivostok?", "the troops"), Turn("And why?")]
    assert answerer.ask(question, 3, previous=turns) == answerer.ask(question, 3)


def test_a_follow_up_is_found_near_to_what_was_quoted(harbour: Collection) -> None:
    """A question of pronouns alone is answered by what goes on from the quotation before, with a judge or without."""
    answerer = Answerer(harbour, threshold=0.0)
    first = answerer.ask("When did the pilot drown?", 1)
    assert isinstance(first, Answer)
    turn = Turn("When did the pilot drown?", first.citations[0].quotation)
    result = answerer.ask("Who replaced him?", 1, previous=[turn])
    assert isinstance(result, Answer)
    assert result.citations[0].quotation == "Nobody replaced him."
    assert result.follow_up == FollowUp("Who replaced him? – When did the pilot drown?", turn)
    assert result.question == "Who replaced him?"


def test_a_bare_question_word_needs_a_question_before(harbour: Collection) -> None:
    """Alone it is refused; behind a question that names something it is answered or not, and behind another bare one refused."""
    answerer = Answerer(harbour)
    for turns in ([], [Turn("How so?")]):
        with pytest.raises(QuestionError, match="only common words"):
            answerer.ask("Why?", previous=turns)
    assert answerer.ask("Why?", previous=[Turn("Who imported flour from Canada?")]).follow_up is not None


def test_a_follow_up_that_is_not_answered_says_what_was_searched_for(harbour: Collection) -> None:
    """The reason of a no speaks of the words of both questions, for those of one may be none."""
    result = Answerer(harbour, threshold=1.1).ask("Why?", previous=[Turn("Who imported sugar?")])
    assert isinstance(result, NoAnswer)
    assert result.reason == "The text never uses the word “sugar”, and no passage answers the question."
    assert result.follow_up is not None


def test_follow_ups_of_a_passage_that_is_gone(harbour: Collection) -> None:
    """A passage that is not there is named, where a question goes on from it, and is no matter where it stands alone."""
    turns = [Turn("When did the harbour freeze?", passage_id="harbour.99")]
    with pytest.raises(UnknownPassageError, match="There is no passage 'harbour.99'"):
        Answerer(harbour).ask("And why did it freeze?", previous=turns)
    assert Answerer(harbour).ask("Who imported flour?", previous=turns).follow_up is None


LACKING = ("Ash", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Gorse")


@pytest.mark.parametrize(
    ("lacking", "remark"),
    [
        (0, ""),
        (1, "“Ash” does not carry this note’s text, only where it stands"),
        (2, "“Ash” and “Birch” do not carry the texts of these notes, only where they stand"),
        (
            7,
            "“Ash”, “Birch”, “Cedar”, “Dogwood”, “Elm” and 2 others do not carry the texts of these notes, only where they stand",
        ),
    ],
)
def test_sources_that_lack_a_notes_text_are_named(tmp_path: Path, lacking: int, remark: str) -> None:
    """Beside others that carry it, those that have a note's number alone are told by their titles."""
    for title in LACKING[:lacking]:
        text = f"# {title}\n\nThe mayor wept in April.¹ The ice took it in May.²\n"
        (tmp_path / f"{title}.md").write_text(text, "utf-8")
    whole = "# The Railway\n\nThe railway rusted.[^1] It was long.[^2]\n\n[^1]: Roe.\n[^2]: Ibid.\n"
    (tmp_path / "whole.md").write_text(whole, "utf-8")
    answer = Answerer(build_collection([tmp_path], encoder=WordEncoder())).ask("What does note 1 say?", limit=50)
    assert isinstance(answer, Answer)
    assert answer.remark == (f"{remark}: that is quoted." if remark else "")
