"""captions.py: captions are searched like other sentences, but come behind them where none is asked for."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.collection import Collection
from index.maintenance import build_collection
from index.searching.captions import DEMOTED, Captions, is_caption
from index.settings import Settings
from tests.doubles import WordEncoder

TEXT = """Ice

The harbour froze because sea ice formed early. Figure 3 shows how it melted.

FIGURE 4 | The harbour froze because sea ice formed early.

Table 2 The Harbours That Froze
"""


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    """An article with captions, a sentence a passage."""
    path = tmp_path / "ice.txt"
    path.write_text(TEXT)
    return build_collection([path], Settings(sentences_per_passage=1), WordEncoder())


@pytest.mark.parametrize(
    "sentence",
    [
        "FIGURE 4 | Cells.",
        "Table 2. Sites of ice",
        "Fig. 3 (A) Lungs.",
        "Figure S1: Ice",
        "Table 3 Effectiveness of the Screen",
        "Fig. 2 .",
    ],
)
def test_captions_are_recognised(sentence: str) -> None:
    """By a name, a number, and no verb behind."""
    assert is_caption(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Figure 3 shows how it melted.",
        "Table 2 and Figure 1 agree.",
        "Table Mountain supports 2,200 species.",
        "Figures of 1920 are lost.",
        "Fig trees grew there.",
        "Figure 2.5 million dead.",
        "Figure 3A, drawn in 1920, shows it.",
    ],
)
def test_prose_is_no_caption(sentence: str) -> None:
    """A sentence that speaks of a figure says something itself."""
    assert not is_caption(sentence)


def test_captions_count_for_less_unless_asked_for(collection: Collection) -> None:
    """The first and second sentence are prose, the others captions; a question with “figure” or “table” means them."""
    contents = collection.index.contents
    captions, numbers = Captions(contents.passages, contents.terms), np.arange(4)
    assert captions.shares(collection.terms_of("Why did it freeze?"), numbers).tolist() == [1.0, 1.0, DEMOTED, DEMOTED]
    assert captions.shares(collection.terms_of("Which figure shows ice?"), numbers).tolist() == [1.0] * 4


def test_prose_comes_before_a_caption_of_the_same_words(collection: Collection) -> None:
    """The caption is still found, as the next; where the figure is asked for, it is first."""
    found = collection.search(collection.query("Why did the harbour freeze with early sea ice?"), 2)
    assert [hit.passage.text.split()[0] for hit in found] == ["The", "FIGURE"]
    asked = collection.search(collection.query("Which figure 4 of the harbour that froze, sea ice early?"), 1)
    assert asked[0].passage.text.startswith("FIGURE 4")
