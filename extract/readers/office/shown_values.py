"""Values of cells as offices write them.

number, day, time, span of time, truth ─ shown_value ─▶ "12,5", "14/08/2031", "07:30", "30:15", "x"
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
    if isinstance(value, datetime.timedelta):
        return _span(value)
    return "" if value is None else str(value).strip()


def _span(value: datetime.timedelta) -> str:
    """Hours and minutes, however many days they are."""
    minutes, seconds = divmod(round(abs(value.total_seconds())), 60)
    sign, rest = ("-" if value < datetime.timedelta() else ""), (f":{seconds:02}" if seconds else "")
    return f"{sign}{minutes // 60:02}:{minutes % 60:02}{rest}"


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
