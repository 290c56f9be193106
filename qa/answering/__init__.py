"""answering: a question becomes cited sentences with their notes, or an honest no.

In: a question and a collection. Out: `Answer` or `NoAnswer`.
May import: `qa.conversing`, `qa.errors`, `qa.note_roles`, `qa.records`.
"""

from qa.answering.answerer import DEFAULT_LIMIT, LONGEST_QUESTION, MOST_CITATIONS, Answerer, check_limit, check_question
from qa.answering.articles_asked import asked_articles
from qa.answering.confidence_in_words import in_words, per_cent
from qa.answering.example_questions import begin_examples, examples_of
from qa.answering.quoted_speech import quoted_stretches

__all__ = [
    "DEFAULT_LIMIT",
    "LONGEST_QUESTION",
    "MOST_CITATIONS",
    "Answerer",
    "asked_articles",
    "begin_examples",
    "check_limit",
    "check_question",
    "examples_of",
    "in_words",
    "per_cent",
    "quoted_stretches",
]
