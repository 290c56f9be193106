"""answer_text.py: answers as text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from index.collection import Collection
from index.maintenance import build_collection
from index.records import Span
from index.settings import Settings
from qa.answering.answerer import Answerer
from qa.citing.citation_styles import Apa
from qa.records import Answer, Citation, NoAnswer
from tests.doubles import WordEncoder
from web.commands.answer_text import answer_blocks, citation_text, place_in_words
from web.commands.terminal_text import TerminalText

SIDECAR = 'author = "Ann Roe"\ncontainer = "Journal of Ice"\nyear = 1998\nvolume = 12\npages = "101-126"\n'


@pytest.fixture
def published(harbour_file: Path) -> Collection:
    """The small article with a sidecar."""
    harbour_file.with_suffix(".toml").write_text(SIDECAR, "utf-8")
    return build_collection([harbour_file], Settings(), WordEncoder())


def test_ask_with_references(published: Collection) -> None:
    """With a style, each citation is printed with its reference."""
    answerer = Answerer(published, threshold=0.0)
    result = answerer.ask("Who imported flour from Canada?", 1)
    assert isinstance(result, Answer)
    assert "   note          Ann Roe, “On the Harbour,” Journal of Ice 12 (1998): " in "\n".join(
        answer_blocks(answerer, result, "chicago")
    )
    assert "Ann Roe" not in "\n".join(answer_blocks(answerer, result))
    assert "   in the text   (Roe, 1998, " in "\n".join(answer_blocks(answerer, result, Apa()))


def test_articles_that_could_not_be_asked_are_named(harbour: Collection) -> None:
    """Before the answer, the first five by their ids: it is never silently less."""
    answerer = Answerer(harbour, threshold=0.0)
    result = answerer.ask("Who imported flour from Canada?", 1)
    for count, named in ((1, "a0"), (6, "a0, a1, a2, a3, a4, …")):
        head = answer_blocks(answerer, replace(result, not_asked=tuple(f"a{at}" for at in range(count))))[0]
        assert (
            head == f"Not all was asked: no machine with {count} of the articles answers now ({named}). Ask again a little later."
        )


def test_place_names_article_headings_and_paragraph(harbour: Collection) -> None:
    """Where a stretch stands is said from the article inwards; a file without pages names none."""
    article = harbour.articles[0]
    start = article.text.index("The ice broke")
    assert place_in_words(article, ("II. The Thaw",), Span(start, start + 5)) == "On the Harbour › II. The Thaw › ¶ 3"


def test_articles_of_one_title_are_told_apart(tmp_path: Path) -> None:
    """A place names the file, where the title alone could be another article's."""
    for name in ("essay", "draft"):
        (tmp_path / f"{name}.txt").write_text(f"On Ice\n\nThe {name} says that it froze.\n", "utf-8")
    answerer = Answerer(build_collection([tmp_path], Settings(), WordEncoder()))
    (citation,) = answerer.rank("What does the essay say?", 1)
    assert "On Ice (essay.txt) › ¶ 1" in citation_text(answerer, 1, citation)


def test_no_answer_shows_its_reason_and_the_nearest(harbour: Collection) -> None:
    """A no begins with its reason and goes on with the nearest passages, numbered."""
    head, first = answer_blocks(Answerer(harbour), NoAnswer("Why?", "Nothing is said.", _nearest(harbour), 0.1))
    assert head == "This does not seem to be answered. Nothing is said.\nThe nearest passages, which are not an answer:"
    assert first.startswith("1. ")


def test_a_terminal_gets_short_notes_and_is_told_how_to_see_them_whole(tmp_path: Path) -> None:
    """A long note is cut short on a terminal, with the option that shows it whole; elsewhere it is whole and nothing is added."""
    path = tmp_path / "harbour.md"
    path.write_text(f"# On the Harbour\n\nThe harbour froze in January.[^1]\n\n[^1]: {'See the minutes. ' * 40}\n", "utf-8")
    answerer = Answerer(build_collection([path], Settings(), WordEncoder()), threshold=0.0)
    result = answerer.ask("When did the harbour freeze?", 1)
    whole, short = answer_blocks(answerer, result), answer_blocks(answerer, result, layout=TerminalText(60, cut_notes=True))
    assert ("See the minutes. " * 40).strip() in whole[0]
    assert [len(whole), len(short)] == [1, 2]
    assert short[0].endswith("See the …")
    assert max(len(line) for block in short for line in block.split("\n")) <= 60
    assert short[1] == "Long notes are cut short (…). To print them whole:\n--whole-notes"


def _nearest(harbour: Collection) -> tuple[Citation, ...]:
    result = Answerer(harbour, threshold=0.0).ask("Who imported flour from Canada?", 1)
    assert isinstance(result, Answer)
    return result.citations
