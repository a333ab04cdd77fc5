"""Numbers of a workbook (.xlsx) whose format says more than their digits: 12,5%, 001085012345, 418/QĐ-UBND.

    styles.xml ─ formats_of ─▶ NumberFormat of each style ─ cells_in(sheet) ─▶ by place ─ shown ─▶ text

A print shows the format, and without it the value is another one: a share a hundredth of itself, a citizen's
number without its zeros. Formats that only set digits apart or round them say nothing. Source: ECMA-376, part
1, 18.8.30 and 18.8.31.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from extract.readers.office.shown_values import shown_value

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
BUILT_IN = {"9": "0%", "10": "0.00%"}  # of those that every program knows, the ones that say more
# A quoted text, a sign taken as it is, a blank as wide as a sign, a sign repeated, a currency or a condition
_PIECE = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|(.)', re.DOTALL)
_DIGIT, _DIGITS = "0", "0#?,."
_NO_NUMBER = re.compile("[dmyhsegb@/]|general", re.IGNORECASE)  # days, texts, exponents, fractions
_LETTER = re.compile(r"[^\W\d_]|\d")
_LEAST_MASK = 2  # zeros: one alone is how any number is set
_CELL = rb'<(?:\w+:)?c\b(?=[^>]*\bs="(?:%s)")(?=[^>]*\bs="(\d+)")[^>]*?\br="([A-Z]{1,3})(\d{1,7})"'

Place = tuple[int, int]  # row and column, from 0


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """What a format adds to a number: texts around it, zeros before it, another unit."""

    before: str
    after: str
    factor: float
    mask: str  # "0" for each digit, with what stands between them; "" for none

    def shown(self, value: Any) -> str:
        """The value as a print shows it."""
        if isinstance(value, bool) or not isinstance(value, float | int):
            return shown_value(value)
        size = abs(value) * self.factor
        digits = _masked(round(size), self.mask) if self.mask else shown_value(size)
        return f"{'-' if value < 0 else ''}{self.before}{digits}{self.after}".strip()


def formats_of(styles: Any) -> dict[str, NumberFormat]:
    """The formats that say more, by the number of a cell's style. `styles`: the root of styles.xml."""
    codes = dict(BUILT_IN)
    codes |= {one.get("numFmtId", ""): one.get("formatCode", "") for one in styles.iter(_S + "numFmt")}
    cells = styles.find(_S + "cellXfs")
    found = {
        str(at): format_of(codes.get(style.get("numFmtId", ""), ""))
        for at, style in enumerate(() if cells is None else cells.iter(_S + "xf"))
    }
    return {style: held for style, held in found.items() if held}


def cells_in(sheet: bytes, formats: Mapping[str, NumberFormat]) -> dict[Place, NumberFormat]:
    """Which cells of a sheet's XML have one of the formats."""
    if not formats:
        return {}
    cell = re.compile(_CELL % "|".join(formats).encode())
    return {
        (int(row) - 1, _column(letters)): formats[style.decode()]
        for style, letters, row in (found.groups() for found in cell.finditer(sheet))
    }


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1


def format_of(code: str) -> NumberFormat | None:
    """A format's first part, for positive numbers; None where it says no more than the digits."""
    pieces = list(_pieces(code))
    places = [at for at, (text, is_digit) in enumerate(pieces) if is_digit]
    if not places:
        return None
    first, last = places[0], places[-1] + 1
    before, after = ("".join(text for text, _ in some) for some in (pieces[:first], pieces[last:]))
    pattern = "".join(text for text, _ in pieces[first:last])
    thousands = len(pattern) - len(pattern.rstrip(","))
    zeros = all(text == _DIGIT for text, is_digit in pieces[first:last] if is_digit)
    mask = pattern if zeros and pattern.count(_DIGIT) >= _LEAST_MASK else ""
    percent = (before + after).count("%")
    if not (mask or thousands or percent or _LETTER.search(before + after)):
        return None
    return NumberFormat(before, after, 100.0**percent / 1000.0**thousands, mask)


def _pieces(code: str) -> Iterator[tuple[str, bool]]:
    """Texts and places of digits up to the first ";"; none of a format that is not a number's."""
    held: list[tuple[str, bool]] = []
    for found in _PIECE.finditer(code):
        quoted, escaped, currency, sign = found.groups()
        if sign == ";":
            break
        if sign and _NO_NUMBER.match(sign):
            return
        if text := quoted or escaped or currency or sign:
            held.append((text, sign is not None and sign in _DIGITS))
    yield from held


def _masked(number: int, mask: str) -> str:
    """The digits in the places of a mask; what is more than its places stands before them."""
    digits = str(number).zfill(mask.count(_DIGIT))
    more = len(digits) - mask.count(_DIGIT)
    rest = iter(digits[more:])
    return digits[:more] + "".join(next(rest) if sign == _DIGIT else sign for sign in mask)
