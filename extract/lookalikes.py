"""Digits that a recogniser took for letters of the same shape, and its fraction stroke for a slash.

    words of a line ─ meant ─▶ their texts: "ngày l5 tháng II" is "ngày 15 tháng 11", "31⁄10" is "31/10"

Only what cannot be meant as it stands: a number with l, I or O inside, and such letters alone where the form
has Arabic numbers (Điều, khoản, ngày, tháng). Roman numbers (quý II, Vùng III, cấp I) and codes stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

FRACTION = "\u2044"
_DOUBLE_STROKE = re.compile(rf"/?{FRACTION}/?(?=\w)")
# A whole number with a digit in it, a decimal part and a short unit: l00m, I5,5m, 2O.
_NUMBER = re.compile(
    r"(?P<before>\W*(?:Km)?)(?P<number>(?=[lIO]*\d)[\dlIO]+(?:[.,]\d+)*)(?P<after>(?:mm|cm|km|m|kg)?\W*)"
)
_ONES = re.compile(r"(?P<number>[lI]{1,2})(?P<after>\W*)")
_COUNTED = frozenset({"ngày", "tháng", "điều", "khoản"})
_DIGITS = str.maketrans("lIO", "110")


def meant(texts: Sequence[str]) -> Iterator[str]:
    """The texts of a line's words in order, each as it was meant."""
    before = ""
    for text in texts:
        yield _word(text, before)
        before = text


def _word(text: str, before: str) -> str:
    slashed = _DOUBLE_STROKE.sub("/", text) if FRACTION in text and text[:1].isdigit() else text
    number = _NUMBER.fullmatch(slashed)
    oxygen = slashed.startswith("O") and before.lower() not in _COUNTED  # O2
    if number and not oxygen and not slashed.isdigit():
        return number["before"] + number["number"].translate(_DIGITS) + number["after"]
    ones = _ONES.fullmatch(slashed) if before.lower() in _COUNTED else None
    return ones["number"].translate(_DIGITS) + ones["after"] if ones else slashed
