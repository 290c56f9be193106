"""Whether a web address or a DOI that stands at a line's end goes on in the next line.

Typesetters break addresses where they please, most often behind a stroke, and add no hyphen.
"""

from __future__ import annotations

import re

from index.text.dictionaries import common_words

ADDRESS = re.compile(r"(?:https?://|www\.|(?:doi:\s?|doi\.org/|\b)10\.\d{4,9}/)\S*$", re.IGNORECASE)
FIRST_TOKEN = re.compile(r"[^\s<>“”\"()\[\]{}]+")
UNFINISHED = ("-", "_", "=", "?", "&", "%", "#", "~", "+", ":", "@")  # no address ends so
BEGINS_WITHIN = re.compile(r"[/?&=#%_~.][\w%]")
SUFFIX = r"(?:x?html?|pdf|php|aspx?|jsp|xml|txt|com|org|net|edu|gov)"
# What running text does not have in its words: signs of addresses, the suffix of a file or a host.
PART = re.compile(rf"\S+\.{SUFFIX}|\S*[/=?&%_#~@]\S*", re.IGNORECASE)
LAST_PART = re.compile(SUFFIX, re.IGNORECASE)
MIXED = re.compile(r"(?=\S*[^\W\d_])(?=\S*\d)\S+")
TRAILING = ".,;:!?'’"


def goes_on(line: str, following: str) -> bool:
    """Whether an address at the end of `line` goes on with the first characters of `following`.

    >>> goes_on("See https://www.example.org/papers/", "siberia.pdf, p. 4."), goes_on("See https://www.example.org/", "The next")
    (True, False)
    """
    address, token = ADDRESS.search(line), FIRST_TOKEN.match(following)
    if address is None or token is None or token[0][0].isspace():
        return False
    if ADDRESS.match(token[0]):
        return False  # an address of its own
    if address[0].endswith(UNFINISHED) or BEGINS_WITHIN.match(following):
        return True
    part, last = token[0].rstrip(TRAILING), address[0][-1]
    if last == "/":
        return _is_part(part) or MIXED.fullmatch(part) is not None or (part.islower() and part not in common_words())
    if last == "." and LAST_PART.fullmatch(part):
        return True
    return (last == "." or last.isalnum()) and not part.istitle() and _is_part(part)


def _is_part(token: str) -> bool:
    """Whether a token has what stands in addresses and not in running text; "and/or" are two words."""
    words = token.split("/")
    if len(words) > 1 and all(word.isalpha() and word.casefold() in common_words() for word in words):
        return False
    return PART.fullmatch(token) is not None
