"""changing: articles are added, read anew and removed – by the API, and on pages that work without JavaScript.

In: files and ids of articles. Out: jobs, which are done by another process, and what became of them.
May import: `web.api`, `web.errors`, `web.operation`, `web.schemas`.
"""

from web.changing.change_pages import changing_pages_blueprint
from web.changing.change_routes import changing_blueprint

__all__ = [
    "changing_blueprint",
    "changing_pages_blueprint",
]
