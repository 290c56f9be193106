"""Presents articles, passages and notes as JSON."""

from __future__ import annotations

from collections.abc import Sequence

from index.catalogue import CatalogueEntry, Facet, Facets
from index.notes import note_links
from index.records import Article, Note, Passage, Person, Recognised, Span
from index.searching import Searchable
from qa.answering import quoted_stretches
from qa.records import CitedNote
from web.links import article_url, stretch_url
from web.schemas.article_shapes import (
    ArticleJson,
    ArticleList,
    ArticleSummary,
    CitedNoteJson,
    FacetJson,
    FacetsJson,
    HeadingJson,
    NoteJson,
    NotePlaceJson,
    PageJson,
    ParagraphJson,
    PassageJson,
    PersonJson,
    QuoteJson,
    RecognisedJson,
    RepeatJson,
    SourceJson,
    StretchJson,
)
from web.schemas.listings import Listing


def article_list(listed: Listing, facets: Facets) -> ArticleList:
    """Present a page of a list, and by what the whole library can be narrowed."""
    return ArticleList(
        articles=[_summary(entry) for entry in listed.entries],
        found=listed.found,
        page=listed.page,
        page_count=listed.page_count,
        facets=FacetsJson(
            authors=_facets(facets.authors),
            journals=_facets(facets.journals),
            collections=_facets(facets.collections),
            kinds=_facets(facets.kinds),
            years=facets.years,
        ),
    )


def _facets(facets: Sequence[Facet]) -> list[FacetJson]:
    return [FacetJson(value=facet.value, articles=facet.articles) for facet in facets]


def _summary(entry: CatalogueEntry) -> ArticleSummary:
    outline, known = entry.outline, entry.outline.publication
    return ArticleSummary(
        id=outline.id,
        title=outline.title,
        authors=_people(known.authors),
        editors=_people(known.editors),
        year=known.year,
        kind=known.kind,
        container=entry.container,
        collection=entry.collection,
        file=outline.file,
        paragraphs=outline.paragraphs,
        pages=outline.pages,
        notes=outline.notes,
        doubts=len(outline.doubts),
        url=article_url(outline.id),
    )


def _people(people: Sequence[Person]) -> list[PersonJson]:
    return [PersonJson(family=person.family, given=person.given) for person in people]


def article_json(article: Article) -> ArticleJson:
    """Present an article."""
    return ArticleJson(
        id=article.id,
        title=article.title,
        lang=article.language or None,
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
        notes=[_note(note) for note in article.notes],
        doubts=list(article.doubts),
        source=SourceJson(name=article.source.name, sha256=article.source.sha256),
        recognised=recognised_json(article.recognised_in(Span(0, len(article.text)))),
        url=article_url(article.id),
    )


def passage_json(collection: Searchable, passage: Passage, mark: Span | None = None) -> PassageJson:
    """Present a passage; its address marks `mark`, or all of it."""
    article = collection.article(passage.article_id)
    return PassageJson(
        id=passage.id,
        article=passage.article_id,
        title=article.title,
        lang=passage.language or None,
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
        recognised=recognised_json(passage.note.recognised_words if passage.note else article.recognised_in(passage.span)),
        url=stretch_url(article, mark or passage.span),
    )


def note_json(article: Article, note: Note) -> NotePlaceJson:
    """Present a note with the sentence behind which it stands."""
    paragraph, sentence = article.paragraph_at(note.anchor), article.sentence_at(note.anchor)
    before = Span(note.anchor - 1, note.anchor)
    return NotePlaceJson(
        label=note.label,
        anchor=note.anchor,
        text=note.text,
        recognised=recognised_json(note.recognised_words),
        article=article.id,
        paragraph=paragraph.number if paragraph else None,
        page=next(iter(article.pages_of(before)), None),
        page_printed=pages_printed(article, before),
        sentence=quote_json(article, sentence) if sentence else None,
        anchors=[other.anchor for other in article.notes if other.label == note.label],
        url=stretch_url(article, sentence) if sentence else article_url(article.id),
        repeats=_repeat(article, note),
    )


def _repeat(article: Article, note: Note) -> RepeatJson | None:
    """Present what a note repeats; None where it repeats nothing."""
    link = note_links(article.notes).get(article.notes.index(note))
    if link is None:
        return None
    chain = [_note(other) for other in link.chain]
    return RepeatJson(kind=link.kind, chain=chain, unresolved=link.unresolved or None)


def cited_note_json(cited: CitedNote) -> CitedNoteJson:
    """Present a note with its role."""
    return CitedNoteJson(**_note(cited.note).model_dump(), role=cited.role.value)


def _note(note: Note) -> NoteJson:
    return NoteJson(label=note.label, anchor=note.anchor, text=note.text, recognised=recognised_json(note.recognised_words))


def recognised_json(recognised: Recognised | None) -> RecognisedJson | None:
    """Present what was recognised in pictures, None of other text."""
    if recognised is None:
        return None
    return RecognisedJson(
        confidence=_share(recognised.confidence),
        words=[(word.span.start, word.span.end, _share(word.confidence)) for word in recognised.words],
    )


def _share(percent: float | None) -> float | None:
    return None if percent is None else round(percent / 100, 4)


def quote_json(article: Article, span: Span) -> QuoteJson:
    """Present a stretch of an article, and what of it the article quotes from somebody else."""
    quoting = [
        StretchJson(text=part.of(article.text), start=part.start, end=part.end) for part in quoted_stretches(article, span)
    ]
    return QuoteJson(
        lang=article.language_at(span.start) or None,
        text=span.of(article.text),
        start=span.start,
        end=span.end,
        pages=list(article.pages_of(span)),
        pages_printed=pages_printed(article, span),
        quoting=quoting,
        recognised=recognised_json(article.recognised_in(span)),
    )


def pages_printed(article: Article, span: Span) -> bool:
    """Whether `span` stands on pages all of which carry their printed number."""
    pages = article.pages_with(span)
    return bool(pages) and all(page.printed for page in pages)
