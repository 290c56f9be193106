"""operation: what whoever runs the service looks at – health, readiness, metrics, a log line for each request.

In: who answers, and what each request got. Out: `/healthz`, `/readyz`, `/metrics`, the log.
May import: `web.schemas`, `web.service_settings`.
"""

from web.operation.operation import Instruments, Source, operation_blueprint
from web.operation.request_log import log_to_stderr, register_log
from web.operation.shared_counters import Board, Seat

__all__ = [
    "Board",
    "Instruments",
    "Seat",
    "Source",
    "log_to_stderr",
    "operation_blueprint",
    "register_log",
]
