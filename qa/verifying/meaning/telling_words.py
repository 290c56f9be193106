"""The words on which a statement hangs, and whether two words are forms of one."""

from __future__ import annotations

import re
from itertools import takewhile

from index.languages import ENGLISH, conditions, elided, modals, prepositions, quantifiers, stop_words
from index.text import STOP_WORDS, fold
from qa.verifying.canonical_text import APOSTROPHES, has_digit
from qa.verifying.prepared_articles import NUMBERS, is_negation, is_number
from qa.verifying.verdicts import Reason

NEGATING = frozenset(
    "fail fails failed failing failure refuse refuses refused refusing refusal deny denies denied denying denial lack lacks non "
    "lacked lacking nay rather instead against unable impossible unlikely false falsely untrue".split()
)
QUANTIFIERS = frozenset(
    "all only every each any some most many few several much little more less least fewer both either half majority minority "
    "nearly almost merely mostly always sometimes often frequently usually rarely seldom occasionally ever entirely wholly fully "
    "partly partially solely chiefly mainly largely primarily generally completely totally simply alone everyone everybody "
    "everything everywhere anyone anybody anything someone somebody something except enough too about approximately roughly "
    "exactly just greater lesser better worse higher lower larger smaller older younger earlier later longer shorter best worst "
    "greatest highest lowest largest smallest oldest youngest earliest latest foremost sole lone utmost dozens scores twofold "
    "threefold double doubled treble triple halved".split()
)
MODALS = frozenset(
    "can could may might must shall should will would ought need perhaps possibly possible probably probable maybe presumably "
    "allegedly alleged supposedly supposed apparently seemingly reportedly ostensibly purportedly arguably likely certainly "
    "surely if unless whether provided seem seems seemed appear appears appeared "
    "likelier dubious doubtful doubtfully questionable conjectural hypothetical".split()
)
# Adjectives and prefixes without which a thing is another: a former king is none, nor is an attempted murder one.
UNDOING = frozenset(
    "former formerly late so-called self-styled would-be pretended pretending attempted proposed projected intended planned "
    "supposed imaginary imagined fictitious fictional counterfeit forged sham mock fake feigned pseudo quasi semi ex vice deputy "
    "acting assistant future prospective potential apparent seeming nominal titular honorary abortive unsuccessful deposed "
    "erstwhile sometime quondam onetime expected threatened promised hoped-for professed putative spurious".split()
)
EXCEPTIONS = frozenset("if unless except excepted excepting provided until".split())  # what is stated holds but for these
# Words that bind a clause to another: without them, what followed from one thing, or before it, stands beside it.
BINDING = frozenset("before after until till because although though while whilst than lest since".split())
CAUSES = frozenset("because although though despite therefore hence thus owing".split())
JOINING = frozenset("and or but".split())
UNITS = frozenset(
    "second minute hour day week month year decade century inch foot feet yard mile acre ounce pound ton penny pence "
    "shilling dollar franc mark livre crown guinea ducat florin rouble ruble groat farthing bushel gallon quart "
    "hundredweight fathom league stone head per cent fold score livres crowns guineas ducats florins roubles rubles groats "
    "farthings bushels gallons hundredweights fathoms leagues metre kilometre meter kilometer gram kilogram seconds minutes "
    "hours days weeks months years decades centuries inches yards miles acres ounces pounds tons shillings dollars francs "
    "marks metres kilometres meters kilometers grams kilograms percent".split()
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
FEWEST_IN_STEM = 2  # letters that forms of one word have in common
UNMAKING = ("un", "in", "im", "ir", "il", "dis", "non", "mis", "anti", "counter", "de")
ENDINGS = frozenset(["", *"s es d ed n en t ing ly 's ’s ' ’".split()])
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
# Words that say how a thing stands to another, or one clause to the next; of one place and sense, those that may be exchanged.
RELATING = frozenset(
    "of to from by with in into on upon onto at over under above below beneath up down out off before after behind during since "
    "until till between among amongst through against toward towards within beyond outside inside near beside besides and or nor "
    "but because although though while whilst when where if unless than as for via per across around about amid despite except "
    "unto underneath throughout following".split()
)
_EXCHANGEABLE = (
    "on upon onto / to unto towards toward / till until / among amongst amid between / while whilst when as / although though / "
    "in into within inside / below beneath under underneath / around about / through throughout during / above over"
)
EXCHANGEABLE = [set(words.split()) for words in _EXCHANGEABLE.split("/")]
TURNING = RELATING - frozenset("of to by with in into on upon onto at for from and as about near unto per through".split())
AUXILIARIES = frozenset("be have do".split())
DETERMINERS = frozenset(
    "the a an this that these those his her its their our your my no every some any each another such is are was were be been "
    "being very".split()
)
# How a verb's or noun's forms end, behind what they have in common.
FORMS = (
    frozenset(["", "e", "s", "es", "'s", "s'", "'", "ed", "d", "ing", "en", "n", "t", "ly", "eth", "th", "est"]),
    frozenset(["y", "ies", "ied", "ying", "ieth"]),
    frozenset(["f", "ves", "fe"]),
)


def plain(word: str) -> str:
    """Return a word in lower case, without a genitive's ending."""
    return re.sub(f"[{APOSTROPHES}]s$", "", word).casefold().translate({ord("’"): "'"})


def conditions_in(language: str) -> frozenset[str]:
    """Return the words that bind the rest of a sentence to the clause that they begin."""
    return CONDITIONS if language == ENGLISH else conditions(language)


def exceptions_in(language: str) -> frozenset[str]:
    """Return the words with which an exception begins to what is stated before."""
    return EXCEPTIONS if language == ENGLISH else conditions(language)


def prepositions_in(language: str) -> frozenset[str]:
    """Return the words with which a phrase begins that a sentence can do without."""
    return PREPOSITIONS if language == ENGLISH else prepositions(language)


def common_in(language: str) -> frozenset[str]:
    """Return the words that have no weight of their own."""
    return STOP_WORDS | PRONOUNS if language == ENGLISH else stop_words(language)


def telling(word: str, *, name: bool, language: str = ENGLISH) -> Reason | None:
    """Return what kind of word it is on which a statement hangs, if any; `name`: whether it is one where it stands.

    >>> telling("n’avait", name=False, language="fr"), telling("nur", name=False, language="de")
    (<Reason.NEGATION: 'negation'>, <Reason.QUANTIFIER: 'quantifier'>)
    """
    return _telling_in_english(word, name=name) if language == ENGLISH else _telling_in(word, language, name=name)


def _telling_in(word: str, language: str, *, name: bool) -> Reason | None:
    """Return the same of a word of another language; what is elided before it is looked at by itself."""
    first, _, rest = word.casefold().replace("’", "'").partition("'")
    parts = {first, rest} if first in elided(language) else {first}
    parts |= {piece for part in parts for piece in part.split("-")}
    if any(is_negation(part, language) for part in parts):
        return Reason.NEGATION
    if has_digit(word) or any(is_number(part, language) for part in parts):
        return Reason.NUMBER
    if parts & quantifiers(language):
        return Reason.QUANTIFIER
    if name:
        return Reason.NAME
    return Reason.MODAL if parts & modals(language) else None


def _telling_in_english(word: str, *, name: bool) -> Reason | None:
    lower = word.casefold().replace("’", "'")
    parts = [lower, *lower.split("-")] if "-" in lower else [lower]
    if any(is_negation(part) or part in NEGATING for part in parts):
        return Reason.NEGATION
    if has_digit(word) or any(plain(part) in NUMBERS for part in parts) or (plain(word) in MONTHS and word[:1].isupper()):
        return Reason.NUMBER
    if any(part in QUANTIFIERS for part in parts):
        return Reason.QUANTIFIER
    if name:
        return Reason.NAME
    return Reason.MODAL if lower in MODALS or any(part in UNDOING for part in parts) else None


def is_written_name(word: str) -> bool:
    """Whether a word that an editor wrote is a name: it has a capital, and is not one that always or never has."""
    lower = plain(word)
    return any(c.isupper() for c in word) and lower not in TITLES and lower not in STOP_WORDS and lower != "i"


def is_form_of(one: str, other: str) -> bool:
    """Whether two words are forms of one: talk and talked, go and went; not police and policy, great and greater.

    >>> is_form_of("carries", "carry"), is_form_of("stopped", "stop"), is_form_of("police", "policy")
    (True, True, False)
    """
    one, other = fold(plain(one)), fold(plain(other))
    alike = _ends_alike(one, other) and not _is_past_of_another(one, other)
    return one == other or alike or _are_irregular(one, other)


def _ends_alike(one: str, other: str) -> bool:
    """Whether what two words do not have in common are endings of forms, a consonant doubled before one left aside."""
    common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    shortest = min(len(one), len(other))
    for at in range(common, max(common - 2, FEWEST_IN_STEM - 1, shortest - 4), -1):
        ends = {_undoubled(one, at), _undoubled(other, at)}
        if any(ends <= forms for forms in FORMS):
            return True
    return False


def _undoubled(word: str, at: int) -> str:
    """Return a word's ending from a place on, without the consonant that is the one before again."""
    end = word[at:]
    return end[1:] if end[:1] == word[at - 1] and len(end) > 2 and end[0] not in "aeiou" else end


def _is_past_of_another(one: str, other: str) -> bool:
    """Whether words that begin alike are forms of two: found, of find, and founded."""
    return (one in PASTS) != (other in PASTS) and not {one + "s", other + "s"} & {one, other}


def _are_irregular(one: str, other: str) -> bool:
    """Whether two words are forms of one that do not begin alike."""
    return any({one.removesuffix("ing"), other.removesuffix("ing")} <= forms for forms in IRREGULAR)


def is_tense(word: str, others: list[str]) -> bool:
    """Whether a modal has its other tense among words."""
    return any(plain(word) in pair and any(plain(other) in pair for other in others) for pair in TENSES)


def relates_otherwise(lost: list[str], gained: list[str]) -> bool:
    """Whether a word that says how things stand to each other is replaced by another: before by after, from by to."""
    former, latter = ({plain(word) for word in words} & RELATING for words in (lost, gained))
    return bool(former and latter) and not any(former <= words and latter <= words for words in EXCHANGEABLE)
