"""styling: in which style of citation references are shown – the one that is asked for, or that a browser has chosen.

In: a request, places that are cited. Out: a style, and references in it.
May import: `web.errors`.
"""

from web.styling.style_choice import COOKIE, CitedPlaces, StyleChoice

__all__ = [
    "COOKIE",
    "CitedPlaces",
    "StyleChoice",
]
