"""The report of an evaluation, as `loccit evaluate --report` wrote it, on a page."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, make_response, render_template

from index.errors import Kind
from qa.errors import EvaluationError
from qa.reporting import PAGE, content_security_policy
from web.problem_details import status_of


class UnknownReportError(EvaluationError):
    """No evaluation has been reported where it is looked for."""

    kind = Kind.UNKNOWN


def evaluation_blueprint(folder: Path) -> Blueprint:
    """Return the route `/evaluation`, which shows the report in `folder`, as it is whenever it is asked for."""
    blueprint = Blueprint("evaluation", __name__)

    @blueprint.get("/evaluation")
    def evaluation() -> Response:
        """Show the report, under a policy that allows its own style and images and nothing else."""
        try:
            html = report_in(folder)
        except UnknownReportError as error:
            return make_response(render_template("no_report.html", folder=folder), status_of(error))
        return Response(html, mimetype="text/html", headers={"Content-Security-Policy": content_security_policy(html)})

    return blueprint


def has_report(folder: Path) -> bool:
    """Whether there is a report to be shown."""
    return (folder / PAGE).is_file()


def report_in(folder: Path) -> str:
    """Return the report's page.

    Raises:
        UnknownReportError: there is none.
    """
    try:
        return (folder / PAGE).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UnknownReportError(
            f"There is no report of an evaluation yet. Write one with: loccit evaluate --report {folder}"
        ) from error
