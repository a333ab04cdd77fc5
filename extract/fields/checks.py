"""What a schema says must be true of a value; what is not, for review.

values + checks ─▶ reasons in plain words
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from schemas.fields import Fields, Money, TableEntry
from schemas.language import FieldRule, Schema
from schemas.record import Review


def broken(schema: Schema, fields: Fields) -> Iterator[Review]:
    """One entry for each check that a value does not pass; values that are missing pass."""
    for rule in schema.fields:
        for reason in _reasons(rule, getattr(fields, rule.name), schema, fields):
            yield Review(field=rule.name, reason=reason, confidence=None)
    for own in schema.extra:
        for reason in _reasons(own, fields.extra.get(own.name), schema, fields):
            yield Review(field=f"extra.{own.name}", reason=reason, confidence=None)


def _reasons(rule: FieldRule, value: Any, schema: Schema, fields: Fields) -> Iterator[str]:
    checks = rule.checks
    if checks.at_least is not None and value is not None:
        count = len(value.rows if isinstance(value, TableEntry) else value)
        if 0 < count < checks.at_least:
            yield f"{count} found, at least {checks.at_least} are wanted"
    for item in value if isinstance(value, list) else [value]:
        if item is not None:
            yield from _of_one(item, rule, schema, fields)


def _of_one(item: Any, rule: FieldRule, schema: Schema, fields: Fields) -> Iterator[str]:
    checks = rule.checks
    if checks.matches and not re.fullmatch(schema.expand(checks.matches), str(item)):
        yield f'"{item}" has not the form that is usual'
    amount = item.amount if isinstance(item, Money) else item
    if checks.min is not None and amount < checks.min:
        yield f"{amount} is less than {checks.min:g}"
    if checks.max is not None and amount > checks.max:
        yield f"{amount} is more than {checks.max:g}"
    for other, wrong, word in ((checks.not_before, -1, "before"), (checks.not_after, 1, "after")):
        day = _date(other, fields) if other else None
        if day and _order(item, day) == wrong:
            yield f"{item} is {word} {day}, the {other}"


def _date(name: str, fields: Fields) -> str | None:
    value = fields.extra[name] if name in fields.extra else getattr(fields, name, None)
    return value if isinstance(value, str) else None


def _order(one: str, other: str) -> int:
    """-1, 0 or 1; dates of which only the month is known are compared as far as both are."""
    length = min(len(one), len(other))
    a, b = one[:length], other[:length]
    return (a > b) - (a < b)
