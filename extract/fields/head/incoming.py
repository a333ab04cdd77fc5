"""The incoming stamp: which organ received the paper, under what number, on what day.

    "SỞ Y TẾ ... / ĐẾN  Số: 218 / Ngày: 05/6/2014 / Chuyển: ..."
        ─▶ Incoming(organ "Sở Y tế ...", number "218", date "2014-06-05")

The stamp is no part of the document: layout puts its lines with what lies over the page. Form: Nghị định
30/2020/NĐ-CP, phụ lục IV, phần I.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from diacritics.syllable import skeleton
from extract.fields.context import IN_PLACE, Answer, Context
from extract.fields.trace import Trace
from extract.form import dates
from extract.form.capitals import ordinary
from extract.form.folding import is_capitals
from extract.form.stamps import is_incoming
from extract.layout.model import Placed
from schemas.clues import Clue
from schemas.fields import Incoming
from schemas.language import FieldRule
from schemas.record import Evidence

# Lines in small letters without marks; "Số" and "sở" are one there, the sign after it tells them apart.
PART = re.compile(r"^\W*(?:den\b|cong van\b|van ban\b|so(?: den)?\s*[:.\d]|ngay\b|gio\b|chuyen\b|luu\b)")
NUMBER = re.compile(r"\b[Ss]\S{1,2}(?:\s+(?:[đĐ]\S{1,3}))?\s*[:.]*[\s.…]*(?P<value>\d{1,6})(?![\d/])")
# Points from the line with "ĐẾN" to another of the stamp, which is 35 x 50 mm.
HIGH, WIDE = 100.0, 120.0


def read_incoming(rule: FieldRule, context: Context) -> Answer:
    """The first incoming stamp of the document; its parts are None where they are blank or unreadable."""
    lines = context.lines(*rule.regions)
    seed = next((line for line in lines if is_incoming(line.text)), None)
    if seed is None:
        return Answer()
    stamp = [line for line in lines if _near(line, seed)]
    found = {"organ": _organ(stamp, seed, context), "number": _number(stamp), "date": _date(stamp)}
    known = {name: value for name, value in found.items() if value}
    values = {name: text for name, (text, _) in known.items()}
    evidence = {f"{rule.name}.{name}": read for name, (_, read) in known.items()}
    return Answer(Incoming(**values), evidence or {rule.name: _evidence(seed)})


def _near(line: Placed, seed: Placed) -> bool:
    if line.page != seed.page:
        return False
    if line.box is None or seed.box is None:
        return True
    (x, y), (seed_x, seed_y) = line.box.centre, seed.box.centre
    return abs(y - seed_y) < HIGH and abs(x - seed_x) < WIDE


def _organ(stamp: Iterable[Placed], seed: Placed, context: Context) -> tuple[str, Evidence] | None:
    """The line in capitals above "ĐẾN"."""
    for line in stamp:
        if line is seed:
            return None
        if is_capitals(line.text) and len(line.text.split()) > 1 and not PART.match(_bare(line)):
            return ordinary(line.text, context.text), _evidence(line)
    return None


def _number(stamp: Iterable[Placed]) -> tuple[str, Evidence] | None:
    for line in stamp:
        match = NUMBER.search(line.text)
        if match and PART.match(_bare(line)):
            return match["value"], _evidence(line, *match.span("value"))
    return None


def _date(stamp: Iterable[Placed]) -> tuple[str, Evidence] | None:
    for line in stamp:
        found = dates.find(line.text)
        if found and found.iso:
            return found.iso, _evidence(line, found.start, found.end)
    return None


def _bare(line: Placed) -> str:
    return skeleton(line.text).lower()


def _evidence(line: Placed, start: int = 0, end: int | None = None) -> Evidence:
    return Trace.of((line,)).evidence(IN_PLACE, (Clue.OVERLAY_REGION, Clue.INCOMING_STAMP), start, end)
