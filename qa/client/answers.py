"""What the JSON of a service tells of questions, quotations and articles, as the nouns that are used in one process."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from pydantic import ConfigDict, TypeAdapter

from index.records import (
    Article,
    Heading,
    Note,
    Page,
    Paragraph,
    Passage,
    Recognised,
    RecognisedWord,
    Region,
    Source,
    Span,
)
from qa.client.service import ServiceError, error_of
from qa.records import Answer, Citation, CitedNote, Copy, FollowUp, NoAnswer, NoteQuote, Role, Turn
from qa.verifying import Change, Difference, DifferenceKind, MeaningChange, Place, Reason, Verdict, VerdictKind

Told = TypeVar("Told")

# Annotations do not stop JSON that is not loccit's from becoming a record; this does.
_RECORDS: TypeAdapter[Any] = TypeAdapter(
    Answer | NoAnswer | Article | Verdict, config=ConfigDict(revalidate_instances="always", strict=True)
)


def result_of(found: Mapping[str, Any]) -> Answer | NoAnswer:
    """Return what the JSON of `POST /api/ask` tells.

    Raises:
        KeyError, TypeError, ValueError: it is not loccit's; so with the two below.
    """
    answered, question, confidence = found["outcome"] == "answer", found["question"], found["confidence"]
    not_asked = tuple(found.get("partial", ()))
    read_as = tuple((reading["typed"], reading["read"]) for reading in found.get("read_as", ()))
    followed = found.get("follow_up")
    follow_up = FollowUp(followed["read_as"], Turn(followed["after"])) if followed else None
    if answered:
        remark, citations = found.get("remark") or "", tuple(map(_citation, found["citations"]))
        return _checked(Answer(question, citations, confidence, read_as, follow_up, remark, not_asked))
    nearest = tuple(map(_citation, found["nearest"]))
    return _checked(NoAnswer(question, found["reason"], nearest, confidence, read_as, follow_up, not_asked))


def results_of(found: Mapping[str, Any]) -> list[Answer | NoAnswer | ServiceError]:
    """Return what the JSON of `POST /api/ask/batch` tells."""
    items = found["results"]
    return [result_of(item["result"]) if item["problem"] is None else error_of(item["problem"]) for item in items]


def verdict_of(found: Mapping[str, Any]) -> Verdict:
    """Return what the JSON of `POST /api/verify` tells."""
    verdict = Verdict(
        kind=VerdictKind(found["kind"]),
        quotation=found["quotation"],
        places=tuple(map(_place, found["places"])),
        differences=tuple(
            Difference(DifferenceKind(each["kind"]), each["quoted"], each["original"], _span(each), each["count"])
            for each in found["differences"]
        ),
        occurrences=found["occurrences"],
        alters_meaning=tuple(
            MeaningChange(Reason(each["reason"]), Change(each["change"]), each["quoted"], each["original"], _span(each))
            for each in found["alters_meaning"]
        ),
    )
    return _checked(verdict)


def article_of(found: Mapping[str, Any]) -> Article:
    """Return what the JSON of `GET /api/articles/{id}` tells."""
    article = Article(
        id=found["id"],
        title=found["title"],
        text=found["text"],
        headings=tuple(Heading(_span(heading), heading["level"]) for heading in found["headings"]),
        paragraphs=tuple(map(_paragraph, found["paragraphs"])),
        pages=tuple(Page(page["label"], page["start"], page.get("printed", True)) for page in found["pages"]),
        notes=tuple(map(_note, found["notes"])),
        doubts=tuple(found["doubts"]),
        source=Source(found["source"]["name"], found["source"]["sha256"], 0, (), tuple(_regions(found.get("recognised")))),
        language=found.get("lang") or "",
    )
    return _checked(article)


def _checked(record: Told) -> Told:
    """Return the record, in which every value has the type that it is declared to have."""
    checked: Told = _RECORDS.validate_python(record)
    return checked


def _citation(found: Mapping[str, Any]) -> Citation:
    notes = tuple(CitedNote(_note(note), Role(note["role"])) for note in found["notes"])
    quoted = found["note_quote"]
    return Citation(
        passage=_passage(found["passage"], tuple(cited.note for cited in notes)),
        quote=_span(found["quote"]),
        pages=tuple(found["quote"]["pages"]),
        quoting=tuple(map(_span, found["quote"]["quoting"])),
        notes=notes,
        score=found["score"],
        lexical=found["scores"]["lexical"],
        semantic=found["scores"]["semantic"],
        confidence=found["confidence"],
        note_quote=_note_quote(quoted, notes) if quoted else None,
        copies=tuple(map(_copy, found["copies"])),
    )


def _copy(found: Mapping[str, Any]) -> Copy:
    notes, quoted = tuple(CitedNote(_note(note), Role(note["role"])) for note in found["notes"]), found["note_quote"]
    note_quote = _note_quote(quoted, notes) if quoted else None
    return Copy(found["article"], _span(found["quote"]), tuple(found["quote"]["pages"]), notes, note_quote)


def _place(found: Mapping[str, Any]) -> Place:
    return Place(
        article_id=found["article"],
        span=_span(found),
        quoted=found["quoted"],
        section=tuple(found["section"]),
        paragraphs=tuple(found["paragraphs"]),
        pages=tuple(found["pages"]),
        notes=tuple(CitedNote(_note(note), Role(note["role"])) for note in found["notes"]),
        recognised=_recognised(found.get("recognised")),
    )


def _recognised(found: Mapping[str, Any] | None) -> Recognised | None:
    """Return what was recognised in pictures; None of other text, and from a service that knows nothing of it."""
    if not found:
        return None
    return Recognised(tuple(RecognisedWord(Span(start, end), _percent(share)) for start, end, share in found["words"]))


def _percent(share: float | None) -> int | None:
    return None if share is None else round(100 * share)


def _regions(found: Mapping[str, Any] | None) -> Iterator[Region]:
    """Yield a region for each word that was recognised, and one for what follows it."""
    for word in recognised.words if (recognised := _recognised(found)) else ():
        yield Region(word.span.start, recognised=() if word.confidence is None else (word.confidence,))
        yield Region(word.span.end)


def _passage(found: Mapping[str, Any], notes: tuple[Note, ...]) -> Passage:
    span = _span(found)
    return Passage(
        id=found["id"],
        article_id=found["article"],
        span=span,
        section=tuple(found["section"]),
        paragraphs=tuple(found["paragraphs"]),
        pages=tuple(found["pages"]),
        notes=tuple(note for note in notes if span.holds_anchor(note.anchor)),
        sentences=_sentences(found),
        text=found["text"],
        language=found["lang"] or "",
    )


def _paragraph(found: Mapping[str, Any]) -> Paragraph:
    return Paragraph(found["number"], _span(found), tuple(found["section"]), found["page"], _sentences(found))


def _sentences(found: Mapping[str, Any]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in found["sentences"])


def _note_quote(found: Mapping[str, Any], notes: tuple[CitedNote, ...]) -> NoteQuote:
    """Return what is quoted of a note's own text; the whole text stands with the notes of the citation."""
    (note,) = (cited.note for cited in notes if (cited.note.label, cited.note.anchor) == (found["label"], found["anchor"]))
    return NoteQuote(note, _span(found))


def _note(found: Mapping[str, Any]) -> Note:
    recognised = _recognised(found.get("recognised"))
    told = [word.confidence for word in recognised.words if word.confidence is not None] if recognised else None
    return Note(found["label"], found["anchor"], found["text"], recognised=None if told is None else tuple(told))


def _span(found: Mapping[str, Any]) -> Span:
    return Span(found["start"], found["end"])
