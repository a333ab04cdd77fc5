"""Spans of time: how long something will take, and how a person says it."""

from __future__ import annotations


def left(finished: int, documents: int, seconds: float) -> float | None:
    """Seconds, as if the documents to come took as long as those finished; None when none is."""
    return seconds / finished * (documents - finished) if finished else None


def in_words(seconds: float) -> str:
    """Rounded to what matters: "45 s", "12 min", "2 h 05 min", "3 d 4 h"."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes, hours = round(seconds / 60), round(seconds / 3600)
    if minutes < 90:
        return f"{minutes} min"
    if hours < 48:
        return f"{minutes // 60} h {minutes % 60:02} min"
    return f"{hours // 24} d {hours % 24} h"
