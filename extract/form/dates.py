"""Dates as documents print them, to YYYY-MM-DD; what was left blank stays out ("2025-07", "2025").

"Quảng Ngãi, ngày 15 tháng 5 năm 2025" ─▶ Found("2025-05-15", span, doubts)
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.form.folding import unmarked
from schemas.catalogue import Message

# What stands between "ngày", "tháng" and "năm": blanks or dots, a number, or what OCR made of one.
FILLED = r"\W{0,12}\S{0,4}(?:\s\S{1,2})?\W{0,12}?"
# The three words without marks, each with the letters OCR may leave of them.
WORDS = re.compile(
    rf"\bng[a-z]y(?P<day>{FILLED})th[a-z]n[gq](?P<month>{FILLED})"
    r"n[a-z]m\W{0,3}(?P<year>\d[\d ]{3,4}(?!\d))?",
    re.IGNORECASE,
)
MONTH = re.compile(r"\bth[a-z]ng\W{0,3}(?P<month>\d{1,2})\W{0,3}(?:n[a-z]m|/)\W{0,3}(?P<year>\d{4})", re.I)
YEARS = r"(?:1[89]|20)\d{2}"
FIGURES = re.compile(
    rf"(?<![\d/])(?P<day>\d{{1,2}})?\s?(?P<s>[/.\-])\s?(?P<month>\d{{1,2}})\s?(?P=s)\s?(?P<year>{YEARS})(?!\d)"
)
SLIPPED = re.compile(rf"(?<![\d/])(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})(?P<year>{YEARS})(?!\d)")  # 13/72024
_AS_DIGITS = str.maketrans("OoQlIi|]![", "0001111111")
EARLIEST, LATEST = 1900, 2099


@dataclass(frozen=True, slots=True)
class Found:
    """A date and where it stands; `iso` is None when what is printed is no date."""

    iso: str | None
    start: int
    end: int
    doubts: tuple[Message, ...] = ()


def find(text: str, start: int = 0) -> Found | None:
    """The first date at or after `start`."""
    return next(find_all(text, start), None)


def find_all(text: str, start: int = 0) -> Iterator[Found]:
    """All dates, in order: in words before figures, so that none is found twice."""
    bare = unmarked(text)
    at = start
    while True:
        matches = [m for m in (p.search(bare, at) for p in (WORDS, FIGURES, MONTH, SLIPPED)) if m]
        if not matches:
            return
        match = min(matches, key=lambda m: (m.start(), -m.end()))
        yield _found(match, text)
        at = max(match.end(), at + 1)


def _found(match: re.Match[str], text: str) -> Found:
    groups = match.groupdict()
    figures: dict[str, str] = {}
    doubts: list[Message] = []
    for key in ("day", "month", "year"):
        figures[key], doubt = _figures(key, groups.get(key) or "")
        doubts += [doubt] if doubt else []
    iso, wrong = iso_date(figures["day"], figures["month"], figures["year"])
    if match.re is SLIPPED:
        doubts.append(Message.of("slash-missing", seen=match[0]))
    if wrong and doubts:  # the day was misread: month and year may still stand
        iso, wrong = iso_date("", figures["month"], figures["year"])
    if wrong:
        doubts.append(Message.of(wrong, seen=text[match.start() : match.end()].strip()))
    return Found(iso, match.start(), match.end(), tuple(doubts))


def _figures(part: str, printed: str) -> tuple[str, Message | None]:
    """The digits of one part of a date ("" when blank), and the doubt about them."""
    seen = printed.strip(" .,…_:;-–—'\"*·")
    digits = re.sub(r"\s", "", seen).translate(_AS_DIGITS)
    if re.fullmatch(r"\d{1,4}", digits):
        return digits, None if digits == seen else Message.of("date-hard-to-read", part=part, seen=seen)
    return "", Message.of("date-not-readable", part=part, seen=seen) if seen else None


def iso_date(day: str, month: str, year: str) -> tuple[str | None, str]:
    """The date in ISO 8601 as far as it is printed, and the code of what is wrong with it.

    >>> iso_date("", "7", "2025"), iso_date("31", "2", "2025")[0]
    (('2025-07', ''), None)
    """
    if not year:
        return None, "date-without-year"
    if not EARLIEST <= int(year) <= LATEST:
        return None, "date-impossible-year"
    if not month:
        return year, ""
    if not day:
        return (f"{year}-{int(month):02}", "") if 1 <= int(month) <= 12 else (None, "date-no-month")
    try:
        return datetime.date(int(year), int(month), int(day)).isoformat(), ""
    except ValueError:
        return None, "date-no-day"
