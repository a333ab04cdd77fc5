"""Text in the forms in which words of the legal form are compared: what a recogniser errs in least.

"CỘNG HÒA" ─ fold_words ─▶ "cong hoa"        "S6: 12" ─ fold_letters ─▶ "soi2"
"""

from __future__ import annotations

import re
from functools import lru_cache

from diacritics.syllable import skeleton

# Vietnamese letters for character classes; a range such as À-Ỹ would hold small letters too.
_LETTERS = "".join(map(chr, (*range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA))))
UPPER = "A-Z" + "".join(char for char in _LETTERS if char.isupper())
LOWER = "a-z" + "".join(char for char in _LETTERS if char.islower())
# Digits that are read for letters.
_DIGITS = str.maketrans({"0": "o", "6": "o", "1": "i", "|": "i", "5": "s", "8": "b"})
# On 84 reference records (bench/fields.py, 2026-11-26) the same from 0.75 to 0.85; 0.7 takes a number misread
# under an organ for a part of its name.
CAPITALS_SHARE = 0.8


TICKS = frozenset("☐☑☒✓✗")  # a line of one says what was chosen


@lru_cache(maxsize=16384)
def fold_words(text: str) -> str:
    """Bare small letters and digits, one blank between words."""
    return " ".join(re.sub(r"[^0-9a-z]+", " ", skeleton(text).lower()).split())


@lru_cache(maxsize=16384)
def fold_letters(text: str) -> str:
    """Bare small letters without blanks, digits like letters taken for them: blanks are lost too."""
    return "".join(c for c in skeleton(text).lower().translate(_DIGITS) if c.isalnum())


def unmarked(text: str) -> str:
    """The text without marks, letter for letter, so that places stay; as it is where that cannot be."""
    bare = skeleton(text)
    return bare if len(bare) == len(text) else text


def is_capitals(text: str) -> bool:
    """Whether nearly all of at least two letters are capitals: a recogniser makes some of them small."""
    letters = [char for char in text if char.isalpha()]
    return len(letters) >= 2 and sum(char.isupper() for char in letters) >= CAPITALS_SHARE * len(letters)


def written(text: str) -> bool:
    """Whether anything in it is a letter, a digit or a box to tick; rules and specks are not."""
    return any(char.isalnum() or char in TICKS for char in text)
