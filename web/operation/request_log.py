"""A line of JSON for each request, with an id that the response carries too; no question's text unless it is switched on."""

from __future__ import annotations

import json
import logging
import re
import sys
from datetime import UTC, datetime
from time import perf_counter
from uuid import uuid4

from flask import Flask, g, request
from flask.wrappers import Response

from web.operation.metrics import Metrics
from web.service_settings import ServiceSettings

ID_HEADER = "X-Request-ID"
ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
LONGEST_PATH = 200  # characters that a line repeats

_log = logging.getLogger("loccit.requests")


class JsonLines(logging.Formatter):
    """Writes a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line: time, level, logger, then either the record's fields or its message."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            **getattr(record, "fields", {"message": record.getMessage()}),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def log_to_stderr() -> None:
    """Write everything that is logged from level INFO on as lines of JSON to the error stream."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # it warns of every request that waits; metrics count them


def register_log(app: Flask, metrics: Metrics, settings: ServiceSettings) -> None:
    """Give each request of `app` an id, count and time it, and log it."""

    @app.before_request
    def begin() -> None:
        sent = request.headers.get(ID_HEADER, "")
        g.request_id = sent if ID.fullmatch(sent) else uuid4().hex
        g.began = perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        seconds = perf_counter() - g.began
        route = str(request.url_rule) if request.url_rule else "none"
        response.headers[ID_HEADER] = g.request_id
        metrics.observe(route, request.method, response.status_code, seconds)
        _log.info("request", extra={"fields": _fields(route, response, seconds, settings.log_questions)})
        return response


def _fields(route: str, response: Response, seconds: float, with_questions: bool) -> dict[str, object]:
    """Return what is told of a request; the address without what stands behind its question mark."""
    fields: dict[str, object] = {
        "id": g.request_id,
        "method": request.method,
        "path": request.path[:LONGEST_PATH],
        "route": route,
        "status": response.status_code,
        "ms": round(seconds * 1000.0, 1),
        "bytes": response.content_length,
        "outcomes": g.get("outcomes", []),
    }
    return fields | {"questions": g.get("questions", [])} if with_questions else fields
