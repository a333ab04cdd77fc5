"""Values of cells as offices write them.

number, day, time, truth ─ shown_value ─▶ "12,5", "14/08/2031", "07:30", "x"
"""

from __future__ import annotations

import datetime
from typing import Any

_DIGITS = 10  # of a fraction: what a program shows of it, without the noise of its last bits


def shown_value(value: Any) -> str:
    """A value as it is written; "" for none."""
    if isinstance(value, bool):
        return "x" if value else ""
    if isinstance(value, float | int):
        return _number(value)
    if isinstance(value, datetime.datetime):
        clock = "" if value.time() == datetime.time() else f" {value:%H:%M}"
        return f"{value:%d/%m/%Y}{clock}"
    if isinstance(value, datetime.date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, datetime.time):
        return f"{value:%H:%M}"
    return "" if value is None else str(value).strip()


def shown_number(text: str) -> str:
    """A number as files write it ("12.50"); text that is none stays."""
    try:
        value = float(text)
    except ValueError:
        return text.strip()
    return _number(value) if abs(value) < float("inf") else text.strip()


def _number(value: float) -> str:
    whole = round(value, _DIGITS)
    sign, number = ("-" if whole < 0 else ""), abs(whole)
    units, _, fraction = f"{number:.{_DIGITS}f}".rstrip("0").rstrip(".").partition(".")
    return f"{sign}{units},{fraction}" if fraction else f"{sign}{units}"
