"""What is a word where names stand, and what only letters that a recogniser made of specks.

"Lắk", "Tum", "KH&CN" ─▶ words        "T3M", "8ft" ─▶ none
"""

from __future__ import annotations

import re
from functools import cache

from diacritics.syllable import is_syllable
from schemas import vocabulary


def is_word(word: str) -> bool:
    """A syllable, a part of a province's name, or an abbreviation; several with signs between them."""
    return all(
        is_syllable(part) or part in _named() or (part.isupper() and len(part) > 1)
        for part in re.findall(r"[^\W\d_]+", word)
    )


@cache
def _named() -> frozenset[str]:
    """Words of names that are no syllables: Kon Tum, Đắk Lắk."""
    return frozenset(word for name in vocabulary.proper_names() for word in name.split())
