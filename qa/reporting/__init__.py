"""reporting: an evaluation as tables, plots and one page.

In: runs. Out: text, SVG, HTML and Markdown.
May import: `qa.evaluating`, `qa.records`.
"""

from qa.reporting.missed_questions import show_misses
from qa.reporting.report_page import PAGE, Reported, blocks, content_security_policy, write_report

__all__ = [
    "PAGE",
    "Reported",
    "blocks",
    "content_security_policy",
    "show_misses",
    "write_report",
]
