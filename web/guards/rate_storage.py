"""How often who has asked, in a file that several processes share: a storage for `limits`, by SQLite.

The storages of `limits` 5.8 itself are this process's memory, which others cannot see, and Redis, Memcached and MongoDB, which
are servers that would have to run beside this one.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from threading import Lock
from time import time

from limits.storage import Storage

SCHEME = "loccit-shared"
RATES = "rates.sqlite"  # the file's name
BUSY = 5.0  # seconds that a process waits for another's turn, which takes microseconds
SWEEP = 1000  # counts after which those that have expired are thrown away

TABLE = "CREATE TABLE IF NOT EXISTS counts (key TEXT PRIMARY KEY, count INTEGER NOT NULL, expires REAL NOT NULL) WITHOUT ROWID"
COUNT = """
INSERT INTO counts VALUES (:key, :amount, :now + :expiry)
ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN expires <= :now THEN 0 ELSE count END + :amount,
    expires = CASE WHEN expires <= :now THEN :now + :expiry ELSE expires END
RETURNING count"""


def prepare(folder: Path) -> None:
    """Make the file, before there are processes that could do so at once."""
    database = sqlite3.connect(folder / RATES)
    database.execute("PRAGMA journal_mode = WAL")  # whole also where a process is killed amid a count
    database.execute(TABLE)
    database.close()


class SharedStorage(Storage):
    """Counts within fixed windows, in a file that was prepared.

    Safe to use from several threads and processes; who dies leaves no lock behind.
    """

    STORAGE_SCHEME = [SCHEME]  # noqa: RUF012  # limits's name and type

    def __init__(self, uri: str, wrap_exceptions: bool = False, **options: float | str | bool) -> None:
        super().__init__(uri, wrap_exceptions, **options)
        self._lock = Lock()
        self._counted = 0
        path = uri.removeprefix(f"{SCHEME}://")
        self._database = sqlite3.connect(path, timeout=BUSY, isolation_level=None, check_same_thread=False)
        self._ask("PRAGMA synchronous = OFF")  # the file need not outlive the machine

    @property
    def base_exceptions(self) -> type[Exception]:
        """What may go wrong."""
        return sqlite3.Error

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count; return how many there are within the window, which begins with the first and is `expiry` seconds long."""
        self._sweep()
        return int(self._ask(COUNT, key=key, amount=amount, expiry=expiry, now=time()))

    def get(self, key: str) -> int:
        """Return how many there are within the window."""
        return int(self._ask("SELECT count FROM counts WHERE key = :key AND expires > :now", key=key, now=time()))

    def get_expiry(self, key: str) -> float:
        """Return when the window ends, in seconds since 1970; now, where there is none."""
        return self._ask("SELECT expires FROM counts WHERE key = :key", key=key) or time()

    def check(self) -> bool:
        """Say whether the file can be read."""
        return self._ask("SELECT 1") == 1

    def reset(self) -> int:
        """Forget all; return how many there were."""
        count = int(self._ask("SELECT count(*) FROM counts"))
        self._ask("DELETE FROM counts")
        return count

    def clear(self, key: str) -> None:
        """Forget one."""
        self._ask("DELETE FROM counts WHERE key = :key", key=key)

    def _sweep(self) -> None:
        self._counted += 1
        if self._counted % SWEEP == 0:
            self._ask("DELETE FROM counts WHERE expires <= :now", now=time())

    def _ask(self, statement: str, **values: object) -> float:
        """Return the one number of the answer, 0 where there is none."""
        with self._lock:
            rows = self._database.execute(statement, values).fetchall()
        return rows[0][0] if rows else 0
