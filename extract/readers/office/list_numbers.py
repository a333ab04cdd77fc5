"""Automatic list numbers of office files, written out as Word shows them.

    (list, level) of each paragraph in order ─▶ Lists.marker ─▶ "Điều 1.", "II.", "b)", "-"

Headings numbered by Word have no number in their text. Lists that share a definition (a group) count
on from one another unless one of them restarts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from extract.readers.flow import BULLET

_PLACE = re.compile(r"%([1-9])")
_PRIVATE = re.compile("[\uf000-\uf0ff]")
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC")),
    *((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_LARGEST = 3999  # beyond it there is no Roman number; Word itself stops at 32,767


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list; number formats are named as in ECMA-376, ST_NumberFormat."""

    form: str  # decimal, upperRoman, lowerLetter, bullet, none, ...
    text: str  # "%1.", "Điều %1.", "%1.%2"
    start: int = 1
    legal: bool = False  # every number of the marker in decimal


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A list as paragraphs refer to it."""

    group: str
    levels: Mapping[int, Level]
    restarts: frozenset[int] = frozenset()  # levels that begin anew with this list


@dataclass(slots=True)
class Lists:
    """Counts the lists of one document; `known` is filled by the reader."""

    known: dict[str, NumberedList] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)  # group -> level -> last number given
    _begun: set[str] = field(default_factory=set)

    def marker(self, place: tuple[str, int] | None) -> str:
        """The marker of the next paragraph at this (list, level); "" outside lists."""
        found = None if place is None else self.known.get(place[0])
        if place is None or found is None or place[1] not in found.levels:
            return ""
        name, depth = place
        counts = self._counts.setdefault(found.group, {})
        if name not in self._begun:
            self._begun.add(name)
            for restarted in found.restarts:
                counts.pop(restarted, None)
        counts[depth] = counts.get(depth, found.levels[depth].start - 1) + 1
        for deeper in [key for key in counts if key > depth]:
            del counts[deeper]
        return marker_text(found.levels, depth, counts)


def marker_text(levels: Mapping[int, Level], depth: int, counts: Mapping[int, int]) -> str:
    """The level's pattern with its numbers filled in."""
    level = levels[depth]
    if level.form == "bullet":
        return _PRIVATE.sub(BULLET, level.text)

    def number(found: re.Match[str]) -> str:
        at = int(found[1]) - 1
        given = levels.get(at, level)
        form = "decimal" if level.legal else given.form
        return written(counts.get(at, given.start), form)

    return _PLACE.sub(number, level.text)


def written(number: int, form: str) -> str:
    """A number in a list format; formats of other scripts are written in digits."""
    if form == "none":
        return ""
    if not 0 < number <= _LARGEST:
        return str(number)
    if form in ("upperRoman", "lowerRoman"):
        text = ""
        for value, letters in _ROMAN:
            text += letters * (number // value)
            number %= value
        return text if form == "upperRoman" else text.lower()
    if form in ("upperLetter", "lowerLetter"):
        # After z Word doubles the letter: aa, bb, cc.
        text = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return text.upper() if form == "upperLetter" else text
    return f"{number:02d}" if form == "decimalZero" else str(number)
