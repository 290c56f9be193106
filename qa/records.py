"""The nouns of answering: what a question gets back, and what it should have got."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from index.records import Note, Passage, Span


class Role(Enum):
    """How a note stands to a quotation: the first is the author's, the second an inference by scholars' convention."""

    IN_QUOTE = "in_quote"
    """Its marker stands inside the quoted sentences or at their end."""
    COVERS_QUOTE = "covers_quote"
    """The quotation has no marker, and this one is the next in the same paragraph."""
    IN_PASSAGE = "in_passage"
    """It stands elsewhere in the passage."""


@dataclass(frozen=True, slots=True)
class CitedNote:
    """A note of the article, and its role for one quotation."""

    note: Note
    role: Role


@dataclass(frozen=True, slots=True)
class NoteQuote:
    """Sentences of a note's own text that answer; `span` counts in `note.text`."""

    note: Note
    span: Span

    @property
    def text(self) -> str:
        """The quoted words, exactly as the note has them."""
        return self.span.of(self.note.text or "")


@dataclass(frozen=True, slots=True)
class Copy:
    """Where what is quoted stands word for word in another article: `quote` is a span of it, `pages` and `notes` those there.

    Where a note's own text is what is quoted, `note_quote` is the same in a note there, and `quote` what that note stands behind.
    """

    article_id: str
    quote: Span
    pages: tuple[str, ...]
    notes: tuple[CitedNote, ...]
    note_quote: NoteQuote | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A passage with the sentences in it that answer.

    `quote` is a span of whole sentences inside the passage, `pages` where it stands, `quoting` what of it are somebody else's
    words, between quotation marks. `score` is the search's score in [0, 1], beside it `lexical` (BM25) and `semantic` (cosine);
    `confidence` the estimated probability that it answers. Where a note's own text answers, `note_quote` is what answers in it,
    and `quote` the sentence that the note stands behind. `copies` are the places in others of the articles asked that say the
    same word for word, and are not cited again.
    """

    passage: Passage
    quote: Span
    pages: tuple[str, ...]
    quoting: tuple[Span, ...]
    notes: tuple[CitedNote, ...]
    score: float
    lexical: float
    semantic: float
    confidence: float
    note_quote: NoteQuote | None = None
    copies: tuple[Copy, ...] = ()

    @property
    def quotation(self) -> str:
        """The quoted words, exactly as the reading text has them."""
        return self.passage.text[self.quote.start - self.passage.span.start : self.quote.end - self.passage.span.start]


@dataclass(frozen=True, slots=True)
class Turn:
    """A question that was asked before, and what was quoted for it: its words, or the id of the passage, or nothing."""

    question: str
    quoted: str = ""
    passage_id: str = ""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """How a question that goes on from others was read: `read` is what was searched for, `turn` the question before it."""

    read: str
    turn: Turn


@dataclass(frozen=True, slots=True)
class Answer:
    """The passages that answer, best first; never none. `confidence` is that of the first.

    `read_as` are the question's words that were taken for misspelt, as typed, each with the word that was searched for; and short
    and long forms of abbreviations, each with the other that counts as well. `follow_up` says with what it was read where it goes
    on from questions before it. `remark` is a sentence about what is quoted that a reader should know, empty where there is none.
    `not_asked` are the ids of articles that should have been searched and could not be.
    """

    question: str
    citations: tuple[Citation, ...]
    confidence: float
    read_as: tuple[tuple[str, str], ...] = ()
    follow_up: FollowUp | None = None
    remark: str = ""
    not_asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """The article does not answer: why that is thought, and the nearest passages, which are not an answer.

    `read_as`, `follow_up` and `not_asked` as for an `Answer`.
    """

    question: str
    reason: str
    nearest: tuple[Citation, ...]
    confidence: float
    read_as: tuple[tuple[str, str], ...] = ()
    follow_up: FollowUp | None = None
    not_asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IndexState:
    """What is known of the index that answers: its `version`, how many new ones were `taken_up` and how many `failed` to open.

    `made` tells when, in nanoseconds since 1970: a later index has what was changed before. `problem` is a sentence where
    something is wrong in its folder meanwhile; what is open goes on answering.
    """

    version: str
    taken_up: int = 0
    failed: int = 0
    problem: str | None = None
    made: int = 0


@dataclass(frozen=True, slots=True)
class Evidence:
    """A place in an article that answers a gold question, and the labels of the notes in or behind it.

    `article` names the article where it is not the question's own; `grade` is how relevant the place is, 1 where it simply is.
    """

    span: Span
    notes: tuple[str, ...]
    article: str | None = None
    grade: int = 1


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question whose answer is known; without evidence, the article does not answer it.

    `article` is None where the whole collection is asked. `split` is "dev" or "test" where the questions are halved; nothing
    is tuned on "test". `needs` says what of the evidence a full answer takes: "any" of it, "all", or a place for each of
    its note "labels".
    """

    id: str
    type: str
    question: str
    article: str | None
    evidence: tuple[Evidence, ...]
    split: str | None = None
    needs: str = "any"

    @property
    def answerable(self) -> bool:
        """Whether the article answers."""
        return bool(self.evidence)

    @property
    def parts(self) -> tuple[tuple[int, ...], ...]:
        """The parts of a full answer, each as the positions of the pieces of evidence of which one is enough for it."""
        positions = range(len(self.evidence))
        if self.needs == "all":
            return tuple((at,) for at in positions)
        if self.needs == "labels":
            labels = dict.fromkeys(label for evidence in self.evidence for label in evidence.notes)
            return tuple(tuple(at for at in positions if label in self.evidence[at].notes) for label in labels)
        return (tuple(positions),) if self.evidence else ()


@dataclass(frozen=True, slots=True)
class Score:
    """A measure's value over `count` questions, with a 95 % interval where there are enough of them for one."""

    name: str
    value: float
    count: int
    interval: tuple[float, float] | None = None
