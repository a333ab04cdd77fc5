"""Spans of time: how long something will take, and how a person says it."""

from __future__ import annotations

from schemas.catalogue import say


def left(finished: int, documents: int, seconds: float) -> float | None:
    """Seconds, as if the documents to come took as long as those finished; None when none is."""
    return seconds / finished * (documents - finished) if finished else None


def in_words(seconds: float) -> str:
    """Rounded to what matters, in the language of the run: "45 s", "12 min", "2 h 05 min", "3 d 4 h"."""
    if seconds < 90:
        return say("span-seconds", seconds=seconds)
    minutes, hours = round(seconds / 60), round(seconds / 3600)
    if minutes < 90:
        return say("span-minutes", minutes=minutes)
    if hours < 48:
        return say("span-hours", hours=minutes // 60, minutes=minutes % 60)
    return say("span-days", days=hours // 24, hours=hours % 24)
