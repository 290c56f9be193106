"""reporting: an evaluation as tables, plots and one page.

In: runs. Out: text, SVG, HTML and Markdown.
May import: `qa.errors`, `qa.evaluating`, `qa.records`.
"""

from qa.reporting.missed_questions import show_misses
from qa.reporting.report_page import PAGE, ReportData, content_security_policy, report_tables, write_report

__all__ = [
    "PAGE",
    "ReportData",
    "content_security_policy",
    "report_tables",
    "show_misses",
    "write_report",
]
