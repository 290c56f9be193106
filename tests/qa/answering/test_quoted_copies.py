"""quoted_copies.py: the same words in two articles are cited once."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.collection import Collection
from index.maintenance import build_collection
from index.settings import Settings
from qa.answering.answerer import Answerer
from qa.answering.quoted_copies import copies_of
from qa.opened_index import OpenedIndex
from tests.conftest import RAILWAY, TEXT
from tests.doubles import WordEncoder, WordJudge
from tests.web.pages.test_ask_page import Page
from tests.web.responses import content
from web import create_app
from web.commands.answer_text import answer_blocks

ASKED = "What rusted by the harbour?"
NOTES = "\n\nNotes\n\n1. The convicts were sailors.\n2. Rust is red.\n"


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    """An article in two copies, the second with another title, and a third that is something else."""
    texts = tmp_path_factory.mktemp("copied")
    (texts / "harbour.txt").write_text(TEXT, "utf-8")
    (texts / "railway.txt").write_text(RAILWAY + NOTES, "utf-8")
    (texts / "reprint.txt").write_text(RAILWAY.replace("On the Railway", "A Reprint") + NOTES, "utf-8")
    return build_collection([texts], Settings(), WordEncoder())


@pytest.mark.parametrize("judge", [None, WordJudge()], ids=["search", "judge"])
def test_what_two_articles_say_is_cited_once_with_both_places(copied: Collection, judge: WordJudge | None) -> None:
    """The first copy is cited and names the other, with the notes that stand there; no quotation comes twice."""
    citations = Answerer(copied, judge=judge).rank(ASKED, 50)
    first = citations[0]
    assert (first.passage.article_id, first.quotation) == ("railway", "It rusted by the harbour.")
    (copy,) = first.copies
    assert (copy.article_id, copy.quote.of(copied.article("reprint").text)) == ("reprint", first.quotation)
    assert [cited.note.label for cited in copy.notes] == ["2"]
    said = [citation.note_quote.text if citation.note_quote else citation.quotation for citation in citations]
    assert len(said) == len(set(said))


def test_only_articles_that_are_asked_are_named(copied: Collection) -> None:
    """Who asks one article, or some without the copy, is told of no other."""
    answerer = Answerer(copied)
    assert answerer.rank(ASKED, 1, "reprint")[0].copies == ()
    asked = answerer.rank(ASKED, 1, ["harbour", "reprint"])[0]
    assert (asked.passage.article_id, asked.copies) == ("reprint", ())
    assert [copy.article_id for copy in copies_of(asked, copied)] == ["railway"]


def test_notes_are_cited_once_too(copied: Collection) -> None:
    """Where a note's own text answers, the copy names the note there."""
    first = Answerer(copied).rank("Were the convicts sailors?", 1)[0]
    assert first.note_quote is not None
    (copy,) = first.copies
    assert copy.note_quote is not None
    assert (copy.note_quote.text, copy.note_quote.note.label) == (first.note_quote.text, "1")


def test_all_doors_name_the_copy(copied: Collection) -> None:
    """JSON has its place, the page and the terminal say where it is; the page groups by work, best first."""
    opened = OpenedIndex.over(copied, threshold=0.0)
    client = create_app(opened).test_client()
    ((copy,), *_) = [each["copies"] for each in content(client.post("/api/ask", json={"question": ASKED}))["citations"]]
    assert (copy["article"], copy["title"], copy["quote"]["text"]) == ("reprint", "A Reprint", "It rusted by the harbour.")
    assert [(note["label"], note["role"]) for note in copy["notes"]] == [("2", "in_quote")]
    assert "#mark" in copy["url"]
    html = client.get("/", query_string={"q": ASKED, "limit": "9"}).text
    text = " ".join(Page(html).text.split())
    assert "The same words stand in A Reprint, paragraph 1, note 2." in text
    assert html.index('class="work"') < html.index(">On the Railway</a>") < html.index(">On the Harbour</a>")
    assert html.count(">On the Railway</a></h2>") == 1
    printed = "\n".join(answer_blocks(opened.answerer, opened.answerer.ask(ASKED)))
    assert "the same words: A Reprint › ¶ 1" in printed


def test_a_copy_of_the_same_title_is_told_by_its_file(tmp_path: Path) -> None:
    """Two files of one article name each other by what tells them apart."""
    for name in ("railway", "second"):
        (tmp_path / f"{name}.txt").write_text(RAILWAY, "utf-8")
    opened = OpenedIndex.over(build_collection([tmp_path], Settings(), WordEncoder()), threshold=0.0)
    html = create_app(opened).test_client().get("/", query_string={"q": ASKED}).text
    assert "The same words stand in On the Railway (second.txt), paragraph 1, note 2." in " ".join(Page(html).text.split())
