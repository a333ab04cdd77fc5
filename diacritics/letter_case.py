"""The case that words of the model (all in small letters) were printed in, as `tokens.case_of` numbers it."""

from __future__ import annotations


def with_case(word: str, case: int) -> str:
    """A small-letter word in the case that `tokens.case_of` numbers."""
    return (word, word[:1].upper() + word[1:], word.upper())[case]


def case_of(seen: str) -> int:
    """Case as `tokens.case_of` numbers it, of a word that may have misread letters: PAy is Đẩy, not ĐẨY."""
    letters = [c for c in seen if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    if capitals == len(letters) > 1 or (len(letters) > 3 and capitals > 0.6 * len(letters)):
        return 2
    return int(seen[0].isupper())
