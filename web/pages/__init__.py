"""pages: what people see – ask, read, verify, cite. They work without JavaScript.

In: requests. Out: HTML, by `templates/` and `static/`.
May import: `web.api`, `web.errors`, `web.links`, `web.operation`, `web.problem_details`, `web.schemas`, `web.styling`.
"""

from web.pages.api_docs_page import docs_blueprint
from web.pages.ask_page import pages_blueprint
from web.pages.cite_page import citing_blueprint
from web.pages.evaluation_page import evaluation_blueprint, has_report
from web.pages.library_page import library_blueprint
from web.pages.metadata_page import metadata_blueprint
from web.pages.prepared_pages import prepare_pages
from web.pages.printed_page import printed_page_blueprint
from web.pages.reader_page import reader_blueprint
from web.pages.styles_page import style_changes_blueprint, styles_page_blueprint
from web.pages.verify_page import verify_page_blueprint

__all__ = [
    "citing_blueprint",
    "docs_blueprint",
    "evaluation_blueprint",
    "has_report",
    "library_blueprint",
    "metadata_blueprint",
    "pages_blueprint",
    "prepare_pages",
    "printed_page_blueprint",
    "reader_blueprint",
    "style_changes_blueprint",
    "styles_page_blueprint",
    "verify_page_blueprint",
]
