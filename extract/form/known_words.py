"""What is a word where names stand, and what only letters that a recogniser made of specks.

"Lắk", "Tum", "KH&CN" ─▶ words        "T3M", "8ft" ─▶ none
"""

from __future__ import annotations

import re
from functools import cache

from diacritics.syllable import is_syllable, skeleton
from schemas import vocabulary

ADDRESS = re.compile(r"@|www|[.](?:vn|com|net|org|edu)\b")
STOP = re.compile(r"(?<=[a-zà-ỹđ])[.]\s?(?=[a-zà-ỹđ]{2,}(?:[\s,.;]|$))")  # in a phrase
BEFORE_FIGURES = re.compile(r"\b(năm|tháng|ngày|số|[Đđ]iều|khoản)\s?[.,:'](?=\d)")  # "năm.2022"
NUMBERED = re.compile(r"\bs[ôồổỗộ](?=\s\d)")  # "Nghị quyết sô 20": before a number it is số


def without_specks(text: str) -> str:
    """A phrase that a recogniser read, without the stops that it saw between small letters."""
    text = BEFORE_FIGURES.sub(r"\1 ", text)
    return NUMBERED.sub("số", text if ADDRESS.search(text) else STOP.sub(" ", text))


def is_word(word: str) -> bool:
    """A syllable, a part of a province's name, or an abbreviation; several with signs between them."""
    return all(
        is_syllable(part) or part in _named() or _is_abbreviation(part)
        for part in re.findall(r"[^\W\d_]+", word)
    )


def _is_abbreviation(part: str) -> bool:
    """Capitals without the marks of tones: KHCN, GDĐT; "FẠI" is none."""
    return part.isupper() and len(part) > 1 and skeleton(part) == part.replace("Đ", "D")


@cache
def _named() -> frozenset[str]:
    """Words of names that are no syllables: Kon Tum, Đắk Lắk."""
    return frozenset(word for name in vocabulary.proper_names() for word in name.split())
