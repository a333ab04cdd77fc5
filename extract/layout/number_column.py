"""The running numbers of a table's first column, where a recogniser misread some.

    first cells, which of them are unsure ─ numbered ─▶ first cells

A digit alone in its cell is what recognisers read worst ("1," "ở" "Ô" for 1, 2 and 9), and the row above
and below say what it is. Only cells read with doubt change, only to the number that both neighbours ask
for, and only in the form that the neighbours have ("01", "1.").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_NUMBER = re.compile(r"\W*?(\(?)(\d{1,3})([.)]?)\W*")
_FORM = re.compile(r"(\(?)(\d{1,3})([.)]?)")
# What stands in for a number that was misread: at most this many signs; longer is a text.
LONGEST = 3


def numbered(cells: Sequence[str], unsure: Sequence[bool]) -> list[str]:
    """The cells with misread numbers mended; as they are where no sequence runs through them."""
    filled = [i for i, text in enumerate(cells) if text]
    values = [_value(cells[i]) for i in filled]
    mended = list(cells)
    form = _usual_form([cells[i] for i in filled])
    for at, index in enumerate(filled):
        if not unsure[index] or len(cells[index]) > LONGEST:
            continue
        meant = _asked(values, at)
        if meant is not None and form:
            mended[index] = form[0] + str(meant).zfill(2 if form[1] else 1) + form[2]
    return mended


def _value(text: str) -> int | None:
    found = _NUMBER.fullmatch(text)
    return int(found[2]) if found else None


def _asked(values: Sequence[int | None], at: int) -> int | None:
    """The number that stands here by the two before, the two after, or one of each; None for another reading."""
    pairs = ((at - 1, at + 1), (at - 2, at - 1), (at + 1, at + 2))
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
