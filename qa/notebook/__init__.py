"""notebook: what people keep of articles, with remarks and tags, and the questions that they asked – in a file of SQLite.

In: stretches of articles, remarks, tags, questions. Out: marks, each with whether its words still stand in the text.
May import: `qa.citing`, `qa.locators`, `qa.note_roles`, `qa.opened_index`, `qa.verifying`.
"""

from qa.notebook.records import MarkedStretch
from qa.notebook.standing import StandingMark

__all__ = [
    "MarkedStretch",
    "StandingMark",
]
