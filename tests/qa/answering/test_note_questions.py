"""note_questions.py and what `Answerer` makes of it: questions about notes are answered by the markers."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.maintenance import build_collection
from index.settings import Settings
from qa.answering.answerer import Answerer
from qa.answering.note_questions import note_question, sought
from qa.errors import QuestionError
from qa.records import Answer, NoAnswer, Role
from tests.conftest import TEXT
from tests.doubles import WordEncoder


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("What does footnote 22 support?", ["22"]),
        ("passage with note 5", ["5"]),
        ("nn. 34–36", ["34", "35", "36"]),
        ("nn. 134-6, 140", ["134", "135", "136", "140"]),
        ("What is cited in notes 3, 5 and 7?", ["3", "5", "7"]),
        ("Endnotes 12 to 14, please", ["12", "13", "14"]),
        ("endnote 3 of On the Railway", ["3"]),
        ("fn 12?", ["12"]),
        ("see n.5", ["5"]),
        ("Footnote no. 8", ["8"]),
        ("note #9", ["9"]),
        ("What does note * say?", ["*"]),
        ("the 3rd footnote", ["3"]),
        ("the third footnote", ["3"]),
        ("the sentence with reference 37", ["37"]),
        ("superscript 12", ["12"]),
        ("the notes with the numbers 14 and 15", ["14", "15"]),
    ],
)
def test_notes_are_recognised(question: str, labels: list[str]) -> None:
    """Notes are asked for one by one, in lists and in ranges, as scholars write them."""
    asked = note_question(question)
    assert asked is not None
    assert list(asked.labels) == labels


@pytest.mark.parametrize(
    "question",
    [
        "What did Lansing's note say?",
        "Who wrote the note of August 8?",
        "Did he send a note 5 days later?",
        "Which footnote is the longest?",
        "How many notes are there?",
        "Who took note?",
        "the banknote 5",
        "What happened in 1918?",
        "The note 72,400 pounds",
        "What was his last reference to the Kaiser?",
        "Who made the last notable speech?",
    ],
)
def test_other_notes_are_not(question: str) -> None:
    """Diplomatic notes, and notes without a number, are left to the search."""
    assert note_question(question) is None


@pytest.mark.parametrize("question", ["What is the last footnote attached to?", "the final one of the notes", "last endnote"])
def test_last_note_is_asked_for_by_its_place(answerer: Answerer, question: str) -> None:
    """The last note has no need of a number."""
    article = answerer.collection.articles[0]
    answer = answerer.ask(question)
    assert isinstance(answer, Answer)
    assert article.notes[-1] in [cited.note for cited in answer.citations[0].notes]
    assert answer.citations[0].quote.holds_anchor(article.notes[-1].anchor)


@pytest.mark.parametrize(
    "question", ["What does note 99 support?", "note 99", "What does footnote 99 say of the railway?", "Who wrote note 99?"]
)
def test_note_that_is_not_there_is_told(answerer: Answerer, question: str) -> None:
    """Who asks for a note that there is not is told which there are, also by the bare word where nothing else is asked."""
    found = answerer.ask(question)
    assert isinstance(found, NoAnswer)
    assert found.reason == "There is no note 99: the notes run from 1 to 46."


def test_notes_of_several_articles_are_told_apart(tmp_path: Path) -> None:
    """With several articles, each one's notes are named."""
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "b.txt").write_text(TEXT.replace("Harbour", "River").replace("again.4", "again."), "utf-8")
    found = Answerer(build_collection([tmp_path], Settings(), WordEncoder())).ask("footnote 9?")
    assert isinstance(found, NoAnswer)
    assert found.reason == "There is no note 9: the notes run from 1 to 4 in “On the Harbour”, from 1 to 3 in “On the River”."


@pytest.mark.parametrize(
    ("question", "own_words"),
    [
        ("What does note 22 say?", True),
        ("Whom does note 12 cite?", True),
        ("Which works are cited in note 4?", True),
        ("What is the text of footnote 7?", True),
        ("Read me note 3", True),
        ("What does footnote 22 support?", False),
        ("What did General Oi say that is backed by note 29?", False),
        ("What does the sentence with note 4 say?", False),
        ("What is note 29 cited for?", False),
        ("note 8", False),
    ],
)
def test_what_a_note_says_is_not_what_it_supports(question: str, own_words: bool) -> None:
    """A note's own words are asked for where it is said to say, cite or name something, or where something stands in it."""
    found = note_question(question)
    assert found
    assert found.own_words is own_words


def test_a_note_that_is_asked_what_it_says_is_quoted(tmp_path: Path) -> None:
    """The note's own words are quoted, in each article that has it; where a source has none, the sentence that carries it."""
    (tmp_path / "mill.md").write_text(
        "# The Mill\n\nThe miller left.[^1] He sold the wheel.[^2]\n\n[^1]: Diary.\n[^2]: Ledger, 45.\n"
    )
    (tmp_path / "inn.md").write_text("# The Inn\n\nThe host stayed.[^1] He bought a sign.[^2]\n\n[^1]: Deed.\n[^2]: Letter, 7.\n")
    (tmp_path / "harbour.txt").write_text(TEXT, "utf-8")
    answerer = Answerer(build_collection([tmp_path], Settings(), WordEncoder()))
    found = answerer.rank("What does note 2 say?")
    assert {each.passage.article_id: each.note_quote and each.note_quote.text for each in found} == {
        "harbour": None, "inn": "Letter, 7.", "mill": "Ledger, 45.",
    }  # fmt: skip
    assert {each.quotation for each in found} >= {"He sold the wheel.", "He bought a sign."}
    assert [each.note_quote for each in answerer.rank("What does note 2 support?", article_id="mill")] == [None]


def test_who_looks_for_a_note_gets_one(answerer: Answerer) -> None:
    """Where a note is looked for, the first citation has one in it or behind it, if any that may answer has."""
    found = answerer.ask("Which note vouches for the number of Japanese troops?")
    assert isinstance(found, Answer)
    assert any(cited.role is not Role.IN_PASSAGE for cited in found.citations[0].notes)


@pytest.mark.parametrize(
    ("question", "content"),
    [
        ("Which note vouches for the date of the approval?", "the date of the approval?"),
        ("Which footnote backs up the claim that prices doubled?", "prices doubled?"),
        ("What source is given for the price of silver?", "the price of silver?"),
        ("Which citation covers the passage on the president’s illness?", "the president’s illness?"),
        ("Where is the reference for the railway?", "the railway?"),
        ("In which footnote is Hume quoted?", "Hume quoted?"),
        ("Which notes stand behind the passage about the famine?", "the famine?"),
        ("Which note was sent to Japan in May?", "Which note was sent to Japan in May?"),
        ("Which notes did Lansing send to Tokyo?", "Which notes did Lansing send to Tokyo?"),
        ("What source of income did the railway have?", "What source of income did the railway have?"),
        ("Which note?", "Which note?"),
        ("What did the note of August 8 demand?", "What did the note of August 8 demand?"),
        ("Who was Graves?", "Who was Graves?"),
    ],
)
def test_content_is_what_is_sought(question: str, content: str) -> None:
    """Who asks which note supports something looks for that, not for notes that support."""
    assert sought(question) == content


@pytest.mark.parametrize(
    ("question", "sentence"),
    [("notes 36–34", "The notes 36–34 run backwards. Ask for 34–36"), ("nn. 1–900", "The notes 1–900 are more than 100.")],
)
def test_impossible_ranges(question: str, sentence: str) -> None:
    """A range that runs backwards, or never ends, is refused with a sentence."""
    with pytest.raises(QuestionError, match=sentence):
        note_question(question)


def test_every_note_is_found_by_its_number(answerer: Answerer) -> None:
    """Each note of the seed article is answered with the sentence that holds its marker, surely."""
    article = answerer.collection.articles[0]
    for note in article.notes:
        answer = answerer.ask(f"What does footnote {note.label} support?")
        assert isinstance(answer, Answer)
        assert answer.confidence == 1.0
        assert answer.citations[0].quote == article.sentence_at(note.anchor)
        assert (note.label, Role.IN_QUOTE) in {(cited.note.label, cited.role) for cited in answer.citations[0].notes}


def test_range_is_cited_without_overlap(answerer: Answerer) -> None:
    """Notes that stand close together share a citation; citations do not overlap, and all notes are in one."""
    answer = answerer.ask("nn. 16–21", limit=10)
    assert isinstance(answer, Answer)
    quotes = [citation.quote for citation in answer.citations]
    assert all(not one.overlaps(other) for at, one in enumerate(quotes) for other in quotes[at + 1 :])
    inside = {cited.note.label for citation in answer.citations for cited in citation.notes if cited.role is Role.IN_QUOTE}
    assert {"16", "17", "18", "19", "20", "21"} <= inside


def test_note_that_is_not_there(answerer: Answerer, tmp_path: Path) -> None:
    """A note that does not exist is not answered; which notes there are is said."""
    missing = answerer.ask("What does footnote 99 support?")
    assert isinstance(missing, NoAnswer)
    assert missing.reason == "There is no note 99: the notes run from 1 to 46."
    path = tmp_path / "plain.txt"
    path.write_text("On Nothing\n\nNothing was noted here. Nobody wondered why it was not.\n", "utf-8")
    without = Answerer(build_collection([path], Settings(), WordEncoder())).ask("footnotes 3 and 4")
    assert isinstance(without, NoAnswer)
    assert without.reason == "There are no notes 3, 4: no notes were found in the text."


def test_note_of_a_named_article(tmp_path: Path) -> None:
    """Where several articles have the note, that of the article named is taken; else all are shown."""
    (tmp_path / "harbour.txt").write_text(TEXT, "utf-8")
    (tmp_path / "railway.txt").write_text(TEXT.replace("harbour", "station").replace("Harbour", "Railway"), "utf-8")
    answerer = Answerer(build_collection([tmp_path], Settings(), WordEncoder()))
    named = answerer.rank("endnote 3 of On the Railway")
    assert [citation.passage.article_id for citation in named] == ["railway"]
    assert [citation.passage.article_id for citation in answerer.rank("note 3")] == ["harbour", "railway"]
    assert [citation.passage.article_id for citation in answerer.rank("note 3", article_id="harbour")] == ["harbour"]


def test_notes_whose_words_there_are_come_first(tmp_path: Path) -> None:
    """Of several articles, those that carry what the note says; a source that does not is named where it is quoted."""
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    text = "# Of Rails\n\nIt snowed.[^1] It thawed.[^2] It froze.[^3]\n\n[^1]: A.\n[^2]: B.\n[^3]: Orlov, 12.\n"
    (tmp_path / "b.md").write_text(text, "utf-8")
    answerer = Answerer(build_collection([tmp_path], Settings(), WordEncoder()))
    answer, best = answerer.ask("What does note 3 say?"), answerer.ask("What does note 3 say?", 1)
    assert isinstance(answer, Answer)
    assert [citation.passage.article_id for citation in answer.citations] == ["b", "a"]
    assert answer.remark.startswith("“On the Harbour” does not carry this note’s text, only where it stands")
    assert isinstance(best, Answer)
    assert (best.citations[0].note_quote is not None, best.remark) == (True, "")
