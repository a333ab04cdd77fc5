"""The contract as the own tests check with it: no key that it does not know."""

from __future__ import annotations

from typing import Any

from schemas.record import json_schema


def strict_schema() -> dict[str, Any]:
    """The published JSON Schema, closed."""
    closed: dict[str, Any] = json_schema()
    for part in (closed, *closed["$defs"].values()):
        if part.get("additionalProperties") is True:
            part["additionalProperties"] = False
    return closed
