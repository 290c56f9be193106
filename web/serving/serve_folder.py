"""Serves an index folder: by this process alone, or by several that share the socket, the figures and the rates."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread

from prometheus_client import values
from prometheus_client.values import MultiProcessValue

from index.cluster import RayCluster
from index.intake import JobQueue, call_workers
from index.judging import open_judge
from index.opening import open_searchable
from qa.answering import begin_examples
from qa.index_watcher import IndexWatcher, Opening
from qa.notebook import Notebook
from qa.opened_index import OpenedIndex
from web import create_app
from web.guards import prepare
from web.operation import Seat, States, in_this_process, log_to_stderr
from web.pages import prepare_pages
from web.service_settings import ServiceSettings, ServiceSettingsError
from web.serving.http_server import Server
from web.serving.supervisor import Parent, Supervisor

Announce = Callable[[int], None]
LOST = 1  # the code with which a process ends whose cluster is gone


def is_watched_over(settings: ServiceSettings) -> bool:
    """Whether a process that serves nobody starts those that do, again where one dies.

    So it is with several, and where shards are on a cluster, which end with the process that asks them; but not without fork.
    """
    return settings.processes > 1 or (bool(settings.cluster) and hasattr(os, "fork"))


def serve_by_this_process(folder: Path, listening: socket.socket, settings: ServiceSettings, announce: Announce) -> None:
    """Serve until a signal comes; `announce` gets the number of articles as soon as all is there.

    Raises:
        LoccitError: the index or a setting is not one that can be served with.
    """
    lost = Event()
    with _index(settings, lost) as (opened, replicas):
        _run(_server(folder, listening, settings, announce, Seat(), opened, replicas), lost)


def serve_by_several(folder: Path, listening: socket.socket, settings: ServiceSettings, announce: Announce) -> None:
    """Serve by as many processes as are set, each started again where it dies, until a signal comes.

    `announce` gets the number of articles once all serve.

    Raises:
        RefusedStartError: the index or a setting is not one that can be served with.
        DyingError: the processes die again and again.
        ServiceSettingsError: this system cannot fork.
    """
    if settings.cluster and settings.processes > 1:
        raise ServiceSettingsError(
            "With a cluster one process serves, for each would have replicas of its own there. Set processes to 1; for more, "
            "start the service again at another port."
        )
    if not hasattr(os, "fork"):
        raise ServiceSettingsError("Several processes need a system that can fork, which this one cannot; set processes to 1.")

    def serve(seat: Seat, parent: Parent) -> None:
        _count_together(seat)
        lost = Event()
        with _index(settings, lost) as (opened, replicas):
            server = _server(folder, listening, settings, parent.tell_serving, seat, opened, replicas)
            Thread(target=parent.call_when_stopped, args=(server.stop,), name="lifeline", daemon=True).start()
            _run(server, lost)

    log_to_stderr()
    with TemporaryDirectory(prefix="loccit-") as shared:
        prepare(Path(shared))
        if settings.notebook:
            Notebook(settings.notebook)  # made or brought up to date by one, before several open it
        Supervisor(serve, listening, settings.stop_seconds, Path(shared)).run(settings.processes, announce)


def _run(server: Server, lost: Event) -> None:
    """Serve until the server is stopped, or its cluster is `lost`: then this process ends, and whoever watches starts another."""

    def stop_when_lost() -> None:
        lost.wait()
        server.stop()

    Thread(target=stop_when_lost, name="losing", daemon=True).start()
    server.run()
    if lost.is_set():
        os._exit(LOST)  # at once: what it had on the cluster has ended, and Ray would wait for that


@contextmanager
def _index(settings: ServiceSettings, lost: Event) -> Iterator[tuple[Opening, States]]:
    """Yield what opens an index folder, in this process or on a cluster, and what tells of the replicas there.

    `lost` is set when the cluster is one to which this process belongs no more.
    """
    if not settings.cluster:
        yield open_searchable, in_this_process
        return
    with RayCluster(settings.cluster, settings.replicas, settings.shard_seconds, lost.set) as cluster:
        yield cluster.open, cluster.states


def _server(
    folder: Path,
    listening: socket.socket,
    settings: ServiceSettings,
    announce: Announce,
    seat: Seat,
    opened: Opening,
    replicas: States,
) -> Server:
    watcher = IndexWatcher(folder, judge=open_judge(settings.judge), tell=seat.tell_index, opened=opened, prepare=_examples)
    queue = JobQueue(folder) if settings.writable else None
    app = create_app(watcher, settings, seat, queue, replicas)
    server = Server(app, listening, settings, seat)
    log_to_stderr()
    if queue is not None:
        call_workers(queue)
    watcher.watch()
    server.stop_at_signals()
    announce(len(watcher.current().collection.articles))
    Thread(target=prepare_pages, args=(app,), name="preparing", daemon=True).start()
    return server


def _examples(opened: OpenedIndex) -> None:
    """Have the questions of the first page made, so that nobody who asks for it waits for them."""
    begin_examples(opened.answerer)


def _count_together(seat: Seat) -> None:
    """Let what Prometheus's client counts from now on stand in files named after the row: another process in it counts on."""
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(seat.folder)
    values.ValueClass = MultiProcessValue(lambda: seat.row)  # type: ignore[no-untyped-call]  # the client's own gap
