"""guards: what stands before every route – tokens, who may change articles, how often one may ask, a bounded queue, headers.

In: a request. Out: the request let through, or a refusal with its sentence.
May import: `web.errors`, `web.operation`, `web.problems`, `web.service_settings`.
"""

from web.guards.changes import longest_body, register_changes
from web.guards.headers import SECURITY_HEADERS, register_headers
from web.guards.page_origins import register_origins
from web.guards.rate_limits import register_limits
from web.guards.rate_storage import prepare
from web.guards.tokens import LINE, new_token, register_access
from web.guards.waiting_queue import register_turns

__all__ = [
    "LINE",
    "SECURITY_HEADERS",
    "longest_body",
    "new_token",
    "prepare",
    "register_access",
    "register_changes",
    "register_headers",
    "register_limits",
    "register_origins",
    "register_turns",
]
