"""Which lines are headings, and how deep each lies.

A heading is a line of capitalised words above a paragraph, or one with a number like "II." before it; or one that is written as a
sentence without its stop and was broken before it was full.
"""

from __future__ import annotations

import re

from index.text.columns import SENTENCE_END, SHORT, Column
from index.text.lines import SMALL_WORDS, WORD, Line, is_capitalised

NUMERAL = re.compile(
    r"^(?:§\s?)?(?P<numeral>[IVXLC]{1,7}|[A-Z]|\d{1,2}(?:\.\d{1,2}){0,3})(?P<stop>[.)]?)(?:\s+(?P<words>\S.*))?$"
)
OPENING_QUOTES = "“‘\"'«»„‚›‹"
ROMAN = re.compile(r"^(?:X{0,3}(?:IX|IV|V?I{0,3}))$")

# "Chapter IV", "Lectures VI and VII", "Part Two": a division's number without its title.
DIVISION = re.compile(
    r"^(?P<kind>chapter|lecture|part|book|section|volume|act|appendix|article|canto|dialogue|discourse|essay|homily|lesson|letter|meditation|problem|proposition|question|scene|sermon|stave|"
    r"kapitel|teil|buch|abschnitt|band|anhang|chapitre|partie|livre|"
    r"tome|capitolo|parte|libro|volume|capítulo|hoofdstuk|deel|boek|глава|часть|книга|caput|liber|pars)s?\s+(?:[IVXLC]+|\d+|[A-Z][a-z]+)"
    r"(?:\s+(?:and|to|[–-])\s+(?:[IVXLC]+|\d+))?[.:]?$",
    re.IGNORECASE,
)
KNOWN_HEADINGS = frozenset(
    "abstract acknowledgements acknowledgments afterword appendix background bibliography conclusion conclusions discussion "
    "endnotes epilogue foreword introduction keywords methods notes preface prologue references results summary "
    "anhang anmerkungen ausblick bibliographie danksagung einführung einleitung endnoten ergebnisse fazit fussnoten fußnoten "
    "literatur literaturverzeichnis nachwort quellenverzeichnis schluss schluß schlussbetrachtung vorwort zusammenfassung "
    "annexe annexes avant-propos conclusion préface remerciements résumé sources "
    "abstract bibliografia conclusione conclusioni introduzione note premessa prefazione ringraziamenti riassunto "
    "bibliografía conclusión conclusiones introducción notas prefacio prólogo resumen "
    "conclusão conclusões introdução prefácio resumo "
    "bijlagen conclusie inleiding literatuur nawoord noten samenvatting slot voetnoten voorwoord woord "
    "введение вывод выводы заключение литература предисловие примечания сноски".split()
)
LAST_HEADINGS = frozenset(
    "anmerkungen endnoten endnotes footnotes fussnoten fußnoten literatur literaturverzeichnis notas note noten notes references "
    "voetnoten примечания сноски".split()
)  # whose lists are read apart
CAPTION = re.compile(r"(?:table|figure|fig|plate|map|chart|box|scheme)\b\.?\s+(?:S?\d|[IVXLC]+\b)", re.IGNORECASE)
TABLE_ROW = re.compile(r"[\d—][\d.,]*\s+\d[\d.,]*\s?[¼½¾⅐-⅞]?$|[^\W\d]\s+\d{1,3}(?:[.,]\d{3})+$")
LABELLED = re.compile(r"\w+:\s?\S+$")  # a line like "License: open"
LONGEST_HEADING = 200  # characters of a heading, all its lines together
FEWEST_CAPITALS = 4  # words with a capital in a heading that fills the column
MANY_CAPITALS = 6  # words with a capital that no running text has in a line of such without a comma
LONGEST_APART = 100  # characters of a heading that only its place makes one
LONGEST_QUESTION = 60  # that stands apart without capitals: a longer one is a paragraph
FEWEST_ASKING = 3  # words of a heading that is a question
MOST_NUMBERED_LINES = 4  # of one below its number
SHORT_OF_FULL = 0.9  # of the column, that the last line of one fills at most, where a sentence has ended above it
MOST_SENTENCE_LINES = 2  # of a heading that has no capitals to tell it
SENTENCES = re.compile(r"[a-z]{3}[.!?]\d{0,3}\s+[A-Z“]")
NO_HEADINGS_END = ".,;:…”’—-"


def heading_end(lines: list[Line], at: int, column: Column) -> int:
    """Return the end of the heading that begins with the line `at`; `at` itself where none does."""
    if at + 1 == len(lines) or is_last_heading(lines, at + 1):
        return at + 1 if is_last_heading(lines, at) else at  # nothing stands below it
    end = _end_apart(lines, at, column)
    if end > at:
        return end
    if not _opens_heading(lines[at]) and not (lines[at].text.endswith(",") and _opens_in_two(lines[at], lines[at + 1])):
        return _end_of_sentence_case(lines, at, column)
    end = at + 1
    while end < len(lines) - 1 and _continues_heading(lines, at, end, column):
        end += 1
    return at if _runs_into_text(lines, at, end, column) else end


def is_last_heading(lines: list[Line], at: int) -> bool:
    """Whether a line is the heading of a list that stood below it."""
    return at + 1 == len(lines) and lines[at].text.rstrip(":").lower() in LAST_HEADINGS


def _end_of_sentence_case(lines: list[Line], at: int, column: Column) -> int:
    """Return the end of a heading that is written as a sentence without its stop; `at` itself where there is none.

    It ends in a line that was broken before it was full, above the first line of a paragraph. One without a number, in it or
    above it, is told from a list's entry by that line, which must be long, and by its own, which must be short.
    """
    numeral = _numeral(lines[at].text)
    numbered = at > 0 and is_number_alone(lines[at - 1].text)
    words = numeral["words"] if numeral else lines[at].text
    longest, most_lines = (LONGEST_HEADING, MOST_NUMBERED_LINES) if numbered else (LONGEST_APART, MOST_SENTENCE_LINES)
    if not words or not words[0].isupper() or len(words) > longest or CAPTION.match(words) or LABELLED.match(words):
        return at
    for end in range(at + 1, min(at + most_lines, len(lines) - 1) + 1):
        last, following = lines[end - 1].text, lines[end]
        if SENTENCE_END.search(last.rstrip("?!")) or (last[-1] in "?!" and not numeral):
            return at
        if following.blank_before or column.ends_early(lines[end - 1], following):
            if last[-1] in NO_HEADINGS_END:
                return at
            above = _stands_below_number(lines, at, end) if numbered else _stands_above_text(lines, at, end, column)
            return end if above else at
    return at


def _stands_below_number(lines: list[Line], at: int, end: int) -> bool:
    """Whether the lines from `at` to `end`, below a number alone, are its title and not the paragraph that it stands above."""
    title = " ".join(line.text for line in lines[at:end])
    return not lines[end].text[0].islower() and not (len(title) > LONGEST_APART and SENTENCES.search(title))


def _stands_above_text(lines: list[Line], at: int, end: int, column: Column) -> bool:
    """Whether below the lines from `at` to `end` a paragraph begins, and not the next entry of a list."""
    first, following = lines[at].text, lines[end].text
    numeral, next_numeral = _numeral(first), _numeral(following)
    if numeral:
        listed = next_numeral is not None and next_numeral["numeral"].count(".") == numeral["numeral"].count(".")
        return not listed and not following[0].islower()
    if TABLE_ROW.search(lines[end - 1].text):
        return False
    if column.unwrapped:
        return len(following) > LONGEST_APART and SENTENCE_END.search(following) is not None
    opens = following[0].isupper() or following[0] in OPENING_QUOTES
    share = SHORT_OF_FULL if at > 0 and _may_be_longer(lines[at - 1].text, lines[end - 1].text) else SHORT
    return column.is_short(lines[end - 1].text, share) and (
        (opens and not column.is_short(following)) or is_number_alone(following)
    )


def _may_be_longer(above: str, last: str) -> bool:
    """Whether the last line of what may be a heading need not be short: a sentence ends above it, and nothing in it goes on.

    Running text goes on behind "from" or an open bracket; lines with figures are rather entries.
    """
    ends = last.split()[-1] not in SMALL_WORDS and last.count("(") == last.count(")")
    return ends and not any(map(str.isdigit, last)) and SENTENCE_END.search(above) is not None


def _runs_into_text(lines: list[Line], at: int, end: int, column: Column) -> bool:
    """Whether a long line of capitalised words rather begins running text: few words, or the line below is its next."""
    if lines[at].blank_before or column.is_short(lines[at].text) or _numeral(lines[at].text):
        return False
    if at and is_number_alone(lines[at - 1].text):
        return False
    capitals = [word for word in WORD.findall(lines[at].text) if word[0].isupper()]
    if len(capitals) < FEWEST_CAPITALS or lines[end].text[0].islower():
        return True
    full_of_capitals = len(capitals) >= MANY_CAPITALS and "," not in lines[at].text
    return not full_of_capitals and not column.has_room(lines[end - 1], lines[end])


def _end_apart(lines: list[Line], at: int, column: Column) -> int:
    """Return the end of a heading that its place makes one: between blank lines, begun as a sentence and not ended as one.

    It is short, or fills lines but for the last, as verse does not. Without such, `at` itself.
    """
    first = lines[at].text
    if (
        not lines[at].blank_before
        or not (first[0].isupper() or _numeral(first))
        or CAPTION.match(first)
        or TABLE_ROW.search(first)
    ):
        return at
    if first.endswith("?") and len(first) > LONGEST_QUESTION:
        return at
    end = at + 1
    while end < len(lines) and not lines[end].blank_before:
        if end - at == MOST_SENTENCE_LINES or column.has_room(lines[end - 1], lines[end]):
            return at
        end += 1
    if end == len(lines) or lines[end].text[0].islower() or lines[end - 1].text[-1] in NO_HEADINGS_END:
        return at
    if any(SENTENCES.search(line.text) for line in lines[at:end]):
        return at
    return end if sum(len(line.text) for line in lines[at:end]) <= LONGEST_APART else at


def _opens_heading(line: Line) -> bool:
    text = line.text
    if text.rstrip(":").lower() in KNOWN_HEADINGS:
        return True
    if TABLE_ROW.search(text):
        return False
    if (SENTENCE_END.search(text) and not is_capitalised(text)) or text.endswith((",", ";")) or len(text) > LONGEST_HEADING:
        return False
    numeral = _numeral(text)
    if numeral:
        words = numeral["words"]
        # A full stop ends an entry of a bibliography; a heading has one only in the capitals of older books.
        return not words or (is_capitalised(words) and (not words.endswith(".") or words.isupper()))
    asks = text.endswith("?") and len(WORD.findall(text)) >= FEWEST_ASKING
    return is_capitalised(text) and (asks or not SENTENCE_END.search(text))


def _opens_in_two(line: Line, following: Line) -> bool:
    """Whether a heading has a comma at the end of its first line."""
    return is_capitalised(line.text) and runs_on(line, following)


def _continues_heading(lines: list[Line], at: int, end: int, column: Column) -> bool:
    """Whether the line `end` still belongs to the heading from `at`."""
    line, following = lines[end - 1], lines[end]
    length = following.span.end - lines[at].span.start
    if following.blank_before or length > LONGEST_HEADING or not is_capitalised(following.text):
        return False
    if SENTENCE_END.search(following.text) or (SENTENCE_END.search(line.text) and line.text[-1] not in "?!."):
        return False
    if _numeral(following.text) or following.text.lower() in KNOWN_HEADINGS:
        return False
    if is_number_alone(line.text):
        return False
    return runs_on(line, following) or not column.is_short(line.text)


def is_number_alone(text: str) -> bool:
    """Whether a heading is a number without words, as above a chapter's title: "IV", "2.", "Lecture III"."""
    numeral = _numeral(text)
    return DIVISION.match(text) is not None or (numeral is not None and not numeral["words"])


def _numeral(text: str) -> re.Match[str] | None:
    """Match a heading's number: "II.", "A)", "2.1", or a Roman numeral alone; a bare "I" or "A" before words is none."""
    match = NUMERAL.match(text)
    if match is None or (match["words"] and not match["stop"] and not match["numeral"][0].isdigit()):
        return None
    return None if match["numeral"].isdigit() and not match["stop"] else match


def runs_on(line: Line, following: Line) -> bool:
    """Whether a title or heading goes on in the following line: a small word or a colon stands at the joint."""
    if following.blank_before or not is_capitalised(following.text):
        return False
    last, first = line.text.split()[-1], following.text.split()[0]
    if last.endswith((":", ",", "-", "–", "—")) or last.lower() in SMALL_WORDS:
        return True
    # With a capital a small word begins the next heading, "The Siege", unless all is written in capitals.
    return first.lower() in SMALL_WORDS and (first[0].islower() or (line.text.isupper() and following.text.isupper()))


class Levels:
    """The depth of each heading: a new style of numbering lies one deeper, one seen before returns to its depth."""

    def __init__(self) -> None:
        self._depths: dict[str, int] = {}
        self._depth = 0
        self._letter = ""

    def of(self, text: str) -> int:
        """Return the level of the next heading, from 1."""
        numeral, division = _numeral(text), DIVISION.match(text)
        if division:
            self._depth = self._depth_of(division["kind"].lower())
        else:
            self._depth = self._depth_of(self._style(numeral["numeral"])) if numeral else self._plain(text)
        return self._depth

    def _plain(self, text: str) -> int:
        """Known headings stand outermost; others stand below the numbered ones, where there are any."""
        if not self._depths or text.rstrip(":").lower() in KNOWN_HEADINGS:
            return 1
        return max(self._depths.values()) + 1

    def _depth_of(self, style: str) -> int:
        if style not in self._depths:
            self._depths[style] = 1 if not self._depths else self._depth + 1
        return self._depths[style]

    def _style(self, numeral: str) -> str:
        if numeral[0].isdigit():
            return f"digits {numeral.count('.')}"
        follows = len(numeral) == 1 and self._letter and ord(numeral) == ord(self._letter) + 1
        if not follows and ROMAN.match(numeral):
            return "roman"
        self._letter = numeral
        return "letter"
