"""Settings: every number that shapes an index, in one frozen object that is saved with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from index.errors import SettingsError

AUTO, NUMBERS, NONE = "auto", "numbers", "none"
# The forms of note markers: found from the text, plain numbers, [12], superscript digits, * † ‡, or no notes at all.
MARKERS = (AUTO, NUMBERS, "brackets", "superscripts", "symbols", NONE)
# When text is recognised in a PDF's pages: where they are pictures or their text is not to be believed, or whatever they are.
RECOGNITIONS = AUTO, NEVER, ALWAYS = ("auto", "never", "always")
ENGLISH = "eng"
LANGUAGES = re.compile(r"[A-Za-z_]{3,}(\+[A-Za-z_]{3,})*")
# How the two searches become one: learned weights over features of the best passages, min–max-scaled sum, reciprocal ranks.
FUSIONS = LEARNED, SUM, RRF = ("learned", "sum", "rrf")
# What a passage is: a window of sentences, a whole paragraph, or a whole article where that is short and else a window.
SENTENCES, PARAGRAPHS = "sentences", "paragraphs"
UNITS = (SENTENCES, PARAGRAPHS, AUTO)
DEFAULT_MODEL = "all-MiniLM-L6-v2"
AS_MODEL_SAYS = "auto"


def setting(
    default: Any,
    help_text: str,
    *,
    choices: tuple[str, ...] = (),
    least: float | None = None,
    most: float | None = None,
    most_by: str = "",
    lest: str = "",
) -> Any:
    """Return a field with its default, its meaning, and what it may be: one of `choices`, or from `least` to `most`.

    `most_by` names another setting that it must not exceed, and `lest` what would happen otherwise.
    """
    metadata = {"help": help_text, "choices": choices, "least": least, "most": most, "most_by": most_by, "lest": lest}
    return field(default=default, metadata=metadata)


@dataclass(frozen=True, slots=True)
class Recognition:
    """What is wished of text recognition: when it reads a PDF's pages, and for which languages."""

    when: str = AUTO
    languages: str = AUTO


@dataclass(frozen=True, slots=True)
class Settings:
    """What an index is built with; two indexes with equal settings and equal articles answer alike.

    Each setting says in its declaration what it means and what it may be; the check and the command line's flags follow it.
    """

    markers: str = setting(AUTO, "The form of the note markers.", choices=MARKERS)
    ocr: str = setting(
        AUTO,
        "When text is recognised in the pages of PDFs: where they are pictures or their text is not to be believed, never, or "
        "on all.",
        choices=RECOGNITIONS,
    )
    ocr_languages: str = setting(
        AUTO,
        "The languages of what is recognised, as Tesseract names them, such as eng+deu; auto is that of the text, where "
        "Tesseract has its data, and else English.",
    )
    model: str = setting(DEFAULT_MODEL, "A sentence-transformers name or folder.")  # the default one is installed with loccit
    question_prefix: str = setting(
        AS_MODEL_SAYS, "What the model wants before each question, such as “query: ”; auto is what its files say, or its name."
    )
    passage_prefix: str = setting(AS_MODEL_SAYS, "What the model wants before each passage and sentence, such as “passage: ”.")
    stemming: bool = setting(True, "Whether “troop” finds “troops”.")
    passage_unit: str = setting(
        SENTENCES,
        "What is searched: windows of sentences, or whole paragraphs, whatever their length; auto takes articles like abstracts "
        "whole and cuts others into windows.",
        choices=UNITS,
    )
    sentences_per_passage: int = setting(3, "The length of the windows that are searched, in sentences.", least=1)
    passage_stride: int = setting(
        1,
        "Sentences from the beginning of one window to the next.",
        least=1,
        most_by="sentences_per_passage",
        lest="sentences would be left out",
    )
    fusion: str = setting(LEARNED, "How two searches become one.", choices=FUSIONS)
    lexical_weight: float = setting(
        0.5, "The share of BM25 in the scaled sum, 0 to 1; the rest is the cosine's.", least=0, most=1
    )
    candidates: int = setting(200, "Passages that each of the two searches hands to the fusion.", least=1)
    reranked: int = setting(100, "Passages, the best by their scaled sum, that are scored on the learned features.", least=1)
    late_interaction: float = setting(
        0.4,
        "What it weighs to compare token by token, 0 to 1; with 0 the index is smaller by 384 bytes a token.",
        least=0,
        most=1,
    )  # beside the learned features, and only with them
    late_passages: int = setting(20, "Passages that are compared token by token.", least=1)
    # Robertson and Zaragoza 2009
    bm25_k1: float = setting(1.5, "BM25's term saturation.", least=0)
    bm25_b: float = setting(0.75, "BM25's length normalisation, 0 to 1.", least=0, most=1)

    def __post_init__(self) -> None:
        """Refuse values that no index can be built with."""
        for each in fields(self):
            self._check(each.name, each.metadata)
        if not LANGUAGES.fullmatch(self.ocr_languages):
            raise SettingsError(
                f"ocr_languages is {self.ocr_languages!r}, but must be auto, or codes of three letters or more, joined by a plus "
                "sign, such as eng+deu."
            )

    @property
    def recognition(self) -> Recognition:
        """What is wished of text recognition."""
        return Recognition(self.ocr, self.ocr_languages)

    @property
    def interacts(self) -> bool:
        """Whether tokens are compared, so that an index has to hold their vectors."""
        return self.fusion == LEARNED and self.late_interaction > 0.0

    def _check(self, name: str, declared: Mapping[str, Any]) -> None:
        value = getattr(self, name)
        most = getattr(self, declared["most_by"]) if declared["most_by"] else declared["most"]
        chosen = not declared["choices"] or value in declared["choices"]
        reached = declared["least"] is None or value >= declared["least"]
        kept = most is None or value <= most
        if not (chosen and reached and kept):  # so that what is no number keeps no limit
            raise SettingsError(f"{name} is {value}, but must be {_range(declared, most)}.")


def _range(declared: Mapping[str, Any], most: float | None) -> str:
    """Return in words what a setting may be."""
    if declared["choices"]:
        return f"one of {', '.join(declared['choices'])}"
    if declared["most_by"]:
        return f"from {declared['least']} to {declared['most_by']} ({most}), or {declared['lest']}"
    return f"at least {declared['least']}" if most is None else f"from {declared['least']} to {most}"
