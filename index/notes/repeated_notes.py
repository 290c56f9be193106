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
    rf"(?:[\s,.:;]*(?<![^\W\d_])(?:at|pp?\.?|pagg?\.?|págs?\.?|ss?\.?|sg\.|segg?\.|sp\.|vols?\.?|voll\.|tom\.|tomes?|t\.|bd\.|bde\.|ch(?:ap)?s?\.?|kap\.|"
    rf"capp?\.|bk\.?|liv\.|lib\.|l\.|c\.|sect\.|coll?s?\.|dissert\.|part|pt\.?|fols?\.?|bl\.|blz\.|с\.|ff?\.?|anm\.|nn?\.|nr\.|§+|and|und|et\s+suiv\.?|et|e|y|&|passim|{NUMBERS})(?!(?!ff?\b)[^\W\d_]))*"
    r"[\s.,;)]*"
)
NAME = r"(?:[^\W\d_a-zà-ÿа-я][\w’'.-]+|(?:von|van|de|du|della|di)(?=\s))"
AUTHOR = rf"(?:{NAME}\s+){{0,5}}(?P<author>{NAME})(?:\s*(?:,|and|und|&|/)\s*(?:{NAME}\s*){{1,3}}){{0,3}}?"
# Where no title follows, names behind a comma are of authors only before an “and”; else they may be a title.
AUTHORS = (
    rf"(?:{NAME}\s+){{0,5}}(?P<author>{NAME})"
    rf"(?:(?:,\s*(?:{NAME}\s*){{1,3}}){{0,3}},?\s*(?:and|und|et|e|y|&|/)\s*(?:{NAME}\s*){{1,3}}?)?"
)
SIGNAL = (
    r"(?:(?:see|cf\.?|compare|vgl\.|vergl\.|siehe|s\.|so|dazu|zit\.\s+nach|nach|cfr\.?|vd?\.|vedi|voir|véase|vid\.|ver|zie|см\.|ср\.)"
    r",?\s+(?:also|likewise|e\.g\.,?|z\.\s?B\.|auch|dazu|aussi|anche|également|también|ook|a\.|hierzu)?\s*)?"
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
CITED = re.compile(
    rf"\W*(?i:{SIGNAL}){AUTHOR}[\s,]+(?P<kind>(?i:{CIT})|cit(?=\.)|(?i:ibid(?:em)?|ebd|ebenda|ivi)(?=[.,\s]))(?!\w)"
)
HERE = frozenset("ibid. ibidem ebd. ebenda ivi".split())  # as `_shown` has them
SUPRA = re.compile(
    r"\b(?P<kind>supra|above|ante|wie|plus\s+haut|ci-dessus|sopra|nota\s+supra)[\s,]+(?:at\s+|in\s+|à\s+la\s+|alla\s+)?"
    r"(?:foot)?(?:notes?|nota|noot|nn?|anm|fn|fußn)\.?\s*(?P<label>\d{1,4}|[*†‡§])",
    re.IGNORECASE,
)
# At a note's beginning alone: in the midst of one, “vgl. oben Anm. 6” only points there.
POINTS = re.compile(
    rf"\W*(?:(?:see|s(?:iehe|\.)|vgl\.|vid?\.|voir|véase|cf\.?|cfr\.?|zie|см\.)\s+)?(?:(?P<kind>oben|o\.|hierboven|выше|arriba|acima)[\s,]+)?"
    rf"(?P<note>anm\.|fn\.|fußn\.|fußnote|nota|note|noot|прим\.)\s*(?P<label>\d{{1,4}})"
    rf"(?:\s+(?:above|supra|oben))?(?i:{LOCATOR})\Z",
    re.IGNORECASE,
)
SHORT = re.compile(
    rf"\W*(?i:{SIGNAL}){AUTHOR},\s*(?P<title>[“\"‘'«„»]?[^\d,;:()]{{3,80}}?[,.]?[”\"’'»«“]?),?(?:\s+cit\.,?)?\s+(?i:{LOCATOR})\Z"
)
# “Smith, 45”, “Smith, S. 45 f.”; without the comma, “Smith 45”, only where somebody of that name was cited.
AUTHOR_ONLY = re.compile(
    rf"\W*(?i:{SIGNAL}){AUTHORS}(?P<comma>,\s*|\s+(?=(?i:pp?\.|ss?\.)?\s*\d))"
    rf"(?=.*[\divxlc])(?P<pages>(?i:at|pp?\.?|ss?\.|pagg?\.|págs?\.|blz\.|с\.)?\s*\d+(?:\s*(?:[-–—,]|and|und|et|e|y)\s*\d+)*"
    rf"(?:\s*(?i:ff?|sqq?|segg?|et\s+suiv)\.?)?\.?\Z)?(?i:{LOCATOR})\Z"
)
# “Hume's Essays”: whose title follows.
POSSESSIVE = re.compile(rf"\A(?P<author>\W*(?i:{SIGNAL})(?:{NAME}\s+){{0,3}}[^\W\d_a-zà-ÿ][\w-]+)['’]s(?=\s+[^\W\d_a-zà-ÿ])")
# A year of publication before a page: a full reference, however short.
PUBLISHED = re.compile(r"\b(?:1[4-9]|20)\d\d[),]+\s*(?:(?i:pp?|ss?|fol|bd|vol|t|n)\.|\d)")
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
TITLE_END = re.compile(r"[,;:.()?!”»\"“«]")  # between two words, of which the second is of no title then
# A letter, or an issue of a newspaper: each is a source of its own.
MONTH = (
    r"(?:jan|feb|fév|mar|mär|apr|avr|ma[iy]|mag|jun|jui|giu|jul|lug|aug|aoû|ago|sep|set|okt|oct|ott|nov|de[czs]|dic|gen)"
    r"[^\W\d_]*\.?"
)
DATED = re.compile(
    rf"\b(?:{MONTH}\s+\d{{1,2}},|\d{{1,2}}(?:\.|er|st|nd|rd|th)?\s+(?:de\s+)?{MONTH})\s+(?:de\s+)?\d{{4}}\b", re.IGNORECASE
)
SEVERAL = re.compile(r";\s")
ANOTHER_OF_HIS = re.compile(r";\s+(?:\w+\s+){0,2}(?:ders|dies|id|idem)\b", re.IGNORECASE)
MOST_LEFT_OUT = 2  # words of a title that a short one leaves out between its own
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
        return _same(notes, at, _shown(match["kind"]), text[match.end() :].lstrip("., "), by_name, found)
    if match := SUPRA.search(text):
        return _labelled(notes, at, match["label"], f"{match['kind'].lower()} n.")
    if match := POINTS.match(text):
        return _labelled(notes, at, match["label"], "n.")
    if PUBLISHED.search(text) or DATED.search(text):
        return None
    owned = POSSESSIVE.sub(lambda match: f"{match['author']},", text)
    titled = _by_author_and_title(notes, text, by_name, found) or (
        _by_author_and_title(notes, owned, by_name, found) if owned != text else None
    )
    if titled is None and (match := CITED.match(text)):
        return _cited(notes, at, match, by_name, found)
    if titled is not None or len(text) > LONGEST_SHORT:
        return titled
    return _by_author_or_title(notes, at, text, by_name, found)


def _cited(
    notes: Sequence[Note], at: int, match: re.Match[str], by_name: dict[str, list[int]], found: dict[int, NoteLink]
) -> _Step:
    """Repeat the work of an author that is named; with “ibid.”, that of the note before, where this is his."""
    kind, name = _shown(match["kind"]), match["author"]
    if kind in HERE and at:
        before = found[at - 1].chain[-1:] if at - 1 in found else (notes[at - 1],)
        if any(name.casefold().strip(".’'") in _authors(each.text or "") for each in before):
            return _before(notes, at, kind)
    return _by_author(notes, at, name, kind, by_name, found)


def _by_author_or_title(
    notes: Sequence[Note], at: int, text: str, by_name: dict[str, list[int]], found: dict[int, NoteLink]
) -> _Step | None:
    """Repeat by an author's name alone, where a work of his was cited, or else by a title alone."""
    title, match = TITLE_ONLY.match(text), AUTHOR_ONLY.match(text)
    name = match["author"].casefold().strip(".’'") if match else ""
    author = _by_author(notes, at, match["author"], "author", by_name, found) if match else None
    if author and any(name in _authors(notes[other].text or "") for other in by_name.get(name, ()) if other not in found):
        return author
    titled = _by_title_alone(notes, title["title"], text, by_name, found) if title else None
    if match is None or author is None or len(name) < SHORTEST_NAME or titled is not None:
        return titled
    lone = match["pages"] and match["comma"].startswith(",") and "," not in text[: match.start("comma")]
    return author if author.at is not None or lone else None


def _same(
    notes: Sequence[Note], at: int, kind: str, rest: str, by_name: dict[str, list[int]], found: dict[int, NoteLink]
) -> _Step | None:
    """Repeat the note before; its author alone, where a title of his follows: “Ders., Geschichte, S. 5”."""
    if kind.rstrip(".") in SAME_AUTHOR and PUBLISHED.search(rest):
        return None  # another work of his, in full
    author = HEAD.search(notes[at - 1].text or "") if at and kind.rstrip(".") in SAME_AUTHOR else None
    titled = SHORT.match(f"{author['author']}, {rest}") if author else None
    names = titled is not None and titled["title"].lstrip("“\"‘'«„»")[:1].isupper() and _is_telling(titled["title"])
    if author is None or titled is None or not names or BARE.match(rest) or IBID.match(rest):
        return _before(notes, at, kind)
    return _by_title(notes, author["author"], titled["title"], rest, by_name, found)


def _by_author_and_title(
    notes: Sequence[Note], text: str, by_name: dict[str, list[int]], found: dict[int, NoteLink]
) -> _Step | None:
    match = SHORT.match(text) if len(text) <= LONGEST_SHORT else None
    if match is None or BARE.match(match["title"]):
        return None
    return _by_title(notes, match["author"], match["title"], text, by_name, found)


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
        several = ANOTHER_OF_HIS.search(notes[full[0]].text or "")
        unsure = f"note {notes[full[0]].label} cites more than one work of {author}"
        return _Step(kind, unsure=unsure) if several else _Step(kind, full[0])
    return _Step(kind, unsure=f"{len(full)} notes before it name {author}" if full else f"no note before it names {author}")


@lru_cache(maxsize=16384)
def _authors(text: str) -> frozenset[str]:
    """Return the family names of those whose works a note cites, as far as they stand before the titles."""
    return frozenset(match["author"].casefold().strip(".’'") for match in HEAD.finditer(" ".join(text.split())))


def _by_title(
    notes: Sequence[Note], author: str, title: str, text: str, by_name: dict[str, list[int]], found: dict[int, NoteLink]
) -> _Step | None:
    """Repeat the first note that names the author with these words of a title, and says more; none of several works."""
    name = author.casefold().strip(".’'")
    longer = [other for other in by_name.get(name, ()) if other not in found or len(notes[other].text or "") > len(text)]
    if not _is_telling(title):
        return None
    for left_out in (0, MOST_LEFT_OUT):
        at = {other: _titles(title, notes[other].text or "", left_out) for other in longer}
        named = [other for other in longer if at[other]]
        if named:
            return _first_of_one_work([(other, at[other]) for other in named], name, found)
    return None


def _first_of_one_work(having: Sequence[tuple[int, Sequence[tuple[str, str]]]], author: str, found: dict[int, NoteLink]) -> _Step:
    """Repeat the first of the notes that have the words of a title, each with what stands before and behind them.

    A title that is just these words, behind its author, goes before one that begins with them, and that before all others.
    """
    full = [each for each in having if each[0] not in found] or list(having)

    def nearness(beside: tuple[str, str]) -> int:
        return (beside[0] == author) + (beside[0] == author and not beside[1])

    nearest = max(nearness(beside) for _, places in full for beside in places)
    chosen = {other: {beside for beside in places if nearness(beside) == nearest} for other, places in full}
    chosen = {other: places for other, places in chosen.items() if places}
    if not set.intersection(*chosen.values()):
        return _Step("short title", unsure=f"{len(chosen)} notes before it have these words")
    return _Step("short title", min(chosen))


def _by_title_alone(
    notes: Sequence[Note], title: str, text: str, by_name: dict[str, list[int]], found: dict[int, NoteLink]
) -> _Step | None:
    """Repeat the one full reference before that has these words of a title; none of several."""
    wanted = _title_words(title)
    words = [word for word in WORD.findall(title) if word.casefold() not in SMALL]
    if not _is_telling(title) or sum(word[0].isupper() for word in words) < CAPITALS * len(words):
        return None
    having = [
        (other, places)
        for other in _with_first_word(wanted, by_name)
        if other not in found
        and len(notes[other].text or "") > len(text)
        and (places := _titles(title, notes[other].text or "", 0))
    ]
    same = frozenset.intersection(*(_authors(notes[other].text or "") for other, _ in having)) if having else frozenset[str]()
    if len(having) > 1 and not same:
        return _Step("short title", unsure=f"{len(having)} notes before it have these words")
    return _first_of_one_work(having, next(iter(sorted(same)), ""), found) if having else None


def _with_first_word(wanted: Sequence[tuple[str, bool]], by_name: dict[str, list[int]]) -> list[int]:
    """Return the notes before that may have the first word of a title."""
    word, abbreviated = wanted[0]
    return by_name.get(ABBREVIATED + word[:SHORTEST_ABBREVIATED] if abbreviated else word, [])


def _is_telling(title: str) -> bool:
    """Whether a title has a word of its own, and no more than "S." or "fol."."""
    return any(len(word) >= LONGEST_WORD_LEAST for word, _ in _title_words(title))


def _title_words(title: str) -> list[tuple[str, bool]]:
    """Return the words of a title but for small ones, each with whether it is abbreviated."""
    return [
        (match["word"].casefold(), bool(match["stop"]) and len(match["word"]) >= SHORTEST_ABBREVIATED)
        for match in TITLE_WORD.finditer(title)
        if match["word"].casefold() not in SMALL
    ]


@lru_cache(maxsize=16384)
def _placed_words(text: str) -> tuple[tuple[str, int, int], ...]:
    """Return the words of a text but for small ones, each with where it begins and ends."""
    found = ((match["word"].casefold(), match.start(), match.end("word")) for match in TITLE_WORD.finditer(text))
    return tuple(each for each in found if each[0] not in SMALL)


def _titles(title: str, text: str, left_out: int) -> list[tuple[str, str]]:
    """Return what stands before and behind the words of a title, wherever a text has them one after the other.

    Of an abbreviated one, its beginning counts. Up to `left_out` words may stand between them. Nothing stands behind words at
    which a title ends.
    """
    wanted, words = _title_words(title), _placed_words(text)
    ends = ((start, _end(wanted, [word for word, _, _ in words[start:]], left_out)) for start in range(len(words)))
    return [
        (words[start - 1][0] if start else "", _behind(words, text, start + length))
        for start, length in ends
        if length is not None
    ]


def _end(wanted: Sequence[tuple[str, bool]], words: Sequence[str], left_out: int) -> int | None:
    """Return how many words the wanted ones take up from the first on; None where they are not there."""
    at = 0
    for number, each in enumerate(wanted):
        while at < len(words) and not _meets(*each, words[at]):
            if number == 0 or left_out == 0:
                return None
            at, left_out = at + 1, left_out - 1
        if at == len(words):
            return None
        at += 1
    return at


def _behind(words: Sequence[tuple[str, int, int]], text: str, end: int) -> str:
    """Return the word behind, unless the title ends before it."""
    if end == len(words):
        return ""
    between = text[words[end - 1][2] : words[end][1]]
    return "" if TITLE_END.search(between) else words[end][0]


def _meets(wanted: str, abbreviated: bool, word: str) -> bool:
    return word.startswith(wanted) if abbreviated else word == wanted
