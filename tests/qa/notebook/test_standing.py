"""standing.py: whether kept words still stand in the library."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from index.maintenance import build_collection
from index.records import REMARK, Span
from index.settings import Settings
from qa.notebook.keeping import stretch_of
from qa.notebook.records import Mark, MarkedStretch
from qa.notebook.standing import Standing, StandingKind, standing, standing_marks
from qa.opened_index import OpenedIndex
from tests.conftest import TEXT
from tests.doubles import WordEncoder
from tests.qa.notebook.conftest import FLOUR
from tests.scans import read_by_others

OTHERS = ["Nobody replaced him in the harbour.", "Bread became expensive in the town."]


def _opened(tmp_path: Path, text: str, name: str = "harbour") -> OpenedIndex:
    path = tmp_path / f"{name}.txt"
    path.write_text(text, "utf-8")
    return OpenedIndex.over(build_collection([path], Settings(), WordEncoder()))


def _scanned(tmp_path: Path, lines: list[str]) -> OpenedIndex:
    path = tmp_path / "scan.pdf"
    path.write_bytes(read_by_others(lines))
    return OpenedIndex.over(build_collection([path], Settings(), WordEncoder()))


@pytest.fixture
def mark(flour: MarkedStretch) -> Mark:
    """The sentence on flour, kept."""
    return Mark(1, flour, "", (), "", "", 1)


def test_words_at_their_place(mark: Mark, tmp_path: Path) -> None:
    """Unchanged, they stand word for word."""
    found = standing(mark, _opened(tmp_path, TEXT))
    assert (found.kind, found.span, found.holds) == (StandingKind.WORD_FOR_WORD, mark.stretch.span, True)


def test_words_at_another_place(mark: Mark, tmp_path: Path) -> None:
    """Where the text before them changed they are found; of two places, the one in the same surroundings."""
    text = TEXT.replace("Nobody replaced", f"{FLOUR} Nobody at all replaced")
    opened = _opened(tmp_path, text)
    found, reading = standing(mark, opened), opened.collection.articles[0].text
    assert (found.kind, found.holds) == (StandingKind.MOVED, True)
    assert found.span == Span(reading.rindex(FLOUR), reading.rindex(FLOUR) + len(FLOUR))


def test_words_that_changed(mark: Mark, tmp_path: Path) -> None:
    """What stands there now is told; so is a difference in signs alone."""
    found = standing(mark, _opened(tmp_path, TEXT.replace("flour from Canada", "flour and bread from Canada")))
    assert found.kind is StandingKind.CHANGED
    assert found.sentence == (
        "These words no longer stand word for word in the text. It has “The mayor imported flour and bread from Canada.”"
    )
    quoted = replace(mark, stretch=replace(mark.stretch, words="The mayor imported ‘flour’ from Canada."))
    assert standing(quoted, _opened(tmp_path, TEXT.replace("flour", '"flour"'))).holds is False


def test_words_that_are_gone(mark: Mark, tmp_path: Path) -> None:
    """Words that are nowhere, and articles that are no longer there, are told of."""
    gone = standing(mark, _opened(tmp_path, TEXT.replace("The mayor imported flour from Canada.", "Nothing.")))
    assert (gone.kind, gone.span) == (StandingKind.GONE, None)
    assert standing(mark, _opened(tmp_path, TEXT, "port")).kind is StandingKind.WITHOUT_ARTICLE


def test_recognised_words_are_to_be_checked(tmp_path: Path) -> None:
    """What stands in recognised text, to the letter, is found and never word for word; the remark stays when the text is gone."""
    opened = _scanned(tmp_path, [FLOUR, *OTHERS])
    (article,) = opened.collection.articles
    start = article.text.index(FLOUR)
    mark = Mark(1, stretch_of(article, Span(start, start + len(FLOUR))), "", (), "", "", 1)
    (found,) = standing_marks([mark], opened)
    assert (found.standing.kind, found.standing.span) == (StandingKind.RECOGNISED, mark.stretch.span)
    assert (found.standing.holds, found.standing.is_found, found.remark) == (False, True, REMARK)
    assert found.warning == (
        "These words stand in the text as it was recognised in a picture of the page. Recognised text; check the page."
    )
    (other,) = standing_marks([mark], _scanned(tmp_path, [FLOUR.replace("flour", "'flour'"), *OTHERS]))
    assert (other.standing.kind, other.remark) == (StandingKind.CHANGED, REMARK)
    (gone,) = standing_marks([mark], _opened(tmp_path, TEXT, "port"))
    assert gone.warning.endswith("could not be verified. Recognised text; check the page.")


def test_print_in_place_of_recognised_text_needs_no_check(tmp_path: Path, mark: Mark) -> None:
    """Where the article was replaced by one in print, the words stand word for word."""
    kept = replace(mark, stretch=replace(mark.stretch, recognised=True))
    (found,) = standing_marks([kept], _opened(tmp_path, TEXT))
    assert (found.standing.holds, found.remark, found.warning) == (True, "", "")


def test_time_is_limited(mark: Mark, tmp_path: Path) -> None:
    """What is not looked for in time is said not to be verified, and does not count as standing."""
    opened = _opened(tmp_path, TEXT)
    (found,) = standing_marks([mark], opened, -1.0)
    assert (found.standing, found.standing.holds) == (Standing(StandingKind.UNVERIFIED), False)
    (found,) = standing_marks([mark], opened)
    assert found.standing.holds
