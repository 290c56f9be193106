"""Whether a question goes on from what was said before it, by its words alone: rules, and no language model.

Told are bare question words ("Why?"), what begins with "and" or "what about", fragments ("In Japan?"), and pronouns without an
antecedent: words that refer to nothing that the question itself names before them. A question that might stand alone does.
"""

from __future__ import annotations

import re

STOP = re.compile(r"[,;.:?!](?=\s+\S)")
WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
CONTINUED = re.compile(r"\W*(?:and|but|nor|or)\b|\W*(?:what|how)\s+(?:about|of)\b", re.IGNORECASE)
# "Is it true that", "how long did it take to": this "it" refers to what follows.
EXPLETIVE = re.compile(
    r"\b(?:is|was|isn[’']t|wasn[’']t|be|been)\s+it\s+(?:[\w’'-]+\s+){0,3}?(?:that|to|for|like|who|whom|possible|true)\b"
    r"|\bit\s+(?:is|was|would\s+be|takes?|took|costs?|seems?|seemed)\s+(?:[\w’'-]+\s+){0,4}?(?:that|to|for)\b"
    r"|\b(?:did|does|do|would|will)\s+it\s+(?:take|cost|mean)\s+(?:[\w’'-]+\s+){0,3}?(?:to|when|if)\b"
    r"|\bit\s+(?:gets?|got|rain(?:s|ed)?|snow(?:s|ed)?)\b",
    re.IGNORECASE,
)
IT = re.compile(r"\b(?:it|that)\b", re.IGNORECASE)
# The text that is asked needs no turn before to be known.
THIS_TEXT = re.compile(
    r"\b(?:this|these)\s+(?:articles?|texts?|papers?|essays?|chapters?|books?|study|studies|documents?|sources?|authors?|works?)\b",
    re.IGNORECASE,
)
# "When he arrived in Siberia, what did Graves do?": the name follows.
NAMED_LATER = re.compile(
    r"\W*(?i:when|while|after|before|as|although|if|because|since|until|in|on|at|during|with|by|for|from|despite)\b[^,]*,.*?"
    r"\s[A-ZÀ-ÞĀ-Ž][\w’'-]+",
)

ASKING = frozenset("who whom whose what which when where why how".split())
AUXILIARY = frozenset(
    """is are was were am be been being do does did done has have had having will would shall should can could may might must
    isn't aren't wasn't weren't don't doesn't didn't hasn't haven't hadn't won't wouldn't can't couldn't""".split()
)
PREPOSITIONS = frozenset(
    """of in on at to from for with by about against after before during since until till under over between among into upon
    through without within behind beyond toward towards because despite as like than""".split()
)
FUNCTION = (
    ASKING
    | AUXILIARY
    | PREPOSITIONS
    | frozenset(
        """a an the and or but nor so then there here also not no any some all both each every either neither many much more most
    few less least long far old often soon big great large first last next again still ever even only just else other others
    another same such exactly really actually finally eventually later too very ago out up down off if whether that""".split()
    )
)
PRONOUNS = frozenset("he him his she her hers they them their theirs it its".split())
SUBJECTS = frozenset("he she they it".split())
DEMONSTRATIVES = frozenset("this these those".split())
# Light words that say nothing of what is asked about: a question of nothing else is bare.
LIGHT = frozenset(
    """happen happens happened happening mean means meant say says said tell explain know think thought go goes went gone come
    comes came follow follows followed end ends ended begin began start started become becomes became result results resulted
    lead leads led cause causes caused make makes made give gave keep kept bring brought get got stop stopped work worked
    reason reasons example examples detail details way ways thing things one ones time year years people me us you i please why's
    what's who's how's that's it's what're""".split()
)
REFERRING_LAST = PRONOUNS | DEMONSTRATIVES | frozenset("that there then".split())
# Words with which another clause begins, whose pronoun may refer to the one before.
CLAUSE = frozenset(
    """and or but nor when after before because if while that who whom which whose as since until than where so whether though
    although to""".split()
)
NEW_CLAUSE = "and"
MOST_WORDS_OF_A_FRAGMENT = 5


def reads_on(question: str) -> bool:
    """Whether a question can only be understood, or is better understood, by what came before it.

    >>> reads_on("And how did they respond?"), reads_on("How did the allies respond when they arrived?")
    (True, False)
    """
    words = _words(question)
    if not words:
        return False
    return _bare(words) or bool(CONTINUED.match(question)) or _fragment(question, words) or _refers_back(question)


def _bare(words: list[str]) -> bool:
    """Whether it consists of question words and of words that name nothing."""
    nothing = FUNCTION | PRONOUNS | DEMONSTRATIVES | LIGHT
    return all(word in nothing for word in words) and bool(ASKING & set(words) or len(words) <= MOST_WORDS_OF_A_FRAGMENT)


def _fragment(question: str, words: list[str]) -> bool:
    """Whether it is a part of a question, as "In Japan?"; a few words without a question mark may be all that somebody types."""
    short = len(words) <= MOST_WORDS_OF_A_FRAGMENT and question.rstrip().endswith("?")
    return short and not (ASKING | AUXILIARY) & set(words) and (words[0] in PREPOSITIONS or words[0] in {"the", "a", "an"})


def _refers_back(question: str) -> bool:
    """Whether a word of it refers to something that it does not name before."""
    if NAMED_LATER.match(question):
        return False
    said = THIS_TEXT.sub(" ", EXPLETIVE.sub(lambda found: IT.sub(" ", found[0]), question))
    words = _words(STOP.sub(f" {NEW_CLAUSE} ", said))
    words = words[1:] if words and words[0] in PREPOSITIONS else words
    if len(words) > 1 and words[-1] in REFERRING_LAST and not CLAUSE & set(words[1:-1]) and not _exists(words):
        return True
    return any(_refers(words, at) and not _named_before(words, at) for at in range(len(words)))


def _words(question: str) -> list[str]:
    return [word.lower().replace("’", "'") for word in WORD.findall(question)]


def _exists(words: list[str]) -> bool:
    """Whether it asks what there is, and not what is at a place."""
    return words[-1] == "there" and words[-2] in AUXILIARY


def _refers(words: list[str], at: int) -> bool:
    """Whether the word at a position refers to something."""
    word, before, behind = words[at], words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""
    if word == "that":
        return before in AUXILIARY | PREPOSITIONS - {"than"}
    if word in DEMONSTRATIVES:
        return behind not in {"who", "which", "that", "of", "whose", "in"}
    return word in PRONOUNS


def _named_before(words: list[str], at: int) -> bool:
    """Whether anything stands before a position that a pronoun might refer to: a name or thing, or whoever is asked for.

    What is asked for is none of a subject ("Which treaty did he sign?"), but it is of what somebody did ("Who moved his court?").
    """
    if words[at] in SUBJECTS and at and words[at - 1] in AUXILIARY and not CLAUSE & set(words[1:at]):
        return False
    if words[0] == "who" and len(words) > 1 and words[1] not in AUXILIARY:
        return True
    return any(word not in FUNCTION | LIGHT | PRONOUNS | DEMONSTRATIVES for word in words[:at])
