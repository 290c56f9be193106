"""Which note a note repeats: "Ibid.", "a. a. O.", "supra n. 6", "Smith, 45", a short title; and its full reference.

The forms of English, German, French, Italian, Spanish, Portuguese, Dutch, Latin and Russian are read alike, for scholars quote in
all of them. Nothing is replaced: a note keeps its words, and what it repeats is told beside them. What is not sure is told as
unresolved.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.records import Note

NUMBERS = r"(?:\d+[a-z]?|[ivxlcdm]+)(?:\s*[-–—]\s*(?:\d+|[ivxlcdm]+))?"
LOCATOR = (
    rf"(?:[\s,.:;]*(?:at|pp?\.?|pagg?\.?|págs?\.?|ss?\.?|sg\.|segg?\.|sp\.|vols?\.?|voll\.|tomes?|t\.|bd\.|bde\.|ch(?:ap)?s?\.?|kap\.|"
    rf"capp?\.|bk\.?|liv\.|lib\.|pt\.?|fols?\.?|bl\.|blz\.|с\.|ff?\.?|anm\.|nn?\.|nr\.|§+|and|und|et\s+suiv\.?|et|e|y|&|passim|{NUMBERS}))*"
    r"[\s.,;)]*"
)
NAME = r"(?:[^\W\d_a-zà-ÿа-я][\w’'.-]+|(?:von|van|de|du|della|di)(?=\s))"
AUTHOR = rf"(?:{NAME}\s+){{0,5}}(?P<author>{NAME})(?:\s*(?:,|and|&)\s*(?:{NAME}\s*){{1,3}}){{0,3}}?"
SIGNAL = (
    r"(?:(?:see|cf\.?|compare|vgl\.|vergl\.|siehe|s\.|so|dazu|zit\.\s+nach|nach|cfr\.?|vd?\.|vedi|voir|véase|vid\.|ver|zie|см\.|ср\.)"
    r"\s+(?:also|auch|dazu|aussi|anche|également|también|ook|a\.|hierzu)?\s*)?"
)
IBID = re.compile(
    rf"\W*{SIGNAL}(?:(?:ders|dies|dens|id|idem)\.?,\s+)?"
    r"(?P<kind>ibid(?:em)?|ib(?=\.)|ebd|ebenda|ebda|ivi|aldaar|там\s+же|idem|id(?=[.,])|ders(?=\.)|dies(?=\.))\b",
    re.IGNORECASE,
)
# “The same”, of an author: behind it a title may follow, which tells which of his works.
SAME_AUTHOR = frozenset("idem id ders dies".split())
CIT = r"(?:(?:op|loc|art|ob)\.?\s*cit|a\.\s?a\.\s?O|aaO|ouvr\.\s*cité|o\.\s?c(?=\.)|a\.\s?w(?=\.)|указ\.\s*соч)"
BARE = re.compile(rf"\W*(?i:{SIGNAL})(?P<kind>{CIT})\b", re.IGNORECASE)
CITED = re.compile(rf"\W*(?i:{SIGNAL}){AUTHOR}[\s,]+(?P<kind>(?i:{CIT})|cit(?=\.))(?!\w)")
SUPRA = re.compile(
    r"\b(?P<kind>supra|above|ante|wie|plus\s+haut|ci-dessus|sopra|nota\s+supra)[\s,]+(?:at\s+|in\s+|à\s+la\s+|alla\s+)?"
    r"(?:foot)?(?:notes?|nota|noot|nn?|anm|fn|fußn)\.?\s*(?P<label>\d{1,4}|[*†‡§])",
    re.IGNORECASE,
)
# At a note's beginning alone: in the midst of one, “vgl. oben Anm. 6” only points there.
POINTS = re.compile(
    rf"\W*(?:(?:s(?:iehe|\.)|vgl\.|vid?\.|voir|véase|cf\.?|cfr\.?|zie|см\.)\s+)?(?:(?P<kind>oben|o\.|hierboven|выше|arriba|acima)[\s,]+)?"
    rf"(?P<note>anm\.|fn\.|fußn\.|fußnote|nota|note|noot|прим\.)\s*(?P<label>\d{{1,4}})(?i:{LOCATOR})\Z",
    re.IGNORECASE,
)
SHORT = re.compile(
    rf"\W*(?i:{SIGNAL}){AUTHOR},\s*(?P<title>[“\"‘'«„»]?[^\d,;:()]{{3,80}}?[,.]?[”\"’'»«“]?),?(?:\s+cit\.,?)?\s+(?i:{LOCATOR})\Z"
)
# “Smith, 45”, “Smith, S. 45 f.”; without the comma, “Smith 45”, only where somebody of that name was cited.
AUTHOR_ONLY = re.compile(
    rf"\W*(?i:{SIGNAL}){AUTHOR}(?P<comma>,\s*|\s+(?=(?i:pp?\.|ss?\.)?\s*\d))(?i:at|pp?\.?|ss?\.|pagg?\.|págs?\.|blz\.|с\.)?\s*"
    r"\d+(?:\s*(?:[-–—,]|and|und|et|e|y)\s*\d+)*(?:\s*(?i:ff?|sqq?|segg?|et\s+suiv)\.?)?\.?\Z"
)
# “Decline and Fall, 212”, “Hist. Aug. p. 8”: a title alone.
TITLE_ONLY = re.compile(
    rf"\W*(?i:{SIGNAL})(?P<title>[“\"‘'«„»]?[^\W\d_a-zà-ÿ][^\d,;:()]{{3,80}}?[”\"’'»«“]?),?(?:\s+cit\.,?)?\s+(?i:{LOCATOR})\Z"
)
LONGEST_WORD_LEAST = 4  # letters of a title's longest word
ABBREVIATED = "…"  # before the first letters of names, by which abbreviated ones are looked up
CAPITALS = 0.6  # of the words of a title that stands alone, the share that has them
SHORTEST_NAME = 3
SHORTEST_ABBREVIATED = 3  # letters of a word that is abbreviated in a title
TITLE_WORD = re.compile(r"(?P<word>\w+)(?P<stop>\.?)")
WORD = re.compile(r"\w+")
SEVERAL = re.compile(r";\s")
# What stands before the author of a work that is cited: the note's beginning, a semicolon, a sentence's end.
HEAD = re.compile(rf"(?:\A\W*|;\s+|[.:]\s+)(?i:{SIGNAL}){AUTHOR}\s*[,:(]")
SMALL = frozenset(
    "the a an of in on and or to for der die das des und im zur le la les l de du des et il lo i gli del della dei delle e el "
    "los las y o "
    "het een van".split()
)
LONGEST_SHORT = 160  # characters of a note that is a short title


@dataclass(frozen=True, slots=True)
class NoteLink:
    """That a note repeats another: how it says so, which one, and from there on the way to the full reference.

    `chain` begins with the note repeated and ends with the full reference, where that is known. `unresolved` says why what is
    repeated is not sure, here or further on in the chain; empty where all is.
    """

    note: Note
    kind: str
    chain: tuple[Note, ...]
    unresolved: str = ""

    @property
    def repeats(self) -> Note | None:
        """The note that is repeated; None where that is not sure."""
        return self.chain[0] if self.chain else None


def note_links(notes: Sequence[Note]) -> dict[int, NoteLink]:
    """Return the links among an article's notes, in their order, by the position of the note that repeats another.

    >>> from index.records import Note
    >>> notes = [Note("1", 5, "Harris, Coins, p. 4."), Note("2", 9, "Ibid., p. 6."), Note("3", 12, "Ibid.")]
    >>> [(link.kind, [note.label for note in link.chain]) for link in note_links(notes).values()]
    [('ibid.', ['1']), ('ibid.', ['2', '1'])]
    """
    found: dict[int, NoteLink] = {}
    by_name: dict[str, list[int]] = {}
    for at, note in enumerate(notes):
        step = _step(notes, at, by_name, found)
        if step is not None:
            found[at] = _link(notes, note, step, found)
        names = {word.casefold() for word in WORD.findall(note.text or "") if word[0].isupper()}
        for name in names | {ABBREVIATED + name[:SHORTEST_ABBREVIATED] for name in names}:
            by_name.setdefault(name, []).append(at)
    return found


@dataclass(frozen=True, slots=True)
class _Step:
    """What a note says that it repeats: the other's position, or why that is not sure."""

    kind: str
    at: int | None = None
    unsure: str = ""


def _link(notes: Sequence[Note], note: Note, step: _Step, found: dict[int, NoteLink]) -> NoteLink:
    if step.at is None:
        return NoteLink(note, step.kind, (), step.unsure)
    further = found.get(step.at)
    chain = (notes[step.at], *(further.chain if further else ()))
    return NoteLink(note, step.kind, chain, further.unresolved if further else "")


def _step(notes: Sequence[Note], at: int, by_name: dict[str, list[int]], found: dict[int, NoteLink]) -> _Step | None:
    """Return what a note repeats; None where it repeats nothing."""
    text = " ".join((notes[at].text or "").split())
    if match := IBID.match(text) or BARE.match(text):
        return _same(notes, at, _shown(match["kind"]), text[match.end() :].lstrip("., "), by_name)
    if match := SUPRA.search(text):
        return _labelled(notes, at, match["label"], f"{match['kind'].lower()} n.")
    if match := POINTS.match(text):
        return _labelled(notes, at, match["label"], "n.")
    titled = _by_author_and_title(notes, text, by_name)
    if titled is None and (match := CITED.match(text)):
        return _by_author(notes, at, match["author"], _shown(match["kind"]), by_name, found)
    if titled is not None or len(text) > LONGEST_SHORT:
        return titled
    return _by_author_or_title(notes, at, text, by_name, found)


def _by_author_or_title(
    notes: Sequence[Note], at: int, text: str, by_name: dict[str, list[int]], found: dict[int, NoteLink]
) -> _Step | None:
    """Repeat by an author's name alone, where a work of his was cited, or else by a title alone."""
    title, match = TITLE_ONLY.match(text), AUTHOR_ONLY.match(text)
    name = match["author"].casefold().strip(".’'") if match else ""
    author = _by_author(notes, at, match["author"], "author", by_name, found) if match else None
    if author and author.at is not None and name in _authors(notes[author.at].text or ""):
        return author
    titled = _by_title_alone(notes, title["title"], text, by_name, found) if title else None
    if match is None or author is None or len(name) < SHORTEST_NAME or (titled is not None and titled.at is not None):
        return titled
    lone = match["comma"].startswith(",") and "," not in text[: match.start("comma")]
    return author if author.at is not None or lone else titled


def _same(notes: Sequence[Note], at: int, kind: str, rest: str, by_name: dict[str, list[int]]) -> _Step | None:
    """Repeat the note before; its author alone, where a title of his follows: “Ders., Geschichte, S. 5”."""
    author = HEAD.search(notes[at - 1].text or "") if at and kind.rstrip(".") in SAME_AUTHOR else None
    titled = SHORT.match(f"{author['author']}, {rest}") if author else None
    names = titled is not None and titled["title"].lstrip("“\"‘'«„»")[:1].isupper() and _is_telling(titled["title"])
    if author is None or titled is None or not names or BARE.match(rest) or IBID.match(rest):
        return _before(notes, at, kind)
    return _by_title(notes, author["author"], titled["title"], rest, by_name)


def _by_author_and_title(notes: Sequence[Note], text: str, by_name: dict[str, list[int]]) -> _Step | None:
    match = SHORT.match(text) if len(text) <= LONGEST_SHORT else None
    if match is None or BARE.match(match["title"]):
        return None
    return _by_title(notes, match["author"], match["title"], text, by_name)


def _shown(kind: str) -> str:
    """Return how a note says that it repeats another, as it is usually written."""
    letters = "".join(WORD.findall(kind.lower()))
    return {
        "opcit": "op. cit.", "loccit": "loc. cit.", "artcit": "art. cit.", "obcit": "ob. cit.", "cit": "cit.", "aao": "a. a. O.",
        "id": "id.", "ibid": "ibid.", "ib": "ib.", "ebd": "ebd.", "ders": "ders.", "dies": "dies.", "тамже": "там же",
    }.get(letters, letters)  # fmt: skip


def _before(notes: Sequence[Note], at: int, kind: str) -> _Step:
    """Repeat the note before, if it is sure what that cites."""
    if at == 0:
        return _Step(kind, unsure="there is no note before it")
    before = notes[at - 1]
    if not before.text:
        return _Step(kind, unsure=f"the words of note {before.label} are not in the file")
    if SEVERAL.search(before.text):
        return _Step(kind, unsure=f"note {before.label} cites more than one work")
    return _Step(kind, at - 1)


def _labelled(notes: Sequence[Note], at: int, label: str, kind: str) -> _Step:
    """Repeat the nearest note before of that label."""
    for earlier in range(at - 1, -1, -1):
        if notes[earlier].label == label:
            return _Step(kind, earlier)
    return _Step(kind, unsure=f"there is no note {label} before it")


def _by_author(
    notes: Sequence[Note], at: int, author: str, kind: str, by_name: dict[str, list[int]], found: dict[int, NoteLink]
) -> _Step:
    """Repeat the one full reference before that is to a work of the author; where none is, the one that names him."""
    name = author.casefold().strip(".’'")
    naming = [other for other in by_name.get(name, ()) if other not in found and other < at]
    full = [other for other in naming if name in _authors(notes[other].text or "")] or naming
    if len(full) == 1:
        return _Step(kind, full[0])
    return _Step(kind, unsure=f"{len(full)} notes before it name {author}" if full else f"no note before it names {author}")


@lru_cache(maxsize=16384)
def _authors(text: str) -> frozenset[str]:
    """Return the family names of those whose works a note cites, as far as they stand before the titles."""
    return frozenset(match["author"].casefold().strip(".’'") for match in HEAD.finditer(" ".join(text.split())))


def _by_title(notes: Sequence[Note], author: str, title: str, text: str, by_name: dict[str, list[int]]) -> _Step | None:
    """Repeat the first note that names the author with these words of a title, and says more."""
    wanted = _title_words(title)
    for other in by_name.get(author.casefold(), ()):
        other_text = notes[other].text or ""
        if _is_telling(title) and len(other_text) > len(text) and _stands_in(wanted, other_text):
            return _Step("short title", other)
    return None


def _by_title_alone(
    notes: Sequence[Note], title: str, text: str, by_name: dict[str, list[int]], found: dict[int, NoteLink]
) -> _Step | None:
    """Repeat the one full reference before that has these words of a title; none of several."""
    wanted = _title_words(title)
    words = [word for word in WORD.findall(title) if word.casefold() not in SMALL]
    if not _is_telling(title) or sum(word[0].isupper() for word in words) < CAPITALS * len(words):
        return None
    full = [
        other
        for other in _with_first_word(wanted, by_name)
        if other not in found and len(notes[other].text or "") > len(text) and _stands_in(wanted, notes[other].text or "")
    ]
    same = frozenset.intersection(*(_authors(notes[other].text or "") for other in full)) if full else frozenset[str]()
    if len(full) > 1 and not same:
        return _Step("short title", unsure=f"{len(full)} notes before it have these words")
    return _Step("short title", full[0]) if full else None


def _with_first_word(wanted: Sequence[tuple[str, bool]], by_name: dict[str, list[int]]) -> list[int]:
    """Return the notes before that may have the first word of a title."""
    word, abbreviated = wanted[0]
    return by_name.get(ABBREVIATED + word[:SHORTEST_ABBREVIATED] if abbreviated else word, [])


def _is_telling(title: str) -> bool:
    """Whether a title has a word of its own, and no more than "S." or "fol."."""
    return any(len(word) >= LONGEST_WORD_LEAST for word, _ in _title_words(title))


@lru_cache(maxsize=16384)
def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word, _ in _title_words(text))


def _title_words(title: str) -> list[tuple[str, bool]]:
    """Return the words of a title but for small ones, each with whether it is abbreviated."""
    return [
        (match["word"].casefold(), bool(match["stop"]) and len(match["word"]) >= SHORTEST_ABBREVIATED)
        for match in TITLE_WORD.finditer(title)
        if match["word"].casefold() not in SMALL
    ]


def _stands_in(wanted: Sequence[tuple[str, bool]], text: str) -> bool:
    """Whether the words of a title stand one after the other in a text; of an abbreviated one, its beginning does."""
    words = _words(text)
    starts = range(len(words) - len(wanted) + 1)
    return any(all(_meets(*each, words[start + at]) for at, each in enumerate(wanted)) for start in starts)


def _meets(wanted: str, abbreviated: bool, word: str) -> bool:
    return word.startswith(wanted) if abbreviated else word == wanted
