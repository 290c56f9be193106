"""qa: a question becomes a cited answer, or an honest no; and how good that is, measured.

Start with `answering`.
"""
