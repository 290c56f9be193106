"""The notes' own texts, searched along with the article's: passages.py, answerer.py, schemas.py."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner

from index.collection import Collection
from index.maintenance import build_collection, save_collection, with_articles
from index.opening import open_collection
from index.records import Span
from index.searching.passages import searched_sentences
from index.settings import Settings
from qa.answering.answerer import Answerer
from qa.opened_index import OpenedIndex
from qa.records import Citation, Role
from tests.doubles import WordEncoder
from web import create_app
from web.commands.cli import main

ARTICLE = """On the Harbour1

I. The Ice

The harbour froze in January.2 Ships waited outside for the thaw, and the sailors played cards. The pilot drowned
in 1918.3 Nobody replaced him.

Bread became expensive. The mayor imported flour from Canada.4

II. The Thaw5

The ice broke in April. Ships entered the harbour again.6

Notes

1. The author thanks the municipal museum for its hospitality.
2. Customs ledger, shelfmark H 12. The thermometer fell to minus thirty.
3. His widow received a pension of forty crowns.
4. Letter to the grain merchants of Winnipeg, 3 March.
5. Glaciologists dispute the chronology of this section.
6. Ibid.
"""


@pytest.fixture
def annotated(tmp_path: Path) -> Collection:
    """An article that carries its notes' texts."""
    path = tmp_path / "annotated.txt"
    path.write_text(ARTICLE, "utf-8")
    return build_collection([path], Settings(), WordEncoder())


def first(collection: Collection, question: str) -> Citation:
    """The best citation."""
    return Answerer(collection).rank(question)[0]


def test_each_note_is_searched(annotated: Collection) -> None:
    """Every note's text is a passage of its own, cut into sentences, behind those of the article's text."""
    article = annotated.articles[0]
    noted = [passage for passage in annotated.passages if passage.note]
    assert [passage.note.label for passage in noted if passage.note] == ["1", "2", "3", "4", "5", "6"]
    assert [passage.text for passage in noted] == [note.text for note in article.notes]
    assert [len(passage.sentences) for passage in noted] == [1, 2, 1, 1, 1, 1]
    assert list(annotated.passages[-6:]) == noted
    assert len({passage.id for passage in annotated.passages}) == len(annotated.passages)
    assert [sentence.of(article) for sentence in searched_sentences(article)][-1] == "Ibid."


def test_hit_in_a_note_cites_the_sentence_it_stands_behind(annotated: Collection) -> None:
    """The quotation is the article's sentence; what answers in the note is told beside it, word for word."""
    article, found = annotated.articles[0], first(annotated, "Which pension did the widow receive?")
    assert found.quotation == "The pilot drowned in 1918."
    assert found.note_quote is not None
    assert found.note_quote.text == "His widow received a pension of forty crowns."
    assert found.note_quote.note == article.note("3")
    assert [(cited.note.label, cited.role) for cited in found.notes][-1] == ("3", Role.IN_QUOTE)
    assert found.passage.text == found.passage.span.of(article.text)


def test_only_the_sentence_of_the_note_is_quoted(annotated: Collection) -> None:
    """Of a note of several sentences, the one that answers is quoted; its offsets count in the note's text."""
    quoted = first(annotated, "The thermometer fell to minus thirty?").note_quote
    assert quoted is not None
    assert (quoted.text, quoted.span) == ("The thermometer fell to minus thirty.", Span(32, 69))


@pytest.mark.parametrize(
    ("question", "quote"), [("Which museum was hospitable?", "On the Harbour"), ("Who disputes the chronology?", "II. The Thaw")]
)
def test_note_of_a_title_or_heading_is_found(annotated: Collection, question: str, quote: str) -> None:
    """Where the note stands in a title or heading, that is what is cited, and its passage can be asked for."""
    found = first(annotated, question)
    assert (found.quotation, found.passage.paragraphs) == (quote, ())
    assert annotated.passage(found.passage.id) == found.passage


def test_citations_still_never_overlap(annotated: Collection) -> None:
    """A note and the sentence that it stands behind are not cited twice."""
    citations = Answerer(annotated).rank("pilot drowned widow pension harbour Canada", 50)
    spans = sorted(citation.passage.span for citation in citations)
    assert all(one.end <= other.start for one, other in pairwise(spans))


def test_words_of_notes_are_known(annotated: Collection) -> None:
    """A word that only a note uses is not said to be never used."""
    assert annotated.knows("widow", "annotated")
    assert not annotated.knows("zebra")


def test_text_wins_where_it_says_the_same(annotated: Collection) -> None:
    """What the article itself says is not found in a note."""
    assert first(annotated, "When did the harbour freeze?").note_quote is None


def test_section_holds_for_notes_too(annotated: Collection) -> None:
    """A question to one section is not answered by another section's notes."""
    inside = Answerer(annotated).rank("widow pension", 50, "annotated", ["I. The Ice"])
    outside = Answerer(annotated).rank("widow pension", 50, "annotated", ["II. The Thaw"])
    assert any(citation.note_quote and citation.note_quote.note.label == "3" for citation in inside)
    assert not any(citation.note_quote and citation.note_quote.note.label == "3" for citation in outside)


def test_saved_opened_and_added_to(annotated: Collection, tmp_path: Path) -> None:
    """Notes are searched alike after saving and opening, and when another article joins."""
    save_collection(annotated, tmp_path / "saved")
    opened = open_collection(tmp_path / "saved", encoder=WordEncoder())
    assert first(opened, "widow pension") == first(annotated, "widow pension")
    other = tmp_path / "other.txt"
    other.write_text("On Bees\n\nBees swarm in May. They return in June.\n", "utf-8")
    more = with_articles(opened, [other])
    assert first(more, "widow pension").note_quote == first(annotated, "widow pension").note_quote
    assert with_articles(more, [other]).passages == more.passages


def test_api_and_terminal_show_the_note(annotated: Collection, tmp_path: Path) -> None:
    """The API tells which note answers and where in it; the terminal says it before the sentence."""
    client = create_app(OpenedIndex.over(annotated)).test_client()
    got = json.loads(client.post("/api/ask", json={"question": "Which pension did the widow receive?"}).text)
    quoted = (got["citations"] or got["nearest"])[0]["note_quote"]
    text = "His widow received a pension of forty crowns."
    assert {key: quoted[key] for key in ("label", "text", "start", "end")} == {"label": "3", "text": text, "start": 0, "end": 45}
    path = tmp_path / "annotated.txt"
    runner = CliRunner()
    assert runner.invoke(main, ["index", str(path), "--into", str(tmp_path / "index")]).exit_code == 0
    shown = runner.invoke(main, ["ask", "Which pension did the widow receive?", "--index", str(tmp_path / "index")]).output
    assert f"In note 3: {text}\n   which stands behind: The pilot drowned in 1918.³" in shown
