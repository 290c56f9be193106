"""The JSON of a notebook: marks, the history of questions, and how marks stand."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from qa.notebook import LONGEST_REMARK, LONGEST_TAG, MOST_TAGS

LARGEST = 999_999_999


class KeepRequest(BaseModel):
    """A stretch to be kept: offsets of the article's reading text; and what is remarked on it."""

    model_config = ConfigDict(extra="forbid", strict=True)

    article: str
    start: int = Field(ge=0, le=LARGEST)
    end: int = Field(ge=0, le=LARGEST)
    remark: str = Field(default="", max_length=LONGEST_REMARK)
    tags: list[str] = Field(default=[], max_length=MOST_TAGS)
    question: str = Field(default="", max_length=4000)


class ChangeRequest(BaseModel):
    """A mark's new remark and tags, and the version that was read before."""

    model_config = ConfigDict(extra="forbid", strict=True)

    version: int = Field(ge=1, le=LARGEST)
    remark: str = Field(default="", max_length=LONGEST_REMARK)
    tags: list[str] = Field(default=[], max_length=MOST_TAGS, description=f"Each of at most {LONGEST_TAG} characters.")


class HistoryRequest(BaseModel):
    """Whether the questions asked on the page are kept from now on."""

    model_config = ConfigDict(extra="forbid", strict=True)

    kept: bool


class MarkJson(BaseModel):
    """What somebody kept: the words, where they stood, the remark and the tags; `url` leads to them.

    `recognised` says that the words, or some of them, were recognised in a picture when they were kept.
    """

    id: int
    article: str
    title: str
    start: int
    end: int
    words: str
    question: str
    recognised: bool
    remark: str
    tags: list[str]
    created: str
    changed: str
    version: int
    url: str


class MarkList(BaseModel):
    """Marks by article, in the order of its text; and how many marks of the notebook have each tag."""

    marks: list[MarkJson]
    tags: dict[str, int]


class StandingMarkJson(BaseModel):
    """A mark as it stands: whether its words are in the text, word for word, and where; else the sentence that says why not.

    Of words in text that was recognised in a picture, `holds` is false, `kind` is "as recognised" where the text has them to the
    letter, and `check` is the remark that they are to be checked against the page; it is null of others.
    """

    mark: MarkJson
    holds: bool
    kind: str
    sentence: str
    check: str | None
    start: int | None
    end: int | None


class StandingMarkList(BaseModel):
    """Marks, each held against the text now; `summary` is what a document says of them."""

    summary: str
    marks: list[StandingMarkJson]


class AskedJson(BaseModel):
    """A question of the history: of which article and section, when last, and how often."""

    question: str
    article: str
    section: str
    asked: str
    times: int


class HistoryJson(BaseModel):
    """The questions asked on the page, the last first, and whether more are kept."""

    kept: bool
    asked: list[AskedJson]
