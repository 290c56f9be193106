"""questions: a question's words as each language of the texts has them.

In: a question, and the languages of a collection. Out: its language, its terms, and their other forms.
May import: `index.languages`, `index.searching`, `index.text`.
"""

from index.questions.question_terms import QuestionTerms

__all__ = ["QuestionTerms"]
