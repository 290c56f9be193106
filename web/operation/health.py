"""Health and readiness: that the process runs, and that questions can be asked."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Literal

from flask import Blueprint
from pydantic import BaseModel

from index.cluster import ReplicaState
from index.errors import Kind, LoccitError
from web.operation.source import IndexSource, States


class Health(BaseModel):
    """That the process runs."""

    status: Literal["ok"] = "ok"


class ShardReadiness(BaseModel):
    """A shard on a cluster, by its number from 1: how many replicas it should have, and how many of them answer."""

    shard: int
    replicas: int
    answering: int


class Readiness(BaseModel):
    """That questions can be asked: of how much, of which index, and what is wrong meanwhile, or null.

    `shards` are those on a cluster; it is empty where the index is in the process that serves.
    """

    status: Literal["ready"] = "ready"
    articles: int
    passages: int
    index: str
    shards: list[ShardReadiness]
    problem: str | None


class NoShardError(LoccitError):
    """No shard of the index can be asked now."""

    kind = Kind.AWAY


def health_blueprint(source: IndexSource, replicas: States) -> Blueprint:
    """Return the routes `/healthz` and `/readyz`."""
    blueprint = Blueprint("health", __name__)

    @blueprint.get("/healthz")
    def healthz() -> dict[str, object]:
        """Say that the process runs."""
        return Health().model_dump()

    @blueprint.get("/readyz")
    def readyz() -> dict[str, object]:
        """Say that questions can be asked, of which index, and what is wrong with it if anything is."""
        collection, state, shards = source.current().collection, source.state(), _shards(replicas())
        if shards and not any(each.answering for each in shards):
            raise NoShardError("No machine of the cluster answers for any shard of the index.")
        return Readiness(
            articles=len(collection.articles),
            passages=len(collection.passages),
            index=state.version,
            shards=shards,
            problem=" ".join(filter(None, (state.problem, _missing(shards)))) or None,
        ).model_dump()

    return blueprint


def _shards(replicas: Sequence[ReplicaState]) -> list[ShardReadiness]:
    by_shard = groupby(replicas, key=lambda each: each.shard)
    answering = {shard: [each.answers for each in own] for shard, own in by_shard}
    return [ShardReadiness(shard=shard, replicas=len(own), answering=sum(own)) for shard, own in answering.items()]


def _missing(shards: Sequence[ShardReadiness]) -> str:
    gone = [str(each.shard) for each in shards if not each.answering]
    if not gone:
        return ""
    which = f"shard {gone[0]} answers" if len(gone) == 1 else f"the shards {', '.join(gone)} answers"
    return f"No machine with {which}; an answer names the articles that were not asked."
