"""detection.py: in which language a text is."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest

from index.languages import detection
from index.languages.detection import LONGEST_READ, DetectorError, detected, is_in, main_language, sample, spoken
from index.languages.tags import LISTED

SENTENCES = {
    "de": "Der Krieg endete im Jahre 1918, und die Truppen kehrten aus Sibirien in ihre Heimat zurück.",
    "en": "The war ended in 1918, and the troops returned to their homes from the east of Siberia.",
    "es": "La guerra terminó en 1918, y las tropas que estaban en Siberia volvieron a sus casas.",
    "fr": "La guerre prit fin en 1918, et les troupes qui étaient en Sibérie rentrèrent dans leur pays.",
    "it": "La guerra finì nel 1918, e le truppe che erano in Siberia tornarono alle loro case.",
    "la": "Bellum anno finitum est, et milites qui in Siberia erant ad suos cum gaudio redierunt.",
    "nl": "De oorlog eindigde in 1918, en de troepen die in Siberië waren keerden naar huis terug.",
    "pt": "A guerra terminou em 1918, e as tropas que estavam na Sibéria voltaram para as suas casas.",
    "ru": "Война закончилась в 1918 году, и войска, которые были в Сибири, вернулись к себе домой.",
}
POLISH = (
    "Wojna skończyła się w roku 1918, a wojska, które stały na Syberii, wróciły do domu. Nikt nie wiedział, dlaczego tak długo "
    "tam pozostały. Rząd nie chciał o tym mówić, ponieważ obawiał się pytań. Dopiero po latach historycy zbadali dokumenty i "
    "opisali, co się wydarzyło. Ich książki są dzisiaj mało znane, choć zawierają wiele ciekawych szczegółów. Żołnierze sami "
    "rzadko pisali o swoich przeżyciach, a ci, którzy pisali, nie znaleźli wydawcy."
)


@pytest.mark.parametrize("language", LISTED)
def test_a_sentence_is_told_by_its_words(language: str) -> None:
    """Each listed language is told from one sentence, and so is the language of a long text."""
    assert detected(SENTENCES[language]) == language
    assert main_language(" ".join([SENTENCES[language]] * 5)) == language
    assert [other for other in LISTED if is_in(SENTENCES[language], other)] == [language]


@pytest.mark.parametrize("text", ["", "Kolchak, Graves, Semenov; Omsk.", "Ibid., pp. 4–5.", "1918 1919 1920", "§ 4 Abs. 2 BGB"])
def test_names_and_numbers_are_in_no_language(text: str) -> None:
    """A detector would name one; without words of that language it is not believed."""
    assert (detected(text), main_language(text)) == ("", "")


def test_a_language_that_is_not_listed_is_told_from_a_long_text() -> None:
    """Polish is told, though no words of it are listed; of a few words it is not."""
    assert (main_language(POLISH), main_language(POLISH[:90]), detected(POLISH)) == ("pl", "", "")


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Wie viele Truppen schickte Japan?", "de"),
        ("Why did America withdraw?", "en"),
        ("Quanti soldati furono inviati?", "it"),
        ("Pourquoi les Américains partirent-ils ?", "fr"),
        ("Kolchak Omsk", ""),
        ("", ""),
    ],
)
def test_a_question_is_told_by_a_word_or_two(question: str, language: str) -> None:
    """Its question word is enough; names tell nothing."""
    assert spoken(question, ("en", "de", "fr", "it")) == language


def test_a_long_text_is_read_in_three_places() -> None:
    """An abstract in another language does not outweigh the rest: of a long text the middle and the end are read as well."""
    text = SENTENCES["en"] * 100 + SENTENCES["de"] * 2000
    assert len(sample(text)) <= LONGEST_READ + 2
    assert main_language(text) == "de"


def test_no_room_for_the_detector_is_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where its model cannot be unpacked, the folder is named, and when there is room again a language is told."""
    detection._identifier.cache_clear()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with pytest.raises(DetectorError, match=f"cannot be unpacked in {re.escape(str(tmp_path))}/gone: No such file.*TMPDIR"):
        detected(SENTENCES["de"])
    monkeypatch.undo()
    assert detected(SENTENCES["de"]) == "de"


def test_no_folder_for_temporary_files_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no folder takes a temporary file, that is said."""

    def none() -> str:
        raise FileNotFoundError(2, "No usable temporary directory found")

    monkeypatch.setattr(tempfile, "gettempdir", none)
    detection._identifier.cache_clear()
    monkeypatch.setattr(tempfile, "tempdir", "/nowhere")
    with pytest.raises(DetectorError, match="cannot be unpacked in any folder for temporary files: "):
        detected(SENTENCES["de"])
    monkeypatch.undo()
    assert detected(SENTENCES["de"]) == "de"
