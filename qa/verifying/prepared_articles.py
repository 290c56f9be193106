"""An article prepared for verification: in canonical form, with its words numbered and its runs of words sorted."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator
from functools import cached_property

import numpy as np

from index.languages import ENGLISH, LISTED, negations, number_words, stop_words
from index.records import Article, Span
from index.text import STOP_WORDS, common_words
from qa.note_roles import covering_notes
from qa.records import CitedNote, Role
from qa.verifying.canonical_text import HYPHENS, WORD, CanonicalText, Numbers, canonical, has_digit
from qa.verifying.shingles import Shingles, Vocabulary
from qa.verifying.verdicts import Place

FEWEST_WORDS = 4  # of a piece that, with others, makes a stitched quotation
GRAMS = {4: 2000, 2: 1000, 1: 300}  # words of a shingle, and how often one may occur that is still looked at
NOTE_CONTEXT = 8  # characters before a note's marker that must agree for a number in the quotation to be that marker
MOST_BEFORE = 3  # sentences more that are looked through for the name for which a pronoun stands
HE = re.compile(r"\b(?:he|him|his|she|her|they|them|their|it|its)\b", re.IGNORECASE)
# In German nouns have capitals as names have; what stands behind one of these is a noun.
GERMAN_NOUN = re.compile(
    r"\b(?:[Dd](?:er|ie|as|em|en|es)|(?:[Kk]|[Mm]|[Dd]|[Ss])?[Ee]in(?:e[mnrs]?)?|[Dd]iese[mnrs]?|[Jj]ede[mnrs]?|[Ii]hre?[mnrs]?|[Uu]nsere?[mnrs]?"
    r"|[IiAa]m|[ZzVv]om|[Zz]u[mr]|[Bb]eim|[Ii]ns) (?P<noun>[A-ZÄÖÜ][^\W\d_]+)"
)
GERMAN_ENDING = re.compile(r"\b[A-ZÄÖÜ][^\W\d_]+(?:ung|heit|keit|schaft|tum|ion|tät|nis|ismus)(?:en|s)?\b")
# An ellipsis, brackets with the word into which they are set, "[sic]", "reduc[ing]", or a remark on emphasis.
BRACKET_OR_ELLIPSIS = re.compile(r"…|\[[^\[\]…]*\]|\((?:my |our )?(?:emphasis|italics)[^()…]{0,40}\)", re.IGNORECASE)
# Two words that may be one, parted by a line's end: inter- vention, inter vention.
TWO_WORDS = re.compile(r"(?<![^\W_])(?P<one>[^\W\d_]{2,})(?P<gap>[ -])(?=(?P<other>[^\W\d_]{2,}))")
UNPARTED = re.compile(r"(?:[^\W\d_⁰¹²³⁴⁵⁶⁷⁸⁹]|[ -])+")
PARTING = {ord(" "): None, ord("-"): None}
LINE_END = re.compile(rf"[{HYPHENS}]\s+")
NUMBERS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion dozen half third quarter "
    "first second fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
    "seventeenth eighteenth nineteenth twentieth thirtieth hundredth thousandth thirds quarters hundreds thousands millions "
    "billions dozens tens zero nought once twice thrice".split()
)
NEGATIONS = frozenset("not no never none nor neither without cannot nobody nothing nowhere hardly scarcely barely".split())


class PreparedArticle:
    """An article in canonical form, with its words numbered: `exact` as they are, `folded` without case and diacritics."""

    def __init__(self, article: Article, joined: CanonicalText | None = None, numbering: Vocabulary | None = None) -> None:
        self.article = article
        self.canonical = joined or canonical(article.text)
        self.is_joined = joined is not None
        self.breaks = [found.start() for found in re.finditer("\n\n", article.text)]
        self.numbering = numbering or Vocabulary()
        words = WORD.findall(self.canonical.text)
        self.word_starts, self.word_ends = _places(words, WORD.split(self.canonical.text))
        self.exact: Numbers = self.numbering.numbers(words)
        self._sentence_starts = frozenset(sentence.start for sentence in article.sentences)

    @cached_property
    def joined(self) -> PreparedArticle:
        """The article with the words in one that the end of a line has parted for good, as in text out of a PDF."""
        cuts = list(parted_words(self.canonical, self.vocabulary))
        return PreparedArticle(self.article, self.canonical.without(cuts), numbering=self.numbering) if cuts else self

    @cached_property
    def folded(self) -> Numbers:
        """The words' numbers without case and diacritics, (words,)."""
        return self.numbering.without_case(self.exact)

    @cached_property
    def exact_shingles(self) -> Shingles:
        """Where each four words stand, as they are."""
        return Shingles.of(self.exact, FEWEST_WORDS)

    @cached_property
    def shingles(self) -> dict[int, Shingles]:
        """Where words, pairs and fours of them stand, without case and diacritics."""
        return {words: Shingles.of(self.folded, words) for words in GRAMS}

    @cached_property
    def sentence_starts(self) -> list[int]:
        """Where in `Article.text` the sentences begin, in order."""
        return sorted(self._sentence_starts)

    def sentence(self, at: int) -> int:
        """Return the number of the sentence in which a character of `Article.text` stands; before the first, -1."""
        return bisect_right(self.sentence_starts, at) - 1

    def around(self, span: Span) -> Span:
        """Return the sentences with a stretch of `Article.text`, and the one before it; if that says he, a few more."""
        first, last = max(self.sentence(span.start) - 1, 0), self.sentence(span.end) + 1
        furthest = max(first - MOST_BEFORE, 0)
        while first > furthest and self._says_he(first):
            first -= 1
        start = self.sentence_starts[first] if self.sentence_starts else 0
        return Span(
            min(start, span.start), self.sentence_starts[last] if last < len(self.sentence_starts) else len(self.article.text)
        )

    @cached_property
    def note_contexts(self) -> dict[str, list[tuple[str, int]]]:
        """What stands before the markers of each label, in canonical form, and where they stand."""
        contexts: dict[str, list[tuple[str, int]]] = {}
        for note in self.article.notes:
            at = bisect_left(self.canonical.starts, note.anchor)
            contexts.setdefault(note.label, []).append((self.canonical.text[max(at - NOTE_CONTEXT, 0) : at], note.anchor))
        return contexts

    @cached_property
    def brackets(self) -> frozenset[str]:
        """What the author set in brackets, with these, in canonical form."""
        return frozenset(found[0] for found in BRACKET_OR_ELLIPSIS.finditer(self.canonical.text))

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The article's words in canonical form."""
        return self.numbering.words(self.exact)

    @cached_property
    def _letters(self) -> str:
        """The canonical text in lower case, without spaces and hyphens, wherever a line's end may have put them."""
        return self.canonical.text.casefold().translate(PARTING)

    def has_letters_of(self, asked: CanonicalText) -> bool:
        """Whether all that stands between a quotation's signs and numbers is here, but for spaces, hyphens and case."""
        stretches = UNPARTED.findall(BRACKET_OR_ELLIPSIS.sub("…", asked.text.casefold()))
        return all(stretch.translate(PARTING) in self._letters for stretch in stretches)

    def occurrences(self, text: str, within: Span) -> Iterator[int]:
        """Yield where a canonical text stands, whole words only."""
        at = self.canonical.text.find(text, within.start, within.end)
        while at >= 0:
            whole = not (self.cuts_before(at) or self.cuts_behind(at + len(text)))
            if whole:
                yield at
            at = self.canonical.text.find(text, at + (len(text) if whole else 1), within.end)

    def cuts_before(self, at: int) -> bool:
        """Whether what begins there has lost the beginning of a word: Allied of Inter-Allied, 400 of 72,400."""
        return self._inside(at) or self._joined(at - 1)

    def cuts_behind(self, at: int) -> bool:
        """Whether what ends there has lost the end of a word: Japan of Japan’s, all of all-out."""
        return self._inside(at) or self._joined(at)

    def _inside(self, at: int) -> bool:
        word = bisect_right(self.word_starts, at) - 1
        return word >= 0 and self.word_starts[word] < at < self.word_ends[word]

    def _joined(self, at: int) -> bool:
        """Whether a hyphen stands there between letters; between numbers it stands for a dash."""
        around = self.canonical.text[max(at - 1, 0) : at + 2]
        if at < 1 or len(around) < 3 or around[1] != "-" or self.canonical.quoted(at, at + 1) not in HYPHENS:
            return False
        return around[0].isalnum() and around[2].isalnum() and not (around[0].isdigit() and around[2].isdigit())

    def block(self, at: int) -> int:
        """Return the number of the paragraph, or heading, in which a canonical character stands."""
        return bisect_right(self.breaks, self.canonical.starts[min(at, len(self.canonical.starts) - 1)])

    def block_span(self, at: int) -> Span:
        """Return that paragraph's canonical characters."""
        number = self.block(at)
        start = bisect_left(self.canonical.starts, self.breaks[number - 1]) if number else 0
        end = bisect_left(self.canonical.starts, self.breaks[number]) if number < len(self.breaks) else len(self.canonical.text)
        return Span(start, end)

    def words(self, first: int, behind: int) -> Span:
        """Return where words stand in the canonical text; of none, the place between."""
        if first < behind:
            return Span(self.word_starts[first], self.word_ends[behind - 1])
        at = self.word_ends[first - 1] if first else 0
        return Span(at, at)

    def original(self, span: Span) -> tuple[str, Span]:
        """Return the article's characters behind canonical ones, and where they stand."""
        if span.length <= 0:
            at = self.canonical.starts[span.start] if span.start < len(self.canonical.starts) else len(self.article.text)
            return "", Span(at, at)
        found = self.canonical.span(span.start, span.end)
        return found.of(self.article.text), found

    def at(self, offset: int) -> int:
        """Return where in the canonical text a character of `Article.text` stands."""
        return bisect_right(self.canonical.starts, offset) - 1

    @cached_property
    def capitals(self) -> frozenset[str]:
        """The words that have a capital where no sentence begins."""
        starts = zip(self.word_starts, self.word_ends, strict=True)
        inside = (self.canonical.text[a:b] for a, b in starts if self.canonical.starts[a] not in self._sentence_starts)
        return frozenset(word for word in inside if word[0].isupper())

    @cached_property
    def nouns(self) -> frozenset[str]:
        """The words that have their capital as every noun has it, and not because they are names: in German alone."""
        if self.article.language != "de":
            return frozenset()
        led = (found["noun"] for found in GERMAN_NOUN.finditer(self.article.text))
        return frozenset((*led, *GERMAN_ENDING.findall(self.article.text)))

    def language_at(self, offset: int) -> str:
        """Return the language of `Article.text` at an offset; English, where that is none whose words are known."""
        language = self.article.language_at(offset)
        return language if language in LISTED else ENGLISH

    def has_fact(self, span: Span) -> bool:
        """Whether a number, a name or a negation stands among canonical characters: what no bracket may replace."""
        return any(self._is_fact(word) for word in self._words_in(span))

    def _says_he(self, sentence: int) -> bool:
        """Whether a sentence tells of somebody or something without a name."""
        start, end = self.sentence_starts[sentence : sentence + 2]
        return HE.search(self.article.text, start, end) is not None

    def has_name(self, span: Span) -> bool:
        """Whether a name stands among canonical characters."""
        return any(self._is_name(word) for word in self._words_in(span))

    def _words_in(self, span: Span) -> range:
        return range(bisect_left(self.word_starts, span.start), bisect_left(self.word_starts, span.end))

    def _is_fact(self, word: int) -> bool:
        start = self.word_starts[word]
        plain = self.canonical.text[start : self.word_ends[word]].casefold()
        language = self.language_at(self.canonical.starts[start])
        return has_digit(plain) or is_number(plain, language) or is_negation(plain, language) or self._is_name(word)

    def _is_name(self, word: int) -> bool:
        """Whether a word has a capital that no sentence's beginning explains."""
        start = self.word_starts[word]
        written = self.canonical.text[start : self.word_ends[word]]
        begins = self.canonical.starts[start] in self._sentence_starts and written.casefold() in self.vocabulary
        plain = written.casefold()
        language = self.language_at(self.canonical.starts[start])
        weightless = plain in (STOP_WORDS if language == ENGLISH else stop_words(language)) or is_negation(plain, language)
        common = begins or written in self.nouns or (written.istitle() and weightless)
        return any(c.isupper() for c in written) and not common


def _places(words: list[str], between: list[str]) -> tuple[array[int], array[int]]:
    """Return where words begin and end, given them and what stands before, between and behind them."""
    lengths, gaps = (np.fromiter(map(len, parts), np.int64, len(words)) for parts in (words, between[:-1]))
    ends = np.cumsum(lengths + gaps)
    return array("q", (ends - lengths).tolist()), array("q", ends.tolist())


def is_negation(word: str, language: str = ENGLISH) -> bool:
    """Whether a word, in lower case, denies."""
    return word in negations(language) if language != ENGLISH else word in NEGATIONS or word.endswith("n't")


def is_number(word: str, language: str = ENGLISH) -> bool:
    """Whether a word, in lower case, is a number, or in other languages than English also a month or day."""
    return word in (NUMBERS if language == ENGLISH else number_words(language))


def parted_words(text: CanonicalText, vocabulary: Container[str]) -> Iterator[Span]:
    """Yield what parts a word that a line's end has broken: a hyphen with a space behind, or a space where no word ends.

    The word in one must be the article's or English; where a space is left alone, one half must be neither.
    """
    for pair in TWO_WORDS.finditer(text.text):
        joined, gap = pair["one"] + pair["other"], Span(*pair.span("gap"))
        if joined not in vocabulary and joined.casefold() not in common_words():
            continue
        hyphen = LINE_END.fullmatch(text.quoted(gap.start, gap.end))
        if hyphen or (pair["gap"] == " " and not {pair["one"].casefold(), pair["other"].casefold()} <= common_words()):
            yield gap


def place_in(prepared: PreparedArticle, span: Span, quoted: str) -> Place:
    """Return what there is to know about a place."""
    article = prepared.article
    paragraphs = article.paragraphs_of(span)
    inside = tuple(CitedNote(note, Role.IN_QUOTE) for note in article.notes_in(span))
    covering = tuple(CitedNote(note, Role.COVERS_QUOTE) for note in covering_notes(article, span)) if paragraphs else ()
    return Place(
        article_id=article.id,
        span=span,
        quoted=quoted,
        section=paragraphs[0].section if paragraphs else (),
        paragraphs=tuple(paragraph.number for paragraph in paragraphs),
        pages=article.pages_of(span),
        notes=inside + covering,
        recognised=article.recognised_in(span),
    )
