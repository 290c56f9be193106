"""prepared_pages.py: no page waits for its template to be compiled."""

from __future__ import annotations

from index.collection import Collection
from qa.opened_index import OpenedIndex
from web import create_app
from web.pages.prepared_pages import prepare_pages


def test_all_templates_are_compiled(harbour: Collection) -> None:
    """What the pages are made of is at hand before the first is asked for."""
    app = create_app(OpenedIndex.over(harbour))
    cache = app.jinja_env.cache
    assert cache is not None
    assert list(cache) == []
    prepare_pages(app)
    assert {"articles.html", "ask.html", "base.html", "job_macros.html"} <= {name for _, name in cache}
