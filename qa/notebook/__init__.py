"""notebook: what people keep of articles, with remarks and tags, and the questions that they asked – in a file of SQLite.

In: stretches of articles, remarks, tags, questions. Out: marks, each with whether its words still stand in the text.
May import: `qa.citing`, `qa.locators`, `qa.note_roles`, `qa.opened_index`, `qa.verifying`.
"""

from qa.notebook.keeping import stretch_of
from qa.notebook.records import (
    LONGEST_REMARK,
    LONGEST_TAG,
    MOST_TAGS,
    AskedQuestion,
    ConflictError,
    Mark,
    MarkedStretch,
)
from qa.notebook.standing import StandingMark, standing_marks
from qa.notebook.store import Notebook

__all__ = [
    "LONGEST_REMARK",
    "LONGEST_TAG",
    "MOST_TAGS",
    "AskedQuestion",
    "ConflictError",
    "Mark",
    "MarkedStretch",
    "Notebook",
    "StandingMark",
    "standing_marks",
    "stretch_of",
]
