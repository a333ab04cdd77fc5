"""The lists of a .docx file, from its numbering part (ECMA-376, part 1, 17.9).

numbering.xml ─▶ lists_of ─▶ Lists, by numId
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from extract.readers.office.docx_styles import toggle, w
from extract.readers.office.list_numbers import Level, Lists, NumberedList


def lists_of(root: Any) -> Lists:
    """Every list that a paragraph may name; none where the part is missing (root None)."""
    lists = Lists()
    if root is None:
        return lists
    abstract = {
        element.get(w("abstractNumId")): _levels(element) for element in root.findall(w("abstractNum"))
    }
    for element in root.findall(w("num")):
        reference = element.find(w("abstractNumId"))
        group = "" if reference is None else reference.get(w("val"))
        levels = dict(abstract.get(group, {}))
        restarts: set[int] = set()
        for override in element.findall(w("lvlOverride")):
            _override(levels, restarts, override)
        lists.known[element.get(w("numId"))] = NumberedList(group, levels, frozenset(restarts))
    return lists


def _override(levels: dict[int, Level], restarts: set[int], element: Any) -> None:
    """What a list changes of a level of its definition."""
    depth = int(element.get(w("ilvl")))
    own = element.find(w("lvl"))
    if own is not None:
        levels[depth] = _level(own)
    start = element.find(w("startOverride"))
    if start is not None and depth in levels:
        levels[depth] = replace(levels[depth], start=int(start.get(w("val"))))
        restarts.add(depth)


def _levels(element: Any) -> dict[int, Level]:
    return {int(level.get(w("ilvl"))): _level(level) for level in element.findall(w("lvl"))}


def _level(element: Any) -> Level:
    def value(name: str, otherwise: str) -> str:
        child = element.find(w(name))
        return otherwise if child is None else str(child.get(w("val"), otherwise))

    legal = bool(toggle(element, "isLgl"))
    return Level(value("numFmt", "decimal"), value("lvlText", ""), int(value("start", "1")), legal)
