"""Sets the worked examples of docstrings as code, so that the reference shows them as they are typed."""

from __future__ import annotations

import re

from griffe import Extension, Object

EXAMPLE = re.compile(r"^>>> .*\n?(?:^(?!\s*$).*\n?)*", re.MULTILINE)


class Doctests(Extension):
    """An extension of griffe, which reads the docstrings."""

    def on_object(self, *, obj: Object, **_: object) -> None:
        """Put fences around each example."""
        if obj.docstring:
            obj.docstring.value = EXAMPLE.sub(lambda found: f"```pycon\n{found[0].rstrip()}\n```\n", obj.docstring.value)
