"""The nouns of a notebook: what somebody kept of an article, with a remark and tags; and the questions that were asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.errors import Kind, LoccitError
from index.records import Publication, Span
from qa.locators import Locator
from qa.verifying import TextQuote, require_whole_characters

LONGEST_REMARK = 20_000  # characters
LONGEST_TAG = 60
MOST_TAGS = 30  # of one mark
MOST_MARKS = 20_000  # of one holder
MOST_ASKED = 1_000  # questions that a history keeps; older ones make room


class NotebookError(LoccitError):
    """The notebook's file cannot be opened, read or written."""


class UnknownMarkError(LoccitError):
    """There is no mark of that number in the holder's notebook."""

    kind = Kind.UNKNOWN
    remedy = "GET /api/notebook/marks lists the marks."


class MarkError(LoccitError):
    """What is to be kept is not what a notebook keeps: a remark or a tag is too long, or there are too many."""

    kind = Kind.UNFIT

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field


class ConflictError(LoccitError):
    """The mark was changed meanwhile, or is kept already with another remark; `mark` is what stands in the notebook."""

    kind = Kind.CONFLICT

    def __init__(self, message: str, mark: Mark) -> None:
        super().__init__(message)
        self.mark = mark


@dataclass(frozen=True, slots=True)
class MarkedStretch:
    """What is kept of an article: the words, where they stood, and all that is needed to cite them without the article.

    `words` are the reading text's own, whole; `quote` finds them again where the article was read anew; `question` is what was
    asked when they were found, empty where nothing was; `recognised`, that they, or some of them, were recognised in a picture.
    """

    article_id: str
    title: str
    span: Span
    words: str
    quote: TextQuote
    publication: Publication
    locator: Locator
    question: str = ""
    recognised: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch that somebody kept, with a remark and tags.

    `version` counts from 1 and grows with each change; `created` and `changed` are times in UTC, as 2026-11-26T18:00:00Z.
    """

    id: int
    stretch: MarkedStretch
    remark: str
    tags: tuple[str, ...]
    created: str
    changed: str
    version: int


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question that was asked: of an article and a section or of all, when last, and how often."""

    question: str
    article_id: str
    section: str
    asked: str
    times: int


def checked_remark(remark: str) -> str:
    """Return a remark with its line ends as they are elsewhere, and nothing before and behind.

    Raises:
        MarkError: it is too long.
        QuestionError: it holds half a character.
    """
    require_whole_characters(remark, "/remark")
    found = remark.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip()
    if len(found) > LONGEST_REMARK:
        raise MarkError(
            f"The remark has {len(found):,} characters, but at most {LONGEST_REMARK:,} are kept. "
            "Nothing was changed; shorten it, or keep a part of the stretch with a remark of its own.",
            "/remark",
        )
    return found


def checked_tags(tags: Sequence[str]) -> tuple[str, ...]:
    """Return tags in their order, each once and without space around; empty ones are left out.

    Raises:
        MarkError: there are too many, or one is too long.
        QuestionError: one holds half a character.

    >>> checked_tags(["trade ", "", "Ice  age", "trade"])
    ('trade', 'Ice age')
    """
    for tag in tags:
        require_whole_characters(tag, "/tags")
    found = tuple(dict.fromkeys(filter(None, (" ".join(tag.replace("\0", "").replace(",", " ").split()) for tag in tags))))
    if len(found) > MOST_TAGS:
        raise MarkError(f"There are {len(found)} tags, but at most {MOST_TAGS} are kept with a mark. Leave some out.", "/tags")
    longest = max(found, key=len, default="")
    if len(longest) > LONGEST_TAG:
        raise MarkError(
            f"The tag “{longest[:20]}…” has {len(longest):,} characters, but may have {LONGEST_TAG}. "
            "Put what is longer into the remark.",
            "/tags",
        )
    return found
