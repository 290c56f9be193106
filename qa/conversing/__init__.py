"""conversing: a question that goes on from one before it – "Why?", "And how did they respond?" – is told, and read with that.

In: a question and the turns before it. Out: a `FollowUp` with the words that are searched for, or None where it stands alone.
May import: `qa.errors`, `qa.records`.
"""

from qa.conversing.nearness import nearness_to
from qa.conversing.turns import LONGEST_QUOTED, LONGEST_TURN, MOST_TURNS, check_turns, follow_up

__all__ = [
    "LONGEST_QUOTED",
    "LONGEST_TURN",
    "MOST_TURNS",
    "check_turns",
    "follow_up",
    "nearness_to",
]
