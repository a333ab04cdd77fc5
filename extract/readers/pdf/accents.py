"""Accents that a PDF draws as characters of their own: each joins the letter that it is drawn at.

    codes, places along the line, baselines in content order ─ with_accents ─▶ the same, accents in letters

Programs that shape text place a combining mark wherever its font wants it, and old ones draw "´" over "a".
Such a mark has no advance of its own: measured by its place it would part the word after it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.float64]

_FIRST_MARK, _LAST_MARK = 0x300, 0x36F  # Unicode: combining diacritical marks
# Signs that are drawn over a letter where a font has no letter with the mark, and the mark that they mean.
_SIGNS = {0xB4: 0x301, 0x60: 0x300, 0x2C6: 0x302, 0x5E: 0x302, 0x2DC: 0x303, 0x7E: 0x303, 0x2D8: 0x306}


def are_accents(codes: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which characters are marks, or signs that may be drawn as one."""
    marks: NDArray[np.bool_] = (codes >= _FIRST_MARK) & (codes <= _LAST_MARK) | np.isin(codes, list(_SIGNS))
    return marks


def with_accents(
    codes: NDArray[np.int64], ink: tuple[Column, Column], start: Column, end: Column, baseline: Column
) -> None:
    """Give each mark the place of the letter before it, in place; `ink`: left and right of what is drawn."""
    for at in np.flatnonzero(are_accents(codes)):
        if at == 0:
            continue
        code, middle = int(codes[at]), (ink[0][at] + ink[1][at]) / 2
        if code in _SIGNS:
            if not ink[0][at - 1] <= middle <= ink[1][at - 1] or not chr(codes[at - 1]).isalpha():
                continue  # a sign that stands by itself: "~100 m"
            codes[at] = _SIGNS[code]
        start[at], end[at], baseline[at] = start[at - 1], end[at - 1], baseline[at - 1]
