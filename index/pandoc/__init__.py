"""pandoc: the program that converts documents – a separate one, which is run and not linked.

In: a document as bytes, and what is to be made of it. Out: the converted bytes, and what pandoc warned of.
May import: `index.errors`.
"""

from index.pandoc.program import INSTALL, PandocError, PandocMissingError, PandocTimeError, run_pandoc

__all__ = [
    "INSTALL",
    "PandocError",
    "PandocMissingError",
    "PandocTimeError",
    "run_pandoc",
]
