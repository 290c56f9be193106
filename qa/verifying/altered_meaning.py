"""Whether an editor's marks alter what the text says: which words were left out, put in or replaced, and why that may matter.

Nothing here is settled by likeness of meaning. What a bracket or an ellipsis covers is looked through for words on which a
statement hangs; a change that has one is told, unless the text itself, in the sentence or the one before, allows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from index.records import Span
from index.text import STOP_WORDS, fold, terms
from qa.verifying.canonical_text import APOSTROPHES, has_digit
from qa.verifying.prepared_articles import NUMBERS, PreparedArticle, is_negation
from qa.verifying.scholarly_conventions import REMARK
from qa.verifying.verdicts import Change, Difference, DifferenceKind, MeaningChange, Reason

WORD = re.compile(r"\d+(?:[.,:/]\d+)*[^\W_]*|[^\W_]+(?:['’ʼ-][^\W_]+)*")
BRACKETS = re.compile(r"(?P<before>[^\W_]*)\[(?P<inside>[^\[\]]*)\](?P<behind>[^\W_]*)")
ELLIPSIS = re.compile(r"…|\.\s?\.\s?\.")
# A sentence's end before or in an ellipsis: a fourth point, or a question or exclamation mark.
SHOWN_END = re.compile(r"[.?!]['\"’”)\s]*\[?\s?(?:…|\.\s?\.\s?\.)|(?:…|\.\s?\.\s?\.)\s?\]?\s?[.?!]")
# What is told as another's word: the corn-lands are said to be better cultivated.
REPORTED = re.compile(
    r"(?:said|believed|reported|thought|held|rumou?red|claimed|supposed|imagined|presumed|assumed)\s+(?:to|that)\b"
)
# A letter put in for another spelling of the same word: colo[u]r, judg[e]ment, travel[l]ed.
SPELLING = re.compile(r"o\[u\]r|g\[e\](?:ment|able)|l\[l\](?:ed|ing|er|or|ful|ment)")
REST = re.compile(r"[^.;:!?]+(?=[.;:!?])")  # what is left of a sentence
FURTHEST_NUMBER = 24  # characters before a mark in which the number stands that it follows
PARTING = ",;:()–—-"  # signs at which a clause begins or ends
FEWEST_IN_CLAUSE = 3  # words between two such signs that make a clause; fewer are as often a date, or one of a list

NEGATING = frozenset(
    "fail fails failed failing failure refuse refuses refused refusing refusal deny denies denied denying denial lack lacks "
    "lacked lacking nay rather instead against unable impossible unlikely false falsely untrue".split()
)
QUANTIFIERS = frozenset(
    "all only every each any some most many few several much little more less least fewer both either half majority minority "
    "nearly almost merely mostly always sometimes often frequently usually rarely seldom occasionally ever entirely wholly fully "
    "partly partially solely chiefly mainly largely primarily generally completely totally simply alone everyone everybody "
    "everything everywhere anyone anybody anything someone somebody something except enough too about approximately roughly "
    "exactly just".split()
)
MODALS = frozenset(
    "can could may might must shall should will would ought need perhaps possibly possible probably probable maybe presumably "
    "allegedly alleged supposedly supposed apparently seemingly reportedly ostensibly purportedly arguably likely certainly "
    "surely if unless whether provided seem seems seemed appear appears appeared".split()
)
EXCEPTIONS = frozenset("if unless except excepted excepting provided until".split())  # what is stated holds but for these
# Words that bind a clause to another: without them, what followed from one thing, or before it, stands beside it.
BINDING = frozenset("before after until till because although though while whilst than lest since".split())
CAUSES = frozenset("because although though despite therefore hence thus owing".split())
JOINING = frozenset("and or but".split())
UNITS = frozenset(
    "second minute hour day week month year decade century inch foot feet yard mile acre ounce pound ton penny pence shilling "
    "dollar franc mark metre kilometre meter kilometer gram kilogram seconds minutes hours days weeks months years decades "
    "centuries inches yards miles acres ounces pounds tons shillings dollars francs marks metres kilometres meters kilometers "
    "grams kilograms percent".split()
)
CONDITIONS = frozenset("if unless except provided until without only".split())  # a clause that begins so binds the rest
TENSES = ({"will", "would"}, {"shall", "should"}, {"can", "could"}, {"may", "might"}, {"seem", "seems", "seemed"})
MONTHS = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday thursday "
    "friday saturday sunday".split()
)
PREPOSITIONS = frozenset(
    "in on at of by for with from to into under over during after before between among through against near since which who "
    "whom whose where that when".split()
)
TITLES = frozenset(
    "mr mrs miss ms dr sir lord lady president general secretary king queen prince princess emperor prime minister senator "
    "professor captain colonel admiral major lieutenant saint st chancellor bishop pope ambassador governor judge the".split()
)
OWN = frozenset("i me my mine myself we us our ours ourselves you your yours yourself yourselves this that these those".split())
HE = frozenset("he him his himself".split())
SHE = frozenset("she her hers herself".split())
IT = frozenset("it its itself".split())
THEY = frozenset("they them their theirs themselves".split())
PRONOUNS = OWN | HE | SHE | IT | THEY
SUBJECTS = frozenset("i he she we they who".split())
UNMAKING = ("un", "in", "im", "ir", "il", "dis", "non", "mis", "anti", "counter", "de")
ENDINGS = frozenset(["", *"s es d ed n en t ing er ly 's ’s ' ’".split()])
# Words whose forms do not begin alike.
_IRREGULAR_FORMS = (
    "be am is are was were been being / have has had having / do does did done / become became / begin began begun / "
    "break broke broken / bring brought / build built / buy bought / catch caught / choose chose chosen / come came / "
    "draw drew drawn / drive drove driven / eat ate eaten / fall fell fallen / feel felt / fight fought / find found "
    "/ fly flew flown / forget forgot / freeze froze frozen / get got / give gave given / go goes went gone / grow "
    "grew grown / hear heard / hold held / keep kept / know knew known / lead led / leave left / lose lost / make "
    "made / mean meant / meet met / pay paid / rise rose risen / run ran / say said says / see saw seen / seek sought "
    "/ sell sold / send sent / show shown / sing sang / sink sank / sit sat / speak spoke spoken / spend spent / "
    "stand stood / strike struck / swear swore / take took taken / teach taught / tell told / think thought / throw "
    "threw thrown / understand understood / wear wore / win won / write wrote written / withdraw withdrew withdrawn / "
    "undertake undertook / hide hid hidden / bind bound / wind wound / grind ground / lie lay lain / man men / woman women / "
    "child children"
)
IRREGULAR = [set(forms.split()) for forms in _IRREGULAR_FORMS.split("/")]
PASTS = frozenset(form for forms in _IRREGULAR_FORMS.split("/") for form in forms.split()[1:])


def meaning_changes(differences: Iterable[Difference], prepared: PreparedArticle) -> Iterator[MeaningChange]:
    """Yield why the marks of an editor may alter what the text says, in the order of the text, each reason once for its words."""
    found = chain.from_iterable(_changes(difference, prepared) for difference in differences)
    yield from dict.fromkeys(found)


def _changes(difference: Difference, prepared: PreparedArticle) -> Iterator[MeaningChange]:
    """Yield what one difference gives reason to doubt."""
    if difference.kind is DifferenceKind.FIRST_LETTER:
        yield from _lowered(difference, prepared)
    elif difference.kind is DifferenceKind.LEFT_OUT:
        yield from _left_out(difference, prepared)
        yield from _put_in(_bracketed(difference.quoted), difference, prepared)
    elif difference.kind is DifferenceKind.BRACKETED:
        yield from _lowered(difference, prepared)
        yield from _put_in(_bracketed(difference.quoted) if not difference.original else [], difference, prepared)
        yield from _unmade(difference, prepared)
    elif difference.kind is DifferenceKind.CLOSING:
        yield from _cut_short(difference, prepared)
    elif difference.kind is DifferenceKind.REPLACED_IN_BRACKETS:
        yield from _replaced(difference, prepared)
        yield from _unmade(difference, prepared)


# --- Words ----------------------------------------------------------------------------------------------------------------


def _plain(word: str) -> str:
    """Return a word in lower case, without a genitive's ending."""
    return re.sub(f"[{APOSTROPHES}]s$", "", word).casefold().translate({ord("’"): "'"})


def _reason(word: str, *, name: bool) -> Reason | None:
    """Return what kind of word it is on which a statement hangs, if any."""
    plain = word.casefold().replace("’", "'")
    if is_negation(plain) or plain in NEGATING:
        return Reason.NEGATION
    if has_digit(word) or _plain(word) in NUMBERS or (_plain(word) in MONTHS and word[:1].isupper()):
        return Reason.NUMBER
    if plain in QUANTIFIERS:
        return Reason.QUANTIFIER
    if name:
        return Reason.NAME
    return Reason.MODAL if plain in MODALS else None


def _is_name(word: str) -> bool:
    """Whether a word that an editor wrote is a name: it has a capital, and is not one that always or never has."""
    plain = _plain(word)
    return any(c.isupper() for c in word) and plain not in TITLES and plain not in STOP_WORDS and plain != "i"


def _bracketed(quoted: str) -> list[str]:
    """Return the words that an editor put into brackets of their own, remarks on the quotation apart."""
    found = (mark for mark in BRACKETS.finditer(quoted) if not mark["before"] and not mark["behind"])
    return [word for mark in found if not REMARK.fullmatch(mark[0]) for word in WORD.findall(mark["inside"])]


def _same(one: str, other: str) -> bool:
    """Whether two words are forms of one."""
    one, other = fold(_plain(one)), fold(_plain(other))
    stems = terms(one)
    alike = stems != [] and stems == terms(other) and not _is_past_of_another(one, other)
    return one == other or alike or _are_irregular(one, other)


def _is_past_of_another(one: str, other: str) -> bool:
    """Whether words that begin alike are forms of two: found, of find, and founded."""
    return (one in PASTS) != (other in PASTS) and not {one + "s", other + "s"} & {one, other}


def _are_irregular(one: str, other: str) -> bool:
    """Whether two words are forms of one that do not begin alike."""
    return any({one.removesuffix("ing"), other.removesuffix("ing")} <= forms for forms in IRREGULAR)


# --- Left out -------------------------------------------------------------------------------------------------------------


def _left_out(difference: Difference, prepared: PreparedArticle) -> Iterator[MeaningChange]:
    """Yield why an ellipsis may alter the meaning.

    Where it leads from one sentence to another and shows it, either side stands for itself, as a quotation of its own would.
    """
    span = difference.span
    if span.length == 0:
        return
    if prepared.sentence(span.start) != prepared.sentence(_next_word(span.end, prepared)):
        if not _shows_end(difference, prepared):
            yield MeaningChange(Reason.JOINED, Change.LEFT_OUT, "", difference.original, span)
        return
    words = list(WORD.finditer(difference.original))
    closed = _is_clause(span, len(words), prepared)
    if closed and words[0][0].casefold() not in CONDITIONS:
        return
    phrase = len(words) >= FEWEST_IN_CLAUSE and words[0][0].casefold() in PREPOSITIONS
    for word in words:
        at = Span(span.start + word.start(), span.start + word.end())
        reason = _reason(word[0], name=_is_name_at(at, prepared))
        if reason is None:
            reason = _hung_on(word, words, at, prepared, phrase=phrase)
        if reason and not (reason is Reason.NAME and phrase):
            yield MeaningChange(reason, Change.LEFT_OUT, "", word[0], at)


def _hung_on(
    word: re.Match[str], words: list[re.Match[str]], at: Span, prepared: PreparedArticle, *, phrase: bool
) -> Reason | None:
    """Return why a clause hangs on a word left out: its subject, what binds it to another, an exception, or who says so."""
    plain = word[0].casefold()
    if plain in SUBJECTS and not phrase:
        return Reason.PRONOUN
    if plain in BINDING and word is words[-1]:
        return Reason.JOINED
    if plain == "but":
        return Reason.QUANTIFIER
    return Reason.MODAL if REPORTED.match(prepared.article.text, at.start) else None


def _cut_short(difference: Difference, prepared: PreparedArticle) -> Iterator[MeaningChange]:
    """Yield what a last point hides: an exception, or the last words of the sentence that it makes end before them, where few."""
    text, start = prepared.article.text, difference.span.end
    rest = REST.match(text, start) if difference.original in ("", ",", ";") else None
    if rest is None or "." not in difference.quoted:
        return
    few = not difference.original and len(WORD.findall(rest[0])) <= FEWEST_IN_CLAUSE
    for word in WORD.finditer(rest[0]):
        at = Span(start + word.start(), start + word.end())
        excepts = word[0].casefold() in EXCEPTIONS
        reason = _reason(word[0], name=_is_name_at(at, prepared)) if few else Reason.MODAL if excepts else None
        if reason:
            yield MeaningChange(reason, Change.LEFT_OUT, "", word[0], at)


def _next_word(at: int, prepared: PreparedArticle) -> int:
    """Return where the next letter or digit of the text stands."""
    text = prepared.article.text
    return next((k for k in range(at, len(text)) if text[k].isalnum()), at)


def _shows_end(difference: Difference, prepared: PreparedArticle) -> bool:
    """Whether the reader sees that a sentence ends there: by a point more, or by a capital that begins the next."""
    span, text = difference.span, prepared.article.text
    if SHOWN_END.search(difference.quoted):
        return True
    following = _next_word(span.end, prepared)
    begins = prepared.sentence_starts[prepared.sentence(following)] in range(span.end, following + 1)
    whole = not text[span.start : span.end].strip() or prepared.sentence(span.start) != prepared.sentence(max(span.start - 1, 0))
    return begins and (whole or text[span.start] in ".?!" or not _is_name_at(Span(following, following + 1), prepared))


def _is_clause(span: Span, words: int, prepared: PreparedArticle) -> bool:
    """Whether what is left out is a clause or more, from one sign that parts to another, which the rest does not hang on."""
    text = prepared.article.text
    before, behind = text[: span.start].rstrip()[-1:], text[span.end :].lstrip()[:1]
    opens = text[span.start] in PARTING or before in tuple(PARTING)
    closes = text[span.end - 1] in PARTING or behind in tuple(PARTING + ".?!")
    return words >= FEWEST_IN_CLAUSE and opens and closes


def _is_name_at(span: Span, prepared: PreparedArticle) -> bool:
    """Whether a name begins there."""
    first = prepared.at(span.start)
    return prepared.has_name(Span(first, first + 1))


# --- Put in ---------------------------------------------------------------------------------------------------------------


def _put_in(words: list[str], difference: Difference, prepared: PreparedArticle) -> Iterator[MeaningChange]:
    """Yield why words put in may alter the meaning; names, numbers and other words that the text has near are no reason."""
    near = {fold(_plain(word)) for word in WORD.findall(prepared.around(difference.span).of(prepared.article.text))}
    for word in words:
        reason = _reason(word, name=_is_name(word))
        if reason is None and _asserts(word, words):
            reason = Reason.WORDING
        if reason in (Reason.NAME, Reason.NUMBER, Reason.WORDING) and fold(_plain(word)) in near and word not in CAUSES:
            reason = None
        if reason:
            yield MeaningChange(reason, Change.PUT_IN, word, "", Span(difference.span.start, difference.span.start))
    if words and _counts_behind(words, difference.span.start, prepared):
        yield MeaningChange(Reason.NUMBER, Change.PUT_IN, " ".join(words), "", Span(difference.span.start, difference.span.start))


def _asserts(word: str, words: list[str]) -> bool:
    """Whether a word put in says something of its own: how, why, or – behind an and – what besides."""
    weighty = word.casefold() not in STOP_WORDS | PRONOUNS
    joins = words[0].casefold() in JOINING and word is not words[0]
    return word.islower() and (word.endswith("ly") or word in CAUSES or (joins and weighty))


def _counts_behind(words: list[str], at: int, prepared: PreparedArticle) -> bool:
    """Whether a measure is put in behind a number: eight [months or] years."""
    before = WORD.findall(prepared.article.text[max(at - FURTHEST_NUMBER, 0) : at])[-1:]
    counted = any(has_digit(word) or _plain(word) in NUMBERS for word in before)
    return counted and any(_plain(word) in UNITS for word in words)


def _lowered(difference: Difference, prepared: PreparedArticle) -> Iterator[MeaningChange]:
    """Yield that a name has lost its capital, and may be read as a common word."""
    letter = difference.quoted.strip("[]")
    if len(letter) == 1 and letter.islower() and difference.original[:1].isupper():
        word = WORD.match(prepared.article.text, difference.span.start)
        if word and word[0] in prepared.capitals and word[0].casefold() not in prepared.vocabulary:
            yield MeaningChange(Reason.NAME, Change.REPLACED, letter + word[0][1:], word[0], Span(*word.span()))


def _unmade(difference: Difference, prepared: PreparedArticle) -> Iterator[MeaningChange]:
    """Yield that brackets set into a word make another of it, or its contrary: [un]able, hope[less]."""
    for mark in BRACKETS.finditer(difference.quoted):
        before, inside, behind = (_plain(part) for part in (mark["before"], mark["inside"], mark["behind"]))
        if not (before or behind) or (not before and len(inside) == 1) or SPELLING.search(mark[0]):
            continue
        written, original = before + inside + behind, _plain(difference.original)
        if any(_same(written, word) for word in (original, *WORD.findall(original))):
            continue
        if behind or inside not in ENDINGS:
            unmade = Reason.NEGATION if inside in UNMAKING or inside in ("less", "n't") else Reason.WORDING
            reason = _reason(difference.original, name=_is_name_at(difference.span, prepared)) or unmade
            yield MeaningChange(reason, Change.REPLACED, mark[0], difference.original, difference.span)


# --- Replaced -------------------------------------------------------------------------------------------------------------


def _replaced(difference: Difference, prepared: PreparedArticle) -> Iterator[MeaningChange]:
    """Yield why words in brackets may not say what the words say for which they stand."""
    given, put = WORD.findall(difference.original), _bracketed(difference.quoted)
    lost = [word for word in given if not any(_same(word, other) for other in put)]
    gained = [word for word in put if not any(_same(word, other) for other in given)]
    if not put:
        return
    shown = MeaningChange(Reason.WORDING, Change.REPLACED, " ".join(put), difference.original, difference.span)
    reasons = dict.fromkeys((*_lost(lost, gained, difference, prepared), *_pronouns(lost, gained)) or _wording(lost, gained))
    for reason in reasons:
        yield MeaningChange(reason, shown.change, shown.quoted, shown.original, shown.span)
    for change in _put_in([word for word in gained if not _is_tense(word, lost)], difference, prepared):
        if change.reason not in reasons:
            yield change


def _lost(lost: list[str], gained: list[str], difference: Difference, prepared: PreparedArticle) -> Iterator[Reason]:
    """Yield what the words are that a bracket replaced; a pronoun may stand for a name, and another tense for a modal's."""
    text, span = prepared.article.text, difference.span
    for word in lost:
        start = text.index(word, span.start)
        reason = _reason(word, name=_is_name_at(Span(start, start + 1), prepared))
        allowed = (reason is Reason.NAME and any(_plain(other) in PRONOUNS for other in gained)) or _is_tense(word, gained)
        if reason and not allowed:
            yield reason


def _is_tense(word: str, others: list[str]) -> bool:
    """Whether a modal has its other tense among words."""
    return any(_plain(word) in pair and any(_plain(other) in pair for other in others) for pair in TENSES)


def _pronouns(lost: list[str], gained: list[str]) -> Iterator[Reason]:
    """Yield that a pronoun stands for one of another gender or number; the first and second person may become any."""
    for kind in (HE, SHE, IT, THEY):
        if any(_plain(word) in kind for word in lost) and any(_plain(word) in PRONOUNS - kind for word in gained):
            yield Reason.PRONOUN


def _wording(lost: list[str], gained: list[str]) -> Iterator[Reason]:
    """Yield that words of their own weight stand for such as have nothing in common with them."""
    weighty = [[word for word in words if _plain(word) not in STOP_WORDS | PRONOUNS] for words in (lost, gained)]
    if all(weighty):
        yield Reason.WORDING
