"""Automatic list numbers of a .docx file, written out as Word shows them.

    (numId, level) of each paragraph in order ─▶ Numbering.marker ─▶ "Điều 1.", "II.", "b)", "-"

Headings numbered by Word have no number in their text. Levels, start values and overrides are read
from numbering.xml (ECMA-376, part 1, 17.9).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from extract.readers.docx_styles import toggle, w
from extract.readers.flow import BULLET

_PLACE = re.compile(r"%([1-9])")
_PRIVATE = re.compile("[\uf000-\uf0ff]")
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC")),
    *((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_LARGEST = 3999


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list."""

    form: str  # ST_NumberFormat: decimal, upperRoman, lowerLetter, bullet, none, ...
    text: str  # "%1.", "Điều %1.", "%1.%2"
    start: int = 1
    legal: bool = False  # every number of the marker in decimal


class Numbering:
    """Counts the lists of one document."""

    def __init__(self, root: Any) -> None:
        self._lists: dict[str, dict[int, Level]] = {}  # numId -> levels
        self._group: dict[str, str] = {}  # numId -> abstractNumId: lists of one group count on
        self._restarts: dict[str, set[int]] = {}  # numId -> levels that begin anew with this list
        self._counts: dict[str, dict[int, int]] = {}  # abstractNumId -> level -> last number given
        self._begun: set[str] = set()
        if root is not None:
            self._load(root)

    def marker(self, place: tuple[str, int] | None) -> str:
        """The marker of the next paragraph at this place; "" outside lists."""
        if place is None or place[0] not in self._lists:
            return ""
        number, depth = place
        levels = self._lists[number]
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self._counts.setdefault(self._group[number], {})
        if number not in self._begun:
            self._begun.add(number)
            for restarted in self._restarts[number]:
                counts.pop(restarted, None)
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [key for key in counts if key > depth]:
            del counts[deeper]
        return marker_text(levels, depth, counts)

    def _load(self, root: Any) -> None:
        abstract = {}
        for element in root.findall(w("abstractNum")):
            levels = {int(lvl.get(w("ilvl"))): _level(lvl) for lvl in element.findall(w("lvl"))}
            abstract[element.get(w("abstractNumId"))] = levels
        for element in root.findall(w("num")):
            number = element.get(w("numId"))
            reference = element.find(w("abstractNumId"))
            group = "" if reference is None else reference.get(w("val"))
            self._group[number] = group
            self._lists[number] = dict(abstract.get(group, {}))
            self._restarts[number] = set()
            for override in element.findall(w("lvlOverride")):
                self._override(number, override)

    def _override(self, number: str, element: Any) -> None:
        depth = int(element.get(w("ilvl")))
        levels = self._lists[number]
        own = element.find(w("lvl"))
        if own is not None:
            levels[depth] = _level(own)
        start = element.find(w("startOverride"))
        if start is not None and depth in levels:
            held = levels[depth]
            levels[depth] = Level(held.form, held.text, int(start.get(w("val"))), held.legal)
            self._restarts[number].add(depth)


def marker_text(levels: dict[int, Level], depth: int, counts: dict[int, int]) -> str:
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


def _level(element: Any) -> Level:
    def value(name: str, otherwise: str) -> str:
        child = element.find(w(name))
        return otherwise if child is None else child.get(w("val"), otherwise)

    return Level(
        value("numFmt", "decimal"),
        value("lvlText", ""),
        int(value("start", "1")),
        bool(toggle(element, "isLgl")),
    )
