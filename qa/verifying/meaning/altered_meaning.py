"""Whether an editor's marks alter what the text says: which words were left out, put in or replaced, and why that may matter.

Nothing here is settled by likeness of meaning. What a bracket or an ellipsis covers is looked through for words on which a
statement hangs; a change that has one is told, unless the text itself, in the sentence or the one before, allows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from index.languages import ENGLISH
from index.records import Span
from index.text import STOP_WORDS, fold
from qa.verifying.meaning.framing import attributes, frame_before
from qa.verifying.meaning.telling_words import (
    AUXILIARIES,
    BINDING,
    CAUSES,
    DETERMINERS,
    ENDINGS,
    HE,
    IT,
    JOINING,
    PRONOUNS,
    RELATING,
    SHE,
    SUBJECTS,
    THEY,
    TITLES,
    TURNING,
    UNITS,
    UNMAKING,
    common_in,
    conditions_in,
    exceptions_in,
    is_form_of,
    is_tense,
    is_written_name,
    plain,
    prepositions_in,
    relates_otherwise,
    telling,
)  # fmt: skip
from qa.verifying.prepared_articles import NUMBERS, PreparedArticle
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
# A speech that ends, and another that begins.
OTHERS_SPEECH = re.compile(r"[.?!…][”»’](?:[^“”«»‘]*[^\s“”«»‘])?\s*[“«‘]")
SPEAKER = re.compile(r"[,;–—-]?[”»]\s?(?:[^\s“”«»]+\s){1,4}[“«]")  # who speaks, put into a speech that goes on
MEASURE_SIGN = re.compile(r"[£$€¥%‰°]")  # what a number is of
NEXT = re.compile(r"\s*(?P<word>[^\W_]+)")  # the word that follows at once
REST = re.compile(r"[^.;:!?]+(?=[.;:!?])")  # what is left of a sentence
# A clause that ends, and the subject of another that begins: what one did, the other seems to have done.
ANOTHER_SUBJECT = re.compile(r"[,;]\s+(?:and|but|or|while|whereas|yet)\s+(?P<first>[^\W_]+)\s+(?:[^\W_]+\s+){0,2}[^\W_]+$")
FURTHEST_NUMBER = 24  # characters before a mark in which the number stands that it follows
PARTING = ",;:()–—-"  # signs at which a clause begins or ends
MOST_HUNG_ON = 4  # words behind a last point among which a denial is looked for
FEWEST_IN_CLAUSE = 3  # words between two such signs that make a clause; fewer are as often a date, or one of a list


def meaning_changes(differences: Iterable[Difference], prepared: PreparedArticle) -> Iterator[MeaningChange]:
    """Yield why the marks of an editor may alter what the text says, in the order of the text, each reason once for its words."""
    found = chain.from_iterable(_changes(difference, prepared) for difference in differences)
    yield from dict.fromkeys(found)


def _changes(difference: Difference, prepared: PreparedArticle) -> Iterator[MeaningChange]:
    """Yield what one difference gives reason to doubt."""
    if difference.kind is DifferenceKind.FIRST_LETTER:
        yield from _lowered(difference, prepared)
        yield from _raised(difference, prepared)
    elif difference.kind is DifferenceKind.LEFT_OUT:
        yield from _left_out(difference, prepared)
        yield from _put_in(_bracketed(difference.quoted), difference, prepared)
    elif difference.kind is DifferenceKind.BRACKETED:
        yield from _lowered(difference, prepared)
        yield from _raised(difference, prepared)
        yield from _put_in(_bracketed(difference.quoted) if not difference.original else [], difference, prepared)
        yield from _unmade(difference, prepared)
    elif difference.kind is DifferenceKind.CLOSING:
        yield from _cut_short(difference, prepared)
    elif difference.kind is DifferenceKind.REPLACED_IN_BRACKETS:
        yield from _replaced(difference, prepared)
        yield from _unmade(difference, prepared)


def _bracketed(quoted: str) -> list[str]:
    """Return the words that an editor put into brackets of their own, remarks on the quotation apart."""
    found = (mark for mark in BRACKETS.finditer(quoted) if not mark["before"] and not mark["behind"])
    return [word for mark in found if not REMARK.fullmatch(mark[0]) for word in WORD.findall(mark["inside"])]


# --- Left out -------------------------------------------------------------------------------------------------------------


def _left_out(difference: Difference, prepared: PreparedArticle) -> Iterator[MeaningChange]:
    """Yield why an ellipsis may alter the meaning.

    Where it leads from one sentence to another and shows it, either side stands for itself, as a quotation of its own would.
    """
    span = difference.span
    joined = MeaningChange(Reason.JOINED, Change.LEFT_OUT, "", difference.original, span)
    if span.length == 0 and prepared.article.text[span.start : span.start + 1].isalnum():
        yield from _framed(span.start, prepared)
    elif span.length == 0:
        yield from _excepted_behind(difference, prepared)
    elif OTHERS_SPEECH.search(difference.original):
        yield joined
    elif prepared.sentence(span.start) == prepared.sentence(_next_word(span.end, prepared)):
        yield from _left_out_within(difference, prepared)
    elif not _shows_end(difference, prepared):
        yield joined
    else:
        yield from _left_out_between(difference, prepared)


def _left_out_between(difference: Difference, prepared: PreparedArticle) -> Iterator[MeaningChange]:
    """Yield what goes with the end of one sentence and the beginning of another: an exception, a denial, a report."""
    span, text = difference.span, prepared.article.text
    starts = prepared.sentence_starts
    if span.start not in starts and text[: span.start].rstrip()[-1:] not in tuple(".?!"):
        rest = REST.match(text, span.start, starts[prepared.sentence(span.start) + 1])
        yield from _limited(Span(*rest.span()), prepared, near=True) if rest else ()
    following = _next_word(span.end, prepared)
    if following not in starts:
        yield from _framed(following, prepared)


def _framed(at: int, prepared: PreparedArticle) -> Iterator[MeaningChange]:
    """Yield what denies, doubts or reports what follows, and is left out before it."""
    frame = frame_before(at, prepared)
    if frame:
        yield MeaningChange(frame.reason, Change.LEFT_OUT, "", frame.words, frame.span)


def _raised(difference: Difference, prepared: PreparedArticle) -> Iterator[MeaningChange]:
    """Yield that a capital makes a statement of what the text denies, doubts or reports."""
    if difference.quoted.strip("[]").isupper() and difference.original[:1].islower():
        yield from _framed(difference.span.start, prepared)


def _left_out_within(difference: Difference, prepared: PreparedArticle) -> Iterator[MeaningChange]:
    """Yield what is left out of one sentence on which the rest of it hangs."""
    span, words, language = difference.span, list(WORD.finditer(difference.original)), prepared.language_at(difference.span.start)
    for sign in MEASURE_SIGN.finditer(difference.original):
        at = Span(span.start + sign.start(), span.start + sign.end())
        yield MeaningChange(Reason.NUMBER, Change.LEFT_OUT, "", sign[0], at)
    if attributes(difference.original, language):
        yield MeaningChange(Reason.MODAL, Change.LEFT_OUT, "", difference.original.strip(" ,;:()–—"), span)
        return
    closed = _is_clause(span, len(words), prepared) and words[0][0].casefold() not in conditions_in(language)
    if not words or closed or SPEAKER.fullmatch(difference.original):
        return
    if language == ENGLISH and _takes_subject(difference, prepared):
        yield MeaningChange(Reason.JOINED, Change.LEFT_OUT, "", difference.original, span)
    phrase = len(words) >= FEWEST_IN_CLAUSE and words[0][0].casefold() in prepositions_in(language)
    for word in words:
        at = Span(span.start + word.start(), span.start + word.end())
        reason = telling(word[0], name=_is_name_at(at, prepared), language=language)
        if reason is None and language == ENGLISH:
            reason = _hung_on(word, words, at, prepared, phrase=phrase)
        if reason and not (reason is Reason.NAME and phrase):
            yield MeaningChange(reason, Change.LEFT_OUT, "", word[0], at)


def _takes_subject(difference: Difference, prepared: PreparedArticle) -> bool:
    """Whether what is left out ends with a subject whose verb is quoted on: the soldiers … stayed, for the officers stayed."""
    found = ANOTHER_SUBJECT.search(difference.original)
    behind = WORD.match(prepared.article.text, _next_word(difference.span.end, prepared))
    goes_on = not prepared.article.text[difference.span.end : behind.start()].strip() if behind else False
    verb = behind is not None and goes_on and behind[0].islower() and behind[0] not in RELATING
    return verb and found is not None and found["first"].casefold() in DETERMINERS | PRONOUNS


def _hung_on(
    word: re.Match[str], words: list[re.Match[str]], at: Span, prepared: PreparedArticle, *, phrase: bool
) -> Reason | None:
    """Return why a clause hangs on a word left out: its subject, what binds it to another, an exception, or who says so."""
    lower = word[0].casefold()
    if lower in SUBJECTS and not phrase:
        return Reason.PRONOUN
    if lower in BINDING and word is words[-1]:
        return Reason.JOINED
    if lower == "but":
        return Reason.QUANTIFIER
    if word is words[0] and lower in UNITS and _counts_before(at.start, prepared):
        return Reason.NUMBER
    governs = word is words[-1] and len(words) > 1 and _governs(lower, at, prepared)
    return Reason.MODAL if governs or REPORTED.match(prepared.article.text, at.start) else None


def _governs(last: str, at: Span, prepared: PreparedArticle) -> bool:
    """Whether what is quoted on is what somebody tried, began or ceased to do, or said, thought or feared that it was."""
    behind = WORD.search(prepared.article.text, at.end)
    infinitive = behind is not None and behind[0].islower() and behind[0] not in (DETERMINERS | PRONOUNS | RELATING) - AUXILIARIES
    return last == "that" or (last == "to" and infinitive)


def _counts_before(at: int, prepared: PreparedArticle) -> bool:
    """Whether a number stands before a place."""
    before = WORD.findall(prepared.article.text[max(at - FURTHEST_NUMBER, 0) : at])[-1:]
    return any(telling(word, name=False, language=prepared.language_at(at)) is Reason.NUMBER for word in before)


def _excepted_behind(difference: Difference, prepared: PreparedArticle) -> Iterator[MeaningChange]:
    """Yield that the dots at a quotation's end hide a condition, or an exception, that comes at once."""
    word = WORD.search(prepared.article.text, difference.span.end)
    parted = word and prepared.article.text[difference.span.end : word.start()].strip()
    if word and parted in ("", ",") and word[0] in exceptions_in(prepared.language_at(word.start())):
        yield MeaningChange(Reason.MODAL, Change.LEFT_OUT, "", word[0], Span(*word.span()))


def _cut_short(difference: Difference, prepared: PreparedArticle) -> Iterator[MeaningChange]:
    """Yield what a last point hides: an exception, or the last words of the sentence that it makes end before them, where few."""
    text, start = prepared.article.text, difference.span.end
    if difference.original == "?" and "?" not in difference.quoted:
        yield MeaningChange(Reason.MODAL, Change.REPLACED, difference.quoted.strip("'\"’”") or ",", "?", difference.span)
    yield from _date_cut_short(difference, prepared)
    rest = REST.match(text, start) if difference.original in ("", ",", ";") else None
    if rest is None or "." not in difference.quoted:
        return
    words = list(WORD.finditer(rest[0]))
    if difference.original or len(words) > FEWEST_IN_CLAUSE:
        yield from _limited(Span(*rest.span()), prepared, near=not difference.original)
        return
    for word in words:
        at = Span(start + word.start(), start + word.end())
        reason = telling(word[0], name=_is_name_at(at, prepared), language=prepared.language_at(at.start))
        if reason:
            yield MeaningChange(reason, Change.LEFT_OUT, "", word[0], at)


def _date_cut_short(difference: Difference, prepared: PreparedArticle) -> Iterator[MeaningChange]:
    """Yield the number without which a date is another, or none: July, of July, 1754, and 4 July, of 4 July 1754."""
    text, start = prepared.article.text, difference.span.end
    following = NEXT.match(text, start) if difference.original in ("", ",") else None
    if following is None or not _counts_before(difference.span.start, prepared):
        return
    word, language = following["word"], prepared.language_at(start)
    if word.casefold() not in NUMBERS and telling(word, name=False, language=language) is Reason.NUMBER:
        yield MeaningChange(Reason.NUMBER, Change.LEFT_OUT, "", word, Span(*following.span("word")))


def _limited(rest: Span, prepared: PreparedArticle, *, near: bool) -> Iterator[MeaningChange]:
    """Yield the exceptions in the rest of a clause, and, if so told, a denial near its beginning."""
    words = rest.of(prepared.article.text)
    for number, word in enumerate(WORD.finditer(words)):
        first = near and number < MOST_HUNG_ON and "," not in words[: word.start()]
        at = Span(rest.start + word.start(), rest.start + word.end())
        reason = _limits(word[0], prepared.language_at(at.start), near=first)
        if reason:
            yield MeaningChange(reason, Change.LEFT_OUT, "", word[0], at)


def _limits(word: str, language: str, *, near: bool) -> Reason | None:
    """Return why what a sentence says before a word hangs on it: an exception wherever it stands, a denial that is near."""
    if word.casefold() in exceptions_in(language):
        return Reason.MODAL
    limited = language == ENGLISH and word.casefold() in ("only", "but")
    denied = near and (telling(word, name=False, language=language) is Reason.NEGATION or limited)
    return Reason.NEGATION if denied else None


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
    near = {fold(plain(word)) for word in WORD.findall(prepared.around(difference.span).of(prepared.article.text))}
    language = prepared.language_at(difference.span.start)
    for word in words:
        reason = telling(word, name=is_written_name(word) and word not in prepared.nouns, language=language)
        if (
            reason is None
            and language == ENGLISH
            and (_asserts(word, words) or (word is words[0] and _attributes(words, difference.span.end, prepared)))
        ):
            reason = Reason.WORDING
        if reason in (Reason.NAME, Reason.NUMBER, Reason.WORDING) and fold(plain(word)) in near and word not in CAUSES | TURNING:
            reason = None
        if reason:
            yield MeaningChange(reason, Change.PUT_IN, word, "", Span(difference.span.start, difference.span.start))
    if words and _counts_behind(words, difference.span.start, prepared):
        yield MeaningChange(Reason.NUMBER, Change.PUT_IN, " ".join(words), "", Span(difference.span.start, difference.span.start))


def _asserts(word: str, words: list[str]) -> bool:
    """Whether a word put in says something of its own: how, why, or – behind an and – what besides."""
    weighty = word.casefold() not in STOP_WORDS | PRONOUNS
    joins = words[0].casefold() in JOINING and word is not words[0]
    turns = words == [word] and word in TURNING
    return word.islower() and (word.endswith("ly") or word in CAUSES or turns or (joins and weighty))


def _attributes(words: list[str], at: int, prepared: PreparedArticle) -> bool:
    """Whether words are put in where they say of what kind the next word's thing is: the [corrupt] minister."""
    text, word = prepared.article.text, words[0]
    before, behind = WORD.findall(text[max(at - FURTHEST_NUMBER, 0) : at])[-1:], WORD.search(text, at)
    parted = behind is not None and bool(text[at : behind.start()].strip())
    weighty = word.islower() and word not in STOP_WORDS | PRONOUNS and words[-1] not in RELATING
    if not before or not behind or not weighty or parted or not text[at - 1 : at + 1].strip(" ").isalnum():
        return False
    led = plain(before[0]) in RELATING - JOINING and plain(behind[0]) not in DETERMINERS
    return led or plain(before[0]) in DETERMINERS


def _counts_behind(words: list[str], at: int, prepared: PreparedArticle) -> bool:
    """Whether a measure is put in behind a number: eight [months or] years."""
    return _counts_before(at, prepared) and any(plain(word) in UNITS for word in words)


def _lowered(difference: Difference, prepared: PreparedArticle) -> Iterator[MeaningChange]:
    """Yield that a name has lost its capital, and may be read as a common word."""
    letter = difference.quoted.strip("[]")
    if len(letter) == 1 and letter.islower() and difference.original[:1].isupper():
        word = WORD.match(prepared.article.text, difference.span.start)
        if word and (_is_name_inside(word, prepared) or _is_only_a_name(word[0], prepared)):
            yield MeaningChange(Reason.NAME, Change.REPLACED, letter + word[0][1:], word[0], Span(*word.span()))


def _is_only_a_name(word: str, prepared: PreparedArticle) -> bool:
    """Whether the article has a word with a capital where no sentence begins, and never without."""
    return word in prepared.capitals and word.casefold() not in prepared.vocabulary


def _is_name_inside(word: re.Match[str], prepared: PreparedArticle) -> bool:
    """Whether a word has its capital within a sentence, where no speech begins either."""
    before = prepared.article.text[max(word.start() - 2, 0) : word.start()]
    inside = len(before) == 2 and (before[0].isalnum() or before[0] == ",") and before[1] == " "
    return inside and word[0].casefold() not in TITLES and _is_name_at(Span(*word.span()), prepared)


def _unmade(difference: Difference, prepared: PreparedArticle) -> Iterator[MeaningChange]:
    """Yield that brackets set into a word make another of it, or its contrary: [un]able, hope[less]."""
    for mark in BRACKETS.finditer(difference.quoted):
        before, inside, behind = (plain(part) for part in (mark["before"], mark["inside"], mark["behind"]))
        if not (before or behind) or (not before and len(inside) == 1) or SPELLING.search(mark[0]):
            continue
        written, original = before + inside + behind, plain(difference.original)
        language = prepared.language_at(difference.span.start)
        made, given = (telling(word, name=False, language=language) for word in (written, difference.original))
        if made and made is not given:
            yield MeaningChange(given or made, Change.REPLACED, mark[0], difference.original, difference.span)
            continue
        if any(is_form_of(written, word) for word in (original, *WORD.findall(original))):
            continue
        if behind or inside not in ENDINGS:
            unmade = Reason.NEGATION if inside in UNMAKING or inside in ("less", "n't") else Reason.WORDING
            name = _is_name_at(difference.span, prepared)
            reason = telling(difference.original, name=name, language=language) or unmade
            yield MeaningChange(reason, Change.REPLACED, mark[0], difference.original, difference.span)


# --- Replaced -------------------------------------------------------------------------------------------------------------


def _replaced(difference: Difference, prepared: PreparedArticle) -> Iterator[MeaningChange]:
    """Yield why words in brackets may not say what the words say for which they stand."""
    given, put = WORD.findall(difference.original), _bracketed(difference.quoted)
    lost = [word for word in given if not any(is_form_of(word, other) for other in put)]
    gained = [word for word in put if not any(is_form_of(word, other) for other in given)]
    if not put:
        return
    shown = MeaningChange(Reason.WORDING, Change.REPLACED, " ".join(put), difference.original, difference.span)
    language = prepared.language_at(difference.span.start)
    pronouns = _pronouns(lost, gained) if language == ENGLISH else ()
    reasons = dict.fromkeys((*_lost(lost, gained, difference, prepared), *pronouns) or _wording(lost, gained, language))
    for reason in reasons:
        yield MeaningChange(reason, shown.change, shown.quoted, shown.original, shown.span)
    for change in _put_in([word for word in gained if not is_tense(word, lost)], difference, prepared):
        if change.reason not in reasons:
            yield change


def _lost(lost: list[str], gained: list[str], difference: Difference, prepared: PreparedArticle) -> Iterator[Reason]:
    """Yield what the words are that a bracket replaced; a pronoun may stand for a name, and another tense for a modal's."""
    text, span = prepared.article.text, difference.span
    for word in lost:
        start = text.index(word, span.start)
        reason = telling(word, name=_is_name_at(Span(start, start + 1), prepared), language=prepared.language_at(start))
        allowed = (reason is Reason.NAME and any(plain(other) in PRONOUNS for other in gained)) or is_tense(word, gained)
        if reason and not allowed:
            yield reason


def _pronouns(lost: list[str], gained: list[str]) -> Iterator[Reason]:
    """Yield that a pronoun stands for one of another gender or number; the first and second person may become any."""
    for kind in (HE, SHE, IT, THEY):
        if any(plain(word) in kind for word in lost) and any(plain(word) in PRONOUNS - kind for word in gained):
            yield Reason.PRONOUN


def _wording(lost: list[str], gained: list[str], language: str) -> Iterator[Reason]:
    """Yield that words of their own weight stand for such as have nothing in common with them."""
    weighty = [[word for word in words if plain(word) not in common_in(language)] for words in (lost, gained)]
    if all(weighty) or (language == ENGLISH and relates_otherwise(lost, gained)):
        yield Reason.WORDING
