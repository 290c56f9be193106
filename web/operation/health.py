"""Health and readiness: that the process runs, and that questions can be asked."""

from __future__ import annotations

from typing import Literal

from flask import Blueprint
from pydantic import BaseModel

from web.operation.source import IndexSource


class Health(BaseModel):
    """That the process runs."""

    status: Literal["ok"] = "ok"


class Readiness(BaseModel):
    """That questions can be asked: of how much, of which index, and what is wrong with its folder meanwhile, or null."""

    status: Literal["ready"] = "ready"
    articles: int
    passages: int
    index: str
    problem: str | None


def health_blueprint(source: IndexSource) -> Blueprint:
    """Return the routes `/healthz` and `/readyz`."""
    blueprint = Blueprint("health", __name__)

    @blueprint.get("/healthz")
    def healthz() -> dict[str, object]:
        """Say that the process runs."""
        return Health().model_dump()

    @blueprint.get("/readyz")
    def readyz() -> dict[str, object]:
        """Say that questions can be asked, of which index, and what is wrong with its folder if anything is."""
        collection, state = source.current().collection, source.state()
        articles, passages = len(collection.articles), len(collection.passages)
        return Readiness(articles=articles, passages=passages, index=state.version, problem=state.problem).model_dump()

    return blueprint
