"""In which language an article is, and which of its paragraphs and notes are in others; its sentences are told by that.

What a file tells of its language is believed, unless a long text is plainly in another: then a doubt says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from index.languages import ENGLISH, LISTED, base, detected, is_in, main_language, name_of
from index.records import Article, ForeignStretch, Note, Paragraph, Span
from index.text import note_sentence_spans, sentence_spans

FEWEST_CHARACTERS = 80  # of a paragraph or note that may be in another language than the rest
ENOUGH_CHARACTERS = 500  # of a text that is believed to be in another language than its file says
MAIN = 0.8  # the share of a text in its main language from which nothing needs saying


def with_language(article: Article) -> Article:
    """Return an article with its language, that of paragraphs and notes in others, and its sentences as these have them."""
    told, found = base(article.publication.language), main_language(article.text)
    assumed = found or told
    foreign = tuple(_foreign(article, assumed))
    letters = _letters(article, assumed, foreign)
    language = _chosen(told, found, letters, len(article.text))
    if language != assumed:
        foreign = tuple(_foreign(article, language))
    doubts = (*_contradicted(told, language), *_unborne(told, found, language), *_unlisted(language), *_mixed(letters))
    placed = replace(article, language=language, foreign=foreign, doubts=(*article.doubts, *doubts))
    return placed if set(placed.languages) <= {"", ENGLISH} and not _notes_elsewhere(placed) else _cut_anew(placed)


def _foreign(article: Article, language: str) -> Iterator[ForeignStretch]:
    """Yield the paragraphs that are not in an article's language."""
    for paragraph in article.paragraphs:
        other = _other(paragraph.span.of(article.text), language)
        if other:
            yield ForeignStretch(paragraph.span, other)


def _other(text: str, language: str) -> str:
    """Return the language of a text where that is not `language`; empty where it is, or has too few words to tell."""
    if len(text) < FEWEST_CHARACTERS or is_in(text, language):
        return ""
    found = detected(text)
    return "" if found == language else found


def _letters(article: Article, language: str, foreign: tuple[ForeignStretch, ...]) -> Counter[str]:
    """Return how many characters of an article's paragraphs are in each language."""
    counts = Counter({language: sum(paragraph.span.length for paragraph in article.paragraphs)})
    for stretch in foreign:
        counts[stretch.language] += stretch.span.length
        counts[language] -= stretch.span.length
    return counts


def _chosen(told: str, found: str, letters: Counter[str], length: int) -> str:
    """Return the language of an article: that of most of it, where this tells it, or else what the file says."""
    most = max(sorted(letters), key=lambda language: letters[language])
    if not told or (found and length >= ENOUGH_CHARACTERS and told not in letters):
        return most
    return most if letters[told] < letters[most] and length >= ENOUGH_CHARACTERS else told


def _contradicted(told: str, language: str) -> Iterator[str]:
    if told and told != language:
        yield f"the file says that its language is {name_of(told)}, but its text is in {name_of(language)}, and was read as that"


def _unborne(told: str, found: str, language: str) -> Iterator[str]:
    """Say that a text is in the language that its file says, though its words look like another's."""
    if found and told == language != found:
        yield (
            f"the file says that its language is {name_of(told)}, but its words look like {name_of(found)}: it is too short, or "
            "too mixed, to be sure, and was read as the file says"
        )


def _unlisted(language: str) -> Iterator[str]:
    if language and language not in LISTED:
        yield (
            f"the text is in {name_of(language)}, of which no word lists are known: its sentences may be cut wrongly, and its "
            "words are searched by English rules"
        )


def _mixed(letters: Counter[str]) -> Iterator[str]:
    """Say that a text is in several languages."""
    total = max(sum(letters.values()), 1)
    shares = [f"{name_of(language) or 'not told'} {count * 100 // total} %" for language, count in letters.most_common() if count]
    if len(shares) > 1 and letters.most_common(1)[0][1] < MAIN * total:
        yield f"the text is in several languages ({', '.join(shares)}): each paragraph was read by its own"


def _notes_elsewhere(article: Article) -> bool:
    return any(_other(note.text or "", article.language) for note in article.notes)


def _cut_anew(article: Article) -> Article:
    """Return an article with its sentences, and its notes', as their languages have them."""
    paragraphs = tuple(_paragraph(article, paragraph) for paragraph in article.paragraphs)
    return replace(article, paragraphs=paragraphs, notes=tuple(_note(article, note) for note in article.notes))


def _paragraph(article: Article, paragraph: Paragraph) -> Paragraph:
    span: Span = paragraph.span
    spans = sentence_spans(span.of(article.text), span.start, article.language_at(span.start) or ENGLISH)
    return replace(paragraph, sentences=spans)


def _note(article: Article, note: Note) -> Note:
    if not note.text:
        return note
    other = _other(note.text, article.language)
    spans = note_sentence_spans(note.text, other or article.language or ENGLISH)
    return replace(note, language=other, sentences=spans)
