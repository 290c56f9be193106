"""web: the doors – pages, the JSON API, the command line. They parse, call once, and present.

`create_app` makes the Flask application; Flask is loaded when it is called, so that the command line starts without it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from index.intake import JobQueue
    from web.operation import IndexSource, Seat, States
    from web.service_settings import ServiceSettings


def create_app(
    source: IndexSource,
    settings: ServiceSettings | None = None,
    seat: Seat | None = None,
    queue: JobQueue | None = None,
    replicas: States | None = None,
) -> Flask:
    """Return the application that answers from `source`, an `OpenedIndex` or an `IndexWatcher`.

    `seat` is this process's among several that serve together; `queue` takes the jobs that change the index's articles, where the
    settings let them be changed; `replicas` tells of the index's shards, where a cluster has them.

    Raises:
        ServiceSettingsError: a setting cannot be worked with.
    """
    from web.application import application

    return application(source, settings, seat, queue, replicas)
