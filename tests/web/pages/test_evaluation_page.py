"""evaluation_page.py: the page that shows a report."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.opened_index import OpenedIndex
from qa.reporting.report_page import ReportData, content_security_policy, write_report
from tests.conftest import REPOSITORY
from tests.outcomes import evidence, outcome, question, run
from web import create_app
from web.pages.evaluation_page import UnknownReportError, report_in
from web.service_settings import ServiceSettings

GOLD = REPOSITORY / "seeds" / "gold.jsonl"


def test_report_is_shown_under_its_own_policy(opened: OpenedIndex, tmp_path: Path) -> None:
    """Until there is a report, a page says how to write one; then /evaluation shows it, and its style is allowed."""
    client = create_app(opened, ServiceSettings(report=tmp_path)).test_client()
    missing = client.get("/evaluation")
    assert missing.status_code == 404
    assert f"loccit evaluate --report {tmp_path}" in missing.text
    assert 'href="/evaluation"' not in client.get("/").text
    (path, *_) = write_report(ReportData(run(outcome(question("q", *evidence(3)), 3))), tmp_path)
    shown = client.get("/evaluation")
    assert (shown.status_code, shown.text) == (200, path.read_text("utf-8"))
    assert 'href="/evaluation"' in client.get("/").text
    assert shown.headers["Content-Security-Policy"] == content_security_policy(shown.text)
    assert "'unsafe-inline'" not in shown.headers["Content-Security-Policy"]
    assert shown.headers["X-Content-Type-Options"] == "nosniff"


def test_report_that_cannot_be_read_is_none(tmp_path: Path) -> None:
    """A folder without a report, and a page that is no UTF-8, get the command that writes one."""
    for content in (None, b"\xff"):
        if content:
            (tmp_path / "index.html").write_bytes(content)
        with pytest.raises(UnknownReportError, match="There is no report of an evaluation yet. Write one with: loccit evaluate"):
            report_in(tmp_path)
