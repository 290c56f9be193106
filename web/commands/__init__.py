"""commands: the command `loccit`, and what it offers to assistants.

In: a command line. Out: text or JSON, and an exit code.
May import: `web.guards`, `web.operation`, `web.problem_details`, `web.schemas`, `web.service_settings`, `web.serving`.
"""

from web.commands.cli import main

__all__ = [
    "main",
]
