"""What a schema says must be true of a value; what is not, for review.

values + checks ─▶ Review
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from schemas.catalogue import Message
from schemas.fields import Fields, Money, TableEntry
from schemas.language import FieldRule, Schema
from schemas.record import Review


def broken(schema: Schema, fields: Fields) -> Iterator[Review]:
    """One entry for each check that a value does not pass; values that are missing pass."""
    for rule in schema.fields:
        for message in _wrong(rule, getattr(fields, rule.name), schema, fields):
            yield Review.of(rule.name, message)
    for own in schema.extra:
        for message in _wrong(own, fields.extra.get(own.name), schema, fields):
            yield Review.of(f"extra.{own.name}", message)


def _wrong(rule: FieldRule, value: Any, schema: Schema, fields: Fields) -> Iterator[Message]:
    checks = rule.checks
    if checks.at_least is not None and value is not None:
        count = len(value.rows if isinstance(value, TableEntry) else value)
        if 0 < count < checks.at_least:
            yield Message.of("too-few", count=count, least=checks.at_least)
    for item in value if isinstance(value, list) else [value]:
        if item is not None:
            yield from _of_one(item, rule, schema, fields)


def _of_one(item: Any, rule: FieldRule, schema: Schema, fields: Fields) -> Iterator[Message]:
    checks = rule.checks
    if checks.matches and not re.fullmatch(schema.expand(checks.matches), str(item)):
        yield Message.of("unusual-form", value=item)
    amount = item.amount if isinstance(item, Money) else item
    if checks.min is not None and amount < checks.min:
        yield Message.of("too-small", value=amount, limit=checks.min)
    if checks.max is not None and amount > checks.max:
        yield Message.of("too-big", value=amount, limit=checks.max)
    for other, wrong, code in ((checks.not_before, -1, "too-early"), (checks.not_after, 1, "too-late")):
        day = _date(other, fields) if other else None
        if day and _order(item, day) == wrong:
            yield Message.of(code, date=item, other=day, field=other)


def _date(name: str, fields: Fields) -> str | None:
    value = fields.extra[name] if name in fields.extra else getattr(fields, name, None)
    return value if isinstance(value, str) else None


def _order(one: str, other: str) -> int:
    """-1, 0 or 1; dates of which only the month is known are compared as far as both are."""
    length = min(len(one), len(other))
    a, b = one[:length], other[:length]
    return (a > b) - (a < b)
