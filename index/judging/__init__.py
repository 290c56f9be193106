"""judging: a question and a stretch of text, read together, become how likely the one answers the other.

In: a judge's name or folder, a question and stretches. Out: logits of the stretches and of their sentences.
May import: `index.encoding`, `index.errors`, `index.records`.
"""

from index.judging.judge import Judge, Judgement, Stretch
from index.judging.judge_files import open_judge

__all__ = ["Judge", "Judgement", "Stretch", "open_judge"]
