"""The running numbers of a table's first column, where a recogniser misread some.

    first cells, which of them are unsure ─ numbered ─▶ first cells

A digit alone in its cell is what recognisers read worst ("1," "ở" "Ô" or nothing for 1, 2 and 9), and the
rows above and below say what it is. Only cells read with doubt change, only to the number that their
neighbours ask for, and only in the form that these have ("01", "1.").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_NUMBER = re.compile(r"\W*?(\(?)(\d{1,3})([.)]?)\W*")
_FORM = re.compile(r"(\(?)(\d{1,3})([.)]?)")
_LETTER = re.compile(r"[A-HIVXĐ]{1,4}[.)]?")  # a letter or a Roman number names a group of rows
# What stands in for a number that was misread: at most this many signs; longer is a text.
LONGEST = 3


def numbered(cells: Sequence[str], unsure: Sequence[bool]) -> list[str]:
    """The cells with misread numbers mended; as they are where no sequence runs through them."""
    filled = [i for i, text in enumerate(cells) if text]
    values = [_value(cells[i]) for i in filled]
    mended = list(cells)
    form = _usual_form([cells[i] for i in filled])
    for at, index in [*enumerate(filled)] * 2:  # what is mended tells of its neighbours
        if not form or not unsure[index] or len(cells[index]) > LONGEST or _LETTER.fullmatch(cells[index]):
            continue
        meant = values[at] if _follows(values, at) else _asked(values, at)
        if meant is not None and meant > 0:
            values[at], mended[index] = meant, _printed(meant, form)
    for index in range(1, len(cells) - 1):
        around = _value(mended[index - 1]), _value(mended[index + 1])
        if form and unsure[index] and not cells[index] and around[0] and around[1] == around[0] + 2:
            mended[index] = _printed(around[0] + 1, form)  # 4, nothing, 6: a merged cell leaves no number out
    return mended


def _printed(number: int, form: tuple[str, bool, str]) -> str:
    return form[0] + str(number).zfill(2 if form[1] else 1) + form[2]


def _value(text: str) -> int | None:
    found = _NUMBER.fullmatch(text)
    return int(found[2]) if found else None


def _follows(values: Sequence[int | None], at: int) -> bool:
    """Whether a number fits one of its neighbours as it is."""
    value = values[at]
    near = [values[i] for i in (at - 1, at + 1) if 0 <= i < len(values)]
    return value is not None and any(other is not None and abs(other - value) == 1 for other in near)


def _asked(values: Sequence[int | None], at: int) -> int | None:
    """The number that its two neighbours ask for; where the first or last cannot be read, the two nearest."""
    pairs = [(at - 1, at + 1)]
    if values[at] is None:
        pairs += [(at - 2, at - 1)] * (at + 1 == len(values)) + [(at + 1, at + 2)] * (at == 0)
    for one, other in pairs:
        if one < 0 or other >= len(values):
            continue
        first, second = values[one], values[other]
        if first is not None and second is not None and second - first == other - one:
            return first + at - one
    return None


def _usual_form(cells: Sequence[str]) -> tuple[str, bool, str] | None:
    """The bracket before, whether there is a leading zero, and the sign after, of most numbers."""
    forms = [(m[1], m[2].startswith("0"), m[3]) for m in map(_FORM.fullmatch, cells) if m]
    return max(sorted(set(forms)), key=forms.count) if forms else None
