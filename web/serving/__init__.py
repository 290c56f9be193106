"""serving: a socket, a process or several, and a graceful end.

In: an index folder and settings. Out: a service.
May import: `web`, `web.guards`, `web.operation`, `web.pages`, `web.problem_details`, `web.service_settings`.
"""

from web.serving.http_server import keep_memory_together
from web.serving.serve_folder import is_watched_over, serve_by_several, serve_by_this_process
from web.serving.supervisor import DyingError

__all__ = [
    "DyingError",
    "is_watched_over",
    "keep_memory_together",
    "serve_by_several",
    "serve_by_this_process",
]
