"""The nouns of the index: what an article is made of, and what a search returns.

All offsets are characters. Those of a `Span` count in `Article.text`, the reading text, unless it is said that they count
in the file as received. Pages, sections and notes hang on the reading text; `Source` leads back to the file.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

REMARK = "recognised text; check the page"  # beside what was recognised in a picture, wherever it is quoted
BLANK_LINE = "\n\n"  # what sets title, headings and paragraphs apart in a reading text
ArticleIds = str | Sequence[str] | None  # those of one article, of several, or of all
WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of characters: `text[start:end]`."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """The number of characters."""
        return self.end - self.start

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def holds_anchor(self, anchor: int) -> bool:
        """Whether a note anchored there stands inside, or at the end: the marker follows its character."""
        return self.start < anchor <= self.end

    def without(self, cuts: Iterable[Span]) -> Iterator[Span]:
        """Yield what `cuts`, in order, leave of the stretch; a piece between two that touch is empty."""
        start = self.start
        for cut in cuts:
            yield Span(start, max(cut.start, start))
            start = max(cut.end, start)
        yield Span(start, self.end)

    def of(self, text: str) -> str:
        """Return the characters themselves."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that stand in the reading text exactly as in the file: `length` of them from either offset.

    `source_byte` is where the first of them stands in a file of UTF-8 text, counted in bytes; None in any other.
    """

    start: int
    source_start: int
    length: int
    source_byte: int | None = None


@dataclass(frozen=True, slots=True)
class Region:
    """A place in the file as received, in which the reading text stands from `start` on, up to the next region's.

    `path` is the element in a structured file; `page`, counted from 1, and `box` (x0, y0, x1, y1, in points from the page's lower
    left corner) the place of a line of print in a PDF. Where its text was recognised in a picture, `recognised` tells how sure
    that is, in percent, for each of its words, parted by white space; it is empty where nobody tells, and None in other text.
    """

    start: int
    path: str = ""
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    recognised: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """The file as received, and the way back to it.

    `name` is the file's name, `sha256` the digest of its bytes, `length` its characters once decoded. `runs` are in order
    in both texts. What lies between two runs is, in the reading text, the space or blank line that joins lines and
    paragraphs, and in the file a line break, a page mark, surplus space or a note marker.

    Of a structured file (Word, HTML and the like), the characters are those that its reader extracted: the text of its blocks
    in their order, set apart by blank lines, each note's label in brackets where it stood. Of a PDF they are its lines of print
    in reading order, each page ended by a form feed. `regions`, in the order of the reading
    text, then tell the element that each block came from, or where each line stands.
    """

    name: str
    sha256: str
    length: int
    runs: tuple[Run, ...]
    regions: tuple[Region, ...] = ()

    def locate(self, span: Span) -> Span:
        """Return where `span` of the reading text stands in the file, as offsets of its decoded characters.

        >>> source = Source("a.txt", "", 9, (Run(0, 1, 4), Run(5, 6, 3)))
        >>> source.locate(Span(2, 6))
        Span(start=3, end=7)
        """
        return Span(self._offset(span.start), self._offset(span.end - 1) + 1)

    def locate_bytes(self, span: Span, text: str) -> Span | None:
        """Return where `span` of the reading text, `text`, stands in the bytes of the file; None where that is not UTF-8 text."""
        start, last = self._byte(span.start, text), self._byte(span.end - 1, text)
        return None if start is None or last is None else Span(start, last + len(text[span.end - 1].encode()))

    def regions_of(self, span: Span) -> tuple[Region, ...]:
        """Return the regions of the file in which `span` of the reading text stands; none where the file is plain text."""
        first = max(bisect_right(self.regions, span.start, key=lambda region: region.start) - 1, 0)
        return self.regions[first : bisect_left(self.regions, span.end, key=lambda region: region.start)]

    def is_recognised(self, span: Span) -> bool:
        """Whether `span` of the reading text, or a part of it, was recognised in a picture."""
        return any(region.recognised is not None for region in self.regions_of(span))

    def offset_after(self, source_offset: int) -> int:
        """Return the offset in the reading text behind the last of its characters that stands before `source_offset`."""
        at = bisect_left(self.runs, source_offset, key=lambda run: run.source_start) - 1
        if at < 0:
            return 0
        run = self.runs[at]
        return run.start + min(source_offset - run.source_start, run.length)

    def _byte(self, offset: int, text: str) -> int | None:
        run = self._run(offset)
        return None if run.source_byte is None else run.source_byte + len(text[run.start : offset].encode())

    def _run(self, offset: int) -> Run:
        return self.runs[max(bisect_right(self.runs, offset, key=lambda run: run.start) - 1, 0)]

    def _offset(self, offset: int) -> int:
        run = self._run(offset)
        return run.source_start + min(offset - run.start, run.length)


@dataclass(frozen=True, slots=True)
class RecognisedWord:
    """A word of the reading text that was recognised in a picture; `confidence` in percent, None where nobody tells."""

    span: Span
    confidence: int | None

    def joined(self, following: RecognisedWord) -> RecognisedWord:
        """Return the word of which the two are parts; it is as sure as the worse of them."""
        told = [one for one in (self.confidence, following.confidence) if one is not None]
        return RecognisedWord(Span(self.span.start, following.span.end), min(told, default=None))


def _recognised_words(text: str, span: Span, confidences: tuple[int, ...] | None) -> Iterator[RecognisedWord]:
    """Yield the words in `span` of a text with their confidences; none where these are None."""
    if confidences is not None:
        for word, confidence in zip_longest(WORD.finditer(text, span.start, span.end), confidences):
            if word is not None:
                yield RecognisedWord(Span(word.start(), word.end()), confidence)


@dataclass(frozen=True, slots=True)
class Recognised:
    """The words of a stretch that were recognised in pictures; never none."""

    words: tuple[RecognisedWord, ...]

    @property
    def confidence(self) -> float | None:
        """The mean confidence in percent, None where nobody tells any."""
        told = [word.confidence for word in self.words if word.confidence is not None]
        return sum(told) / len(told) if told else None


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or endnote, as the author numbered it.

    `label` is as printed ("5", "*"). `anchor` is the offset in the reading text at which the marker stood, just after the
    character that it follows. `text` holds the note's own words, None where the source does not carry them; `sentences`
    are spans of that text. `language` is the tag of its language where that is not its article's; `recognised` tells of its words
    what `Region.recognised` does.
    """

    label: str
    anchor: int
    text: str | None = None
    sentences: tuple[Span, ...] = ()
    language: str = ""
    recognised: tuple[int, ...] | None = None

    @property
    def recognised_words(self) -> Recognised | None:
        """The words of its text that were recognised in a picture, by their spans of it; None of other text."""
        words = tuple(_recognised_words(self.text or "", Span(0, len(self.text or "")), self.recognised))
        return Recognised(words) if words else None


@dataclass(frozen=True, slots=True)
class ForeignStretch:
    """A stretch of an article that is in another language than the rest; `language` is its tag, such as "fr"."""

    span: Span
    language: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the article; `level` is 1 for the outermost."""

    span: Span
    level: int


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the source: its label, and where its first character stands in the reading text.

    `printed` tells whether the label is the printed number, read or counted on from one that was read; else the file's pages
    are counted from 1, which is no page to be cited.
    """

    label: str
    start: int
    printed: bool = True


@dataclass(frozen=True, slots=True)
class Person:
    """Who wrote or edited: a person, or an organisation, or somebody with one name, `given` then being empty."""

    family: str
    given: str = ""


@dataclass(frozen=True, slots=True)
class Publication:
    """What is known of where an article was published; what is not known is empty, and nothing is made up.

    `kind` is a type of the Citation Style Language, such as "article-journal" or "chapter"; `container` the journal or the
    book in which it stands. A title may carry italics between `<i>` and `</i>`, as in CSL-JSON.
    """

    kind: str = ""
    authors: tuple[Person, ...] = ()
    editors: tuple[Person, ...] = ()
    title: str = ""
    short_title: str = ""
    container: str = ""
    publisher: str = ""
    place: str = ""
    year: int | None = None
    volume: str = ""
    issue: str = ""
    pages: str = ""
    doi: str = ""
    url: str = ""
    language: str = ""

    @property
    def is_known(self) -> bool:
        """Whether anything is."""
        return self != Publication()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: `number` from 1, `section` the path of headings with the outermost first, `page` where it begins."""

    number: int
    span: Span
    section: tuple[str, ...]
    page: str | None
    sentences: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """An article as it is read and cited.

    `text` is the reading text: note markers taken out, the lines of a paragraph joined by one space, title, headings and
    paragraphs set apart by a blank line. `doubts` are sentences about what could not be settled while reading; nothing in
    them was guessed. Headings, paragraphs, pages and notes stand in the order of the text.
    `publication` is what a sidecar, or else the file itself, tells of where it was published; a sidecar's title is `title`, too.
    `language` is the tag of the language of most of the text, such as "de", empty where nothing tells it; `foreign` are the
    paragraphs in others, in order.
    """

    id: str
    title: str
    text: str
    headings: tuple[Heading, ...]
    paragraphs: tuple[Paragraph, ...]
    pages: tuple[Page, ...]
    notes: tuple[Note, ...]
    doubts: tuple[str, ...]
    source: Source
    publication: Publication = Publication()
    language: str = ""
    foreign: tuple[ForeignStretch, ...] = ()

    @property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences of all paragraphs, in order."""
        return tuple(sentence for paragraph in self.paragraphs for sentence in paragraph.sentences)

    @property
    def own_title(self) -> Span | None:
        """The title as the text has it, which `title` need not be; None where the text begins without one."""
        first = min(span.start for span in (*(heading.span for heading in self.headings[:1]), self.paragraphs[0].span))
        return Span(0, first - len(BLANK_LINE)) if first else None

    @property
    def titles(self) -> tuple[Span, ...]:
        """The title, where the text has it, and the headings."""
        headings = tuple(heading.span for heading in self.headings)
        return (self.own_title, *headings) if self.own_title else headings

    def pages_with(self, span: Span) -> tuple[Page, ...]:
        """Return the pages on which `span` stands, in order; none where the source has no pages."""
        first = max(bisect_right(self.pages, span.start, key=lambda page: page.start) - 1, 0)
        return self.pages[first : bisect_left(self.pages, span.end, key=lambda page: page.start)]

    def pages_of(self, span: Span) -> tuple[str, ...]:
        """Return the labels of the pages on which `span` stands, in order; empty where the source has no pages."""
        return tuple(page.label for page in self.pages_with(span))

    def notes_in(self, span: Span) -> tuple[Note, ...]:
        """Return the notes whose markers stand in `span` or at its end."""
        first = bisect_right(self.notes, span.start, key=lambda note: note.anchor)
        return self.notes[first : bisect_right(self.notes, span.end, key=lambda note: note.anchor)]

    def recognised_in(self, span: Span) -> Recognised | None:
        """Return the words of `span` that were recognised in pictures; None where it is other text."""
        regions = self.source.regions_of(span)
        if not self.source.is_recognised(span):
            return None
        ends = (*(region.start for region in regions[1:]), self._end_of(regions[-1]))
        parts = (
            _recognised_words(self.text, Span(region.start, end), region.recognised)
            for region, end in zip(regions, ends, strict=True)
        )
        words: list[RecognisedWord] = []
        for word in (word for part in parts for word in part if word.span.overlaps(span)):
            if words and words[-1].span.end == word.span.start:  # a line's end had broken it
                words.append(words.pop().joined(word))
            else:
                words.append(word)
        return Recognised(tuple(words)) if words else None

    def _end_of(self, region: Region) -> int:
        """Return where the text of a region ends."""
        regions = self.source.regions
        at = bisect_right(regions, region.start, key=lambda other: other.start)
        return regions[at].start if at < len(regions) else len(self.text)

    def paragraphs_of(self, span: Span) -> tuple[Paragraph, ...]:
        """Return the paragraphs that share a character with `span`."""
        first = bisect_right(self.paragraphs, span.start, key=lambda paragraph: paragraph.span.end)
        return self.paragraphs[first : bisect_left(self.paragraphs, span.end, key=lambda paragraph: paragraph.span.start)]

    def language_at(self, offset: int) -> str:
        """Return the tag of the language in which the text is at an offset; empty where nothing tells it."""
        at = bisect_right(self.foreign, offset, key=lambda stretch: stretch.span.start) - 1
        inside = at >= 0 and offset < self.foreign[at].span.end
        return self.foreign[at].language if inside else self.language

    @property
    def languages(self) -> tuple[str, ...]:
        """The tags of all languages in it, its own first."""
        others = (*(stretch.language for stretch in self.foreign), *(note.language for note in self.notes if note.language))
        return tuple(dict.fromkeys((self.language, *others)))

    def note(self, label: str) -> Note | None:
        """Return the note of that label, None where there is none."""
        return next((note for note in self.notes if note.label == label), None)

    def paragraph_at(self, anchor: int) -> Paragraph | None:
        """Return the paragraph in which a note's anchor stands, None where it stands in the title or a heading."""
        return next((paragraph for paragraph in self.paragraphs if paragraph.span.holds_anchor(anchor)), None)

    def sentence_at(self, anchor: int) -> Span | None:
        """Return the sentence in which a note's anchor stands, None where it stands in the title or a heading."""
        paragraph = self.paragraph_at(anchor)
        sentences = paragraph.sentences if paragraph else ()
        return next((sentence for sentence in sentences if sentence.holds_anchor(anchor)), None)

    def stretch_at(self, anchor: int) -> Span:
        """Return the sentence in which a note's anchor stands, or the whole title or heading."""
        sentence = self.sentence_at(anchor)
        if sentence is not None:
            return sentence
        end = self.text.find(BLANK_LINE, anchor)
        before = self.text.rfind(BLANK_LINE, 0, anchor)
        return Span(before + len(BLANK_LINE) if before >= 0 else 0, end if end >= 0 else len(self.text))


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is searched: whole sentences of one section, `text == article.text[span.start:span.end]`.

    With a `note`, it is of that note's own text, in which its spans count: `text == note.text[span.start:span.end]`. Section,
    paragraphs and pages are then those of the place where the note stands. `language` is the tag of the language in which it
    begins, empty where nothing tells it.
    """

    id: str
    article_id: str
    span: Span
    section: tuple[str, ...]
    paragraphs: tuple[int, ...]
    pages: tuple[str, ...]
    notes: tuple[Note, ...]
    sentences: tuple[Span, ...]
    text: str
    note: Note | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class SentenceMatch:
    """How well a sentence meets a question: `coverage` of its terms by rarity, 0 to 1, and `cosine` of the vectors.

    `with_next` is the coverage of it and the next sentence of the passage together; of the last, its own. `max_sim` is how near
    the sentence comes to the question token by token (`index.late_interaction`), and `max_sim_with_next` how near it and the next
    come together; both are None where that was not compared.
    """

    span: Span
    coverage: float
    cosine: float
    with_next: float
    max_sim: float | None = None
    max_sim_with_next: float | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found: rank 1 is best, a higher score is better.

    `score` is in [0, 1]; `lexical` the BM25 score, 0 where no word is shared; `semantic` the cosine; `coverage` the share of
    the question's terms, weighted by rarity, that the passage has; `sentences` how well each of its sentences does.
    """

    passage: Passage
    rank: int
    score: float
    lexical: float
    semantic: float
    coverage: float
    sentences: tuple[SentenceMatch, ...]
