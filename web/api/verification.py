"""Verification as JSON: what comes in, what goes out."""

from __future__ import annotations
