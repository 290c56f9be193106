"""problem_details.py: errors as problem details."""

from __future__ import annotations

import pytest

from index.collection import UnknownPassageError, UnknownSectionError
from index.errors import IndexFolderError, LoccitError, UnknownArticleError
from qa.citing.reference_forms import StretchError
from qa.errors import QuestionError
from web.errors import ParameterError, RefusedError, UnknownNoteError
from web.links import LinkError
from web.pages.evaluation_page import UnknownReportError
from web.problem_details import problem, problem_of, status_of, title_of

SENT = {"question": "Who?", "article": "x", "section": ["y"]}


@pytest.mark.parametrize(
    ("error", "status", "field", "remedy"),
    [
        (UnknownArticleError("x"), 404, "/article", "GET /api/articles lists the ids."),
        (UnknownNoteError("x"), 404, None, "GET /api/articles/{id} lists the article's notes."),
        (UnknownPassageError("x"), 404, None, "Ask the question again: passages have other ids when the text is read anew."),
        (UnknownSectionError("x"), 404, "/section", "GET /api/articles/{id} lists the article's headings."),
        (UnknownReportError("x"), 404, None, "GET /api/docs lists the addresses."),
        (QuestionError("x"), 422, "/question", "Change the field and send it again."),
        (QuestionError("x", "/limit"), 422, None, "Change the field and send it again."),
        (StretchError("x"), 422, None, "Change the field and send it again."),
        (LinkError("x"), 422, None, "Change the field and send it again."),
        (ParameterError("x", "anchor", "Leave it out."), 422, "/anchor", "Leave it out."),
        (RefusedError("x", 503, retry_after=1), 503, None, "Send it again after as many seconds as the header Retry-After says."),
        (IndexFolderError("x"), 500, None, "Tell whoever runs the service the id in the header X-Request-ID."),
    ],
)
def test_each_error_has_its_status_field_and_remedy(error: LoccitError, status: int, field: str | None, remedy: str) -> None:
    """An error is a problem by what its type says; a field is named only where what was sent has it."""
    found = problem_of(error, SENT)
    assert (found.status, found.detail, found.field, found.remedy) == (status, "x", field, remedy)
    assert status_of(error) == status


@pytest.mark.parametrize(
    ("status", "title"), [(404, "Not found"), (413, "Request too large"), (422, "Unprocessable content"), (500, "Internal error")]
)
def test_title_is_what_http_calls_the_status(status: int, title: str) -> None:
    """The title goes by the status, the same in every version of Python."""
    assert problem(status, "x").title == title
    assert title_of(599) == "Error"
