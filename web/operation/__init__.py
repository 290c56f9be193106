"""operation: what whoever runs the service looks at – health, readiness, metrics, a log line for each request.

In: who answers, and what each request got. Out: `/healthz`, `/readyz`, `/metrics`, the log.
May import: `web.service_settings`.
"""

from web.operation.counted_questions import CountedQuestions
from web.operation.health import Health, Readiness, health_blueprint
from web.operation.metrics import Metrics, metrics_blueprint
from web.operation.request_log import log_to_stderr, register_log
from web.operation.shared_counters import Board, Seat
from web.operation.source import IndexSource, States, in_this_process

__all__ = [
    "Board",
    "CountedQuestions",
    "Health",
    "IndexSource",
    "Metrics",
    "Readiness",
    "Seat",
    "States",
    "health_blueprint",
    "in_this_process",
    "log_to_stderr",
    "metrics_blueprint",
    "register_log",
]
