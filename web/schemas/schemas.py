"""The JSON of the API, version 1: what comes in, what goes out."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SkipValidation

from index.collection import Collection
from index.notes import note_links
from index.records import Article, Note, Passage, Span
from qa.answering import DEFAULT_LIMIT, LONGEST_QUESTION, MOST_CITATIONS, quoted_stretches
from qa.records import Answer, Citation, CitedNote, NoAnswer, NoteQuote
from web.links import article_url, stretch_url
from web.problem_details import Problem

MOST_QUESTIONS = 100  # of one batch
DIGITS = 4  # of scores, cosines and probabilities


class AskRequest(BaseModel):
    """A question, how many citations are wanted at most, and the id of one article to ask or null for all.

    `section` is a path of the article's headings, outermost first: only what stands there and below it is asked.
    """

    model_config = ConfigDict(extra="forbid", strict=True)

    # What is out of range is refused by the answerer, in its own words; the document tells the ranges.
    question: str = Field(json_schema_extra={"minLength": 1, "maxLength": LONGEST_QUESTION})
    limit: int = Field(DEFAULT_LIMIT, json_schema_extra={"minimum": 1, "maximum": MOST_CITATIONS})
    article: str | None = None
    section: list[str] | None = None


class BatchQuestion(AskRequest):
    """A question of a batch; what is wrong with one is refused for itself, and the others are answered."""

    question: str
    limit: int = DEFAULT_LIMIT


class BatchRequest(BaseModel):
    """Questions to be answered at once, each as for one alone."""

    model_config = ConfigDict(extra="forbid", strict=True)

    # Each question is checked when its turn comes, lest one refuse them all: the document tells what they should be, and that
    # anything else is taken too.
    questions: list[SkipValidation[BatchQuestion | Any]] = Field(min_length=1, max_length=MOST_QUESTIONS)


class Scores(BaseModel):
    """The two scores that were fused: BM25, and the cosine of question and passage."""

    lexical: float
    semantic: float


class StretchJson(BaseModel):
    """A stretch of the article; offsets are characters of its reading text."""

    text: str
    start: int
    end: int


class QuoteJson(StretchJson):
    """The sentences that answer, word for word; `quoting` is what of them the article quotes from somebody else.

    `pages_printed` tells whether all `pages` are printed ones; else some are only counted in the file, and cannot be cited.
    """

    pages: list[str]
    pages_printed: bool
    quoting: list[StretchJson]


class PassageJson(BaseModel):
    """The passage around a quotation, and its sentences as pairs of offsets; all are characters of the article's reading text.

    `pages_printed` tells whether all `pages` are printed ones; else some are only counted in the file, and cannot be cited.
    """

    id: str
    article: str
    title: str
    section: list[str]
    paragraphs: list[int]
    pages: list[str]
    pages_printed: bool
    text: str
    start: int
    end: int
    sentences: list[tuple[int, int]]
    url: str


class NoteJson(BaseModel):
    """A note of the author's; `text` is null where the source does not carry it."""

    label: str
    anchor: int
    text: str | None


class CitedNoteJson(NoteJson):
    """A note and how it stands to the quotation."""

    role: Literal["in_quote", "covers_quote", "in_passage"]


class NoteQuoteJson(BaseModel):
    """What answers in a note's own text, word for word; offsets are characters of the note's text."""

    label: str
    anchor: int
    text: str
    start: int
    end: int


class CitationJson(BaseModel):
    """A quotation in its passage, with the notes; with a `note_quote`, it is the sentence behind which that note stands."""

    rank: int
    score: float
    scores: Scores
    confidence: float
    quote: QuoteJson
    passage: PassageJson
    notes: list[CitedNoteJson]
    note_quote: NoteQuoteJson | None


class ReadingJson(BaseModel):
    """A word of the question that was taken for misspelt, and the word of the text that it was read as."""

    typed: str
    read: str


class AskResponse(BaseModel):
    """What a question gets: citations, or a reason why there are none and the nearest passages."""

    question: str
    outcome: Literal["answer", "no_answer"]
    confidence: float
    reason: str | None
    citations: list[CitationJson]
    nearest: list[CitationJson]
    read_as: list[ReadingJson]
    took_ms: float


class BatchItem(BaseModel):
    """What one question of a batch gets: a result, or the problem that it alone would have got."""

    result: AskResponse | None
    problem: Problem | None


class BatchResponse(BaseModel):
    """What the questions of a batch get, in their order."""

    results: list[BatchItem]
    took_ms: float


class ArticleSummary(BaseModel):
    """An article in a list."""

    id: str
    title: str
    paragraphs: int
    pages: int
    notes: int
    url: str


class ArticleList(BaseModel):
    """All articles."""

    articles: list[ArticleSummary]


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
    """An article with its whole reading text; what could not be settled while reading it is under `doubts`."""

    id: str
    title: str
    text: str
    headings: list[HeadingJson]
    paragraphs: list[ParagraphJson]
    pages: list[PageJson]
    notes: list[NoteJson]
    doubts: list[str]
    source: SourceJson
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


def ask_response(collection: Collection, result: Answer | NoAnswer, took_ms: float) -> AskResponse:
    """Present what a question got."""
    read_as = [ReadingJson(typed=typed, read=read) for typed, read in collection.readings(result.question)]
    if isinstance(result, Answer):
        return AskResponse(
            question=result.question,
            outcome="answer",
            confidence=round(result.confidence, DIGITS),
            reason=None,
            citations=_citations(collection, result.citations),
            nearest=[],
            read_as=read_as,
            took_ms=round(took_ms, 1),
        )
    return AskResponse(
        question=result.question,
        outcome="no_answer",
        confidence=round(result.confidence, DIGITS),
        reason=result.reason,
        citations=[],
        nearest=_citations(collection, result.nearest),
        read_as=read_as,
        took_ms=round(took_ms, 1),
    )


def passage_json(collection: Collection, passage: Passage, mark: Span | None = None) -> PassageJson:
    """Present a passage; its address marks `mark`, or all of it."""
    article = collection.article(passage.article_id)
    return PassageJson(
        id=passage.id,
        article=passage.article_id,
        title=article.title,
        section=list(passage.section),
        paragraphs=list(passage.paragraphs),
        pages=list(passage.pages),
        pages_printed=pages_printed(
            article, Span(passage.note.anchor - 1, passage.note.anchor) if passage.note else passage.span
        ),
        text=passage.text,
        start=passage.span.start,
        end=passage.span.end,
        sentences=[(sentence.start, sentence.end) for sentence in passage.sentences],
        url=stretch_url(article, mark or passage.span),
    )


def article_list(collection: Collection) -> ArticleList:
    """Present all articles."""
    return ArticleList(articles=[_summary(article) for article in collection.articles])


def article_json(article: Article) -> ArticleJson:
    """Present an article."""
    return ArticleJson(
        id=article.id,
        title=article.title,
        text=article.text,
        headings=[
            HeadingJson(text=h.span.of(article.text), start=h.span.start, end=h.span.end, level=h.level) for h in article.headings
        ],
        paragraphs=[
            ParagraphJson(
                number=paragraph.number,
                start=paragraph.span.start,
                end=paragraph.span.end,
                section=list(paragraph.section),
                page=paragraph.page,
                sentences=[(sentence.start, sentence.end) for sentence in paragraph.sentences],
            )
            for paragraph in article.paragraphs
        ],
        pages=[PageJson(label=page.label, start=page.start, printed=page.printed) for page in article.pages],
        notes=[NoteJson(label=note.label, anchor=note.anchor, text=note.text) for note in article.notes],
        doubts=list(article.doubts),
        source=SourceJson(name=article.source.name, sha256=article.source.sha256),
        url=article_url(article.id),
    )


def note_json(article: Article, note: Note) -> NotePlaceJson:
    """Present a note with the sentence behind which it stands."""
    paragraph, sentence = article.paragraph_at(note.anchor), article.sentence_at(note.anchor)
    before = Span(note.anchor - 1, note.anchor)
    return NotePlaceJson(
        label=note.label,
        anchor=note.anchor,
        text=note.text,
        article=article.id,
        paragraph=paragraph.number if paragraph else None,
        page=next(iter(article.pages_of(before)), None),
        page_printed=pages_printed(article, before),
        sentence=_quote(article, sentence) if sentence else None,
        anchors=[other.anchor for other in article.notes if other.label == note.label],
        url=stretch_url(article, sentence) if sentence else article_url(article.id),
        repeats=_repeat(article, note),
    )


def _repeat(article: Article, note: Note) -> RepeatJson | None:
    """Present what a note repeats; None where it repeats nothing."""
    link = note_links(article.notes).get(article.notes.index(note))
    if link is None:
        return None
    chain = [NoteJson(label=other.label, anchor=other.anchor, text=other.text) for other in link.chain]
    return RepeatJson(kind=link.kind, chain=chain, unresolved=link.unresolved or None)


def cited_note_json(cited: CitedNote) -> CitedNoteJson:
    """Present a note with its role."""
    return CitedNoteJson(label=cited.note.label, anchor=cited.note.anchor, text=cited.note.text, role=cited.role.value)


def _citations(collection: Collection, citations: tuple[Citation, ...]) -> list[CitationJson]:
    return [_citation(collection, rank, citation) for rank, citation in enumerate(citations, start=1)]


def _citation(collection: Collection, rank: int, citation: Citation) -> CitationJson:
    return CitationJson(
        rank=rank,
        score=round(citation.score, DIGITS),
        scores=Scores(lexical=round(citation.lexical, DIGITS), semantic=round(citation.semantic, DIGITS)),
        confidence=round(citation.confidence, DIGITS),
        quote=_quote(collection.article(citation.passage.article_id), citation.quote),
        passage=passage_json(collection, citation.passage, citation.quote),
        notes=[cited_note_json(cited) for cited in citation.notes],
        note_quote=_note_quote(citation.note_quote) if citation.note_quote else None,
    )


def pages_printed(article: Article, span: Span) -> bool:
    """Whether `span` stands on pages all of which carry their printed number."""
    pages = article.pages_with(span)
    return bool(pages) and all(page.printed for page in pages)


def _note_quote(quoted: NoteQuote) -> NoteQuoteJson:
    note, span = quoted.note, quoted.span
    return NoteQuoteJson(label=note.label, anchor=note.anchor, text=quoted.text, start=span.start, end=span.end)


def _quote(article: Article, span: Span) -> QuoteJson:
    quoting = [
        StretchJson(text=part.of(article.text), start=part.start, end=part.end) for part in quoted_stretches(article, span)
    ]
    return QuoteJson(
        text=span.of(article.text),
        start=span.start,
        end=span.end,
        pages=list(article.pages_of(span)),
        pages_printed=pages_printed(article, span),
        quoting=quoting,
    )


def _summary(article: Article) -> ArticleSummary:
    return ArticleSummary(
        id=article.id,
        title=article.title,
        paragraphs=len(article.paragraphs),
        pages=len(article.pages),
        notes=len(article.notes),
        url=article_url(article.id),
    )
