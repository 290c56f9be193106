"""article_language.py: the language of an article, of its paragraphs and notes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from index.readers.article_files import read_articles
from index.readers.shared.article_language import with_language
from index.records import Article, Publication
from tests.index.languages.test_detection import POLISH, SENTENCES


def read(folder: Path, *paragraphs: str) -> Article:
    path = folder / "a.txt"
    path.write_text("\n\n".join(paragraphs), "utf-8")
    return read_articles(path)[0]


def test_each_paragraph_has_its_language(tmp_path: Path) -> None:
    """The article is in the language of most; a paragraph in another is cut into sentences by that language's rules."""
    french = f"{SENTENCES['fr']} M. Pichon et le gén. Janin s’y opposèrent."
    article = read(tmp_path, *[SENTENCES["de"]] * 6, french)
    (stretch,) = article.foreign
    assert (article.language, stretch.language, stretch.span.of(article.text)) == ("de", "fr", french)
    assert [article.language_at(at) for at in (0, stretch.span.start, stretch.span.end)] == ["de", "fr", "de"]
    assert article.languages == ("de", "fr")
    last = [span.of(article.text) for span in article.paragraphs[-1].sentences]
    assert last == [SENTENCES["fr"], "M. Pichon et le gén. Janin s’y opposèrent."]
    assert article.doubts == ()


def test_three_languages_are_told_by_a_doubt(tmp_path: Path) -> None:
    """Where no language has most of a text, a doubt gives the shares; nothing is guessed silently."""
    article = read(tmp_path, *(SENTENCES[language] for language in ("de", "fr", "it") for _ in range(3)))
    assert {stretch.language for stretch in article.foreign} | {article.language} == {"de", "fr", "it"}
    (doubt,) = article.doubts
    assert doubt.startswith("the text is in several languages (")
    assert all(name in doubt for name in ("German (de)", "French (fr)", "Italian (it)", "%): each paragraph"))


def test_what_the_file_says_is_believed_of_a_short_text(tmp_path: Path) -> None:
    """Of a few names nothing can be detected: the file's word counts, and English stands in for no word at all."""
    article = read(tmp_path, "Kolchak, Graves, Semenov.")
    told = replace(article, publication=Publication(language="la-x-classic"))
    assert (article.language, with_language(told).language, with_language(told).doubts) == ("", "la", ())


def test_a_text_that_is_plainly_in_another_language_than_its_file_says_is_doubted(tmp_path: Path) -> None:
    """A word processor writes en-US into every file: the text wins, and a doubt tells of it."""
    article = read(tmp_path, *[SENTENCES["de"]] * 8)
    found = with_language(replace(article, publication=Publication(language="en-US")))
    assert found.language == "de"
    assert found.doubts == (
        "the file says that its language is English (en), but its text is in German (de), and was read as that",
    )


def test_a_short_text_that_looks_like_another_language_is_doubted(tmp_path: Path) -> None:
    """It is read as the file says, which may be its word processor's word: that is said."""
    found = with_language(replace(read(tmp_path, SENTENCES["de"]), publication=Publication(language="en-US")))
    (doubt,) = found.doubts
    assert found.language == "en"
    assert doubt.startswith("the file says that its language is English (en), but its words look like German (de)")


def test_a_language_without_word_lists_is_told_by_a_doubt(tmp_path: Path) -> None:
    """Polish is read, by rules that are not its own; a doubt says so."""
    article = read(tmp_path, POLISH)
    (doubt,) = article.doubts
    assert article.language == "pl"
    assert doubt.startswith("the text is in Polish (pl), of which no word lists are known")


def test_a_note_in_another_language_is_cut_by_that(tmp_path: Path) -> None:
    """A long note that quotes German is German, in an English article."""
    note = f"1. {SENTENCES['de']} Vgl. Bd. 2. Ebd., S. 4."
    text = [f"{SENTENCES['en']}1 {SENTENCES['en']}2 {SENTENCES['en']}3", "Notes", note, "2. Ibid.", "3. Ibid."]
    article = read(tmp_path, *text)
    assert [(found.label, found.language) for found in article.notes] == [("1", "de"), ("2", ""), ("3", "")]
    first = article.notes[0]
    assert [span.of(first.text or "") for span in first.sentences] == [SENTENCES["de"], "Vgl. Bd. 2.", "Ebd., S. 4."]
    assert article.languages == ("en", "de")
