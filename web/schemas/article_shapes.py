"""Articles, passages and notes as JSON."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel


class StretchJson(BaseModel):
    """A stretch of the article; offsets are characters of its reading text."""

    text: str
    start: int
    end: int


class RecognisedJson(BaseModel):
    """That words were recognised in a picture, so that they have to be checked against the page.

    `confidence`, 0 to 1, is the mean of what recognition tells; `words` has the offsets of each word and its confidence. Null
    stands where nobody tells, as of text that somebody else recognised.
    """

    confidence: float | None
    words: list[tuple[int, int, float | None]]


class QuoteJson(StretchJson):
    """The sentences that answer, word for word; `quoting` is what of them the article quotes from somebody else.

    `pages_printed` tells whether all `pages` are printed ones; else some are only counted in the file, and cannot be cited.
    `recognised` is null where the text is no recognised one. `lang` is the tag of its language, null where nothing tells it.
    """

    lang: str | None
    pages: list[str]
    pages_printed: bool
    quoting: list[StretchJson]
    recognised: RecognisedJson | None


class PassageJson(BaseModel):
    """The passage around a quotation, and its sentences as pairs of offsets; all are characters of the article's reading text.

    `pages_printed` tells whether all `pages` are printed ones; else some are only counted in the file, and cannot be cited.
    `lang` is the tag of its language, null where nothing tells it; `recognised` is null where the text is no recognised one, and
    counts in the note's text where the passage is a note's.
    """

    id: str
    article: str
    title: str
    lang: str | None
    section: list[str]
    paragraphs: list[int]
    pages: list[str]
    pages_printed: bool
    text: str
    start: int
    end: int
    sentences: list[tuple[int, int]]
    recognised: RecognisedJson | None
    url: str


class NoteJson(BaseModel):
    """A note of the author's; `text` is null where the source does not carry it, `recognised` where that is no recognised text.

    The offsets of `recognised` are characters of the note's text.
    """

    label: str
    anchor: int
    text: str | None
    recognised: RecognisedJson | None


class CitedNoteJson(NoteJson):
    """A note and how it stands to the quotation."""

    role: Literal["in_quote", "covers_quote", "in_passage"]


class PersonJson(BaseModel):
    """Who wrote or edited: a person, or an organisation, whose `given` is empty."""

    family: str
    given: str


class ArticleSummary(BaseModel):
    """An article in a list; what is not known of its publication is empty or null.

    `kind` is a type of the Citation Style Language, `container` the journal or book, `collection` the path of folders in
    which the file lies; `doubts` counts what could not be settled while reading, as the article tells it.
    """

    id: str
    title: str
    authors: list[PersonJson]
    editors: list[PersonJson]
    year: int | None
    kind: str
    container: str
    collection: str
    file: str
    paragraphs: int
    pages: int
    notes: int
    doubts: int
    url: str


class FacetJson(BaseModel):
    """A value that articles share, and how many do."""

    value: str
    articles: int


class FacetsJson(BaseModel):
    """By what the list can be narrowed: the values of the whole library; `years` are the first and the last."""

    authors: list[FacetJson]
    journals: list[FacetJson]
    collections: list[FacetJson]
    kinds: list[FacetJson]
    years: tuple[int, int] | None


class ArticleList(BaseModel):
    """Articles: those that are asked for, `found` in number, or of them those of the page that is asked for."""

    articles: list[ArticleSummary]
    found: int
    page: int
    page_count: int
    facets: FacetsJson


class PageJson(BaseModel):
    """A page of the source and the offset at which it begins.

    `printed` tells whether the label is the printed number; else the file's pages are counted, and it cannot be cited.
    """

    label: str
    start: int
    printed: bool


class HeadingJson(BaseModel):
    """A heading; level 1 is the outermost."""

    text: str
    start: int
    end: int
    level: int


class ParagraphJson(BaseModel):
    """A paragraph, where it stands, and its sentences as pairs of offsets; `page` is one of the article's `pages`."""

    number: int
    start: int
    end: int
    section: list[str]
    page: str | None
    sentences: list[tuple[int, int]]


class SourceJson(BaseModel):
    """The file that the article was read from."""

    name: str
    sha256: str


class ArticleJson(BaseModel):
    """An article with its whole reading text; what could not be settled while reading it is under `doubts`.

    `recognised` is null where none of the text was recognised in pictures. `lang` is the tag of the language of most of it, null
    where nothing tells it.
    """

    id: str
    title: str
    lang: str | None
    text: str
    headings: list[HeadingJson]
    paragraphs: list[ParagraphJson]
    pages: list[PageJson]
    notes: list[NoteJson]
    doubts: list[str]
    source: SourceJson
    recognised: RecognisedJson | None
    url: str


class RepeatJson(BaseModel):
    """That a note repeats another ("Ibid."): how it says so, and the notes from that one to the full reference.

    `unresolved` says why it is not sure, here or further on; it is null where all is.
    """

    kind: str
    chain: list[NoteJson]
    unresolved: str | None


class NotePlaceJson(NoteJson):
    """A note and the sentence that it stands behind; `anchors` are those of all the article's notes of this label.

    `page_printed` tells whether `page` is a printed one; else it is only counted in the file, or there is none.
    """

    article: str
    paragraph: int | None
    page: str | None
    page_printed: bool
    sentence: QuoteJson | None
    anchors: list[int]
    url: str
    repeats: RepeatJson | None
