"""client: a running service is asked, changed and noted in over HTTP.

In: its address. Out: the nouns that an `Answerer` in this process returns; what became of files; marks of the notebook.
May import: `qa.answering`, `qa.records`, `qa.verifying`.
"""

from qa.client.client import Client
from qa.client.service import ServiceError

__all__ = [
    "Client",
    "ServiceError",
]
